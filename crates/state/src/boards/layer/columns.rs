//! A board's columns, while overlays are laid.

use tutti_types::columns::{Category, Column};
use tutti_types::{BoardId, ColumnId};

use super::{Boards, Thing};
use crate::area::Layer;

impl<'a> Layer<'a, Boards> {
    pub(in crate::boards) fn column(&mut self, id: ColumnId) -> Option<&Column> {
        let column = self.seen().column(id);
        let board = column.map(|column| column.board_id);
        let board = board.or_else(|| Some(self.known_column(id)?.board_id));
        self.reach
            .reads(board.map_or(Thing::UnknownColumn, Thing::Columns));
        self.seen().column(id)
    }

    /// A column as the server knows it.
    pub(in crate::boards) fn known_column(&self, id: ColumnId) -> Option<&'a Column> {
        self.truth.columns.get(&id).map(|cards| &cards.column)
    }

    /// A board's columns, in order.
    pub(in crate::boards) fn columns(&mut self, board: BoardId) -> &[ColumnId] {
        self.reach.reads(Thing::Columns(board));
        self.seen().columns(board)
    }

    /// The order in which the server knows them.
    pub(in crate::boards) fn known_columns(&mut self, board: BoardId) -> &'a [ColumnId] {
        self.reach.reads(Thing::Columns(board));
        let held = self.truth.parts.get(board);
        held.map_or(&[], |held| &held.columns)
    }

    /// The board's first column of a category, to which a change of status moves.
    pub(in crate::boards) fn first_of(
        &mut self,
        board: BoardId,
        category: Category,
    ) -> Option<ColumnId> {
        self.reach.reads(Thing::Columns(board));
        let seen = self.seen();
        let is_of_it = |column: &Column| column.category == category;
        let mut columns = seen.columns(board).iter().copied();
        columns.find(|id| seen.column(*id).is_some_and(is_of_it))
    }

    /// Shows a column so, in whichever place; see [`Self::column_list`].
    pub(in crate::boards) fn set_column(&mut self, column: Column) {
        self.write_column(column.board_id, column.id, Some(column));
    }

    fn write_column(&mut self, board: BoardId, id: ColumnId, column: Option<Column>) {
        self.reach.changes(Thing::Columns(board));
        if self.known_column(id).is_none() {
            // Whoever looked for it may find it now.
            self.reach.changes(Thing::UnknownColumn);
        }
        self.shown.columns.insert(id, (board, column));
    }

    /// The order of a board's columns, to be changed.
    pub(in crate::boards) fn column_list(&mut self, board: BoardId) -> &mut Vec<ColumnId> {
        self.reach.changes(Thing::Columns(board));
        let truth = self.truth;
        self.shown.column_orders.entry(board).or_insert_with(|| {
            let held = truth.parts.get(board);
            held.map(|held| held.columns.clone()).unwrap_or_default()
        })
    }

    /// Shows a column no longer.
    pub(in crate::boards) fn hide_column(&mut self, board: BoardId, id: ColumnId) {
        self.column_list(board).retain(|other| *other != id);
        self.write_column(board, id, None);
    }

    /// The server's answer, until its event comes.
    pub(super) fn answer_column(&mut self, answer: &Column) {
        let (id, board) = (answer.id, answer.board_id);
        let known = self.column(id);
        let is_news = known.is_none_or(|known| known.changed_seq < answer.changed_seq);
        self.reach.reads(Thing::Columns(board));
        if !is_news {
            return;
        }
        let truth = self.truth;
        let position = |id: &ColumnId| {
            let known = truth.columns.get(id);
            known.map(|cards| cards.column.position.as_str())
        };
        let list = self.column_list(board);
        list.retain(|other| *other != id);
        let at = list.partition_point(|id| position(id) < Some(answer.position.as_str()));
        list.insert(at, id);
        let column = Column {
            count: None,
            ..answer.clone()
        };
        self.set_column(column);
    }
}
