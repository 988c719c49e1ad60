//! What the person did and the server has not answered yet: the requests, in order per entity, several entities side by side.
//!
//! A request is sent until it is answered, always with the same key, so that the server does it once. The queue is plain
//! serialisable data: a page that is loaded again goes on where it was.

mod request;
mod settle;

use serde::{Deserialize, Serialize};
use tutti_types::{Timestamp, WorkspaceId};

pub use request::Request;
pub use settle::{Conflict, Reply, Settled};

use crate::intent::Intent;
use crate::op::Op;
use crate::outgoing::Outgoing;
use crate::sorting::sort_by;

/// The server knows a key for a day. What may have been sent before that is not sent again, since it could be done twice; an
/// hour is left for clocks that differ. What is made under an id of its own is made once however late it is sent.
const KEY_IS_GOOD_FOR_S: i64 = 23 * 60 * 60;

/// Where a queued op stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum State {
    /// It waits for its turn, or for its next attempt.
    Waiting,
    /// Its request is on its way.
    InFlight,
    /// The server refused it; it stays until it is tried again or forgotten.
    Refused,
    /// The person has to choose between two texts, which they can only where the workspace is open.
    Held,
}

/// A queued op.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Entry {
    /// What was done.
    pub op: Op,
    /// Where it stands.
    pub state: State,
    /// When it was queued, for "Saving" after a while.
    pub since: u64,
    /// How often it was sent.
    pub attempts: u32,
    /// Not to be sent before.
    not_before: u64,
    /// The version to send as `If-Match`, where it differs from the one the edit began from.
    version: Option<i64>,
    /// How often the server had another version with the same texts.
    stale: u32,
}

impl Entry {
    /// Whether it can be sent without being done twice, at a time by the clock that ops are dated by.
    fn can_be_sent(&self, today: Timestamp) -> bool {
        self.attempts == 0
            || self.state == State::Refused
            || self.op.intent.has_own_id()
            || today <= self.op.at.plus_seconds(KEY_IS_GOOD_FOR_S)
    }

    fn is_worth_keeping(&self) -> bool {
        self.state != State::Refused || self.op.intent.is_only_copy()
    }
}

/// What came of another queue's entries.
#[derive(Clone, Debug, Default)]
pub struct Adopted {
    /// Those that were taken, to be laid over the store.
    pub ops: Vec<Op>,
    /// How many were dropped: they were sent so long ago that nobody can tell whether they were done.
    pub outdated: usize,
}

/// The requests of one workspace.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Queue {
    workspace_id: WorkspaceId,
    entries: Vec<Entry>,
}

impl Queue {
    /// An empty queue.
    #[must_use]
    pub const fn new(workspace_id: WorkspaceId) -> Self {
        Self {
            workspace_id,
            entries: Vec::new(),
        }
    }

    /// Whose requests these are.
    #[must_use]
    pub const fn workspace_id(&self) -> WorkspaceId {
        self.workspace_id
    }

    /// Adds an op. One whose key is queued already is not added again.
    pub fn push(&mut self, op: Op, now: u64) {
        if self.entry(&op.key).is_none() {
            let version = self.version_below(&op);
            self.entries.push(Entry {
                op,
                state: State::Waiting,
                since: now,
                attempts: 0,
                not_before: now,
                version,
                stale: 0,
            });
        }
    }

    /// The version that a text stands on while another of the same task is on its way. What others wrote since lies under that
    /// one and has not been seen, so the version that is known by now would write over it.
    fn version_below(&self, op: &Op) -> Option<i64> {
        op.intent.outgoing().version()?;
        let entity = op.intent.entity();
        let open =
            |entry: &&Entry| entry.state != State::Refused && entry.op.intent.entity() == entity;
        self.entries
            .iter()
            .rev()
            .filter(open)
            .find_map(Entry::stands_on)
    }

    /// The requests to send now; each is in flight from here on and has to be settled.
    pub fn due(&mut self, now: u64) -> Vec<Request> {
        let due: Vec<bool> = (0..self.entries.len())
            .map(|at| self.is_due(at, now))
            .collect();
        let mut requests = Vec::new();
        for (entry, due) in self.entries.iter_mut().zip(due) {
            if due {
                entry.state = State::InFlight;
                entry.attempts += 1;
                requests.push(Request::of(self.workspace_id, entry));
            }
        }
        requests
    }

    /// When `due` is worth calling again, where no answer comes before.
    #[must_use]
    pub fn next_at(&self) -> Option<u64> {
        let open = |at: &usize| self.is_due(*at, u64::MAX);
        let at = (0..self.entries.len()).filter(open);
        at.filter_map(|at| self.entries.get(at))
            .map(|entry| entry.not_before)
            .min()
    }

    fn is_due(&self, at: usize, now: u64) -> bool {
        let Some(entry) = self.entries.get(at) else {
            return false;
        };
        entry.state == State::Waiting
            && entry.not_before <= now
            && !self.entries.iter().take(at).any(|earlier| {
                earlier.state != State::Refused
                    && waits_for(entry.op.intent.outgoing(), earlier.op.intent.outgoing())
            })
    }

    /// The network is back: nothing waits for its back-off any longer.
    pub fn wake(&mut self, now: u64) {
        for entry in &mut self.entries {
            entry.not_before = now;
        }
    }

    /// To be called once after the queue was read back from where it was kept: what was in flight is sent again, and times are
    /// those of the new clock.
    pub fn revive(&mut self, now: u64) {
        for entry in &mut self.entries {
            entry.since = now;
            entry.not_before = now;
            if entry.state == State::InFlight {
                entry.state = State::Waiting;
            }
        }
    }

    /// Takes in what another queue left behind, each op where it stands in time. What is here already, by its key, is not
    /// taken twice, and what was refused was told where it was done; but the text of a new task is nowhere else. `today` is the
    /// time by the clock that ops are dated by.
    pub fn adopt(&mut self, mut left: Self, now: u64, today: Timestamp) -> Adopted {
        left.revive(now);
        left.entries
            .retain(|entry| entry.is_worth_keeping() && self.entry(&entry.op.key).is_none());
        let before = left.entries.len();
        left.entries.retain(|entry| entry.can_be_sent(today));
        let outdated = before - left.entries.len();
        let ops = left.ops().cloned().collect();
        self.entries.append(&mut left.entries);
        // Stable: what was done in the same instant stays in its order.
        sort_by(&mut self.entries, |a, b| a.op.at.cmp(&b.op.at));
        Adopted { ops, outdated }
    }

    /// Sends a refused op again. Its overlay has to be made again too.
    pub fn retry(&mut self, key: &str, now: u64) -> Option<Op> {
        let entry = self.entries.iter_mut().find(|entry| entry.op.key == key)?;
        entry.state = State::Waiting;
        entry.not_before = now;
        Some(entry.op.clone())
    }

    /// Keeps what met another text while its workspace was not open: it is not sent until [`Self::release`], and then meets it
    /// again where both can be shown. It was not done, so it never grows too old to be sent.
    pub fn hold(&mut self, op: Op, now: u64) {
        let key = op.key.clone();
        self.push(op, now);
        let held = self.entries.iter_mut().find(|entry| entry.op.key == key);
        if let Some(entry) = held {
            entry.state = State::Held;
        }
        sort_by(&mut self.entries, |a, b| a.op.at.cmp(&b.op.at));
    }

    /// The workspace is open: what was held for that is sent.
    pub fn release(&mut self, now: u64) {
        for entry in &mut self.entries {
            if entry.state == State::Held {
                entry.state = State::Waiting;
                entry.not_before = now;
            }
        }
    }

    /// Takes an op out, unless its request is on its way: then it is too late.
    pub fn forget(&mut self, key: &str) -> Option<Op> {
        let at = self.entries.iter().position(|entry| entry.op.key == key)?;
        let entry = self.entries.get(at)?;
        (entry.state != State::InFlight).then(|| self.entries.remove(at).op)
    }

    /// The queued op of this key.
    #[must_use]
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.op.key == key)
    }

    /// All of them, in order.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Those that are not refused, to lay them over a store again.
    pub fn ops(&self) -> impl Iterator<Item = &Op> {
        let open = |entry: &&Entry| entry.state != State::Refused;
        self.entries.iter().filter(open).map(|entry| &entry.op)
    }

    /// What the server refused and is nowhere else, such as new tasks, by the keys of the ops.
    pub fn refused_copies(&self) -> impl Iterator<Item = (&str, &Intent)> {
        let refused =
            |entry: &&Entry| entry.state == State::Refused && entry.op.intent.is_only_copy();
        let entries = self.entries.iter().filter(refused);
        entries.map(|entry| (entry.op.key.as_str(), &entry.op.intent))
    }

    /// How many changes wait for the server.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.ops().count()
    }
}

/// Whether a request has to wait for an earlier one: of the same thing, of a neighbour it names, one that makes what it stands on,
/// or one that puts a card at the same end, which is the place of whichever the server hears last.
fn waits_for(act: &dyn Outgoing, earlier: &dyn Outgoing) -> bool {
    let end = act.end();
    act.entity() == earlier.entity()
        || (end.is_some() && end == earlier.end())
        || earlier.precedes_all()
        || act.waits_for(earlier)
}

#[cfg(test)]
mod tests;
