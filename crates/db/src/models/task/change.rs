//! Making and changing tasks.

use diesel::sql_types::{Array, BigInt, Binary, Nullable, Text, Uuid};
use diesel::{PgConnection, QueryResult, RunQueryDsl};
use tutti_types::tasks::Priority;
use tutti_types::{BoardId, ColumnId, TaskId, UserId, WorkspaceId};

use super::place::Place;
use super::{COLUMNS, Columns, TaskRow, as_asked, assignees};
use crate::access::Granted;
use crate::error::{Error, Result};
use crate::models::column::ColumnRow;

statement!(
    /// The next number of a task in a workspace.
    NextNumber { workspace: WorkspaceId => Uuid } -> BigInt, locks Counters;
    "UPDATE workspace_counters SET task_number = task_number + 1 WHERE workspace_id = " workspace " RETURNING task_number"
);

statement!(
    /// A new task.
    Insert {
        workspace: WorkspaceId => Uuid, id: TaskId => Uuid, board: BoardId => Uuid, column: ColumnId => Uuid, number: i64 => BigInt, title: String => Text,
        description: String => Text, priority: Priority => Text, position: String => Text, user: UserId => Uuid,
        request_hash: Option<Vec<u8>> => Nullable<Binary>,
    } -> Columns;
    "INSERT INTO tasks AS t (workspace_id, id, board_id, column_id, number, title, description, priority, position, created_by, request_hash) VALUES ("
    workspace ", " id ", " board ", " column ", " number ", " title ", " description ", " priority ", " position ", " user ", " request_hash ") RETURNING " [COLUMNS]
);

statement!(
    /// The fields that were sent, a place for each task or none for any, and the next version. Where no places are given, none changes.
    Update {
        workspace: WorkspaceId => Uuid, ids: Vec<TaskId> => Array<Uuid>, title: Option<String> => Nullable<Text>, description: Option<String> => Nullable<Text>,
        priority: Option<Priority> => Nullable<Text>, columns: Vec<ColumnId> => Array<Uuid>, positions: Vec<String> => Array<Text>,
    } -> Columns;
    "UPDATE tasks t SET title = coalesce(" title ", title), description = coalesce(" description ", description), priority = coalesce(" priority
    ", priority), column_id = coalesce((" columns "::uuid[])[array_position(" ids ", t.id)], column_id), position = coalesce((" positions "::text[])[array_position(" ids
    ", t.id)], position), version = version + 1, updated_at = gate.moment(clock_timestamp()) WHERE workspace_id = " workspace " AND id = ANY (" ids ") RETURNING " [COLUMNS]
);

statement!(
    /// Places in one column, and the next version. A join with the positions would be planned for few rows or for all.
    Put {
        workspace: WorkspaceId => Uuid, board: BoardId => Uuid, column: ColumnId => Uuid, ids: Vec<TaskId> => Array<Uuid>,
        positions: Vec<String> => Array<Text>,
    } -> Columns;
    "UPDATE tasks t SET board_id = " board ", column_id = " column ", position = (" positions "::text[])[array_position(" ids ", t.id)],
        version = version + 1, updated_at = gate.moment(clock_timestamp()) WHERE workspace_id = " workspace " AND id = ANY (" ids ") RETURNING " [COLUMNS]
);

statement!(
    /// Into the trash.
    Trash { workspace: WorkspaceId => Uuid, ids: Vec<TaskId> => Array<Uuid>, user: UserId => Uuid } -> Columns;
    "UPDATE tasks t SET deleted_at = gate.moment(clock_timestamp()), deleted_by = " user ", version = version + 1, updated_at = gate.moment(clock_timestamp())
     WHERE workspace_id = " workspace " AND id = ANY (" ids ") RETURNING " [COLUMNS]
);

statement!(
    /// Out of the trash, each to its place.
    Untrash {
        workspace: WorkspaceId => Uuid, ids: Vec<TaskId> => Array<Uuid>, columns: Vec<ColumnId> => Array<Uuid>, positions: Vec<String> => Array<Text>,
    } -> Uuid;
    "UPDATE tasks t SET deleted_at = NULL, deleted_by = NULL, column_id = (" columns "::uuid[])[array_position(" ids ", t.id)],
        position = (" positions "::text[])[array_position(" ids ", t.id)], version = version + 1, updated_at = gate.moment(clock_timestamp())
     WHERE workspace_id = " workspace " AND id = ANY (" ids ") RETURNING id"
);

/// What a new task is made of.
#[derive(Clone, Debug)]
pub struct NewTask {
    /// Its id.
    pub id: TaskId,
    /// One line.
    pub title: String,
    /// Markdown.
    pub description: String,
    /// How urgent.
    pub priority: Priority,
    /// Who works on it; checked by [`assignable`](crate::models::member::assignable).
    pub assignee_ids: Vec<UserId>,
    /// What is kept of the request, where the client gave its own id.
    pub request_hash: Option<Vec<u8>>,
}

/// What changes of a task; what is absent stays.
#[derive(Clone, Debug, Default)]
pub struct TaskChanges {
    /// One line.
    pub title: Option<String>,
    /// Markdown.
    pub description: Option<String>,
    /// How urgent.
    pub priority: Option<Priority>,
    /// Who works on it; checked by [`assignable`](crate::models::member::assignable).
    pub assignee_ids: Option<Vec<UserId>>,
}

impl TaskChanges {
    /// Whether a task would be another one after it.
    #[must_use]
    pub fn differ_from(&self, task: &TaskRow) -> bool {
        fn new<T: PartialEq>(sent: Option<&T>, now: &T) -> bool {
            sent.is_some_and(|sent| sent != now)
        }
        new(self.title.as_ref(), &task.title)
            || new(self.description.as_ref(), &task.description)
            || new(self.priority.as_ref(), &task.priority)
            || new(self.assignee_ids.as_ref(), &task.assignee_ids)
    }
}

/// Makes a task in a column.
///
/// # Errors
/// `id_taken`.
pub fn create(
    conn: &mut PgConnection,
    column: &Granted<ColumnRow>,
    place: Place,
    new: NewTask,
) -> Result<TaskRow> {
    let workspace = column.workspace_id;
    let number = (NextNumber { workspace }).get_result(conn)?;
    let insert = Insert {
        workspace,
        id: new.id,
        board: place.board_id,
        column: place.column_id,
        number,
        title: new.title,
        description: new.description,
        priority: new.priority,
        position: place.position,
        user: column.member().user_id(),
        request_hash: new.request_hash,
    };
    let mut row: TaskRow = insert.get_result(conn)?;
    if !new.assignee_ids.is_empty() {
        assignees::replace(conn, workspace, &[row.id], &new.assignee_ids)?;
        row.assignee_ids = new.assignee_ids;
    }
    Ok(row)
}

statement!(
    /// What is kept of the request that made a task.
    RequestHash { workspace: WorkspaceId => Uuid, id: TaskId => Uuid } -> Nullable<Binary>;
    "SELECT request_hash FROM tasks WHERE workspace_id = " workspace " AND id = " id
);

/// What is kept of the request that made a task.
///
/// # Errors
/// Where the database fails.
pub fn request_hash(conn: &mut PgConnection, task: &TaskRow) -> QueryResult<Option<Vec<u8>>> {
    (RequestHash {
        workspace: task.workspace_id,
        id: task.id,
    })
    .get_result(conn)
}

/// Changes a task.
///
/// # Errors
/// Where the database fails.
pub fn update(
    conn: &mut PgConnection,
    task: &Granted<TaskRow>,
    changes: TaskChanges,
) -> Result<TaskRow> {
    let rows = update_all(conn, &[task], Vec::new(), changes)?;
    rows.into_iter().next().ok_or_else(Error::not_found)
}

/// Changes tasks of one workspace alike, all in one statement, and gives them in their order. Each gets its place on its board, or
/// where there are no `places`, all stay where they are.
///
/// # Errors
/// Where the database fails.
pub fn update_all(
    conn: &mut PgConnection,
    tasks: &[&Granted<TaskRow>],
    places: Vec<Place>,
    changes: TaskChanges,
) -> Result<Vec<TaskRow>> {
    let Some(workspace) = tasks.first().map(|task| task.workspace_id) else {
        return Ok(Vec::new());
    };
    let ids: Vec<TaskId> = tasks.iter().map(|task| task.id).collect();
    if let Some(users) = &changes.assignee_ids {
        assignees::replace(conn, workspace, &ids, users)?;
    }
    debug_assert!(places.is_empty() || places.len() == tasks.len());
    let (columns, positions) = by_field(places);
    let update = Update {
        workspace,
        ids: ids.clone(),
        title: changes.title,
        description: changes.description,
        priority: changes.priority,
        columns,
        positions,
    };
    let rows: Vec<TaskRow> = update.get_results(conn)?;
    Ok(as_asked(&ids, rows, |row| row.id))
}

/// Places as the lists that a statement takes.
fn by_field(places: Vec<Place>) -> (Vec<ColumnId>, Vec<String>) {
    let each = places.into_iter();
    each.map(|place| (place.column_id, place.position)).unzip()
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
        user: first.member().user_id(),
    };
    let rows: Vec<TaskRow> = trash.get_results(conn)?;
    Ok(as_asked(&ids, rows, |row| row.id))
}

/// Takes tasks of one workspace out of the trash, each to its place, all in one statement.
///
/// # Errors
/// Where the database fails.
pub fn restore_all(
    conn: &mut PgConnection,
    tasks: &[&Granted<TaskRow>],
    places: Vec<Place>,
) -> Result<()> {
    let Some(workspace) = tasks.first().map(|task| task.workspace_id) else {
        return Ok(());
    };
    debug_assert_eq!(places.len(), tasks.len());
    let (columns, positions) = by_field(places);
    let untrash = Untrash {
        workspace,
        ids: tasks.iter().map(|task| task.id).collect(),
        columns,
        positions,
    };
    untrash.execute(conn)?;
    Ok(())
}
