//! How many cards of a column were not loaded.
//!
//! A part stands at one position of the stream. A card that is on its board there is *held* where it is known on this board, *apart*
//! where it is known not to be counted, and else *hidden*: one of those that its column counts. Answers may be ahead of the part:
//! what they bring was hidden, as far as one can tell, until the card's first event says where it came from.

use tutti_types::events::{TaskChanged, TaskLocation};
use tutti_types::{BoardId, ColumnId, TaskId};

use super::{Apart, Boards, Early, Touched};
use crate::touched::Touches;

impl Boards {
    /// An answer of its own brought a card to a board that did not hold it.
    pub(super) fn take_hidden(
        &mut self,
        id: TaskId,
        board: BoardId,
        column: ColumnId,
        touches: &mut Touches,
    ) {
        if !self.is_loaded(board) {
            return;
        }
        match self.apart.get(&(board, id)) {
            Some(Apart::Away) => {
                self.apart.remove(&(board, id));
                return;
            }
            // It is back, and the event that tells so is still to come.
            Some(Apart::Left(_)) => return,
            None => {}
        }
        let column = self.columns.contains_key(&column).then_some(column);
        if let Some(column) = column {
            self.count_hidden(column, -1, touches);
        }
        // What it was taken for on another board before, no event can set right any more.
        if let Some(before) = self.early.insert(id, Early { board, column }) {
            self.mark_stale(before.board, touches);
        }
    }

    /// An answer knows a card elsewhere that this board has. Its events are still to tell that it left.
    pub(super) fn take_away(&mut self, id: TaskId, board: BoardId) {
        if self.is_loaded(board) {
            self.apart.insert((board, id), Apart::Away);
        }
    }

    /// The first event of a card that came by an answer of its own: whether that was ahead of it, and the card none of the hidden
    /// ones that it was taken for.
    pub(super) fn was_early(
        &mut self,
        seq: i64,
        event: &TaskChanged,
        from: TaskLocation,
        created: bool,
        touches: &mut Touches,
    ) -> bool {
        let task = &event.task;
        let open = |early: &Early| !self.covers(early.board, seq);
        if !self.early.get(&task.id).is_some_and(open) {
            return false;
        }
        let Some(Early { board, column }) = self.early.remove(&task.id) else {
            return false;
        };
        let known = self.tasks.get(&task.id).map(|known| known.changed_seq);
        let removed = self.removed.get(&task.id).map(|removed| removed.seq);
        let is_told = known
            .or(removed)
            .is_some_and(|seen| task.changed_seq <= seen);
        let is_expected = !created && Some(from.column_id) == column;
        if is_expected || !is_told && column.is_some() {
            return false;
        }
        // It was deleted in between, from a column that nobody told of; or another was, and the figures were taken for right.
        let is_lost = known.is_none() && created;
        if is_lost || self.parts.get(board).is_some_and(|held| held.is_guessed) {
            self.mark_stale(board, touches);
        }
        if let Some(column) = column {
            self.count_hidden(column, 1, touches);
        }
        self.apart.remove(&(board, task.id));
        true
    }

    /// A card left a place where it is not held, or changed there.
    pub(super) fn leave(
        &mut self,
        id: TaskId,
        from: TaskLocation,
        is_held: bool,
        touches: &mut Touches,
    ) {
        match self.apart.remove(&(from.board_id, id)) {
            Some(Apart::Away | Apart::Left(None)) => {}
            Some(Apart::Left(Some(guess))) => {
                self.count_hidden(guess, 1, touches);
                self.count_hidden(from.column_id, -1, touches);
            }
            None if is_held => {}
            None => self.count_hidden(from.column_id, -1, touches),
        }
    }

    /// A card left a loaded board, and the event does not say from where.
    pub(super) fn leave_somewhere(
        &mut self,
        id: TaskId,
        board: BoardId,
        is_held: bool,
        touches: &mut Touches,
    ) {
        let left = match self.apart.get(&(board, id)) {
            Some(Apart::Left(guess)) => *guess,
            Some(Apart::Away) => None,
            None if is_held => None,
            None => self.guess(board, touches),
        };
        self.apart.insert((board, id), Apart::Left(left));
    }

    /// Which column loses a hidden card: with one candidate it is clear, with several the part has to be asked for again.
    fn guess(&mut self, board: BoardId, touches: &mut Touches) -> Option<ColumnId> {
        let is_unsure = self.early.values().any(|early| early.board == board);
        let held = self.parts.get_mut(board)?;
        held.is_guessed |= is_unsure;
        let hiding = |id: &&_| self.columns.get(*id).is_some_and(|cards| cards.hidden > 0);
        let mut columns = held.columns.iter().filter(hiding).copied();
        match (columns.next(), columns.next()) {
            (Some(column), None) => {
                self.count_hidden(column, -1, touches);
                Some(column)
            }
            (Some(_), Some(_)) => {
                self.mark_stale(board, touches);
                None
            }
            (None, _) => None,
        }
    }

    /// Forgets what was noted of a board's cards: its part is new, or gone.
    pub(super) fn forget_hidden(&mut self, board: BoardId) {
        self.apart.retain(|(of, _), _| *of != board);
        self.early.retain(|_, early| early.board != board);
    }

    /// It may fall below none for as long as an answer is ahead.
    fn count_hidden(&mut self, column: ColumnId, by: i64, touches: &mut Touches) {
        if let Some(cards) = self.columns.get_mut(&column) {
            cards.hidden += by;
            touches.add(Touched::Order(column));
        }
    }
}
