//! Boards and what is on them, while overlays are laid.

mod cards;
mod columns;

use tutti_types::BoardId;
use tutti_types::boards::Board;

use super::shown::Thing;
use super::{Answer, Boards, Entity};
use crate::answer::Answer as Any;
use crate::area::{Layer, Overlay, lay};

impl<'a> Layer<'a, Boards> {
    pub(super) fn is_loaded(&mut self, board: BoardId) -> bool {
        self.reach.reads(Thing::Columns(board));
        self.truth.is_loaded(board)
    }

    /// The board's own fields as they are shown.
    pub(super) fn board(&mut self, id: BoardId) -> Option<&Board> {
        self.reach.reads(Thing::Board(id));
        self.seen().board(id)
    }

    /// The same as the server knows it.
    pub(super) fn known_board(&mut self, id: BoardId) -> Option<&'a Board> {
        self.reach.reads(Thing::Board(id));
        self.truth.boards.iter().find(|board| board.id == id)
    }

    /// Shows a board so.
    pub(super) fn set_board(&mut self, board: Board) {
        self.reach.changes(Thing::Board(board.id));
        self.shown.boards.insert(board.id, Some(board));
    }

    /// Shows a board no longer.
    pub(super) fn hide_board(&mut self, id: BoardId) {
        self.reach.changes(Thing::Board(id));
        self.shown.boards.insert(id, None);
    }

    /// The server's answer, until its event comes.
    fn answer_board(&mut self, answer: &Board) {
        if self.known_board(answer.id).is_none() {
            return;
        }
        let newest = self.board(answer.id).map(|known| known.changed_seq);
        if Some(answer.changed_seq) > newest {
            self.set_board(answer.clone());
        }
    }

    pub(super) fn answer(&mut self, answer: &Answer) {
        match answer {
            Answer::Task(task) => self.answer_task(task),
            Answer::Column(column) => self.answer_column(column),
            Answer::Board(board) => self.answer_board(board),
        }
    }
}

fn task_of(overlay: &Overlay<Boards>) -> Option<tutti_types::TaskId> {
    match overlay.entity {
        crate::Entity::Boards(Entity::Task(id)) => Some(id),
        _ => None,
    }
}

/// Boards and columns, on which cards stand.
pub(super) fn lay_frame(layer: &mut Layer<'_, Boards>, overlay: &Overlay<Boards>) {
    if task_of(overlay).is_none() && !matches!(overlay.answer, Some(Any::Boards(Answer::Task(_)))) {
        lay(layer, overlay);
    }
}

/// Tasks as the server has answered.
pub(super) fn lay_answer(layer: &mut Layer<'_, Boards>, overlay: &Overlay<Boards>) {
    let Some(id) = task_of(overlay) else {
        return;
    };
    layer.take_up(id);
    if let Some(Any::Boards(Answer::Task(_)) | Any::Done) = &overlay.answer {
        lay(layer, overlay);
    }
}

/// What the person wants of tasks: it lies over what the server has answered.
pub(super) fn lay_cards(layer: &mut Layer<'_, Boards>, overlay: &Overlay<Boards>) {
    let is_answered = overlay.answer.is_some();
    if task_of(overlay).is_none() {
        overlay.act().show_on_it(layer, overlay.at, is_answered);
    } else if !is_answered {
        lay(layer, overlay);
    }
}
