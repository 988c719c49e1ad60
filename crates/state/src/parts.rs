//! What is loaded on its own, besides the snapshot, while events go on: a board's columns and cards, for one. It stands at a position of
//! the stream: what it contains is not applied to it again, and what happened while it was on its way is applied on top.

use std::hash::Hash;

use rustc_hash::FxHashMap;

use crate::event::ReadEvent;
use crate::touched::Touched;

/// A request for a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use = "the answer is to be brought back with it"]
pub struct Ticket<I> {
    id: I,
    number: u64,
}

impl<I: Copy> Ticket<I> {
    /// What was asked for.
    #[must_use]
    pub const fn id(self) -> I {
        self.id
    }

    /// The store's count of requests when it was.
    pub(crate) const fn number(self) -> u64 {
        self.number
    }
}

/// A request for single things of parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use = "the answer is to be brought back with it"]
pub struct Asked(pub(crate) u64);

/// What became of a part's answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PartLoaded {
    /// It is in.
    Done(Vec<Touched>),
    /// It was older than what was known already; ask again after a moment.
    AskAgain,
    /// A later request took its place, or the thing is gone.
    Late,
}

/// How far a part is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartState {
    /// Not at all: to be loaded.
    Absent,
    /// A first request is on its way.
    Loading,
    /// It is known, and events keep it so.
    Loaded,
    /// It is shown, and to be loaded again.
    Stale,
}

/// Parts by the ids of what they are of; `H` is what is held of each besides where it stands.
#[derive(Debug)]
pub(crate) struct Parts<I, H>(FxHashMap<I, Part<H>>);

#[derive(Debug, Default)]
struct Part<H> {
    /// Events up to here are contained.
    seq: i64,
    is_loaded: bool,
    /// The store's count of requests when it was loaded last.
    installed: u64,
    /// It wants to be loaded again.
    is_stale: bool,
    loading: Option<Loading>,
    held: H,
}

/// A request that is on its way.
#[derive(Debug)]
struct Loading {
    number: u64,
    /// The cursor at the request: an answer older than this missed something.
    asked: i64,
    /// What happened to it since.
    missed: Missed,
}

/// What happened while a part was on its way.
#[derive(Debug, Default)]
pub(crate) struct Missed {
    pub(crate) events: Vec<ReadEvent>,
    /// And something that the answer may be too old to tell.
    pub(crate) is_more: bool,
}

impl<I, H> Default for Parts<I, H> {
    fn default() -> Self {
        Self(FxHashMap::default())
    }
}

impl<I: Copy + Eq + Hash, H: Default> Parts<I, H> {
    /// What is held of it.
    pub(crate) fn get(&self, id: I) -> Option<&H> {
        self.0.get(&id).map(|part| &part.held)
    }

    pub(crate) fn get_mut(&mut self, id: I) -> Option<&mut H> {
        self.0.get_mut(&id).map(|part| &mut part.held)
    }

    pub(crate) fn ids(&self) -> impl Iterator<Item = I> {
        self.0.keys().copied()
    }

    pub(crate) fn state(&self, id: I) -> PartState {
        let Some(part) = self.0.get(&id) else {
            return PartState::Absent;
        };
        match (part.is_loaded, part.is_stale, part.loading.is_some()) {
            (false, _, false) => PartState::Absent,
            (false, _, true) => PartState::Loading,
            (true, true, false) => PartState::Stale,
            (true, ..) => PartState::Loaded,
        }
    }

    pub(crate) fn is_loaded(&self, id: I) -> bool {
        self.0.get(&id).is_some_and(|part| part.is_loaded)
    }

    /// Whether it is loaded, and wants to be loaded again even if it is on its way.
    pub(crate) fn is_stale(&self, id: I) -> bool {
        self.0.get(&id).is_some_and(|part| part.is_stale)
    }

    /// Whether it contains the event at `seq`.
    pub(crate) fn covers(&self, id: I, seq: i64) -> bool {
        let part = self.0.get(&id);
        part.is_some_and(|part| part.is_loaded && seq <= part.seq)
    }

    /// The store's count of requests when it was loaded last.
    pub(crate) fn installed(&self, id: I) -> Option<u64> {
        self.0.get(&id).map(|part| part.installed)
    }

    /// It is asked for, as the `number`-th of the store's requests and with the cursor at `asked`. An earlier request counts no longer.
    pub(crate) fn begin(&mut self, id: I, number: u64, asked: i64) -> Ticket<I> {
        self.0.entry(id).or_default().loading = Some(Loading {
            number,
            asked,
            missed: Missed::default(),
        });
        Ticket { id, number }
    }

    /// The request failed; the part is as it was before it.
    pub(crate) fn abandon(&mut self, ticket: Ticket<I>) {
        if self.take_loading(ticket).is_some() {
            self.forget_unloaded(ticket.id);
        }
    }

    /// The answer came, which contains the events up to `seq`; absent where it is of another life of the stream. What it missed, or why
    /// it does not count.
    pub(crate) fn finish(
        &mut self,
        ticket: Ticket<I>,
        seq: Option<i64>,
    ) -> Result<Missed, PartLoaded> {
        let Some(loading) = self.take_loading(ticket) else {
            return Err(PartLoaded::Late);
        };
        // A reading older than what was known when it was asked for is of no use either.
        if seq.is_none_or(|seq| seq < loading.asked) {
            self.forget_unloaded(ticket.id);
            return Err(PartLoaded::AskAgain);
        }
        Ok(loading.missed)
    }

    fn take_loading(&mut self, ticket: Ticket<I>) -> Option<Loading> {
        let part = self.0.get_mut(&ticket.id)?;
        part.loading
            .take_if(|loading| loading.number == ticket.number)
    }

    fn forget_unloaded(&mut self, id: I) {
        if !self.is_loaded(id) {
            self.0.remove(&id);
        }
    }

    /// It is as it was read at `seq` from here on. Gives what was held of it before.
    pub(crate) fn install(&mut self, id: I, seq: i64, clock: u64) -> H {
        let part = self.0.entry(id).or_default();
        part.seq = seq;
        part.is_loaded = true;
        part.installed = clock;
        part.is_stale = false;
        std::mem::take(&mut part.held)
    }

    /// Keeps an event for those that are on their way and that it `concerns`.
    pub(crate) fn note(&mut self, event: &ReadEvent, concerns: impl Fn(I) -> bool) {
        for (id, part) in &mut self.0 {
            if let Some(loading) = &mut part.loading
                && concerns(*id)
            {
                loading.missed.events.push(event.clone());
            }
        }
    }

    /// It wants to be loaded again. Whether it is shown.
    pub(crate) fn mark_stale(&mut self, id: I) -> bool {
        let Some(part) = self.0.get_mut(&id) else {
            return false;
        };
        if let Some(loading) = &mut part.loading {
            loading.missed.is_more = true;
        }
        part.is_stale |= part.is_loaded;
        part.is_loaded
    }

    /// All want to be loaded again, and what is on its way counts no longer.
    pub(crate) fn mark_all_stale(&mut self) {
        self.0.retain(|_, part| {
            part.loading = None;
            part.is_stale = true;
            part.is_loaded
        });
    }

    /// The stream begins another life.
    pub(crate) fn forget_positions(&mut self) {
        for part in self.0.values_mut() {
            part.seq = 0;
        }
    }

    pub(crate) fn remove(&mut self, id: I) -> Option<H> {
        self.0.remove(&id).map(|part| part.held)
    }
}
