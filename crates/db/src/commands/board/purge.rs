//! Emptying the trash of boards.

use diesel::sql_types::{BigInt, Integer, Text, Uuid};
use diesel::{OptionalExtension, RunQueryDsl};
use serde::{Deserialize, Serialize};
use tutti_types::trash::TRASH_DAYS;
use tutti_types::{BoardId, ColumnId, WorkspaceId};

use super::events::purged;
use crate::error::Result;
use crate::gate::Tx;
use crate::jobs::{Job, Later, Next};

/// The most tasks that one slice deletes.
const SLICE: i64 = 500;
/// The most boards whose end is begun in one transaction.
const BOARDS: usize = 100;

statement!(
    /// Boards that can be restored no longer since the longest time. An hour more than they are kept, so that no transaction that
    /// still restores one can be under way. Those of a deleted workspace rest with it.
    Due { days: i32 => Integer, most: i64 => BigInt } -> (Uuid, Uuid);
    "SELECT b.workspace_id, b.id FROM boards b WHERE b.deleted_at < now() - make_interval(days => " days ", hours => 1) AND b.purged_at IS NULL
        AND NOT EXISTS (SELECT FROM jobs j WHERE j.key = '" [Purge::KIND] ":' || b.id)
        AND NOT EXISTS (SELECT FROM workspaces w WHERE w.id = b.workspace_id AND w.deleted_at IS NOT NULL)
     ORDER BY b.deleted_at LIMIT " most
);
statement!(
    Lock { workspace: WorkspaceId => Uuid, board: BoardId => Uuid, days: i32 => Integer } -> Text, locks Boards;
    "SELECT name FROM boards WHERE workspace_id = " workspace " AND id = " board "
        AND deleted_at < now() - make_interval(days => " days ", hours => 1) AND purged_at IS NULL FOR UPDATE"
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
statement!(DeleteColumns { workspace: WorkspaceId => Uuid, board: BoardId => Uuid } -> BigInt, holds Columns;
    "DELETE FROM columns WHERE workspace_id = " workspace " AND board_id = " board);
statement!(DeleteMembers { workspace: WorkspaceId => Uuid, board: BoardId => Uuid } -> BigInt, holds Boards;
    "DELETE FROM board_members WHERE workspace_id = " workspace " AND board_id = " board);
statement!(
    /// The row stays: by it the audit log's entries of the board are still readable.
    Mark { workspace: WorkspaceId => Uuid, board: BoardId => Uuid } -> BigInt, holds Boards;
    "UPDATE boards SET purged_at = now() WHERE workspace_id = " workspace " AND id = " board
);

/// Deletes for good what is on a board that nobody wanted back.
#[derive(Debug, Serialize, Deserialize)]
pub struct Purge {
    workspace_id: WorkspaceId,
    board_id: BoardId,
}

impl Purge {
    /// Once for a board.
    fn later(self) -> Later {
        let key = format!("{}:{}", Self::KIND, self.board_id);
        Later::from(self).key(key)
    }
}

impl Job for Purge {
    const KIND: &'static str = "board.purge";

    fn workspace(&self) -> Option<WorkspaceId> {
        Some(self.workspace_id)
    }

    fn run(&self, tx: &mut Tx<'_>) -> Result<Next> {
        let (workspace, board) = (self.workspace_id, self.board_id);
        let lock = Lock {
            workspace,
            board,
            days: TRASH_DAYS,
        };
        let Some(name): Option<String> = lock.get_result(tx.conn).optional()? else {
            return Ok(Next::Done);
        };
        let _: Vec<ColumnId> = (LockColumns { workspace, board }).get_results(tx.conn)?;
        let tasks = DeleteTasks {
            workspace,
            board,
            portion: SLICE,
        };
        if i64::try_from(tasks.execute(tx.conn)?).is_ok_and(|deleted| deleted >= SLICE) {
            return Ok(Next::More);
        }
        (DeleteColumns { workspace, board }).execute(tx.conn)?;
        (DeleteMembers { workspace, board }).execute(tx.conn)?;
        (Mark { workspace, board }).execute(tx.conn)?;
        purged(tx, board, &name);
        Ok(Next::Done)
    }
}

/// Adds a job for each board that nobody wanted back.
///
/// # Errors
/// Where the database fails.
pub fn purge_due(tx: &mut Tx<'_>) -> Result<Next> {
    let most = i64::try_from(BOARDS).unwrap_or(i64::MAX);
    let days = TRASH_DAYS;
    let due: Vec<(WorkspaceId, BoardId)> = (Due { days, most }).get_results(tx.conn)?;
    let next = if due.len() < BOARDS {
        Next::Done
    } else {
        Next::More
    };
    for (workspace_id, board_id) in due {
        let purge = Purge {
            workspace_id,
            board_id,
        };
        tx.later(purge.later())?;
    }
    Ok(next)
}
