//! How many tasks stand in a column and on a board, and whether more may come.

use diesel::sql_types::{Array, BigInt, Uuid};
use diesel::{PgConnection, QueryResult, RunQueryDsl};
use tutti_types::tasks::MAX_TASKS_PER_BOARD;
use tutti_types::{BoardId, ColumnId, ErrorCode, TaskId, WorkspaceId};

use crate::error::{Error, Result};
use crate::models::column::ColumnRow;

statement!(
    /// How many living cards stand in a column, leaving out those that are being placed.
    Count { workspace: WorkspaceId => Uuid, column: ColumnId => Uuid, moving: Vec<TaskId> => Array<Uuid> } -> BigInt;
    "SELECT count(*) FROM tasks WHERE workspace_id = " workspace " AND column_id = " column " AND deleted_at IS NULL AND id <> ALL (" moving ")"
);

/// How many living cards stand in a locked column, leaving out some. None can come meanwhile.
///
/// # Errors
/// Where the database fails.
pub(crate) fn count(
    conn: &mut PgConnection,
    column: &ColumnRow,
    leaving_out: &[TaskId],
) -> Result<usize> {
    let count = Count {
        workspace: column.workspace_id,
        column: column.id,
        moving: leaving_out.to_vec(),
    };
    let count: i64 = count.get_result(conn)?;
    Ok(usize::try_from(count).unwrap_or_default())
}

/// Refuses where a locked column has no room for the cards that are `arriving`, some of which may stand there already. For none there is,
/// however many stand there.
///
/// # Errors
/// `wip_limit`.
pub(crate) fn require_room(
    conn: &mut PgConnection,
    column: &ColumnRow,
    arriving: &[TaskId],
) -> Result<()> {
    require_room_beside(conn, column, arriving, arriving.len())
}

/// The same for so many cards that stand elsewhere.
///
/// # Errors
/// `wip_limit`.
pub(crate) fn require_room_for(
    conn: &mut PgConnection,
    column: &ColumnRow,
    arriving: usize,
) -> Result<()> {
    require_room_beside(conn, column, &[], arriving)
}

fn require_room_beside(
    conn: &mut PgConnection,
    column: &ColumnRow,
    leaving_out: &[TaskId],
    arriving: usize,
) -> Result<()> {
    let Some(limit) = column.wip_limit.filter(|_| arriving > 0) else {
        return Ok(());
    };
    let then = count(conn, column, leaving_out)? + arriving;
    if then <= usize::try_from(limit).unwrap_or_default() {
        return Ok(());
    }
    Err(Error::refused(
        ErrorCode::WipLimit,
        match limit {
            1 => format!("{} holds at most one task.", column.name),
            _ => format!("{} holds at most {limit} tasks.", column.name),
        },
    ))
}

statement!(
    /// How many living tasks a board holds, counted no further than it may.
    OnBoard { workspace: WorkspaceId => Uuid, board: BoardId => Uuid, most: i64 => BigInt } -> BigInt;
    "SELECT count(*) FROM (SELECT FROM tasks WHERE workspace_id = " workspace " AND board_id = " board " AND deleted_at IS NULL LIMIT " most ") t"
);

statement!(
    /// How many living tasks stand on each of some boards.
    OnBoards { workspace: WorkspaceId => Uuid, boards: Vec<BoardId> => Array<Uuid> } -> (Uuid, BigInt);
    "SELECT b.id, (SELECT count(*) FROM tasks t WHERE t.workspace_id = " workspace " AND t.board_id = b.id AND t.deleted_at IS NULL)
     FROM unnest(" boards ") AS b (id)"
);

/// How many living tasks stand on each of some boards.
///
/// # Errors
/// Where the database fails.
pub fn counts_of_boards(
    conn: &mut PgConnection,
    workspace: WorkspaceId,
    boards: Vec<BoardId>,
) -> QueryResult<Vec<(BoardId, i64)>> {
    (OnBoards { workspace, boards }).get_results(conn)
}

/// Refuses where a board has no room for `arriving` more tasks.
///
/// # Errors
/// `limit_reached`.
pub(crate) fn require_room_on_board(
    conn: &mut PgConnection,
    workspace: WorkspaceId,
    board: BoardId,
    arriving: usize,
) -> Result<()> {
    if arriving == 0 {
        return Ok(());
    }
    let count: i64 = OnBoard {
        workspace,
        board,
        most: MAX_TASKS_PER_BOARD,
    }
    .get_result(conn)?;
    let arriving = i64::try_from(arriving).unwrap_or(i64::MAX);
    if count.saturating_add(arriving) <= MAX_TASKS_PER_BOARD {
        return Ok(());
    }
    Err(Error::refused(
        ErrorCode::LimitReached,
        format!("A board holds at most {MAX_TASKS_PER_BOARD} tasks."),
    ))
}
