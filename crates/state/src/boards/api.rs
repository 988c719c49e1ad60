//! Boards in the store.

use tutti_types::boards::{Board, BoardDetail};
use tutti_types::columns::Column;
use tutti_types::tasks::Task;
use tutti_types::{BoardId, ColumnId, TaskId, Timestamp};

use super::{Entity, Given, Intent};
use crate::parts::{Asked, PartLoaded, PartState, Ticket};
use crate::store::Store;
use crate::touched::{Touched, Touches};

/// Reading.
impl Store {
    /// The boards, those that came last at the end.
    #[must_use]
    pub fn boards(&self) -> Vec<&Board> {
        self.areas.boards.seen().boards().collect()
    }
    /// A board's own fields.
    #[must_use]
    pub fn board(&self, id: BoardId) -> Option<&Board> {
        self.areas.boards.seen().board(id)
    }
    /// A board's columns, in order.
    #[must_use]
    pub fn columns(&self, board: BoardId) -> Vec<ColumnId> {
        self.areas.boards.seen().columns(board).to_vec()
    }
    /// A column. Its `count` is empty; see [`Store::count`].
    #[must_use]
    pub fn column(&self, id: ColumnId) -> Option<&Column> {
        self.areas.boards.seen().column(id)
    }
    /// A column's cards, in order.
    #[must_use]
    pub fn order(&self, column: ColumnId) -> &[TaskId] {
        self.areas.boards.seen().order(column)
    }
    /// How many cards a column has, those included that were not loaded.
    #[must_use]
    pub fn count(&self, column: ColumnId) -> usize {
        self.order(column).len() + self.hidden(column)
    }
    /// How many cards of a column were not loaded.
    #[must_use]
    pub fn hidden(&self, column: ColumnId) -> usize {
        let cards = self.areas.boards.truth.columns.get(&column);
        let hidden = cards.map_or(0, |cards| cards.hidden);
        usize::try_from(hidden).unwrap_or(0)
    }
    /// A task of a loaded board, or one that was asked for. Its description is absent until `GET` of the task, or an event,
    /// has brought it.
    #[must_use]
    pub fn task(&self, id: TaskId) -> Option<&Task> {
        self.areas.boards.seen().task(id)
    }
    /// Whether a change of the task waits for its answer.
    #[must_use]
    pub fn pending(&self, task: TaskId) -> bool {
        let mut overlays = self.areas.boards.overlays().iter();
        overlays.any(|o| o.answer.is_none() && o.entity == Entity::Task(task).into())
    }
    /// What the person did to boards and the stream has not told yet, and when, in order.
    pub fn pending_on_boards(&self) -> impl Iterator<Item = (&Intent, Timestamp)> {
        let overlays = self.areas.boards.overlays().iter();
        overlays.map(|overlay| (&overlay.intent, overlay.at))
    }
    /// What others gave the reader since they were here, and was not seen; what came last stands last.
    #[must_use]
    pub fn given(&self) -> &[Given] {
        &self.areas.boards.truth.given
    }
    /// How far a board's columns and cards are known.
    #[must_use]
    pub fn part(&self, board: BoardId) -> PartState {
        self.areas.boards.truth.parts.state(board)
    }
    /// The loaded boards that want to be loaded again, after a resync for instance.
    #[must_use]
    pub fn stale_parts(&self) -> Vec<BoardId> {
        let parts = &self.areas.boards.truth.parts;
        let is_stale = |id: &BoardId| parts.state(*id) == PartState::Stale;
        parts.ids().filter(is_stale).collect()
    }
}

/// Loading.
impl Store {
    /// To be called right before `GET …/boards/{board}` is sent. An earlier request of the same board counts no longer.
    pub fn begin_part(&mut self, board: BoardId) -> Ticket<BoardId> {
        let (clock, asked) = (self.count_request(), self.cursor().seq);
        self.areas.boards.truth.parts.begin(board, clock, asked)
    }

    /// The request failed; the board is as it was before it.
    pub fn abandon_part(&mut self, ticket: Ticket<BoardId>) {
        self.areas.boards.truth.parts.abandon(ticket);
    }

    /// The answer came: it becomes the board's part, and what happened since is applied on top.
    pub fn finish_part(&mut self, ticket: Ticket<BoardId>, detail: BoardDetail) -> PartLoaded {
        let is_same_life = detail.epoch == self.cursor().epoch;
        let seq = is_same_life.then_some(detail.seq);
        let missed = match self.areas.boards.truth.parts.finish(ticket, seq) {
            Ok(missed) => missed,
            Err(void) => return void,
        };
        let mut touches = Touches::default();
        let clock = self.count_request();
        let boards = &mut self.areas.boards;
        boards.install(ticket, detail, &missed, clock, &mut touches);
        PartLoaded::Done(self.finish(touches))
    }

    /// Begins and finishes at once: for whoever has the answer in hand, with no event in between.
    pub fn load_part(&mut self, detail: BoardDetail) -> PartLoaded {
        let ticket = self.begin_part(detail.id);
        self.finish_part(ticket, detail)
    }

    /// To be called right before cards are asked for: a page of the rest of a column, or one task.
    pub const fn begin_cards(&mut self) -> Asked {
        Asked(self.count_request())
    }

    /// Cards that were asked for. Those that left meanwhile stay away, and so does what is not known of a board that was
    /// loaded since: a board's answer is newer, and a card that it does not hold may have been deleted.
    pub fn finish_cards(&mut self, asked: Asked, cards: Vec<Task>) -> Vec<Touched> {
        let mut touches = Touches::default();
        let boards = &mut self.areas.boards;
        boards.truth.put_cards(asked, cards, &mut touches);
        boards.drop_settled();
        self.finish(touches)
    }

    /// Cards that were read just now, with no load and no event since they were asked for. Where that is not sure, it takes
    /// [`Store::begin_cards`].
    pub fn apply_cards(&mut self, cards: Vec<Task>) -> Vec<Touched> {
        self.finish_cards(Asked(u64::MAX), cards)
    }

    /// A task from an answer outside of ops, such as the one that brings its description.
    pub fn apply_task(&mut self, task: Task) -> Vec<Touched> {
        self.apply_cards(vec![task])
    }

    /// A board from an answer outside of ops.
    pub fn apply_board(&mut self, board: Board) -> Vec<Touched> {
        let mut touches = Touches::default();
        let truth = &mut self.areas.boards.truth;
        let known = truth.boards.iter().find(|known| known.id == board.id);
        if known.is_none_or(|known| board.changed_seq > known.changed_seq) {
            truth.put_board(board, &mut touches);
        }
        self.finish(touches)
    }

    /// What is left of an earlier visit of what others gave the reader.
    pub fn recall_given(&mut self, given: Vec<Given>) {
        self.areas.boards.truth.recall_given(given);
    }

    /// The reader looks at a task.
    pub fn see(&mut self, task: TaskId) -> Vec<Touched> {
        let mut touches = Touches::default();
        self.areas.boards.truth.see(task, &mut touches);
        touches.into_vec()
    }
}
