//! The snapshot anew.

use tutti_types::BoardId;
use tutti_types::snapshot::Snapshot;

use super::{Cursor, Store, Truth};
use crate::activity::Feed;
use crate::answer::Answer;
use crate::touched::{Touched, Touches};

impl Store {
    /// The snapshot anew, after a resync. Loaded boards are shown as they were until they are loaded again; what the person
    /// did lies over them still.
    pub fn reload(&mut self, snapshot: Snapshot) -> Vec<Touched> {
        let mut touches = Touches::default();
        self.clock += 1;
        self.reloaded = self.clock;
        if snapshot.epoch != self.cursor.epoch {
            // Its entries are of another life, in which the same positions stood for something else.
            self.feed = Feed::default();
            touches.push(Touched::Activity);
            self.truth.forget_positions(&mut touches);
            // Nor is what was answered there newer than anything here.
            let is_whole = |answer: &Answer| matches!(answer, Answer::Board(_) | Answer::Member(_));
            self.keep_overlays(|overlay, _| !overlay.answer.as_ref().is_some_and(is_whole));
        }
        self.gap_after.get_or_insert(self.cursor.seq);
        self.cursor = Cursor {
            epoch: snapshot.epoch,
            seq: snapshot.seq,
        };
        let lost: Vec<BoardId> = self
            .truth
            .parts
            .keys()
            .filter(|id| snapshot.boards.iter().all(|board| board.id != **id))
            .copied()
            .collect();
        for board in lost {
            self.truth.drop_board(board, &mut touches);
        }
        let fresh = Truth::new(snapshot);
        self.truth.workspace = fresh.workspace;
        self.truth.me = fresh.me;
        let old = std::mem::replace(&mut self.truth.members, fresh.members);
        let names = old.into_iter().map(|member| (member.user_id, member.name));
        self.truth.names.extend(names);
        self.truth.names.extend(fresh.names);
        self.truth.boards = fresh.boards;
        self.truth.gone = None;
        self.truth.removed.clear();
        self.truth.early.clear();
        self.truth.apart.clear();
        self.truth.parts.retain(|_, part| {
            part.loading = None;
            part.stale = true;
            part.loaded
        });
        // Tasks of boards that are not loaded are kept current by nothing but events, and some were missed.
        let parts = &self.truth.parts;
        self.truth.tasks.retain(|id, task| {
            let stays = parts.contains_key(&task.board_id);
            if !stays {
                touches.push(Touched::Card(*id));
            }
            stays
        });
        for overlay in &mut self.overlays {
            overlay.lost = true;
        }
        for touched in [
            Touched::Workspace,
            Touched::Me,
            Touched::Members,
            Touched::Boards,
        ] {
            touches.push(touched);
        }
        for board in &self.truth.boards {
            touches.push(Touched::Board(board.id));
        }
        for board in self.truth.parts.keys() {
            touches.push(Touched::Part(*board));
        }
        // What was done on a board that is out of sight now has nothing left to wait for.
        self.drop_settled();
        self.shown.is_stale = true;
        self.refresh(&mut touches);
        touches.into_vec()
    }
}
