//! Emptying the trash of boards.

use diesel::RunQueryDsl;
use diesel::sql_types::{BigInt, Integer, Text, Uuid};
use tutti_types::trash::TRASH_DAYS;
use tutti_types::{BoardId, ColumnId, WorkspaceId};

use super::events::purged;
use crate::error::Result;
use crate::gate::Tx;
use crate::models::workspace;

statement!(
    /// The board that can be restored no longer since the longest time. An hour more than it is kept, so that no transaction that
    /// still restores it can be under way.
    Pick { days: i32 => Integer } -> (Uuid, Uuid, Text), locks Boards;
    "SELECT workspace_id, id, name FROM boards WHERE deleted_at < now() - make_interval(days => " days ", hours => 1) AND purged_at IS NULL
     ORDER BY deleted_at LIMIT 1 FOR UPDATE SKIP LOCKED"
);
statement!(
    /// Its columns, which go last and are locked first.
    LockColumns { workspace: WorkspaceId => Uuid, board: BoardId => Uuid } -> Uuid, locks Columns;
    "SELECT id FROM columns WHERE workspace_id = " workspace " AND board_id = " board " ORDER BY id FOR UPDATE"
);
statement!(
    /// Locked in the one order of all who lock several, and looked up first as in `models::column::lock_cards`.
    DeleteTasks { workspace: WorkspaceId => Uuid, board: BoardId => Uuid, portion: i64 => BigInt } -> BigInt, locks Tasks;
    "WITH gone AS (SELECT id FROM tasks WHERE workspace_id = " workspace " AND id = ANY (ARRAY(
        SELECT id FROM tasks WHERE workspace_id = " workspace " AND board_id = " board " LIMIT " portion ")) ORDER BY id FOR UPDATE)
     DELETE FROM tasks t USING gone WHERE t.workspace_id = " workspace " AND t.id = gone.id"
);
statement!(DeleteColumns { workspace: WorkspaceId => Uuid, board: BoardId => Uuid } -> BigInt;
    "DELETE FROM columns WHERE workspace_id = " workspace " AND board_id = " board);
statement!(DeleteMembers { workspace: WorkspaceId => Uuid, board: BoardId => Uuid } -> BigInt;
    "DELETE FROM board_members WHERE workspace_id = " workspace " AND board_id = " board);
statement!(
    /// The row stays: by it the audit log's entries of the board are still readable.
    Mark { workspace: WorkspaceId => Uuid, board: BoardId => Uuid } -> BigInt;
    "UPDATE boards SET purged_at = now() WHERE workspace_id = " workspace " AND id = " board
);

/// Deletes for good what is on a board that nobody wanted back, at most `portion` tasks of it; tells whether there may be more to do.
///
/// # Errors
/// Where the database fails.
pub fn purge(tx: &mut Tx<'_>, portion: i64) -> Result<bool> {
    let picked: Vec<(WorkspaceId, BoardId, String)> =
        (Pick { days: TRASH_DAYS }).get_results(tx.conn)?;
    let Some((workspace, board, name)) = picked.into_iter().next() else {
        return Ok(false);
    };
    workspace::join_lane(tx.conn, workspace)?;
    let _: Vec<ColumnId> = (LockColumns { workspace, board }).get_results(tx.conn)?;
    let tasks = DeleteTasks {
        workspace,
        board,
        portion,
    };
    if i64::try_from(tasks.execute(tx.conn)?).is_ok_and(|deleted| deleted < portion) {
        (DeleteColumns { workspace, board }).execute(tx.conn)?;
        (DeleteMembers { workspace, board }).execute(tx.conn)?;
        (Mark { workspace, board }).execute(tx.conn)?;
        tx.act_as(None, Some(workspace));
        purged(tx, board, &name);
    }
    Ok(true)
}
