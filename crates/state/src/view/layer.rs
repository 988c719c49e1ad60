//! What some overlays make of the truth, while they are laid over it, one after another.
//!
//! An optimistic place is no position string but a neighbour, looked up anew each time: while others move cards, the dragged
//! one stays before the card it was dropped before.

mod cards;
mod columns;
mod people;

use tutti_types::boards::Board;
use tutti_types::{BoardId, UserId, WorkspaceId};

use super::{Reach, Seen, Shown, Thing};
use crate::store::Truth;

/// The truth and what is laid over it so far. What an intent looks at and changes here is noted as its reach.
#[derive(Debug)]
pub(crate) struct Layer<'a> {
    truth: &'a Truth,
    shown: Shown,
    reach: Reach,
}

impl<'a> Layer<'a> {
    pub(crate) fn over(truth: &'a Truth) -> Self {
        Self {
            truth,
            shown: Shown::default(),
            reach: Reach::default(),
        }
    }

    /// What was looked at and changed since this was asked last.
    pub(crate) fn take_reach(&mut self) -> Reach {
        std::mem::take(&mut self.reach)
    }

    pub(crate) fn into_shown(self) -> Shown {
        self.shown
    }

    const fn seen(&self) -> Seen<'_> {
        Seen {
            truth: self.truth,
            shown: &self.shown,
        }
    }

    pub(crate) const fn workspace_id(&self) -> WorkspaceId {
        self.truth.workspace.id
    }

    pub(crate) const fn me(&self) -> UserId {
        self.truth.me.user_id
    }

    pub(crate) fn is_loaded(&mut self, board: BoardId) -> bool {
        self.reach.reads(Thing::Columns(board));
        self.truth.is_loaded(board)
    }

    /// The board's own fields as they are shown.
    pub(crate) fn board(&mut self, id: BoardId) -> Option<&Board> {
        self.reach.reads(Thing::Board(id));
        self.seen().board(id)
    }

    /// The same as the server knows it.
    pub(crate) fn known_board(&mut self, id: BoardId) -> Option<&'a Board> {
        self.reach.reads(Thing::Board(id));
        self.truth.boards.iter().find(|board| board.id == id)
    }

    /// Shows a board so.
    pub(crate) fn set_board(&mut self, board: Board) {
        self.reach.changes(Thing::Board(board.id));
        self.shown.boards.insert(board.id, Some(board));
    }

    /// Shows a board no longer.
    pub(crate) fn hide_board(&mut self, id: BoardId) {
        self.reach.changes(Thing::Board(id));
        self.shown.boards.insert(id, None);
    }

    /// The server's answer, until its event comes.
    pub(crate) fn answer_board(&mut self, answer: &Board) {
        if self.known_board(answer.id).is_none() {
            return;
        }
        let newest = self.board(answer.id).map(|known| known.changed_seq);
        if Some(answer.changed_seq) > newest {
            self.set_board(answer.clone());
        }
    }
}
