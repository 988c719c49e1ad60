//! A board's columns and cards, loaded on their own while events go on.

use rustc_hash::FxHashMap;
use tutti_types::boards::BoardDetail;
use tutti_types::events::EventKind;
use tutti_types::tasks::Task;
use tutti_types::{BoardId, TaskId};

use super::truth::{Loading, Part, Truth};
use super::{Asked, PartLoaded, PartState, Store, Ticket};
use crate::event::{Content, ReadEvent};
use crate::touched::{Touched, Touches};

impl Store {
    /// How far a board's columns and cards are known.
    #[must_use]
    pub fn part(&self, board: BoardId) -> PartState {
        match self.truth.parts.get(&board) {
            None => PartState::Absent,
            Some(part) => match (part.loaded, part.stale, part.loading.is_some()) {
                (false, _, false) => PartState::Absent,
                (false, _, true) => PartState::Loading,
                (true, true, false) => PartState::Stale,
                (true, ..) => PartState::Loaded,
            },
        }
    }

    /// The loaded boards that want to be loaded again, after a resync for instance.
    #[must_use]
    pub fn stale_parts(&self) -> Vec<BoardId> {
        let stale = |(id, _): &(&BoardId, &Part)| self.part(**id) == PartState::Stale;
        self.truth
            .parts
            .iter()
            .filter(stale)
            .map(|(id, _)| *id)
            .collect()
    }

    /// To be called right before `GET …/boards/{board}` is sent. An earlier request of the same board counts no longer.
    pub fn begin_part(&mut self, board: BoardId) -> Ticket {
        self.clock += 1;
        let ticket = self.clock;
        self.truth.parts.entry(board).or_default().loading = Some(Loading {
            ticket,
            asked: self.cursor.seq,
            again: false,
            events: Vec::new(),
        });
        Ticket {
            board,
            number: ticket,
        }
    }

    /// The request failed; the board is as it was before it.
    pub fn abandon_part(&mut self, ticket: Ticket) {
        if let Some(part) = self.truth.parts.get_mut(&ticket.board)
            && part
                .loading
                .as_ref()
                .is_some_and(|l| l.ticket == ticket.number)
        {
            part.loading = None;
            if !part.loaded {
                self.truth.parts.remove(&ticket.board);
            }
        }
    }

    /// The answer came: it becomes the board's part, and what happened since is applied on top.
    pub fn finish_part(&mut self, ticket: Ticket, detail: BoardDetail) -> PartLoaded {
        let Some(part) = self.truth.parts.get_mut(&ticket.board) else {
            return PartLoaded::Late;
        };
        let Some(loading) = part.loading.take_if(|l| l.ticket == ticket.number) else {
            return PartLoaded::Late;
        };
        // Another life of the stream, or a reading older than what was known when it was asked for.
        if detail.epoch != self.cursor.epoch || detail.seq < loading.asked {
            if !part.loaded {
                self.truth.parts.remove(&ticket.board);
            }
            return PartLoaded::AskAgain;
        }
        let mut touches = Touches::default();
        self.clock += 1;
        self.truth.install(detail, self.clock, &mut touches);
        for event in &loading.events {
            self.truth.replay(event, ticket.board, &mut touches);
        }
        if loading.again {
            self.truth.spoil(ticket.board, &mut touches);
        }
        self.check_given(ticket.board, &mut touches);
        self.settle_older_than(ticket);
        self.refresh(&mut touches);
        PartLoaded::Done(touches.into_vec())
    }

    /// Begins and finishes at once: for whoever has the answer in hand, with no event in between.
    pub fn load_part(&mut self, detail: BoardDetail) -> PartLoaded {
        let ticket = self.begin_part(detail.id);
        self.finish_part(ticket, detail)
    }

    /// To be called right before cards are asked for: a page of the rest of a column, or one task.
    pub const fn begin_cards(&mut self) -> Asked {
        self.clock += 1;
        Asked(self.clock)
    }

    /// Cards that were asked for. Those that left meanwhile stay away, and so does what is not known of a board that was
    /// loaded since: a board's answer is newer, and a card that it does not hold may have been deleted.
    pub fn finish_cards(&mut self, asked: Asked, cards: Vec<Task>) -> Vec<Touched> {
        let mut touches = Touches::default();
        for card in cards {
            let part = self.truth.parts.get(&card.board_id);
            let since = part.map_or(self.reloaded, |part| part.installed);
            let (id, column) = (card.id, card.column_id);
            let (known, board) = (
                self.truth.tasks.get(&id).map(|known| known.board_id),
                card.board_id,
            );
            if known.is_none() && since >= asked.0 || !self.truth.answer_task(card, &mut touches) {
                continue;
            }
            if known == Some(board) {
                continue;
            }
            if let Some(known) = known {
                self.truth.take_away(id, known);
            }
            self.truth.take_hidden(id, board, column, &mut touches);
        }
        self.drop_settled();
        self.refresh(&mut touches);
        touches.into_vec()
    }

    /// Cards that were read just now, with no load and no event since they were asked for. Where that is not sure, it takes
    /// [`Store::begin_cards`].
    pub fn apply_cards(&mut self, cards: Vec<Task>) -> Vec<Touched> {
        self.finish_cards(Asked(u64::MAX), cards)
    }
}

impl Truth {
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
        let part = self.parts.entry(id).or_default();
        part.seq = detail.seq;
        part.loaded = true;
        part.installed = clock;
        part.stale = false;
        part.guessed = false;
        for column in std::mem::take(&mut part.columns) {
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
            if touched != Touched::Order(column) {
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
    pub(crate) fn answer_task(&mut self, task: Task, touches: &mut Touches) -> bool {
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
