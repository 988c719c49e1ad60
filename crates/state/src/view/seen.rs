//! What the person sees: the truth with what is laid over it.

use rustc_hash::FxHashMap;
use tutti_types::boards::Board;
use tutti_types::columns::Column;
use tutti_types::members::Member;
use tutti_types::tasks::Task;
use tutti_types::{BoardId, ColumnId, TaskId, UserId};

use crate::store::Truth;

/// What differs from the truth. `None` stands for what is not shown.
#[derive(Debug, Default)]
pub(crate) struct Shown {
    pub(crate) tasks: FxHashMap<TaskId, Option<Task>>,
    pub(crate) orders: FxHashMap<ColumnId, Vec<TaskId>>,
    /// With the board it is on, which the truth may have forgotten by now.
    pub(crate) columns: FxHashMap<ColumnId, (BoardId, Option<Column>)>,
    pub(crate) column_orders: FxHashMap<BoardId, Vec<ColumnId>>,
    pub(crate) boards: FxHashMap<BoardId, Option<Board>>,
    pub(crate) members: FxHashMap<UserId, Member>,
}

impl Shown {
    pub(crate) fn is_empty(&self) -> bool {
        self.tasks.is_empty()
            && self.orders.is_empty()
            && self.columns.is_empty()
            && self.column_orders.is_empty()
            && self.boards.is_empty()
            && self.members.is_empty()
    }
}

/// The two together, to be read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seen<'a> {
    pub(crate) truth: &'a Truth,
    pub(crate) shown: &'a Shown,
}

impl<'a> Seen<'a> {
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
                let part = self.truth.parts.get(&board);
                part.map_or(&[], |part| &part.columns)
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

    /// A member. Who is out of the truth is not shown: whoever was removed stays away.
    pub(crate) fn member(self, id: UserId) -> Option<&'a Member> {
        let mut members = self.truth.members.iter();
        let known = members.find(|member| member.user_id == id)?;
        Some(self.shown.members.get(&id).unwrap_or(known))
    }

    /// The people, those who joined last at the end.
    pub(crate) fn members(self) -> impl Iterator<Item = &'a Member> {
        let shown = &self.shown.members;
        let members = self.truth.members.iter();
        members.map(|known| shown.get(&known.user_id).unwrap_or(known))
    }

    fn over(self, known: &'a Board) -> Option<&'a Board> {
        match self.shown.boards.get(&known.id) {
            Some(shown) => shown.as_ref(),
            None => Some(known),
        }
    }
}
