//! What is asked of members, and what the stream tells of them meanwhile.

use serde_json::{Value, json};
use tutti_state::{Store, Touched};
use tutti_types::events::Event;
use tutti_types::members::UpdateMember;
use tutti_types::{Role, UserId};

use super::{client, event, name};

fn theo() -> UserId {
    name(7).parse().ok().unwrap()
}

fn member(role: &str) -> Value {
    json!({"user_id": name(7), "name": "Theo", "role": role, "suspended": false})
}

/// An owner's store, in which Theo is a member.
fn store() -> Store {
    client(Role::Owner, &json!([member("member")]), &json!([]))
}

/// Theo has this role now, and one field of him changed.
fn updated(seq: i64, role: &str, field: &str, op: Option<&str>) -> Event {
    let changes = json!([{"field": field, "from": "", "to": ""}]);
    let data = json!({"member": member(role), "changes": changes});
    event(seq, "member.updated", &data, op)
}

fn shall_be(role: Role) -> UpdateMember {
    UpdateMember {
        role: Some(role),
        ..UpdateMember::default()
    }
}

fn role_of(store: &Store) -> Option<Role> {
    store.member(theo())?.role
}

#[test]
fn a_wish_is_shown_until_it_is_refused() {
    let mut store = store();
    let touched = store.wish(theo(), shall_be(Role::Admin), "first".to_owned());
    assert_eq!(touched, [Touched::Members]);
    store.wish(theo(), shall_be(Role::Guest), "second".to_owned());
    assert_eq!(role_of(&store), Some(Role::Guest));
    assert_eq!(store.give_up("first"), [Touched::Members]);
    assert_eq!(role_of(&store), Some(Role::Guest), "the other one waits");
    store.give_up("second");
    assert_eq!(role_of(&store), Some(Role::Member));
}

#[test]
fn what_somebody_else_changed_counts_for_more_than_a_wish() {
    let mut store = store();
    store.wish(theo(), shall_be(Role::Admin), "own".to_owned());
    store.apply(&updated(11, "guest", "role", None));
    assert_eq!(role_of(&store), Some(Role::Guest));
    store.give_up("own");
    assert_eq!(role_of(&store), Some(Role::Guest));
}

#[test]
fn another_change_of_the_member_leaves_what_was_asked_for() {
    let mut store = store();
    store.wish(theo(), shall_be(Role::Admin), "own".to_owned());
    store.apply(&updated(11, "member", "name", None));
    assert_eq!(role_of(&store), Some(Role::Admin));
}

#[test]
fn the_event_of_one_wish_leaves_a_later_one() {
    let mut store = store();
    store.wish(theo(), shall_be(Role::Admin), "first".to_owned());
    store.wish(theo(), shall_be(Role::Guest), "second".to_owned());
    store.apply(&updated(11, "admin", "role", Some("first")));
    assert_eq!(role_of(&store), Some(Role::Guest));
    store.apply(&updated(12, "guest", "role", Some("second")));
    // Both are done with: what comes now is shown.
    store.apply(&updated(13, "admin", "name", None));
    assert_eq!(role_of(&store), Some(Role::Admin));
}

#[test]
fn a_refused_wish_brings_back_nobody_who_was_removed() {
    let mut store = store();
    store.wish(theo(), shall_be(Role::Admin), "own".to_owned());
    let gone = json!({"user_id": name(7)});
    store.apply(&event(11, "member.removed", &gone, None));
    store.give_up("own");
    assert_eq!(store.member(theo()), None);
}
