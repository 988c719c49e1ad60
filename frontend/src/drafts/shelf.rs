//! The browser's storage as far as it holds drafts: by person, tab and place. None goes by its age or because there are many:
//! its writer sends it or discards it. Only a full storage takes the oldest of another person.

use serde_json::{from_str, to_string};
use tutti_state::sort_by;
use tutti_types::{Timestamp, UserId};

use super::{Kept, Place};
use crate::storage;

const PREFIX: &str = "tutti.draft.";

/// The name of a draft.
pub fn name(user: UserId, tab: &str, place: Place) -> String {
    let place = to_string(&place).unwrap_or_default();
    format!("{PREFIX}{user}.{tab}.{place}")
}

/// The tab that keeps the draft of this name; none where it is no draft.
pub fn tab_of(name: &str) -> Option<&str> {
    name.strip_prefix(PREFIX)?.split('.').nth(1)
}

/// The person who wrote the draft of this name.
fn user_of(name: &str) -> Option<&str> {
    name.strip_prefix(PREFIX)?.split('.').next()
}

/// The lock that a tab holds while it lives.
pub fn lock_of(tab: &str) -> String {
    format!("tutti.tab.{tab}")
}

/// The names of all drafts.
pub fn names() -> Vec<String> {
    storage::recalled(PREFIX)
}

/// The names of all drafts of a person.
pub fn names_of(user: UserId) -> Vec<String> {
    storage::recalled(&format!("{PREFIX}{user}."))
}

/// A draft by its name; one that this version cannot read is none.
pub fn get(name: &str) -> Option<Kept> {
    from_str(&storage::recall(name)?).ok()
}

/// Keeps a draft. Where the storage is full, what other people's tabs left makes room, the oldest first; false where it is not
/// kept. What did not help is put back: the storage may be full of something else, or the text too long for any.
pub fn put(name: &str, kept: &Kept) -> bool {
    let Ok(text) = to_string(kept) else {
        return false;
    };
    if storage::try_remember(name, &text) {
        return true;
    }
    let mut removed = Vec::new();
    let others = dated().into_iter().filter(|(other, _)| may_go(other, name));
    for (other, _) in oldest_first(others.collect()) {
        let Some(text_of_other) = storage::recall(&other) else {
            continue;
        };
        storage::remember(&other, None);
        removed.push((other, text_of_other));
        if storage::try_remember(name, &text) {
            return true;
        }
    }
    for (other, text_of_other) in removed {
        storage::remember(&other, Some(&text_of_other));
    }
    false
}

/// Whether a draft may make room for one of this name: nobody's own does, and none of the same tab.
fn may_go(other: &str, name: &str) -> bool {
    user_of(other) != user_of(name) && tab_of(other) != tab_of(name)
}

/// All drafts with their times.
fn dated() -> Vec<(String, Timestamp)> {
    let dated = |name: String| get(&name).map(|kept| (name, kept.at));
    names().into_iter().filter_map(dated).collect()
}

fn oldest_first(mut all: Vec<(String, Timestamp)>) -> Vec<(String, Timestamp)> {
    sort_by(&mut all, |(_, a), (_, b)| a.cmp(b));
    all
}

#[cfg(test)]
mod tests {
    use tutti_types::TaskId;

    use super::*;

    #[test]
    fn a_name_tells_its_tab() {
        let name = name(UserId::new(), "a-tab", Place::Title(TaskId::new()));
        assert_eq!(tab_of(&name), Some("a-tab"));
        assert_eq!(tab_of("tutti.queue.x.y"), None);
    }

    #[test]
    fn only_what_others_left_makes_room() {
        let (ada, ben) = (UserId::new(), UserId::new());
        let place = || Place::Title(TaskId::new());
        let own = name(ada, "a", place());
        assert!(may_go(&name(ben, "b", place()), &own));
        assert!(!may_go(&name(ada, "b", place()), &own));
        assert!(!may_go(&name(ben, "a", place()), &own));
    }
}
