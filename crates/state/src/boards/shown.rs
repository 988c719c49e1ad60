//! What is shown of boards in place of what the server said, and what looks different after overlays were laid anew.

use rustc_hash::{FxHashMap, FxHashSet};
use tutti_types::boards::Board;
use tutti_types::columns::Column;
use tutti_types::tasks::Task;
use tutti_types::{BoardId, ColumnId, TaskId};

use super::Touched;
use crate::replace::replace;
use crate::touched::{Touched as Any, Touches};

/// What differs from the truth. `None` stands for what is not shown.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Shown {
    pub(super) tasks: FxHashMap<TaskId, Option<Task>>,
    pub(super) orders: FxHashMap<ColumnId, Vec<TaskId>>,
    /// With the board it is on, which the truth may have forgotten by now.
    pub(super) columns: FxHashMap<ColumnId, (BoardId, Option<Column>)>,
    pub(super) column_orders: FxHashMap<BoardId, Vec<ColumnId>>,
    pub(super) boards: FxHashMap<BoardId, Option<Board>>,
}

/// One thing that overlays look at or change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Thing {
    /// A task's own fields.
    Task(TaskId),
    /// The order of a column's cards.
    Order(ColumnId),
    /// A board's columns: whether they are loaded, their fields and their order.
    Columns(BoardId),
    /// A board's own fields.
    Board(BoardId),
    /// A column that was looked for and is on no board that is known.
    UnknownColumn,
}

impl Thing {
    pub(super) fn of(touched: Any) -> impl Iterator<Item = Self> {
        let (thing, also) = match touched {
            Any::Boards(touched) => match touched {
                Touched::Card(id) => (Some(Self::Task(id)), None),
                Touched::Order(id) => (Some(Self::Order(id)), None),
                Touched::Columns(id) | Touched::Part(id) => {
                    (Some(Self::Columns(id)), Some(Self::UnknownColumn))
                }
                Touched::Board(id) => (Some(Self::Board(id)), None),
                Touched::Boards | Touched::Given => (None, None),
            },
            _ => (None, None),
        };
        thing.into_iter().chain(also)
    }
}

impl Shown {
    pub(super) fn is_clear(&self) -> bool {
        let Self {
            tasks,
            orders,
            columns,
            column_orders,
            boards,
        } = self;
        tasks.is_empty()
            && orders.is_empty()
            && columns.is_empty()
            && column_orders.is_empty()
            && boards.is_empty()
    }

    /// Puts what was laid in place of what was shown of the things that `changed`, and tells where they differ.
    pub(super) fn replace(
        &mut self,
        mut laid: Self,
        changed: &FxHashSet<Thing>,
        is_all: bool,
        touches: &mut Touches,
    ) {
        if is_all {
            // What is forgotten by now was changed by nobody who is still here.
            let mut rest: FxHashSet<Thing> = FxHashSet::default();
            rest.extend(self.tasks.keys().map(|id| Thing::Task(*id)));
            rest.extend(self.orders.keys().map(|id| Thing::Order(*id)));
            rest.extend(self.column_orders.keys().map(|id| Thing::Columns(*id)));
            rest.extend(self.boards.keys().map(|id| Thing::Board(*id)));
            for thing in rest.difference(changed) {
                self.put(*thing, &mut laid, touches);
            }
        }
        for thing in changed {
            self.put(*thing, &mut laid, touches);
        }
        let is_changed = |board: &BoardId| is_all || changed.contains(&Thing::Columns(*board));
        let stale = self
            .columns
            .iter()
            .filter(|(_, (board, _))| is_changed(board));
        let mut columns: FxHashMap<ColumnId, BoardId> = FxHashMap::default();
        columns.extend(
            stale
                .chain(&laid.columns)
                .map(|(id, (board, _))| (*id, *board)),
        );
        for (id, board) in columns {
            if replace(&mut self.columns, &mut laid.columns, id) {
                touches.add(Touched::Columns(board));
            }
        }
    }

    /// One thing, but for the columns' own fields.
    fn put(&mut self, thing: Thing, laid: &mut Self, touches: &mut Touches) {
        let (differs, touched) = match thing {
            Thing::Task(id) => (
                replace(&mut self.tasks, &mut laid.tasks, id),
                Touched::Card(id),
            ),
            Thing::Order(id) => (
                replace(&mut self.orders, &mut laid.orders, id),
                Touched::Order(id),
            ),
            Thing::Columns(id) => (
                replace(&mut self.column_orders, &mut laid.column_orders, id),
                Touched::Columns(id),
            ),
            Thing::Board(id) => (
                replace(&mut self.boards, &mut laid.boards, id),
                Touched::Board(id),
            ),
            Thing::UnknownColumn => return,
        };
        if differs {
            touches.add(touched);
        }
    }
}
