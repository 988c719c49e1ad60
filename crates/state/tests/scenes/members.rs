//! What is changed of members, and what the stream tells of them meanwhile.

use serde_json::{Value, json};
use tutti_state::people::{self, MemberUpdate, Touched};
use tutti_state::{Answer, Intent, Op, Store};
use tutti_types::events::Event;
use tutti_types::members::{Member, UpdateMember};
use tutti_types::{Patch, Role, RoleId, Timestamp, UserId};

use super::{client, event, id, name};

fn theo() -> UserId {
    id(7)
}

fn member(role: &str, seq: i64) -> Value {
    json!({"user_id": name(7), "name": "Theo", "role": role, "suspended": false, "changed_seq": seq})
}

/// An owner's store, in which Theo is a member.
fn store() -> Store {
    client(Role::Owner, &json!([member("member", 10)]), &json!([]))
}

/// Theo has this role now, and one field of him changed.
fn updated(seq: i64, role: &str, field: &str, op: Option<&str>) -> Event {
    let changes = json!([{"field": field, "from": "", "to": ""}]);
    let data = json!({"member": member(role, seq), "changes": changes});
    event(seq, "member.updated", &data, op)
}

fn role_of(store: &Store) -> Option<Role> {
    store.member(theo())?.role
}

fn change(key: &str, patch: UpdateMember) -> Op {
    let intent = MemberUpdate {
        member: theo(),
        patch,
    };
    Op {
        key: key.to_owned(),
        at: Timestamp::from_micros(0),
        intent: intent.into(),
    }
}

/// Gives Theo a role.
fn give(key: &str, role: Role) -> Op {
    let role = Some(role);
    change(
        key,
        UpdateMember {
            role,
            ..UpdateMember::default()
        },
    )
}

fn answer(role: &str, seq: i64) -> Answer {
    let member: Member = serde_json::from_value(member(role, seq)).unwrap();
    people::Answer::Member(Box::new(member)).into()
}

#[test]
fn a_change_is_shown_until_it_is_refused() {
    let mut store = store();
    let made = store.make(give("first", Role::Admin));
    assert_eq!(made.touched, [Touched::Member(theo()).into()]);
    store.make(give("second", Role::Guest));
    assert_eq!(role_of(&store), Some(Role::Guest));
    assert_eq!(store.refuse("first"), []);
    assert_eq!(role_of(&store), Some(Role::Guest), "the other one waits");
    assert_eq!(store.refuse("second"), [Touched::Member(theo()).into()]);
    assert_eq!(role_of(&store), Some(Role::Member));
}

#[test]
fn what_somebody_else_changed_lies_under_what_waits() {
    let mut store = store();
    store.make(give("own", Role::Admin));
    store.apply(&updated(11, "guest", "role", None));
    // The server hears it last.
    assert_eq!(role_of(&store), Some(Role::Admin));
    store.refuse("own");
    assert_eq!(role_of(&store), Some(Role::Guest));
}

#[test]
fn an_answer_stands_until_its_event_and_takes_nothing_back_that_came_after_it() {
    let mut store = store();
    store.make(give("own", Role::Admin));
    store.confirm("own", answer("admin", 12));
    store.apply(&updated(11, "member", "name", None));
    assert_eq!(role_of(&store), Some(Role::Admin), "its event is to come");
    store.apply(&updated(12, "admin", "role", Some("own")));
    assert!(store.overlays().is_empty());

    store.make(give("late", Role::Member));
    store.apply(&updated(13, "member", "role", Some("late")));
    store.apply(&updated(14, "guest", "role", None));
    assert_eq!(store.confirm("late", answer("member", 13)), []);
    assert_eq!(role_of(&store), Some(Role::Guest));
}

#[test]
fn a_change_that_changed_nothing_waits_for_no_event() {
    let mut store = store();
    store.make(give("own", Role::Member));
    store.confirm("own", answer("member", 10));
    assert!(store.overlays().is_empty());
}

#[test]
fn the_event_of_one_change_leaves_a_later_one() {
    let mut store = store();
    store.make(give("first", Role::Admin));
    store.make(give("second", Role::Guest));
    store.apply(&updated(11, "admin", "role", Some("first")));
    assert_eq!(role_of(&store), Some(Role::Guest));
    store.apply(&updated(12, "guest", "role", Some("second")));
    // Both are done with: what comes now is shown.
    store.apply(&updated(13, "admin", "name", None));
    assert_eq!(role_of(&store), Some(Role::Admin));
}

#[test]
fn a_refused_change_brings_back_nobody_who_was_removed() {
    let mut store = store();
    store.make(give("own", Role::Admin));
    let gone = json!({"user_id": name(7)});
    store.apply(&event(11, "member.removed", &gone, None));
    assert_eq!(store.member(theo()), None);
    store.refuse("own");
    assert_eq!(store.member(theo()), None);
}

#[test]
fn a_step_back_gives_the_role_back_that_was_there_a_custom_one_too() {
    let back = |store: &mut Store, op: Op| {
        let Some(Intent::People(people::Intent::MemberUpdate(back))) = store.make(op).undo else {
            panic!("there is no way back");
        };
        back.patch
    };
    let custom: RoleId = id(9);
    let given = UpdateMember {
        custom_role_id: Patch::Set(custom),
        ..UpdateMember::default()
    };
    let patch = back(&mut store(), change("custom", given));
    assert_eq!(
        (patch.role, patch.custom_role_id),
        (Some(Role::Member), Patch::Clear)
    );

    let mut held = member("member", 10);
    held["custom_role_id"] = json!(custom);
    let mut store = client(Role::Owner, &json!([held]), &json!([]));
    let patch = back(&mut store, give("built-in", Role::Admin));
    assert_eq!(
        (patch.role, patch.custom_role_id),
        (None, Patch::Set(custom))
    );
    assert_eq!(store.member(theo()).unwrap().custom_role_id, None);

    let suspended = UpdateMember {
        suspended: Some(true),
        ..UpdateMember::default()
    };
    let patch = back(&mut store, change("suspend", suspended));
    assert_eq!((patch.role, patch.suspended), (None, Some(false)));
    assert!(store.member(theo()).unwrap().is_suspended());
}
