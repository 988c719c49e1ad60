//! What an event does to rights.

use serde_json::from_str;
use tutti_types::activity::Change;
use tutti_types::events::{BoardChanged, BoardGone, EventKind, MemberChanged, MemberGone};
use tutti_types::members::Member;
use tutti_types::permissions::Visibility;
use tutti_types::rooms::{Room, RoomReaders};
use tutti_types::{BoardId, Rights, UserId};

use super::access::begins_anew;

/// The part of an event that changes who may read what, and what it changed, so that it can be taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Nothing, as most events do.
    None,
    /// Somebody is a member now, or is one in another way.
    Member {
        user: UserId,
        /// What they may do.
        rights: Rights,
        /// Locked out.
        suspended: bool,
        /// What they might do before, and whether they were locked out; absent for who was no member.
        before: Option<(Rights, bool)>,
    },
    /// Somebody is out, of the workspace and of all its boards.
    MemberRemoved(UserId),
    /// A board is there, or is there in another way.
    Board {
        board: BoardId,
        /// Who sees it.
        visibility: Visibility,
        /// Who was added to it, sorted.
        members: Vec<UserId>,
        /// Who made it.
        creator: Option<UserId>,
        /// Who saw it before and who was added to it then; absent for a new one.
        before: Option<(Visibility, Vec<UserId>)>,
    },
    /// A board is gone for everybody.
    BoardDeleted(BoardId),
    /// A room that is no board is there or is read by others; by nobody where it has ended.
    Room {
        room: Room,
        /// Who reads it now.
        readers: RoomReaders,
    },
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
                let is_new = kind == EventKind::MemberJoined;
                // What tells guests a name tells no role, and changes no right.
                from_str(data).map(|changed| Self::member(changed, is_new).unwrap_or(Self::None))
            }
            EventKind::MemberRemoved => {
                from_str(data).map(|gone: MemberGone| Self::MemberRemoved(gone.user_id))
            }
            EventKind::BoardCreated | EventKind::BoardUpdated => {
                let is_new = kind == EventKind::BoardCreated;
                from_str(data).map(|changed: BoardChanged| Self::board(changed, is_new))
            }
            EventKind::BoardDeleted => {
                from_str(data).map(|gone: BoardGone| Self::BoardDeleted(gone.board_id))
            }
            EventKind::WorkspaceDeleted => Ok(Self::WorkspaceDeleted),
            _ => Ok(Self::None),
        };
        read.unwrap_or(Self::Unclear)
    }

    fn member(MemberChanged { member, changes }: MemberChanged, is_new: bool) -> Option<Self> {
        let (rights, suspended) = (member.rights()?, member.suspended?);
        let before = Member {
            role: from(&changes, "role").or(member.role),
            // Nothing where they held no custom role.
            permissions: from(&changes, "permissions").unwrap_or(member.permissions),
            ..member
        };
        let was_suspended = from(&changes, "suspended").unwrap_or(suspended);
        Some(Self::Member {
            user: before.user_id,
            rights,
            suspended,
            before: before
                .rights()
                .filter(|_| !is_new)
                .map(|rights| (rights, was_suspended)),
        })
    }

    fn board(BoardChanged { board, changes }: BoardChanged, is_new: bool) -> Self {
        let members = sorted(board.member_ids);
        let before = (
            from(&changes, "visibility").unwrap_or(board.visibility),
            from(&changes, "member_ids").map_or_else(|| members.clone(), sorted),
        );
        Self::Board {
            board: board.id,
            visibility: board.visibility,
            members,
            creator: board.created_by,
            before: (!is_new).then_some(before),
        }
    }

    /// Who becomes a guest by it or is one no longer, or comes to read or reads no longer the open rooms: no event tells what else they
    /// know from then on.
    #[must_use]
    pub fn begins_anew(&self) -> Option<UserId> {
        match self {
            Self::Member {
                user,
                rights,
                before: Some((before, _)),
                ..
            } if begins_anew(*before, *rights) => Some(*user),
            _ => None,
        }
    }
}

/// What a field held before, where it changed.
fn from<T: serde::de::DeserializeOwned>(changes: &[Change], field: &str) -> Option<T> {
    let change = changes.iter().find(|change| change.field == field)?;
    serde_json::from_value(change.from.clone()).ok()
}

fn sorted(mut users: Vec<UserId>) -> Vec<UserId> {
    users.sort_unstable();
    users.dedup();
    users
}
