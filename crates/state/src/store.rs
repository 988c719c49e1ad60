//! One workspace as the client knows it.

mod apply;
mod differences;
mod entry;
mod given;
mod part;
mod payload;
mod read;
mod shown;
mod stream;
mod truth;
mod undo;
mod wish;

use tutti_types::boards::Board;
use tutti_types::members::Member;
use tutti_types::snapshot::Snapshot;
use tutti_types::tasks::Task;
use tutti_types::workspaces::Workspace;
use tutti_types::{BoardId, Epoch};

use crate::activity::Feed;
use crate::overlay::{Answer, Made, Op, Overlay};
use crate::touched::{Touched, Touches};
pub use given::Given;
use shown::Shown;
use truth::Truth;
use wish::Wish;

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
    shown: Shown,
    feed: Feed,
    /// The position after which the feed may lack entries, since the stream left something out or was begun anew.
    gap_after: Option<i64>,
    given: Vec<Given>,
    wishes: Vec<Wish>,
    /// The members with the wishes over them, where there are any.
    wished_members: Option<Vec<Member>>,
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
            shown: Shown::default(),
            feed: Feed::default(),
            gap_after: None,
            given: Vec::new(),
            wishes: Vec::new(),
            wished_members: None,
            clock: 0,
            reloaded: 0,
        }
    }

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
            self.overlays
                .retain(|overlay| !matches!(overlay.answer, Some(Answer::Board(_))));
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
        // The snapshot shows what came of it; a request that is still out comes as an event.
        self.wishes.clear();
        self.truth.boards = fresh.boards;
        self.truth.gone = false;
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
        self.shown.dirty = true;
        self.refresh(&mut touches);
        touches.into_vec()
    }

    /// Shows an optimistic change at once. An op whose key is known already changes nothing.
    pub fn make(&mut self, op: Op) -> Made {
        let mut touches = Touches::default();
        let undo = self.undo_of(&op.intent);
        if self.overlays.iter().all(|overlay| overlay.op.key != op.key) {
            self.overlays.push(Overlay {
                op,
                answer: None,
                since: 0,
                lost: false,
            });
            self.shown.dirty = true;
            self.refresh(&mut touches);
        }
        Made {
            touched: touches.into_vec(),
            undo,
        }
    }

    /// The server did it. Its answer stands for the intent until the event is applied, so that nothing flickers in between;
    /// where the event came first, the answer tells nothing new.
    pub fn confirm(&mut self, key: &str, answer: Answer) -> Vec<Touched> {
        let mut touches = Touches::default();
        self.clock += 1;
        let Some(overlay) = self.overlays.iter_mut().find(|o| o.op.key == key) else {
            return Vec::new();
        };
        overlay.answer = Some(answer);
        overlay.since = self.clock;
        self.drop_settled();
        // Its event may have been in what a resync left out: then only the board itself tells what became of it.
        let left = self.overlays.iter().find(|o| o.op.key == key && o.lost);
        if let Some(board) = left.and_then(|overlay| self.board_of(overlay)) {
            self.truth.spoil(board, &mut touches);
        }
        self.shown.dirty = true;
        self.refresh(&mut touches);
        touches.into_vec()
    }

    /// The server refused it, or the person took it back: what it changed goes back.
    pub fn refuse(&mut self, key: &str) -> Vec<Touched> {
        let mut touches = Touches::default();
        self.overlays.retain(|overlay| overlay.op.key != key);
        self.shown.dirty = true;
        self.refresh(&mut touches);
        touches.into_vec()
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
