//! Changing tasks.

use diesel::sql_types::{Array, BigInt, Bool, Nullable, Text, Timestamptz, Uuid};
use diesel::{PgConnection, QueryResult, RunQueryDsl};
use tutti_types::{BoardId, ColumnId, TaskId, Timestamp, UserId, WorkspaceId};

use super::slot::TaskSlot;
use super::{TaskFields, TaskRow, as_asked, assignees};
use crate::access::Granted;
use crate::error::Result;
use crate::models::column::ColumnRow;
use crate::row::Sql;

statement!(
    /// The fields that were sent, a place for each task or none for any, and the next version. Where no places are given, none changes.
    Update {
        workspace: WorkspaceId => Uuid, ids: Vec<TaskId> => Array<Uuid>, columns: Vec<ColumnId> => Array<Uuid>, positions: Vec<String> => Array<Text>,
        turned: bool => Bool,
    } with fields: TaskFields -> Sql<TaskRow>, holds Tasks;
    "UPDATE tasks t SET version = version + 1, updated_at = gate.moment(clock_timestamp()),
        column_id = coalesce((" columns "::uuid[])[array_position(" ids ", t.id)], column_id),
        position = coalesce((" positions "::text[])[array_position(" ids ", t.id)], position),
        status_changed_at = CASE WHEN " turned " THEN gate.moment(clock_timestamp()) ELSE status_changed_at END" (fields.set)
    " WHERE workspace_id = " workspace " AND id = ANY (" ids ") RETURNING " {TaskRow}
);

statement!(
    /// The same of one task, and its place where it gets another.
    UpdateOne {
        workspace: WorkspaceId => Uuid, id: TaskId => Uuid, column: Option<ColumnId> => Nullable<Uuid>, position: Option<String> => Nullable<Text>,
        turned: bool => Bool,
    } with fields: TaskFields -> Sql<TaskRow>, holds Tasks;
    "UPDATE tasks t SET version = version + 1, updated_at = gate.moment(clock_timestamp()),
        column_id = coalesce(" column ", column_id), position = coalesce(" position ", position),
        status_changed_at = CASE WHEN " turned " THEN gate.moment(clock_timestamp()) ELSE status_changed_at END" (fields.set)
    " WHERE workspace_id = " workspace " AND id = " id " RETURNING " {TaskRow}
);

statement!(
    /// Places in one column, and the next version. A join with the positions would be planned for few rows or for all.
    Put {
        workspace: WorkspaceId => Uuid, board: BoardId => Uuid, column: ColumnId => Uuid, ids: Vec<TaskId> => Array<Uuid>,
        positions: Vec<String> => Array<Text>, turned: Vec<TaskId> => Array<Uuid>,
    } -> Sql<TaskRow>, holds Tasks;
    "UPDATE tasks t SET board_id = " board ", column_id = " column ", position = (" positions "::text[])[array_position(" ids ", t.id)],
        status_changed_at = CASE WHEN t.id = ANY (" turned ") THEN gate.moment(clock_timestamp()) ELSE status_changed_at END,
        version = version + 1, updated_at = gate.moment(clock_timestamp()) WHERE workspace_id = " workspace " AND id = ANY (" ids ") RETURNING " {TaskRow}
);

statement!(
    /// Into the trash.
    Trash { workspace: WorkspaceId => Uuid, ids: Vec<TaskId> => Array<Uuid>, user: Option<UserId> => Nullable<Uuid> } -> Sql<TaskRow>, holds Tasks;
    "UPDATE tasks t SET deleted_at = gate.moment(clock_timestamp()), deleted_by = " user ", version = version + 1, updated_at = gate.moment(clock_timestamp())
     WHERE workspace_id = " workspace " AND id = ANY (" ids ") RETURNING " {TaskRow}
);

statement!(
    /// Out of the trash, each to its place.
    Untrash {
        workspace: WorkspaceId => Uuid, ids: Vec<TaskId> => Array<Uuid>, columns: Vec<ColumnId> => Array<Uuid>, positions: Vec<String> => Array<Text>,
        turned: Vec<TaskId> => Array<Uuid>,
    } -> Uuid, holds Tasks;
    "UPDATE tasks t SET deleted_at = NULL, deleted_by = NULL,
        status_changed_at = CASE WHEN t.id = ANY (" turned ") THEN gate.moment(clock_timestamp()) ELSE status_changed_at END, column_id = (" columns "::uuid[])[array_position(" ids ", t.id)],
        position = (" positions "::text[])[array_position(" ids ", t.id)], version = version + 1, updated_at = gate.moment(clock_timestamp())
     WHERE workspace_id = " workspace " AND id = ANY (" ids ") RETURNING id"
);

statement!(
    /// All tasks of a column, those in the trash too, have had their status since then. They are looked up first and locked in the one order
    /// of all who lock several.
    Turn { workspace: WorkspaceId => Uuid, board: BoardId => Uuid, column: ColumnId => Uuid, at: Timestamp => Timestamptz } -> BigInt, locks Tasks;
    "WITH standing AS (SELECT id FROM tasks WHERE workspace_id = " workspace " AND id = ANY (ARRAY(
        SELECT id FROM tasks WHERE workspace_id = " workspace " AND board_id = " board " AND column_id = " column "
     )) AND column_id = " column " ORDER BY id FOR NO KEY UPDATE)
     UPDATE tasks t SET status_changed_at = " at " FROM standing WHERE t.workspace_id = " workspace " AND t.id = standing.id"
);

/// Takes `users` off tasks of one workspace, all in two statements, and gives the tasks in their order.
///
/// # Errors
/// Where the database fails.
pub fn take_off(
    conn: &mut PgConnection,
    tasks: &[&Granted<TaskRow>],
    users: &[UserId],
) -> Result<Vec<TaskRow>> {
    let Some(workspace) = tasks.first().map(|task| task.workspace_id) else {
        return Ok(Vec::new());
    };
    let ids = tasks.iter().map(|task| task.id).collect();
    assignees::take_off(conn, workspace, ids, users)?;
    update_all(conn, tasks, Vec::new(), TaskFields::default())
}

/// Changes a task. It gets a place where its status is to be another, and else stays where it is.
///
/// # Errors
/// Where the database fails.
pub fn update(
    conn: &mut PgConnection,
    task: &Granted<TaskRow>,
    place: Option<TaskSlot>,
    fields: TaskFields,
) -> Result<TaskRow> {
    if let Some(users) = &fields.assignee_ids {
        assignees::replace(conn, task.workspace_id, &[task.id], users)?;
    }
    let turned = place.is_some();
    let (column, position) = place.map(|place| (place.column_id, place.position)).unzip();
    let update = UpdateOne {
        workspace: task.workspace_id,
        id: task.id,
        column,
        position,
        turned,
        fields,
    };
    Ok(update.get_result(conn)?)
}

/// Changes tasks of one workspace alike, all in one statement, and gives them in their order. Each gets its place among those of another
/// status, or where there are no `places`, all stay where they are.
///
/// # Errors
/// Where the database fails.
pub fn update_all(
    conn: &mut PgConnection,
    tasks: &[&Granted<TaskRow>],
    places: Vec<TaskSlot>,
    fields: TaskFields,
) -> Result<Vec<TaskRow>> {
    let Some(workspace) = tasks.first().map(|task| task.workspace_id) else {
        return Ok(Vec::new());
    };
    let ids: Vec<TaskId> = tasks.iter().map(|task| task.id).collect();
    if let Some(users) = &fields.assignee_ids {
        assignees::replace(conn, workspace, &ids, users)?;
    }
    debug_assert!(places.is_empty() || places.len() == tasks.len());
    let turned = !places.is_empty();
    let (columns, positions) = by_field(places);
    let update = Update {
        workspace,
        ids: ids.clone(),
        columns,
        positions,
        turned,
        fields,
    };
    let rows: Vec<TaskRow> = update.get_results(conn)?;
    Ok(as_asked(&ids, rows, |row| row.id))
}

/// Places as the lists that a statement takes.
fn by_field(places: Vec<TaskSlot>) -> (Vec<ColumnId>, Vec<String>) {
    let each = places.into_iter();
    each.map(|place| (place.column_id, place.position)).unzip()
}

/// Those of some tasks whose status is another in a locked column.
fn turned<'t>(
    tasks: impl Iterator<Item = &'t Granted<TaskRow>>,
    column: &ColumnRow,
) -> Vec<TaskId> {
    let turned = tasks.filter(|task| task.status != column.category);
    turned.map(|task| task.id).collect()
}

/// All tasks of a locked column have had another status since a moment. None comes or goes meanwhile, but for those that somebody is
/// just taking away.
///
/// # Errors
/// Where the database fails.
pub(crate) fn turn_all(
    conn: &mut PgConnection,
    column: &Granted<ColumnRow>,
    at: Timestamp,
) -> QueryResult<()> {
    let turn = Turn {
        workspace: column.workspace_id,
        board: column.board_id,
        column: column.id,
        at,
    };
    turn.execute(conn).map(drop)
}

/// Puts tasks into a locked column at positions that nobody holds, all in one statement, and gives them in their order.
///
/// # Errors
/// Where the database fails.
pub fn put_all(
    conn: &mut PgConnection,
    tasks: &[Granted<TaskRow>],
    column: &Granted<ColumnRow>,
    positions: Vec<String>,
) -> Result<Vec<TaskRow>> {
    let ids: Vec<TaskId> = tasks.iter().map(|task| task.id).collect();
    let put = Put {
        workspace: column.workspace_id,
        board: column.board_id,
        column: column.id,
        ids: ids.clone(),
        positions,
        turned: turned(tasks.iter(), column),
    };
    let rows: Vec<TaskRow> = put.get_results(conn)?;
    Ok(as_asked(&ids, rows, |row| row.id))
}

/// Makes `users` the people of a task. Follow it by a change of the task's row, which raises its version.
///
/// # Errors
/// Where the database fails.
pub fn assign(conn: &mut PgConnection, task: &Granted<TaskRow>, users: &[UserId]) -> Result<()> {
    Ok(assignees::replace(
        conn,
        task.workspace_id,
        &[task.id],
        users,
    )?)
}

/// Puts tasks of one workspace in the trash, and gives them in their order.
///
/// # Errors
/// Where the database fails.
pub fn delete_all(conn: &mut PgConnection, tasks: &[Granted<TaskRow>]) -> Result<Vec<TaskRow>> {
    let Some(first) = tasks.first() else {
        return Ok(Vec::new());
    };
    let ids: Vec<TaskId> = tasks.iter().map(|task| task.id).collect();
    let trash = Trash {
        workspace: first.workspace_id,
        ids: ids.clone(),
        user: first.grantee().person(),
    };
    let rows: Vec<TaskRow> = trash.get_results(conn)?;
    Ok(as_asked(&ids, rows, |row| row.id))
}

/// Takes tasks out of the trash, each to its place in a locked column, all in one statement.
///
/// # Errors
/// Where the database fails.
pub fn restore_all(
    conn: &mut PgConnection,
    column: &Granted<ColumnRow>,
    tasks: &[&Granted<TaskRow>],
    places: Vec<TaskSlot>,
) -> Result<()> {
    if tasks.is_empty() {
        return Ok(());
    }
    debug_assert_eq!(places.len(), tasks.len());
    let (columns, positions) = by_field(places);
    let untrash = Untrash {
        workspace: column.workspace_id,
        ids: tasks.iter().map(|task| task.id).collect(),
        columns,
        positions,
        turned: turned(tasks.iter().copied(), column),
    };
    untrash.execute(conn)?;
    Ok(())
}
