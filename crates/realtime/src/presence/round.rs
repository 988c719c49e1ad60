//! One round of presence: what each reader is told, made once for all who may see the same.

use std::collections::{HashMap, HashSet};

use bytes::Bytes;
use tutti_types::events::Audience;
use tutti_types::realtime::{Presence as Shown, ServerFrame};
use tutti_types::{BoardId, SocketId, UserId, WorkspaceId};

use super::Appearance;
use crate::{Roster, frame};

type AppearanceChange = (UserId, Appearance, Appearance);

/// Readers who see the same: those of a guest differ one by one, the others by the boards they may read.
type Group = (bool, Option<UserId>, Vec<bool>);

/// What is to be told now. Ask [`Round::frame`] for each subscriber.
#[derive(Debug)]
pub struct Round {
    untold: HashSet<SocketId>,
    all: Vec<AppearanceChange>,
    changes: Vec<AppearanceChange>,
    boards: Vec<BoardId>,
    made: HashMap<Group, Option<Bytes>>,
}

impl Round {
    pub(super) fn new(
        untold: HashSet<SocketId>,
        all: Vec<AppearanceChange>,
        changes: Vec<AppearanceChange>,
    ) -> Self {
        let mut boards: Vec<BoardId> = all
            .iter()
            .chain(&changes)
            .flat_map(|(_, before, after)| [before.flatten(), after.flatten()])
            .flatten()
            .map(|place| place.board)
            .collect();
        boards.sort_unstable();
        boards.dedup();
        Self {
            untold,
            all,
            changes,
            boards,
            made: HashMap::new(),
        }
    }

    /// The frame for one subscriber: all, if it was told nothing yet, else what changed; `None` where that is nothing.
    pub fn frame(
        &mut self,
        workspace_id: WorkspaceId,
        socket: SocketId,
        reader: UserId,
        roster: &Roster,
    ) -> Option<Bytes> {
        roster.rights(reader)?;
        let full = self.untold.contains(&socket);
        if !full && self.changes.is_empty() {
            return None;
        }
        let reads = |board: &BoardId| roster.may_read(reader, &Audience::board(*board));
        let readable: Vec<bool> = self.boards.iter().map(reads).collect();
        let guest = (!roster.knows_all(reader)).then_some(reader);
        let group = (full, guest, readable);
        if let Some(made) = self.made.get(&group) {
            return made.clone();
        }
        let entries = if full { &self.all } else { &self.changes };
        let users: Vec<Shown> = entries
            .iter()
            .filter_map(|entry| self.shown(entry, &group.2, |other| roster.may_know(reader, other)))
            .collect();
        let made = (full || !users.is_empty()).then(|| {
            frame::server(&ServerFrame::Presence {
                workspace_id,
                full,
                users,
            })
        });
        self.made.insert(group, made.clone());
        made
    }

    /// How an entry looks to readers of these boards; `None` for somebody of whom they may not know.
    fn shown(
        &self,
        (user, _, after): &AppearanceChange,
        readable: &[bool],
        knows: impl Fn(UserId) -> bool,
    ) -> Option<Shown> {
        if !knows(*user) {
            return None;
        }
        let place = after.flatten().filter(|place| {
            let index = self.boards.binary_search(&place.board);
            index.is_ok_and(|index| readable.get(index) == Some(&true))
        });
        Some(Shown {
            user_id: *user,
            online: after.is_some(),
            board_id: place.map(|place| place.board),
            task_id: place.and_then(|place| place.task),
        })
    }
}
