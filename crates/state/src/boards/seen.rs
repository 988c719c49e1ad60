//! What the person sees of boards.

use tutti_types::boards::Board;
use tutti_types::columns::Column;
use tutti_types::tasks::Task;
use tutti_types::{BoardId, ColumnId, TaskId};

use super::Boards;
use crate::area::Seen;

impl<'a> Seen<'a, Boards> {
    pub(crate) fn task(self, id: TaskId) -> Option<&'a Task> {
        match self.shown.tasks.get(&id) {
            Some(shown) => shown.as_ref(),
            None => self.truth.tasks.get(&id),
        }
    }

    /// A column's cards, in order.
    pub(crate) fn order(self, column: ColumnId) -> &'a [TaskId] {
        match self.shown.orders.get(&column) {
            Some(order) => order,
            None => {
                let cards = self.truth.columns.get(&column);
                cards.map_or(&[], |cards| &cards.order)
            }
        }
    }

    pub(crate) fn column(self, id: ColumnId) -> Option<&'a Column> {
        match self.shown.columns.get(&id) {
            Some((_, column)) => column.as_ref(),
            None => self.truth.columns.get(&id).map(|cards| &cards.column),
        }
    }

    /// A board's columns, in order.
    pub(crate) fn columns(self, board: BoardId) -> &'a [ColumnId] {
        match self.shown.column_orders.get(&board) {
            Some(order) => order,
            None => {
                let held = self.truth.parts.get(board);
                held.map_or(&[], |held| &held.columns)
            }
        }
    }

    /// A board's own fields. What is out of the truth is not shown: a board that is restored comes with its event.
    pub(crate) fn board(self, id: BoardId) -> Option<&'a Board> {
        self.over(self.truth.boards.iter().find(|board| board.id == id)?)
    }

    /// The boards, those that came last at the end.
    pub(crate) fn boards(self) -> impl Iterator<Item = &'a Board> {
        let boards = self.truth.boards.iter();
        boards.filter_map(move |board| self.over(board))
    }

    fn over(self, known: &'a Board) -> Option<&'a Board> {
        match self.shown.boards.get(&known.id) {
            Some(shown) => shown.as_ref(),
            None => Some(known),
        }
    }
}
