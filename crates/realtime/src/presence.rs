//! Who is here and what they look at, in one workspace.
//!
//! A subscriber is told all once and then what changed, at most once a second. What it is told goes by its rights: a
//! place only to readers of the board, and to a guest only the people they may know. Where that is another set of people, they are told
//! all again.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::time::Duration;

use tutti_types::{BoardId, SocketId, TaskId, UserId};

mod round;

pub use round::Round;

/// The least time between two frames.
pub const INTERVAL: Duration = Duration::from_secs(1);

/// What somebody looks at, as they say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PresenceLocation {
    pub board: BoardId,
    /// A task that is not known to be on another board.
    pub task: Option<TaskId>,
}

/// How one person appears: `None` is offline, `Some(None)` here and looking at nothing in particular.
type Appearance = Option<Option<PresenceLocation>>;

/// The people of one workspace. One with several sockets is one person, shown where they looked last.
#[derive(Debug, Default)]
pub struct Presence {
    sockets: HashMap<SocketId, UserId>,
    /// Ordered, so that a frame's bytes do not depend on chance.
    people: BTreeMap<UserId, PresentUser>,
    /// Who changed since the last round, and how they appeared in it.
    changed: BTreeMap<UserId, Appearance>,
    /// Sockets that have to be told all.
    untold: HashSet<SocketId>,
    sent: Option<Duration>,
}

#[derive(Debug, Default)]
struct PresentUser {
    /// Their sockets here and what each looks at; the last to look stands last.
    looks: Vec<(SocketId, Option<PresenceLocation>)>,
}

impl PresentUser {
    fn place(&self) -> Option<PresenceLocation> {
        self.looks.iter().rev().find_map(|(_, place)| *place)
    }
}

impl Presence {
    /// A socket of `user` is here; it is told all in the next round.
    pub fn join(&mut self, socket: SocketId, user: UserId) {
        if self.sockets.contains_key(&socket) {
            return;
        }
        self.note(user);
        self.sockets.insert(socket, user);
        self.untold.insert(socket);
        let person = self.people.entry(user).or_default();
        person.looks.insert(0, (socket, None));
    }

    /// A socket is gone; its person is offline with the last of theirs.
    pub fn leave(&mut self, socket: SocketId) {
        let Some(user) = self.sockets.remove(&socket) else {
            return;
        };
        self.note(user);
        self.untold.remove(&socket);
        if let Some(person) = self.people.get_mut(&user) {
            person.looks.retain(|(other, _)| *other != socket);
            if person.looks.is_empty() {
                self.people.remove(&user);
            }
        }
    }

    /// A socket looks at something else. One that did not join is ignored.
    pub fn look(&mut self, socket: SocketId, place: Option<PresenceLocation>) {
        let Some(user) = self.sockets.get(&socket).copied() else {
            return;
        };
        self.note(user);
        if let Some(person) = self.people.get_mut(&user) {
            person.looks.retain(|(other, _)| *other != socket);
            person.looks.push((socket, place));
        }
    }

    /// A task went to a board: who looks at it on another one looks at that board alone.
    pub fn task_moved(&mut self, task: TaskId, board: BoardId) {
        let is_left = |place: &PresenceLocation| place.task == Some(task) && place.board != board;
        let looks = |person: &PresentUser| {
            let mut places = person.looks.iter().filter_map(|(_, place)| place.as_ref());
            places.any(is_left)
        };
        let people = self.people.iter().filter(|(_, person)| looks(person));
        let people: Vec<UserId> = people.map(|(user, _)| *user).collect();
        for user in people {
            self.note(user);
            let looks = self.people.get_mut(&user).map(|person| &mut person.looks);
            let places = looks.into_iter().flatten();
            for place in places.filter_map(|(_, place)| place.as_mut()) {
                if is_left(place) {
                    place.task = None;
                }
            }
        }
    }

    /// A difference could not be delivered, or would not do: the socket is told all again.
    pub fn missed(&mut self, socket: SocketId) {
        if self.sockets.contains_key(&socket) {
            self.untold.insert(socket);
        }
    }

    /// What is to be told now, if anything is and a second has passed since the last round.
    pub fn due(&mut self, now: Duration) -> Option<Round> {
        let waited = self.sent.is_none_or(|sent| now >= sent + INTERVAL);
        if !waited || (self.changed.is_empty() && self.untold.is_empty()) {
            return None;
        }
        let changes = std::mem::take(&mut self.changed)
            .into_iter()
            .map(|(user, before)| (user, before, self.appearance(user)))
            .filter(|(_, before, after)| before != after)
            .collect();
        let untold = std::mem::take(&mut self.untold);
        let all = if untold.is_empty() {
            Vec::new()
        } else {
            let people = self.people.iter();
            people
                .map(|(user, person)| (*user, None, Some(person.place())))
                .collect()
        };
        self.sent = Some(now);
        Some(Round::new(untold, all, changes))
    }

    fn appearance(&self, user: UserId) -> Appearance {
        self.people.get(&user).map(PresentUser::place)
    }

    /// Remembers how `user` appeared in the last round, before something about them changes.
    fn note(&mut self, user: UserId) {
        let appearance = self.appearance(user);
        self.changed.entry(user).or_insert(appearance);
    }

    /// Panics where the structure contradicts itself.
    pub fn check_invariants(&self) {
        let looks: usize = self.people.values().map(|person| person.looks.len()).sum();
        assert_eq!(looks, self.sockets.len());
        assert!(self.untold.iter().all(|s| self.sockets.contains_key(s)));
        for (user, person) in &self.people {
            assert!(
                !person.looks.is_empty(),
                "{user} has no socket and is online"
            );
            for (socket, _) in &person.looks {
                assert_eq!(self.sockets.get(socket), Some(user));
            }
        }
    }
}

#[cfg(test)]
mod tests;
