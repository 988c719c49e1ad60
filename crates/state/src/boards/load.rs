//! A board's columns and cards, loaded on their own while events go on.

use rustc_hash::FxHashMap;
use tutti_types::boards::BoardDetail;
use tutti_types::events::EventKind;
use tutti_types::tasks::Task;
use tutti_types::{BoardId, TaskId};

use super::{Boards, Payload, Touched};
use crate::area::Overlaid;
use crate::event::{Content, Payload as Any, ReadEvent};
use crate::parts::{Asked, Missed, Ticket};
use crate::people::Payload as People;
use crate::touched::Touches;

impl Overlaid<Boards> {
    /// A board's answer is in, in place of what was known: what happened since is applied on top, and what it tells of is settled.
    pub(super) fn install(
        &mut self,
        ticket: Ticket<BoardId>,
        detail: BoardDetail,
        missed: &Missed,
        clock: u64,
        touches: &mut Touches,
    ) {
        let board = ticket.id();
        let truth = &mut self.truth;
        truth.install(detail, clock, touches);
        for event in &missed.events {
            truth.replay(event, board, touches);
        }
        if missed.is_more {
            truth.mark_stale(board, touches);
        }
        truth.check_given(board, touches);
        self.settle_older_than(ticket);
    }
}

impl Boards {
    /// Keeps an event for the boards that are on their way.
    pub(super) fn note(&mut self, event: &ReadEvent, payload: &Any) {
        self.parts.note(event, |board| concerns(payload, board));
    }

    /// Cards that were asked for. Those that left meanwhile stay away, and so does what is not known of a board that was
    /// loaded since: a board's answer is newer, and a card that it does not hold may have been deleted.
    pub(super) fn put_cards(&mut self, asked: Asked, cards: Vec<Task>, touches: &mut Touches) {
        for card in cards {
            let installed = self.parts.installed(card.board_id);
            let since = installed.unwrap_or(self.reloaded);
            let (id, board, column) = (card.id, card.board_id, card.column_id);
            let known = self.tasks.get(&id).map(|known| known.board_id);
            if known.is_none() && since >= asked.0 || !self.answer_task(card, touches) {
                continue;
            }
            if known == Some(board) {
                continue;
            }
            if let Some(known) = known {
                self.take_away(id, known);
            }
            self.take_hidden(id, board, column, touches);
        }
    }

    /// Makes the board what the answer says.
    fn install(&mut self, detail: BoardDetail, clock: u64, touches: &mut Touches) {
        let id = detail.id;
        let board = detail.board;
        // Of the same position it is no newer than what events made of it: a member's removal leaves the board's alone.
        if self
            .boards
            .iter()
            .all(|b| b.id != id || b.changed_seq < board.changed_seq)
        {
            self.put_board(board, touches);
        }
        self.removed.retain(|_, removed| removed.board != id);
        for column in self.parts.install(id, detail.seq, clock).columns {
            self.columns.remove(&column);
            touches.push(Touched::Order(column));
        }
        self.forget_hidden(id);
        // Out with the old ones first, so that each card of the answer is a plain insert at the end of its column.
        let mut old: FxHashMap<TaskId, Task> = FxHashMap::default();
        let leaving = self.tasks.values().filter(|task| task.board_id == id);
        for task in leaving.map(|task| task.id).collect::<Vec<_>>() {
            old.extend(self.tasks.remove(&task).map(|known| (task, known)));
            touches.push(Touched::Card(task));
        }
        // By what the answer holds: a card of it may be known on another board already.
        let mut hidden: FxHashMap<_, i64> = FxHashMap::default();
        for column in &detail.columns {
            hidden.extend(column.count.map(|count| (column.id, count)));
        }
        for task in &detail.tasks {
            if let Some(left) = hidden.get_mut(&task.column_id) {
                *left -= 1;
            }
        }
        for column in detail.columns {
            touches.push(Touched::Order(column.id));
            self.put_column(column, touches);
        }
        for mut task in detail.tasks {
            if let Some(known) = old.remove(&task.id)
                && known.changed_seq == task.changed_seq
            {
                task.description = task.description.or(known.description);
            }
            self.install_card(task, touches);
        }
        for (column, hidden) in hidden {
            if let Some(cards) = self.columns.get_mut(&column) {
                cards.hidden = hidden.max(0);
            }
        }
        touches.push(Touched::Columns(id));
        touches.push(Touched::Part(id));
    }

    fn install_card(&mut self, task: Task, touches: &mut Touches) {
        let (id, known) = (task.id, self.tasks.get(&task.id));
        let elsewhere = known.filter(|known| known.board_id != task.board_id);
        if let Some((home, newest)) = elsewhere.map(|known| (known.board_id, known.changed_seq)) {
            let is_newer = newest >= task.changed_seq;
            self.take_away(id, if is_newer { task.board_id } else { home });
            if is_newer {
                return;
            }
        }
        // A load touches thousands of cards: they are told without looking for doubles, and their columns were told before.
        let column = task.column_id;
        let mut single = Touches::default();
        // By the events played again it may leave once more, to where it is gone from since.
        let removed = self.removed.remove(&id);
        self.put_task(task, &mut single);
        self.removed.extend(removed.map(|removed| (id, removed)));
        for touched in single.into_vec() {
            if touched != Touched::Order(column).into() {
                touches.push(touched);
            }
        }
    }

    /// Applies what was kept while the part was on its way.
    fn replay(&mut self, event: &ReadEvent, board: BoardId, touches: &mut Touches) {
        if self.covers(board, event.seq) {
            return;
        }
        let Content::Known(kind, payload) = &event.content else {
            return;
        };
        let created = matches!(kind, EventKind::TaskCreated | EventKind::TaskRestored);
        self.apply_to_parts(event.seq, payload, created, Some(board), touches);
    }

    /// A task from an answer of its own, which is of no part's position: only its `changed_seq` tells whether it is news.
    fn answer_task(&mut self, task: Task, touches: &mut Touches) -> bool {
        if task.deleted_at.is_some() {
            return false;
        }
        let known = self
            .tasks
            .get(&task.id)
            .map(|known| (known.changed_seq, known.description.is_some()));
        let news = match known {
            Some((seq, described)) => {
                task.changed_seq > seq
                    || (task.changed_seq == seq && !described && task.description.is_some())
            }
            None => self
                .removed
                .get(&task.id)
                .is_none_or(|removed| task.changed_seq > removed.seq),
        };
        if !news {
            return false;
        }
        match (known, self.tasks.get_mut(&task.id)) {
            (Some((seq, _)), Some(known)) if seq == task.changed_seq => {
                known.description = task.description;
                touches.add(Touched::Card(task.id));
            }
            _ => self.put_task(task, touches),
        }
        true
    }
}

/// Whether an event changes something of this board's part.
fn concerns(payload: &Any, board: BoardId) -> bool {
    match payload {
        Any::People(People::MemberGone(_)) => true,
        Any::Boards(payload) => match payload {
            Payload::Column(e) => e.column.board_id == board,
            Payload::ColumnGone(e) => e.board_id == board,
            Payload::ColumnReordered(e) => e.board_id == board,
            Payload::Task(e) => {
                e.task.board_id == board || e.from.is_some_and(|from| from.board_id == board)
            }
            Payload::TaskGone(e) => e.board_id == board,
            Payload::Board(_) | Payload::BoardGone(_) => false,
        },
        _ => false,
    }
}
