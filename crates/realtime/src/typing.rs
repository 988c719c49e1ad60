//! Who types where, in one workspace. A place is told at most once a second who types there, and five seconds after the last key that
//! nobody does.

use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

use tutti_types::{BoardId, TaskId, UserId};

use crate::PresenceLocation;
use crate::presence::INTERVAL;

/// How long after their last key somebody counts as typing.
const LASTS: Duration = Duration::from_secs(5);
/// How many are named at most.
pub const MOST: usize = 5;

/// The people of one workspace who type. Each types in one place: what is made up costs others no more than that.
#[derive(Debug, Default)]
pub struct Typing {
    people: BTreeMap<UserId, (PresenceLocation, Duration)>,
    told: HashMap<PresenceLocation, Told>,
}

/// What a place was told last.
#[derive(Debug)]
struct Told {
    users: Vec<UserId>,
    at: Duration,
}

/// What a place is to be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    pub place: PresenceLocation,
    /// Who types there now, in the order of their ids.
    pub users: Vec<UserId>,
    /// Who did so by what it was told last.
    pub before: Vec<UserId>,
}

impl Typing {
    /// Somebody pressed a key.
    pub fn press(&mut self, user: UserId, place: PresenceLocation, now: Duration) {
        self.people.insert(user, (place, now));
    }

    /// A task went to a board, and who types in it goes along.
    pub fn task_moved(&mut self, task: TaskId, board: BoardId) {
        let moved = |place: &PresenceLocation| place.task == Some(task) && place.board != board;
        for (place, _) in self.people.values_mut().filter(|(place, _)| moved(place)) {
            place.board = board;
        }
        let told: Vec<_> = self.told.extract_if(|place, _| moved(place)).collect();
        for (place, told) in told {
            self.told.insert(PresenceLocation { board, ..place }, told);
        }
    }

    /// The places to be told something now. Whoever is told is named at most [`MOST`] of the people whom they may know of.
    pub fn due(&mut self, now: Duration) -> Vec<Typed> {
        self.people.retain(|_, (_, pressed)| now < *pressed + LASTS);
        let mut typed: HashMap<PresenceLocation, (Vec<UserId>, Duration)> = HashMap::new();
        for (user, (place, pressed)) in &self.people {
            let (users, last) = typed.entry(*place).or_default();
            users.push(*user);
            *last = (*last).max(*pressed);
        }
        for place in self.told.keys() {
            typed.entry(*place).or_default();
        }
        let mut due = Vec::new();
        for (place, (users, pressed)) in typed {
            let told = self.told.get(&place);
            let waited = told.is_none_or(|told| now >= told.at + INTERVAL);
            let news = told.is_none_or(|told| told.users != users || pressed > told.at);
            if !(waited && news) {
                continue;
            }
            let told = if users.is_empty() {
                self.told.remove(&place)
            } else {
                let users = users.clone();
                self.told.insert(place, Told { users, at: now })
            };
            due.push(Typed {
                place,
                users,
                before: told.map(|told| told.users).unwrap_or_default(),
            });
        }
        due
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place() -> PresenceLocation {
        PresenceLocation {
            board: BoardId::new(),
            task: Some(TaskId::new()),
        }
    }

    fn at(ms: u64) -> Duration {
        Duration::from_millis(ms)
    }

    fn typed(place: PresenceLocation, users: &[UserId], before: &[UserId]) -> Typed {
        Typed {
            place,
            users: users.to_vec(),
            before: before.to_vec(),
        }
    }

    #[test]
    fn it_is_told_at_once_then_once_a_second_and_ends_five_seconds_after_the_last_key() {
        let (mut typing, mira, there) = (Typing::default(), UserId::new(), place());
        typing.press(mira, there, at(0));
        assert_eq!(typing.due(at(0)), [typed(there, &[mira], &[])]);
        typing.press(mira, there, at(400));
        assert_eq!(typing.due(at(500)), []);
        assert_eq!(typing.due(at(1_000)), [typed(there, &[mira], &[mira])]);
        assert_eq!(typing.due(at(2_000)), [], "no key since");
        assert_eq!(typing.due(at(5_399)), []);
        assert_eq!(typing.due(at(5_400)), [typed(there, &[], &[mira])]);
        assert_eq!(typing.due(at(9_000)), []);
        assert!(typing.told.is_empty() && typing.people.is_empty());
    }

    #[test]
    fn somebody_types_in_one_place() {
        let (mut typing, here, there) = (Typing::default(), place(), place());
        let mut users: Vec<UserId> = (0..7).map(|_| UserId::new()).collect();
        users.sort_unstable();
        for user in &users {
            typing.press(*user, here, at(0));
        }
        assert_eq!(typing.due(at(0)), [typed(here, &users, &[])]);
        for user in &users {
            typing.press(*user, there, at(1_000));
        }
        let mut due = typing.due(at(1_000));
        due.sort_by_key(|typed| typed.users.len());
        let ended = typed(here, &[], &users);
        assert_eq!(due, [ended, typed(there, &users, &[])]);
    }

    #[test]
    fn who_types_in_a_task_goes_with_it_to_another_board() {
        let (mut typing, mira, here) = (Typing::default(), UserId::new(), place());
        typing.press(mira, here, at(0));
        assert_eq!(typing.due(at(0)).len(), 1);
        let there = PresenceLocation {
            board: BoardId::new(),
            ..here
        };
        typing.task_moved(TaskId::new(), there.board);
        typing.task_moved(here.task.unwrap(), there.board);
        assert_eq!(typing.due(at(1_000)), [], "no key since");
        assert_eq!(typing.due(at(5_000)), [typed(there, &[], &[mira])]);
    }
}
