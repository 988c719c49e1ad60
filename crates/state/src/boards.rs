//! The area of boards: the boards, what is on those that were loaded, and what others gave the reader to do.

mod answer;
mod api;
mod apply;
mod area;
mod cards;
mod differences;
mod entity;
mod entry;
mod given;
mod hidden;
mod intents;
mod layer;
mod list;
mod load;
mod news;
mod payload;
mod seen;
mod settle;
mod shown;
mod touched;

use rustc_hash::FxHashMap;
use tutti_types::boards::Board;
use tutti_types::columns::Column;
use tutti_types::tasks::Task;
use tutti_types::workspaces::Workspace;
use tutti_types::{BoardId, ColumnId, TaskId, UserId};

pub use answer::Answer;
pub use entity::Entity;
pub use given::Given;
pub(crate) use intents::table;
pub use intents::{
    Began, BoardDelete, BoardRestore, BoardUpdate, ColumnCreate, ColumnDelete, ColumnMove,
    ColumnRestore, ColumnUpdate, Intent, TaskCreate, TaskDelete, TaskMove, TaskRestore, TaskUpdate,
    TextConflict, TextField,
};
pub use news::News;
pub(crate) use payload::Payload;
pub use touched::Touched;

use crate::parts::Parts;
use crate::touched::Touches;

/// What the server said of boards.
#[derive(Debug)]
pub(crate) struct Boards {
    /// Whose prefix stands in the key of each task.
    workspace: Workspace,
    /// Who reads.
    me: UserId,
    boards: Vec<Board>,
    parts: Parts<BoardId, OnBoard>,
    columns: FxHashMap<ColumnId, Cards>,
    /// The cards of loaded parts, and single tasks that were asked for.
    tasks: FxHashMap<TaskId, Task>,
    /// What left, so that a late answer does not bring it back, and so that its title is still known.
    removed: FxHashMap<TaskId, Removed>,
    /// Cards that came by a page or alone, until their first event.
    early: FxHashMap<TaskId, Early>,
    /// Cards that a board neither holds nor counts.
    apart: FxHashMap<(BoardId, TaskId), Apart>,
    /// What others gave the reader to do, until they have seen it.
    given: Vec<Given>,
    /// The store's count of requests at the last resync.
    reloaded: u64,
}

/// A column with its cards.
#[derive(Debug)]
struct Cards {
    /// Without `count`, which is of one moment.
    column: Column,
    order: Vec<TaskId>,
    /// How many living cards were not loaded, as far as the stream has told.
    hidden: i64,
}

/// What is held of a board whose columns and cards are loaded.
#[derive(Debug, Default)]
struct OnBoard {
    /// In order.
    columns: Vec<ColumnId>,
    /// A hidden card left, and its column was told by figures that a page may have been ahead of.
    is_guessed: bool,
}

#[derive(Debug)]
struct Removed {
    /// The board it left; once that is loaded anew, its answer is what counts.
    board: BoardId,
    /// A task is not newer than what left, unless its `changed_seq` is above this.
    seq: i64,
    /// As it was, where it was known.
    card: Option<Task>,
}

/// Why a board counts nothing of a card that it does not hold.
#[derive(Debug)]
enum Apart {
    /// An answer that is ahead of the part knows it on another board.
    Away,
    /// An event said that it left, and not from where: it was taken for one of this column's hidden ones, or was none of them.
    Left(Option<ColumnId>),
}

/// A card that an answer of its own brought to a loaded board.
#[derive(Debug)]
struct Early {
    board: BoardId,
    /// The column whose hidden ones it was taken for; none where that is not known yet.
    column: Option<ColumnId>,
}

impl Boards {
    fn is_loaded(&self, board: BoardId) -> bool {
        self.parts.is_loaded(board)
    }

    /// Whether the board's part contains the event at `seq`.
    fn covers(&self, board: BoardId, seq: i64) -> bool {
        self.parts.covers(board, seq)
    }

    /// The board's part wants to be loaded again.
    fn mark_stale(&mut self, board: BoardId, touches: &mut Touches) {
        if self.parts.mark_stale(board) {
            touches.add(Touched::Part(board));
        }
    }
}
