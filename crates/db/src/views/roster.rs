//! Who may read what in a workspace, and since when, for the hub.

use diesel::PgConnection;
use tutti_types::permissions::Visibility;
use tutti_types::{BoardId, Epoch, Rights, TaskId, UserId, WorkspaceId};

use crate::commands::housekeeping::DAYS;
use crate::error::Result;
use crate::models::stream::RightsChange;
use crate::models::{board, member, stream, task, workspace};

/// The most changes of rights that are looked back through.
const MOST_CHANGES: i64 = 20_000;
/// The most moved tasks that are read; the hub believes none of so many.
const MOST_MOVED: i64 = 60_000;

/// Who is in a workspace and what each may read, and the position that is of.
#[derive(Clone, Debug)]
pub struct RosterOf {
    /// The stream's life.
    pub epoch: Epoch,
    /// The position.
    pub seq: i64,
    /// Members with what they may do, and whether they are locked out.
    pub members: Vec<(UserId, Rights, bool)>,
    /// Living boards with who was added to each, and who made it.
    pub boards: Vec<(BoardId, Visibility, Vec<UserId>, Option<UserId>)>,
    /// The events that made the rights what they are, as far as they are kept, in order.
    pub changes: Vec<RightsChange>,
    /// Whether there were more changes than are looked back through.
    pub more: bool,
    /// The tasks that went to another board in that time, with the board each is on now or was on last.
    pub moved: Vec<(TaskId, BoardId)>,
}

/// Loads it. Call it in a transaction that sees one moment.
///
/// # Errors
/// `not_found` for a workspace that is not there, or was deleted.
pub fn load(conn: &mut PgConnection, workspace: WorkspaceId) -> Result<RosterOf> {
    // Its members are kept while it is in the trash, and read nothing.
    workspace::find(conn, workspace)?;
    let (epoch, seq) = stream::head(conn, workspace)?;
    let members = member::all(conn, workspace)?
        .into_iter()
        .map(|m| (m.user_id, m.rights(), m.suspended))
        .collect();
    let boards = board::all(conn, workspace)?
        .into_iter()
        .map(|b| (b.id, b.visibility, b.member_ids, b.created_by))
        .collect();
    let changes = stream::rights_changes(conn, workspace, MOST_CHANGES)?;
    Ok(RosterOf {
        epoch,
        seq,
        members,
        boards,
        more: i64::try_from(changes.len()).is_ok_and(|n| n >= MOST_CHANGES),
        changes,
        // Partitions are dropped by whole days.
        moved: task::moved_within(conn, workspace, DAYS + 2, MOST_MOVED)?,
    })
}
