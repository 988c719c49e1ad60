//! Emptying the trash of workspaces.

use diesel::sql_types::{BigInt, Integer, Uuid};
use diesel::{OptionalExtension, RunQueryDsl};
use serde::{Deserialize, Serialize};
use tutti_types::WorkspaceId;
use tutti_types::trash::TRASH_DAYS;

use crate::error::Result;
use crate::gate::Tx;
use crate::jobs::{Job, Later, Next};

/// The most rows of a kind that one slice deletes.
const SLICE: i32 = 500;
/// The most workspaces whose end is begun in one transaction.
const WORKSPACES: i64 = 100;

statement!(
    /// Workspaces that can be restored no longer since the longest time. An hour more than they are kept, so that no transaction that
    /// still restores one can be under way.
    Due { days: i32 => Integer, most: i64 => BigInt } -> Uuid;
    "SELECT w.id FROM workspaces w WHERE w.deleted_at < now() - make_interval(days => " days ", hours => 1)
        AND NOT EXISTS (SELECT FROM jobs j WHERE j.key = '" [Purge::KIND] ":' || w.id)
     ORDER BY w.deleted_at LIMIT " most
);
statement!(
    Lock { workspace: WorkspaceId => Uuid, days: i32 => Integer } -> Uuid, locks Workspaces;
    "SELECT id FROM workspaces WHERE id = " workspace " AND deleted_at < now() - make_interval(days => " days ", hours => 1) FOR UPDATE"
);
statement!(
    DeleteTasks { workspace: WorkspaceId => Uuid, portion: i32 => Integer } -> BigInt, locks Tasks;
    "DELETE FROM tasks WHERE workspace_id = " workspace " AND id = ANY (ARRAY(
        SELECT id FROM tasks WHERE workspace_id = " workspace " ORDER BY id LIMIT " portion " FOR UPDATE))"
);
statement!(
    /// Where tasks went outlives the tasks.
    ForgetMoved { workspace: WorkspaceId => Uuid, portion: i32 => Integer } -> BigInt, locks Tasks;
    "DELETE FROM moved_tasks WHERE workspace_id = " workspace " AND task_id = ANY (ARRAY(
        SELECT task_id FROM moved_tasks WHERE workspace_id = " workspace " ORDER BY task_id LIMIT " portion "))"
);
statement!(
    /// With boards, columns, people, invitations, and its slugs, which others may take then.
    Delete { workspace: WorkspaceId => Uuid } -> BigInt, holds Workspaces;
    "DELETE FROM workspaces WHERE id = " workspace
);
statement!(
    /// See `stream.forget` in the migrations.
    ForgetLog { workspace: WorkspaceId => Uuid, portion: i32 => Integer } -> Integer, locks Streams;
    "SELECT stream.forget(" workspace ", " portion ")"
);

/// Deletes for good a workspace that nobody wanted back: its tasks, what was told of it, and all else in one go. Its row goes last, since it holds the
/// id: another workspace of that id would begin where this one's log ends. It belongs to no lane, since nobody writes there any more.
#[derive(Debug, Serialize, Deserialize)]
pub struct Purge {
    workspace_id: WorkspaceId,
}

impl Job for Purge {
    const KIND: &'static str = "workspace.purge";

    fn workspace(&self) -> Option<WorkspaceId> {
        None
    }

    fn run(&self, tx: &mut Tx<'_>) -> Result<Next> {
        let (workspace, portion) = (self.workspace_id, SLICE);
        let is_full = |deleted: usize| i32::try_from(deleted).is_ok_and(|n| n >= SLICE);
        let days = TRASH_DAYS;
        let lock = (Lock { workspace, days }).get_result::<WorkspaceId>(tx.conn);
        if lock.optional()?.is_none() {
            return Ok(Next::Done);
        }
        let tasks = (DeleteTasks { workspace, portion }).execute(tx.conn)?;
        if is_full(tasks) || is_full((ForgetMoved { workspace, portion }).execute(tx.conn)?) {
            return Ok(Next::More);
        }
        let told: i32 = (ForgetLog { workspace, portion }).get_result(tx.conn)?;
        if told >= SLICE {
            return Ok(Next::More);
        }
        (Delete { workspace }).execute(tx.conn)?;
        Ok(Next::Done)
    }
}

/// Adds a job for each workspace that nobody wanted back.
///
/// # Errors
/// Where the database fails.
pub fn purge_due(tx: &mut Tx<'_>) -> Result<Next> {
    let (days, most) = (TRASH_DAYS, WORKSPACES);
    let due: Vec<WorkspaceId> = (Due { days, most }).get_results(tx.conn)?;
    let is_full = i64::try_from(due.len()).is_ok_and(|n| n >= WORKSPACES);
    for workspace_id in due {
        let key = format!("{}:{workspace_id}", Purge::KIND);
        tx.later(Later::from(Purge { workspace_id }).key(key))?;
    }
    Ok(if is_full { Next::More } else { Next::Done })
}
