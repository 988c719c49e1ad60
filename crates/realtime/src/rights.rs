//! Who may read what in one workspace, as of the released head.
//!
//! Effects are applied in stream order, each before its own event is judged, so an event is read by those who may read
//! its audience *after* it. Kind by kind:
//!
//! - `member.joined`, `member.updated`: rights after. Besides the audience, the person it is about reads it, who as a
//!   guest would otherwise never learn of their own role. Somebody who is suspended by it does not: they get `denied`. Nor
//!   does who is a guest by it or one no longer: they get `resync`, as no event tells of all the people they know now.
//! - `member.removed` (members, and once more to the guests who knew them): rights after, so the person it is about gets
//!   `denied` in its place. It takes them out of every board too; no event of those boards tells that.
//! - `board.created`, `board.updated` (`board:<id>`): rights after; whoever lost the board was told by the `board.gone`
//!   before it in the same transaction.
//! - `board.gone` (`users:[…]`): has no effect of its own; those named read it, as long as they are members.
//! - `board.deleted` (`board:<id>`): nobody may read the board after it, so the readers of the moment before are kept and
//!   it is theirs, in a replay too.
//! - `workspace.deleted` (everyone): the one event judged by the rights before it; then all are denied.

use std::collections::{HashMap, VecDeque};

use tutti_types::events::Audience;
use tutti_types::permissions::{Visibility, may_read_board};
use tutti_types::{BoardId, Role, UserId};

use crate::StreamEvent;

mod effect;
mod readers;

pub use effect::Effect;
pub use readers::Readers;
use readers::Who;

/// Of how many deleted boards the last readers are kept. A replay that crosses the deletion of another becomes a resync.
const DELETED_KEPT: usize = 128;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Standing {
    role: Role,
    suspended: bool,
}

#[derive(Clone, Debug)]
struct BoardAccess {
    visibility: Visibility,
    /// Sorted.
    members: Vec<UserId>,
    /// Who made it, whom its guests know too.
    creator: Option<UserId>,
}

impl BoardAccess {
    fn lists(&self, user: UserId) -> bool {
        self.members.binary_search(&user).is_ok()
    }
    fn shows(&self, user: UserId) -> bool {
        self.lists(user) || self.creator == Some(user)
    }
}

/// The rights of one workspace.
#[derive(Clone, Debug, Default)]
pub struct Rights {
    members: HashMap<UserId, Standing>,
    boards: HashMap<BoardId, BoardAccess>,
    /// Boards deleted while this was watching, oldest first, with those who could read them.
    deleted: VecDeque<(BoardId, Vec<UserId>)>,
    closed: bool,
}

impl Rights {
    /// From the database: every member, suspended ones too, with role and suspension; every living board with its
    /// visibility, the people added to it and who made it. To be read in one REPEATABLE READ transaction with the stream's head.
    #[must_use]
    pub fn new(
        members: impl IntoIterator<Item = (UserId, Role, bool)>,
        boards: impl IntoIterator<Item = (BoardId, Visibility, Vec<UserId>, Option<UserId>)>,
    ) -> Self {
        Self {
            members: members
                .into_iter()
                .map(|(user, role, suspended)| (user, Standing { role, suspended }))
                .collect(),
            boards: boards
                .into_iter()
                .map(|(board, visibility, mut members, creator)| {
                    members.sort_unstable();
                    (
                        board,
                        BoardAccess {
                            visibility,
                            members,
                            creator,
                        },
                    )
                })
                .collect(),
            deleted: VecDeque::new(),
            closed: false,
        }
    }

    /// Applies an effect and names those who could read something and may read nothing now.
    pub fn apply(&mut self, effect: &Effect) -> Vec<UserId> {
        match effect {
            Effect::None => Vec::new(),
            Effect::Member {
                user,
                role,
                suspended,
                ..
            } => {
                let standing = Standing {
                    role: *role,
                    suspended: *suspended,
                };
                let before = self.members.insert(*user, standing);
                match before {
                    Some(before) if *suspended && !before.suspended => vec![*user],
                    _ => Vec::new(),
                }
            }
            Effect::MemberRemoved(user) => {
                for board in self.boards.values_mut() {
                    board.members.retain(|member| member != user);
                }
                match self.members.remove(user) {
                    Some(before) if !before.suspended => vec![*user],
                    _ => Vec::new(),
                }
            }
            Effect::Board {
                board,
                visibility,
                members,
                creator,
            } => {
                let access = BoardAccess {
                    visibility: *visibility,
                    members: members.clone(),
                    creator: *creator,
                };
                self.boards.insert(*board, access);
                Vec::new()
            }
            Effect::BoardDeleted(board) => {
                self.delete(*board);
                Vec::new()
            }
            Effect::WorkspaceDeleted | Effect::Unclear => {
                let lost = self.active().map(|(user, _)| user).collect();
                self.closed = true;
                lost
            }
        }
    }

    fn delete(&mut self, board: BoardId) {
        let Some(access) = self.boards.remove(&board) else {
            return;
        };
        // The readers and not the access: a role that changes later must not change who is told.
        let readers = self
            .active()
            .filter(|(user, role)| may_read_board(*role, access.visibility, access.lists(*user)))
            .map(|(user, _)| user)
            .collect();
        self.deleted.push_back((board, readers));
        if self.deleted.len() > DELETED_KEPT {
            self.deleted.pop_front();
        }
    }

    fn active(&self) -> impl Iterator<Item = (UserId, Role)> {
        self.members
            .iter()
            .filter(|(_, standing)| !standing.suspended && !self.closed)
            .map(|(user, standing)| (*user, standing.role))
    }

    /// What `user` is here; `None` for who may read nothing: no member, suspended, or the workspace is gone.
    #[must_use]
    pub fn role(&self, user: UserId) -> Option<Role> {
        let standing = self.members.get(&user)?;
        (!standing.suspended && !self.closed).then_some(standing.role)
    }

    /// Whether `user` may read what has this audience.
    #[must_use]
    pub fn may_read(&self, user: UserId, audience: &Audience) -> bool {
        self.audience(audience).admit(user)
    }

    /// Whether `user` may receive this event; the audience and the exceptions told above.
    #[must_use]
    pub fn may_receive(&self, user: UserId, event: &StreamEvent) -> bool {
        self.readers(event).admit(user)
    }

    /// Whether `user` may know that `other` is here. A guest knows who made a board of theirs, and who was added to it with them.
    #[must_use]
    pub fn may_know(&self, user: UserId, other: UserId) -> bool {
        match self.role(user) {
            None => false,
            Some(role) if role >= Role::Member => true,
            Some(_) => {
                user == other
                    || self
                        .boards
                        .values()
                        .any(|b| b.lists(user) && b.shows(other))
            }
        }
    }

    /// Whether it is known who could read a board that was deleted.
    pub(crate) fn knows_deleted(&self, board: BoardId) -> bool {
        self.deleted.iter().any(|(id, _)| *id == board)
    }

    /// The readers of an audience.
    #[must_use]
    pub fn audience<'a>(&'a self, audience: &'a Audience) -> Readers<'a> {
        self.of(match audience {
            Audience::Members => Who::AtLeast(Role::Member),
            Audience::Everyone => Who::AtLeast(Role::Guest),
            Audience::Admins => Who::AtLeast(Role::Admin),
            Audience::Board(board) => self.boards.get(board).map_or(Who::Nobody, Who::Board),
            Audience::Users(users) => Who::These(users),
        })
    }

    /// The readers of an event that was applied.
    #[must_use]
    pub fn readers<'a>(&'a self, event: &'a StreamEvent) -> Readers<'a> {
        match event.effect() {
            Effect::Member { user, .. } => Readers {
                subject: Some(*user),
                ..self.audience(event.audience())
            },
            Effect::BoardDeleted(board) => {
                let last = self.deleted.iter().rev().find(|(id, _)| id == board);
                self.of(last.map_or(Who::Nobody, |(_, readers)| Who::These(readers)))
            }
            _ => self.audience(event.audience()),
        }
    }

    fn of<'a>(&'a self, who: Who<'a>) -> Readers<'a> {
        Readers {
            members: (!self.closed).then_some(&self.members),
            who,
            subject: None,
        }
    }

    /// Panics where the structure contradicts itself.
    pub fn check_invariants(&self) {
        assert!(self.deleted.len() <= DELETED_KEPT);
        for (id, board) in &self.boards {
            assert!(
                board.members.is_sorted(),
                "members of {id} are searched by halves"
            );
            assert!(!self.knows_deleted(*id), "{id} is deleted and alive");
        }
    }
}

#[cfg(test)]
mod tests;
