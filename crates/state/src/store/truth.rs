//! What the server said, and nothing else: snapshot, parts and events. What lies over it is in `shown`.

mod boards;
mod cards;
mod hidden;

use rustc_hash::FxHashMap;
use tutti_types::boards::Board;
use tutti_types::columns::Column;
use tutti_types::members::{FormerMember, Member};
use tutti_types::snapshot::{MeHere, Snapshot};
use tutti_types::tasks::Task;
use tutti_types::workspaces::Workspace;
use tutti_types::{BoardId, ColumnId, TaskId, UserId};

use crate::event::ReadEvent;
use crate::touched::{Touched, Touches};

#[derive(Debug)]
pub(crate) struct Truth {
    pub(crate) workspace: Workspace,
    pub(crate) me: MeHere,
    pub(crate) members: Vec<Member>,
    /// What those are called who are not among the members, since what they did keeps their name: who left, and for a guest who is
    /// on none of their boards.
    pub(crate) names: FxHashMap<UserId, String>,
    pub(crate) boards: Vec<Board>,
    pub(crate) parts: FxHashMap<BoardId, Part>,
    pub(crate) columns: FxHashMap<ColumnId, Cards>,
    /// The cards of loaded parts, and single tasks that were asked for.
    pub(crate) tasks: FxHashMap<TaskId, Task>,
    /// What left, so that a late answer does not bring it back, and so that its title is still known.
    pub(crate) removed: FxHashMap<TaskId, Removed>,
    /// Cards that came by a page or alone, until their first event.
    pub(crate) early: FxHashMap<TaskId, Early>,
    /// Cards that a board neither holds nor counts.
    pub(crate) apart: FxHashMap<(BoardId, TaskId), Apart>,
    /// Where the workspace was deleted, or the reader is out of it.
    pub(crate) gone: Option<Gone>,
}

/// Why a workspace is followed no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gone {
    /// It was deleted.
    Deleted,
    /// The reader is no member any longer.
    Out,
}

/// A column with its cards.
#[derive(Debug)]
pub(crate) struct Cards {
    /// Without `count`, which is of one moment.
    pub(crate) column: Column,
    pub(crate) order: Vec<TaskId>,
    /// How many living cards were not loaded, as far as the stream has told.
    pub(crate) hidden: i64,
}

/// What is known of a board's columns and cards.
#[derive(Debug, Default)]
pub(crate) struct Part {
    /// Events up to here are contained.
    pub(crate) seq: i64,
    pub(crate) loaded: bool,
    /// The store's count of requests when it was loaded last.
    pub(crate) installed: u64,
    /// It wants to be loaded again.
    pub(crate) stale: bool,
    /// A hidden card left, and its column was told by figures that a page may have been ahead of.
    pub(crate) guessed: bool,
    /// In order.
    pub(crate) columns: Vec<ColumnId>,
    pub(crate) loading: Option<Loading>,
}

/// A request for a part that is on its way.
#[derive(Debug)]
pub(crate) struct Loading {
    pub(crate) ticket: u64,
    /// The cursor at the request: an answer older than this missed something.
    pub(crate) asked: i64,
    /// Something happened meanwhile that the answer may be too old to tell.
    pub(crate) again: bool,
    /// What happened on the board since.
    pub(crate) events: Vec<ReadEvent>,
}

#[derive(Debug)]
pub(crate) struct Removed {
    /// The board it left; once that is loaded anew, its answer is what counts.
    pub(crate) board: BoardId,
    /// A task is not newer than what left, unless its `changed_seq` is above this.
    pub(crate) seq: i64,
    /// As it was, where it was known.
    pub(crate) card: Option<Task>,
}

/// Why a board counts nothing of a card that it does not hold.
#[derive(Debug)]
pub(crate) enum Apart {
    /// An answer that is ahead of the part knows it on another board.
    Away,
    /// An event said that it left, and not from where: it was taken for one of this column's hidden ones, or was none of them.
    Left(Option<ColumnId>),
}

/// A card that an answer of its own brought to a loaded board.
#[derive(Debug)]
pub(crate) struct Early {
    pub(crate) board: BoardId,
    /// The column whose hidden ones it was taken for; none where that is not known yet.
    pub(crate) column: Option<ColumnId>,
}

fn names(former: Vec<FormerMember>) -> FxHashMap<UserId, String> {
    let names = former
        .into_iter()
        .map(|person| (person.user_id, person.name));
    names.collect()
}

impl Truth {
    pub(crate) fn new(snapshot: Snapshot) -> Self {
        let mut truth = Self {
            workspace: snapshot.workspace,
            me: snapshot.me,
            members: snapshot.members,
            names: names(snapshot.former_members),
            boards: snapshot.boards,
            parts: FxHashMap::default(),
            columns: FxHashMap::default(),
            tasks: FxHashMap::default(),
            removed: FxHashMap::default(),
            early: FxHashMap::default(),
            apart: FxHashMap::default(),
            gone: None,
        };
        truth.forget_strangers(&mut Touches::default());
        truth
    }

    pub(crate) fn is_loaded(&self, board: BoardId) -> bool {
        self.parts.get(&board).is_some_and(|part| part.loaded)
    }

    /// Whether the board's part contains the event at `seq`.
    pub(crate) fn covers(&self, board: BoardId, seq: i64) -> bool {
        self.parts
            .get(&board)
            .is_some_and(|part| part.loaded && seq <= part.seq)
    }

    /// The stream began another life: what is known from before is newer than nothing in it.
    pub(crate) fn forget_positions(&mut self, touches: &mut Touches) {
        for task in self.tasks.values_mut() {
            task.changed_seq = 0;
            touches.push(Touched::Card(task.id));
        }
        for cards in self.columns.values_mut() {
            cards.column.changed_seq = 0;
        }
        for (board, part) in &mut self.parts {
            part.seq = 0;
            touches.push(Touched::Columns(*board));
        }
    }

    /// The board's part wants to be loaded again.
    pub(crate) fn spoil(&mut self, board: BoardId, touches: &mut Touches) {
        let Some(part) = self.parts.get_mut(&board) else {
            return;
        };
        if let Some(loading) = &mut part.loading {
            loading.again = true;
        }
        if part.loaded {
            part.stale = true;
            touches.add(Touched::Part(board));
        }
    }
}
