//! Making tasks.

use diesel::sql_types::{BigInt, Binary, Nullable, Text, Uuid};
use diesel::{PgConnection, QueryResult, RunQueryDsl};
use tutti_types::{BoardId, ColumnId, TaskId, UserId, WorkspaceId};

use super::slot::TaskSlot;
use super::{TaskFields, TaskRow, assignees};
use crate::access::Granted;
use crate::error::Result;
use crate::models::column::ColumnRow;
use crate::row::Sql;

statement!(
    /// The next number of a task in a workspace.
    NextNumber { workspace: WorkspaceId => Uuid } -> BigInt, locks Counters;
    "UPDATE workspace_counters SET task_number = task_number + 1 WHERE workspace_id = " workspace " RETURNING task_number"
);

statement!(
    /// A new task.
    Insert {
        workspace: WorkspaceId => Uuid, id: TaskId => Uuid, board: BoardId => Uuid, column: ColumnId => Uuid, number: i64 => BigInt,
        position: String => Text, user: Option<UserId> => Nullable<Uuid>, request_hash: Option<Vec<u8>> => Nullable<Binary>,
    } with fields: TaskFields -> Sql<TaskRow>, makes Tasks;
    "INSERT INTO tasks AS t (workspace_id, id, board_id, column_id, number, position, created_by, request_hash" (fields.names) ") VALUES ("
    workspace ", " id ", " board ", " column ", " number ", " position ", " user ", " request_hash (fields.values) ") RETURNING " {TaskRow}
);

/// What a new task is made of.
#[derive(Clone, Debug)]
pub struct NewTask {
    pub id: TaskId,
    /// What is said of it; its people are checked by [`assignable`](crate::models::member::assignable).
    pub fields: TaskFields,
    /// What is kept of the request, where the client gave its own id.
    pub request_hash: Option<Vec<u8>>,
}

/// Makes a task in a column.
///
/// # Errors
/// `id_taken`.
pub fn create(
    conn: &mut PgConnection,
    column: &Granted<ColumnRow>,
    place: TaskSlot,
    mut new: NewTask,
) -> Result<TaskRow> {
    let workspace = column.workspace_id;
    let people = new.fields.assignee_ids.take().unwrap_or_default();
    let number = (NextNumber { workspace }).get_result(conn)?;
    let insert = Insert {
        workspace,
        id: new.id,
        board: place.board_id,
        column: place.column_id,
        number,
        position: place.position,
        user: column.grantee().person(),
        request_hash: new.request_hash,
        fields: new.fields.or_default(),
    };
    let mut row: TaskRow = insert.get_result(conn)?;
    if !people.is_empty() {
        assignees::replace(conn, workspace, &[row.id], &people)?;
        row.card.assignee_ids = people;
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
