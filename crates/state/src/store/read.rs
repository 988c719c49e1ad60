//! Reading the view.

use tutti_types::boards::Board;
use tutti_types::columns::Column;
use tutti_types::members::Member;
use tutti_types::snapshot::MeHere;
use tutti_types::tasks::Task;
use tutti_types::workspaces::Workspace;
use tutti_types::{BoardId, ColumnId, TaskId, UserId};

use super::{Cursor, Gone, Store};
use crate::activity::Feed;
use crate::entity::Entity;
use crate::overlay::Overlay;
use crate::view::Seen;

impl Store {
    pub(super) const fn seen(&self) -> Seen<'_> {
        Seen {
            truth: &self.truth,
            shown: &self.shown.now,
        }
    }
    /// The workspace.
    #[must_use]
    pub const fn workspace(&self) -> &Workspace {
        &self.truth.workspace
    }
    /// What the reader is here, and may do.
    #[must_use]
    pub const fn me(&self) -> &MeHere {
        &self.truth.me
    }
    /// Where the workspace was deleted, or the reader is out of it: which of the two.
    #[must_use]
    pub const fn gone(&self) -> Option<Gone> {
        self.truth.gone
    }
    /// Where in the stream this is.
    #[must_use]
    pub const fn cursor(&self) -> Cursor {
        self.cursor
    }
    /// The people, those who joined last at the end.
    #[must_use]
    pub fn members(&self) -> Vec<&Member> {
        self.seen().members().collect()
    }
    /// A person.
    #[must_use]
    pub fn member(&self, id: UserId) -> Option<&Member> {
        self.seen().member(id)
    }
    /// The name of who is not among the members: as they were called when they left, or were last told of.
    #[must_use]
    pub fn other_name(&self, id: UserId) -> Option<&str> {
        self.truth.names.get(&id).map(String::as_str)
    }
    /// The boards, those that came last at the end.
    #[must_use]
    pub fn boards(&self) -> Vec<&Board> {
        self.seen().boards().collect()
    }
    /// A board's own fields.
    #[must_use]
    pub fn board(&self, id: BoardId) -> Option<&Board> {
        self.seen().board(id)
    }
    /// A board's columns, in order.
    #[must_use]
    pub fn columns(&self, board: BoardId) -> Vec<ColumnId> {
        self.seen().columns(board).to_vec()
    }
    /// A column. Its `count` is empty; see [`Store::count`].
    #[must_use]
    pub fn column(&self, id: ColumnId) -> Option<&Column> {
        self.seen().column(id)
    }
    /// A column's cards, in order.
    #[must_use]
    pub fn order(&self, column: ColumnId) -> &[TaskId] {
        self.seen().order(column)
    }
    /// How many cards a column has, those included that were not loaded.
    #[must_use]
    pub fn count(&self, column: ColumnId) -> usize {
        self.order(column).len() + self.hidden(column)
    }
    /// How many cards of a column were not loaded.
    #[must_use]
    pub fn hidden(&self, column: ColumnId) -> usize {
        let hidden = self
            .truth
            .columns
            .get(&column)
            .map_or(0, |cards| cards.hidden);
        usize::try_from(hidden).unwrap_or(0)
    }
    /// A task of a loaded board, or one that was asked for. Its description is absent until `GET` of the task, or an event,
    /// has brought it.
    #[must_use]
    pub fn task(&self, id: TaskId) -> Option<&Task> {
        self.seen().task(id)
    }
    /// Whether a change of the task waits for its answer.
    #[must_use]
    pub fn pending(&self, task: TaskId) -> bool {
        self.overlays
            .iter()
            .any(|o| o.answer.is_none() && o.entity == Entity::Task(task))
    }
    /// The position after which the feed may lack entries: where the stream first left something out, or was begun anew, since the
    /// last [`Store::close_gap`].
    #[must_use]
    pub const fn gap_after(&self) -> Option<i64> {
        self.gap_after
    }
    /// The newest page of the feed was asked for since, and is here.
    pub const fn close_gap(&mut self) {
        self.gap_after = None;
    }
    /// The activity rail.
    #[must_use]
    pub const fn feed(&self) -> &Feed {
        &self.feed
    }
    /// The activity rail, to merge pages into.
    pub const fn feed_mut(&mut self) -> &mut Feed {
        &mut self.feed
    }
    /// What the person did and the stream has not told yet, in order.
    #[must_use]
    pub fn overlays(&self) -> &[Overlay] {
        &self.overlays
    }
}
