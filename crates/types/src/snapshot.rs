//! The first thing a client loads of a workspace.

use serde::{Deserialize, Serialize};

use crate::boards::Board;
use crate::members::{FormerMember, Member};
use crate::workspaces::Workspace;
use crate::{Epoch, Rights, Role, UserId};

/// `GET /workspaces/{ws}/snapshot`: all that is small, with the position from which events go on. A guest's holds only
/// the boards they are on and the people there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Snapshot {
    /// The workspace.
    pub workspace: Workspace,
    /// What the reader is in it.
    pub me: MeHere,
    /// Its people. A guest's are themself and, by name only, whoever was added to a board of theirs or made it, made or works on a
    /// task there, or is behind one of the last 500 entries of its feed.
    pub members: Vec<Member>,
    /// The last 500 who left; for a guest those of them who would be among `members` otherwise.
    #[serde(default)]
    pub former_members: Vec<FormerMember>,
    /// The boards the reader may see, without what is on them.
    pub boards: Vec<Board>,
    /// The stream's life the position is of.
    pub epoch: Epoch,
    /// Events up to this position are contained.
    pub seq: i64,
}

/// What the reader is in a workspace, and may do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MeHere {
    /// Who reads.
    pub user_id: UserId,
    /// Their role.
    pub role: Role,
    /// What they may do; the server refuses all else.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<crate::Permission>))]
    pub permissions: Rights,
}
