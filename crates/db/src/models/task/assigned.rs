//! The tasks of people who lose the sight of them.

use diesel::sql_types::{Array, BigInt, Uuid};
use diesel::{PgConnection, QueryResult, RunQueryDsl};
use tutti_types::{BoardId, TaskId, UserId, WorkspaceId};

use super::TaskRow;
use crate::row::Sql;

statement!(
    /// Tasks of a board, in the trash too, that some people work on, locked in one order.
    OnBoard { workspace: WorkspaceId => Uuid, board: BoardId => Uuid, users: Vec<UserId> => Array<Uuid>, most: i64 => BigInt } -> Uuid, locks Tasks;
    "SELECT t.id FROM tasks t WHERE t.workspace_id = " workspace " AND t.board_id = " board
    " AND t.id IN (SELECT a.task_id FROM task_assignees a WHERE a.workspace_id = " workspace " AND a.user_id = ANY (" users
    ")) ORDER BY t.id LIMIT " most " FOR NO KEY UPDATE"
);

statement!(
    /// Tasks that are locked, read after the wait for them.
    Locked { workspace: WorkspaceId => Uuid, tasks: Vec<TaskId> => Array<Uuid> } -> Sql<TaskRow>;
    "SELECT " {TaskRow} " FROM tasks t WHERE t.workspace_id = " workspace " AND t.id = ANY (" tasks ") ORDER BY t.id"
);

statement!(
    /// All tasks somebody works on, locked in one order and written as they are; answered are their boards.
    Anywhere { workspace: WorkspaceId => Uuid, user: UserId => Uuid } -> Uuid, locks Tasks;
    "WITH theirs AS (SELECT t.id FROM tasks t WHERE t.workspace_id = " workspace
    " AND t.id IN (SELECT a.task_id FROM task_assignees a WHERE a.workspace_id = " workspace " AND a.user_id = " user
    ") ORDER BY t.id FOR NO KEY UPDATE)
     UPDATE tasks t SET updated_at = t.updated_at FROM theirs WHERE t.workspace_id = " workspace " AND t.id = theirs.id RETURNING t.board_id"
);

/// At most `most` tasks of a board, in the trash too, that some people work on, locked.
pub(crate) fn lock_assigned(
    conn: &mut PgConnection,
    workspace: WorkspaceId,
    board: BoardId,
    users: &[UserId],
    most: usize,
) -> QueryResult<Vec<TaskRow>> {
    let tasks: Vec<TaskId> = (OnBoard {
        workspace,
        board,
        users: users.to_vec(),
        most: i64::try_from(most).unwrap_or(i64::MAX),
    })
    .get_results(conn)?;
    (Locked { workspace, tasks }).get_results(conn)
}

/// Locks all tasks somebody works on, so that no event of one of them that is yet to come still names them. Whoever waits
/// for one of the locks sees by the written row that its people are to be read again.
pub(crate) fn lock_all_of(
    conn: &mut PgConnection,
    workspace: WorkspaceId,
    user: UserId,
) -> QueryResult<()> {
    let locked = (Anywhere { workspace, user }).get_results::<BoardId>(conn);
    locked.map(drop)
}
