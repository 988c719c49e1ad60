//! One workspace as the client knows it.

mod apply;
mod differences;
mod entry;
mod given;
mod ops;
mod part;
mod read;
mod reload;
mod shown;
mod stream;
mod truth;

use tutti_types::boards::Board;
use tutti_types::members::Member;
use tutti_types::snapshot::Snapshot;
use tutti_types::tasks::Task;
use tutti_types::workspaces::Workspace;
use tutti_types::{BoardId, Epoch};

use crate::activity::Feed;
use crate::overlay::Overlay;
use crate::touched::{Touched, Touches};
pub use given::Given;
use shown::View;
pub use truth::Gone;
pub(crate) use truth::Truth;

/// A position in a workspace's stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The stream's life.
    pub epoch: Epoch,
    /// Everything up to here that the reader may see is known.
    pub seq: i64,
}

/// Something was missed. Nothing was applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// Events between the cursor and the frame are missing: subscribe again from the cursor.
    Missed,
    /// The stream has another life, or cannot be followed from here: load the snapshot anew.
    Resync,
}

/// A request for a board's part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use = "the answer is to be brought back with it"]
pub struct Ticket {
    board: BoardId,
    number: u64,
}

impl Ticket {
    /// The board that was asked for.
    #[must_use]
    pub const fn board(self) -> BoardId {
        self.board
    }
}

/// A request for single cards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use = "the answer is to be brought back with it"]
pub struct Asked(u64);

/// What became of a part's answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PartLoaded {
    /// It is in.
    Done(Vec<Touched>),
    /// It was older than what was known already; ask again after a moment.
    AskAgain,
    /// A later request took its place, or the board is gone.
    Late,
}

/// How far a board's columns and cards are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartState {
    /// Not at all: to be loaded.
    Absent,
    /// A first request is on its way.
    Loading,
    /// They are known, and events keep them so.
    Loaded,
    /// They are shown, and to be loaded again.
    Stale,
}

/// One workspace: what the server said, and over it what the person did.
#[derive(Debug)]
pub struct Store {
    truth: Truth,
    cursor: Cursor,
    overlays: Vec<Overlay>,
    shown: View,
    feed: Feed,
    /// The position after which the feed may lack entries, since the stream left something out or was begun anew.
    gap_after: Option<i64>,
    given: Vec<Given>,
    /// Counts requests and answers, to tell which came before which.
    clock: u64,
    /// That count at the last resync.
    reloaded: u64,
}

impl Store {
    /// A workspace from its snapshot.
    #[must_use]
    pub fn new(snapshot: Snapshot) -> Self {
        Self {
            cursor: Cursor {
                epoch: snapshot.epoch,
                seq: snapshot.seq,
            },
            truth: Truth::new(snapshot),
            overlays: Vec::new(),
            shown: View::default(),
            feed: Feed::default(),
            gap_after: None,
            given: Vec::new(),
            clock: 0,
            reloaded: 0,
        }
    }

    /// A task from an answer outside of ops, such as the one that brings its description.
    pub fn apply_task(&mut self, task: Task) -> Vec<Touched> {
        self.apply_cards(vec![task])
    }

    /// A board from an answer outside of ops.
    pub fn apply_board(&mut self, board: Board) -> Vec<Touched> {
        let mut touches = Touches::default();
        let known = self.truth.boards.iter().find(|known| known.id == board.id);
        if known.is_none_or(|known| board.changed_seq > known.changed_seq) {
            self.truth.put_board(board, &mut touches);
            self.refresh(&mut touches);
        }
        touches.into_vec()
    }

    /// The workspace from an answer outside of ops.
    pub fn apply_workspace(&mut self, workspace: Workspace) -> Vec<Touched> {
        if workspace.changed_seq <= self.truth.workspace.changed_seq {
            return Vec::new();
        }
        let mut touches = Touches::default();
        self.truth.put_workspace(workspace, &mut touches);
        self.refresh(&mut touches);
        touches.into_vec()
    }

    /// What people are called whom no event has told of. Those who are known already stay as they are.
    pub fn learn_names(&mut self, people: impl IntoIterator<Item = Member>) -> Vec<Touched> {
        let mut touches = Touches::default();
        for person in people {
            if self.member(person.user_id).is_none() {
                touches.add(Touched::Members);
                self.truth.names.insert(person.user_id, person.name);
            }
        }
        touches.into_vec()
    }
}
