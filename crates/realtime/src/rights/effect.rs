//! What an event does to rights.

use serde_json::from_str;
use tutti_types::activity::Change;
use tutti_types::events::{BoardChanged, BoardGone, EventKind, MemberChanged, MemberGone};
use tutti_types::permissions::Visibility;
use tutti_types::{BoardId, Role, UserId};

/// The part of an event that changes who may read what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Nothing, as most events do.
    None,
    /// Somebody is a member now, or is one in another way.
    Member {
        /// Who.
        user: UserId,
        /// As what.
        role: Role,
        /// Locked out.
        suspended: bool,
        /// They are a guest now, or one no longer: they know other people, of whom no event tells.
        knows_others: bool,
    },
    /// Somebody is out, of the workspace and of all its boards.
    MemberRemoved(UserId),
    /// A board is there, or is there in another way.
    Board {
        /// Which.
        board: BoardId,
        /// Who sees it.
        visibility: Visibility,
        /// Who was added to it, sorted.
        members: Vec<UserId>,
        /// Who made it.
        creator: Option<UserId>,
    },
    /// A board is gone for everybody.
    BoardDeleted(BoardId),
    /// The workspace is gone.
    WorkspaceDeleted,
    /// It changes rights in a way this server cannot read: rights are not known any more.
    Unclear,
}

impl Effect {
    /// Reads the effect out of an event's payload; only the kinds that have one are parsed.
    ///
    /// `board.gone` has none: it tells some people what the `board.updated` after it does.
    #[must_use]
    pub fn of(kind: EventKind, data: &str) -> Self {
        let read = match kind {
            EventKind::MemberJoined | EventKind::MemberUpdated => {
                from_str(data).map(|changed: MemberChanged| Self::Member {
                    user: changed.member.user_id,
                    role: changed.member.role,
                    suspended: changed.member.suspended,
                    knows_others: changed.changes.iter().any(crosses_guest),
                })
            }
            EventKind::MemberRemoved => {
                from_str(data).map(|gone: MemberGone| Self::MemberRemoved(gone.user_id))
            }
            EventKind::BoardCreated | EventKind::BoardUpdated => {
                from_str(data).map(|changed: BoardChanged| {
                    let mut members = changed.board.member_ids;
                    members.sort_unstable();
                    members.dedup();
                    Self::Board {
                        board: changed.board.id,
                        visibility: changed.board.visibility,
                        members,
                        creator: changed.board.created_by,
                    }
                })
            }
            EventKind::BoardDeleted => {
                from_str(data).map(|gone: BoardGone| Self::BoardDeleted(gone.board_id))
            }
            EventKind::WorkspaceDeleted => Ok(Self::WorkspaceDeleted),
            _ => Ok(Self::None),
        };
        read.unwrap_or(Self::Unclear)
    }
}

/// Whether a change makes somebody a guest, or a guest somebody else.
fn crosses_guest(change: &Change) -> bool {
    let guest = Role::Guest.as_str();
    change.field == "role" && (change.from == guest) != (change.to == guest)
}
