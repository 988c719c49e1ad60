//! Who may read what in a workspace, for the hub.

use diesel::PgConnection;
use tutti_types::permissions::Visibility;
use tutti_types::{BoardId, Epoch, Role, UserId, WorkspaceId};

use crate::error::Result;
use crate::models::{board, member, stream};

/// The rights in a workspace, and the position they are of.
#[derive(Clone, Debug)]
pub struct RightsOf {
    /// The stream's life.
    pub epoch: Epoch,
    /// The position.
    pub seq: i64,
    /// Members with their roles, and whether they are locked out.
    pub members: Vec<(UserId, Role, bool)>,
    /// Living boards with who was added to each, and who made it.
    pub boards: Vec<(BoardId, Visibility, Vec<UserId>, Option<UserId>)>,
}

/// Loads them. Call it in a transaction that sees one moment.
///
/// # Errors
/// `not_found` for a workspace that is not there.
pub fn load(conn: &mut PgConnection, workspace: WorkspaceId) -> Result<RightsOf> {
    let (epoch, seq) = stream::head(conn, workspace)?;
    let members = member::all(conn, workspace)?
        .into_iter()
        .map(|m| (m.user_id, m.role, m.suspended))
        .collect();
    let boards = board::all(conn, workspace)?
        .into_iter()
        .map(|b| (b.id, b.visibility, b.member_ids, b.created_by))
        .collect();
    Ok(RightsOf {
        epoch,
        seq,
        members,
        boards,
    })
}
