//! Who types where, in one workspace. A place is told at most once a second who types there, and five seconds after the last key that
//! nobody does.

use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

use tutti_types::UserId;

use crate::PresenceLocation;
use crate::presence::INTERVAL;

/// How long after their last key somebody counts as typing.
const LASTS: Duration = Duration::from_secs(5);
/// How many are named at most.
const MOST: usize = 5;

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

impl Typing {
    /// Somebody pressed a key.
    pub fn press(&mut self, user: UserId, place: PresenceLocation, now: Duration) {
        self.people.insert(user, (place, now));
    }

    /// The places to be told something now, each with those who type there, the first five by their ids.
    pub fn due(&mut self, now: Duration) -> Vec<(PresenceLocation, Vec<UserId>)> {
        self.people.retain(|_, (_, pressed)| now < *pressed + LASTS);
        let mut typed: HashMap<PresenceLocation, (Vec<UserId>, Duration)> = HashMap::new();
        for (user, (place, pressed)) in &self.people {
            let (users, last) = typed.entry(*place).or_default();
            if users.len() < MOST {
                users.push(*user);
            }
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
            if users.is_empty() {
                self.told.remove(&place);
            } else {
                let users = users.clone();
                self.told.insert(place, Told { users, at: now });
            }
            due.push((place, users));
        }
        due
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tutti_types::{BoardId, TaskId};

    fn place() -> PresenceLocation {
        PresenceLocation {
            board: BoardId::new(),
            task: Some(TaskId::new()),
        }
    }

    fn at(ms: u64) -> Duration {
        Duration::from_millis(ms)
    }

    #[test]
    fn it_is_told_at_once_then_once_a_second_and_ends_five_seconds_after_the_last_key() {
        let (mut typing, mira, there) = (Typing::default(), UserId::new(), place());
        typing.press(mira, there, at(0));
        assert_eq!(typing.due(at(0)), [(there, vec![mira])]);
        typing.press(mira, there, at(400));
        assert_eq!(typing.due(at(500)), []);
        assert_eq!(typing.due(at(1_000)), [(there, vec![mira])]);
        assert_eq!(typing.due(at(2_000)), [], "no key since");
        assert_eq!(typing.due(at(5_399)), []);
        assert_eq!(typing.due(at(5_400)), [(there, vec![])]);
        assert_eq!(typing.due(at(9_000)), []);
        assert!(typing.told.is_empty() && typing.people.is_empty());
    }

    #[test]
    fn somebody_types_in_one_place_and_five_are_named() {
        let (mut typing, here, there) = (Typing::default(), place(), place());
        let mut users: Vec<UserId> = (0..7).map(|_| UserId::new()).collect();
        users.sort_unstable();
        for user in &users {
            typing.press(*user, here, at(0));
        }
        assert_eq!(typing.due(at(0)), [(here, users[..5].to_vec())]);
        for user in &users {
            typing.press(*user, there, at(1_000));
        }
        let mut due = typing.due(at(1_000));
        due.sort_by_key(|(_, users)| users.len());
        assert_eq!(due, [(here, vec![]), (there, users[..5].to_vec())]);
    }
}
