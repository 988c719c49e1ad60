//! News of what the store does not hold, and why it is followed no more.

use serde_json::{Value, json};
use tutti_state::{Gone, Store, Touched};
use tutti_types::Role;

use super::{client, event, name};

fn store() -> Store {
    client(Role::Owner, &json!([]), &json!([]))
}

fn told(store: &mut Store, seq: i64, kind: &str, data: &Value) -> Vec<Touched> {
    store.apply(&event(seq, kind, data, None))
}

#[test]
fn what_goes_to_the_trash_is_news_to_who_shows_it() {
    let mut store = store();
    let board = json!({"board_id": name(3)});
    for (seq, kind) in [(11, "board.deleted"), (12, "board.purged")] {
        assert!(told(&mut store, seq, kind, &board).contains(&Touched::Trash));
    }
    // It went out of sight, and is in no trash.
    assert!(!told(&mut store, 13, "board.gone", &board).contains(&Touched::Trash));
}

#[test]
fn an_invitation_that_goes_is_news_to_who_shows_them() {
    let mut store = store();
    let revoked = told(
        &mut store,
        11,
        "invitation.revoked",
        &json!({"invitation_id": name(4)}),
    );
    assert!(revoked.contains(&Touched::Invitations));
    assert!(!revoked.contains(&Touched::Trash));
}

#[test]
fn a_deleted_workspace_is_told_from_one_that_the_reader_is_out_of() {
    let out = json!({"user_id": name(2)});
    let mut store = store();
    assert_eq!(store.gone(), None);
    assert!(told(&mut store, 11, "member.removed", &out).contains(&Touched::Gone));
    assert_eq!(store.gone(), Some(Gone::Out));
    let mut store = self::store();
    let deleted = told(
        &mut store,
        11,
        "workspace.deleted",
        &json!({"workspace_id": name(1)}),
    );
    assert!(deleted.contains(&Touched::Gone));
    told(&mut store, 12, "member.removed", &out);
    assert_eq!(store.gone(), Some(Gone::Deleted), "it stays so");
}
