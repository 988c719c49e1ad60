//! Tasks that went to another board, and took their history along.

use diesel::sql_types::{Array, BigInt, Integer, Uuid};
use diesel::{PgConnection, QueryResult, RunQueryDsl};
use tutti_types::{BoardId, TaskId, WorkspaceId};

use crate::access::Granted;
use crate::error::Result;
use crate::models::column::ColumnRow;

statement!(
    /// Notes the board that tasks are on now.
    Note { workspace: WorkspaceId => Uuid, board: BoardId => Uuid, tasks: Vec<TaskId> => Array<Uuid> } -> BigInt, holds Tasks;
    "INSERT INTO moved_tasks (workspace_id, task_id, board_id) SELECT " workspace ", t.id, " board " FROM unnest(" tasks ") AS t (id)
     ON CONFLICT (workspace_id, task_id) DO UPDATE SET board_id = excluded.board_id, moved_at = excluded.moved_at"
);

statement!(
    /// Those that moved within the last days.
    Within { workspace: WorkspaceId => Uuid, days: i32 => Integer, limit: i64 => BigInt } -> (Uuid, Uuid);
    "SELECT task_id, board_id FROM moved_tasks WHERE workspace_id = " workspace " AND moved_at > now() - make_interval(days => " days ") LIMIT " limit
);

/// Notes that tasks came to a column's board from others.
///
/// # Errors
/// Where the database fails.
pub(crate) fn note_moved(
    conn: &mut PgConnection,
    column: &Granted<ColumnRow>,
    tasks: Vec<TaskId>,
) -> Result<()> {
    if tasks.is_empty() {
        return Ok(());
    }
    (Note {
        workspace: column.workspace_id,
        board: column.board_id,
        tasks,
    })
    .execute(conn)?;
    Ok(())
}

/// At most `limit` of the tasks that went to another board within the last days, purged ones too, and the board each is on now
/// or was on last.
///
/// # Errors
/// Where the database fails.
pub fn moved_within(
    conn: &mut PgConnection,
    workspace: WorkspaceId,
    days: i32,
    limit: i64,
) -> QueryResult<Vec<(TaskId, BoardId)>> {
    (Within {
        workspace,
        days,
        limit,
    })
    .get_results(conn)
}
