//! What is asked of members, and what the stream tells of them meanwhile.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops")]

use serde_json::{Value, json};
use tutti_state::{Store, Touched};
use tutti_types::events::Event;
use tutti_types::members::UpdateMember;
use tutti_types::{Role, UserId};

const AT: &str = "2026-01-01T00:00:00Z";

fn name(n: u64) -> String {
    format!("00000000-0000-0000-0000-{n:012x}")
}

fn theo() -> UserId {
    name(7).parse().ok().unwrap()
}

fn member(role: &str) -> Value {
    json!({"user_id": name(7), "name": "Theo", "role": role, "suspended": false})
}

/// An owner's store, in which Theo is a member.
fn store() -> Store {
    let snapshot = json!({
        "workspace": {
            "id": name(1), "name": "Larkfield", "slug": "larkfield", "task_prefix": "LRK", "version": 1,
            "created_at": AT, "updated_at": AT,
        },
        "me": {"user_id": name(2), "role": "owner", "permissions": []},
        "members": [member("member")], "boards": [], "epoch": name(9), "seq": 10,
    });
    Store::new(serde_json::from_value(snapshot).unwrap())
}

fn event(kind: &str, data: &Value) -> Event {
    let event = json!({"seq": 11, "at": AT, "actor_id": null, "kind": kind, "data": data});
    // From text, since what is not read yet stays text.
    serde_json::from_str(&event.to_string()).unwrap()
}

fn shall_be(role: Role) -> UpdateMember {
    UpdateMember {
        role: Some(role),
        suspended: None,
    }
}

fn role_of(store: &Store) -> Option<Role> {
    store.member(theo())?.role
}

#[test]
fn a_wish_is_shown_until_it_is_refused() {
    let mut store = store();
    let (first, touched) = store.wish(theo(), shall_be(Role::Admin));
    assert_eq!(touched, [Touched::Members]);
    let (second, _) = store.wish(theo(), shall_be(Role::Guest));
    assert_eq!(role_of(&store), Some(Role::Guest));
    assert_eq!(store.give_up(first), [Touched::Members]);
    assert_eq!(role_of(&store), Some(Role::Guest), "the other one waits");
    store.give_up(second);
    assert_eq!(role_of(&store), Some(Role::Member));
}

#[test]
fn an_event_counts_for_more_than_a_wish() {
    let mut store = store();
    let (wished, _) = store.wish(theo(), shall_be(Role::Admin));
    let told = json!({"member": member("guest"), "changes": []});
    store.apply(&event("member.updated", &told));
    assert_eq!(role_of(&store), Some(Role::Guest));
    store.give_up(wished);
    assert_eq!(role_of(&store), Some(Role::Guest));
}

#[test]
fn a_refused_wish_brings_back_nobody_who_was_removed() {
    let mut store = store();
    let (wished, _) = store.wish(theo(), shall_be(Role::Admin));
    store.apply(&event("member.removed", &json!({"user_id": name(7)})));
    store.give_up(wished);
    assert_eq!(store.member(theo()), None);
}
