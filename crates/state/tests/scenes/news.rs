//! News of what the store does not hold, and why it is followed no more.

use serde_json::{Value, json};
use tutti_state::boards::{News as Boards, TextField};
use tutti_state::people::News as People;
use tutti_state::{Changes, Gone, News, Store, Touched};
use tutti_types::Role;
use tutti_types::columns::Category;
use tutti_types::tasks::Task;

use super::{AT, client, event, id, name};

fn store() -> Store {
    client(Role::Owner, &json!([]), &json!([]))
}

fn told(store: &mut Store, seq: i64, kind: &str, data: &Value) -> Changes {
    store.apply(&event(seq, kind, data, None))
}

#[test]
fn what_goes_to_the_trash_is_news_to_who_shows_it() {
    let mut store = store();
    let board = json!({"board_id": name(3)});
    for (seq, kind) in [(11, "board.deleted"), (12, "board.purged")] {
        assert!(
            told(&mut store, seq, kind, &board)
                .news
                .contains(&Boards::Trash.into())
        );
    }
    // It went out of sight, and is in no trash.
    assert!(
        !told(&mut store, 13, "board.gone", &board)
            .news
            .contains(&Boards::Trash.into())
    );
}

/// Who did it, when and at which position: of what comes by pages too, so that the newest counts.
#[test]
fn who_ended_a_board_or_changed_a_text_is_news() {
    let mut store = store();
    let mut deleted = event(11, "board.deleted", &json!({"board_id": name(3)}), None);
    deleted.actor_id = Some(id(7));
    let news = store.apply(&deleted).news;
    let told = Boards::BoardTrashed {
        board: id(3),
        by: Some(id(7)),
        at: AT.parse().unwrap(),
        seq: 11,
    };
    assert_eq!(news, [Boards::Trash.into(), told.into()]);
    let entry = store.feed().get(11).unwrap();
    assert_eq!(
        News::of(entry),
        news,
        "a page of the activity tells the same"
    );

    let task = Task::blank(
        id(5),
        id(1),
        id(3),
        id(4),
        Category::Todo,
        AT.parse().unwrap(),
    );
    let change = |field: &str| json!({"field": field, "from": "", "to": ""});
    let data = |changes: &Value| json!({"task": task, "changed": [], "changes": changes});
    let changes = json!([change("title"), change("priority"), change("description")]);
    let mut changed = event(12, "task.updated", &data(&changes), None);
    changed.actor_id = Some(id(7));
    let told = |field| Boards::TextChanged {
        task: id(5),
        field,
        by: id(7),
        seq: 12,
    };
    let texts = [TextField::Title, TextField::Description].map(|field| told(field).into());
    assert_eq!(store.apply(&changed).news, texts);
    changed.seq = 13;
    changed.actor_id = None;
    assert_eq!(store.apply(&changed).news, [], "nobody did it");

    let gone = json!({"task_id": name(5), "board_id": name(3)});
    let back = data(&json!([]));
    for (seq, kind, data) in [(14, "task.deleted", &gone), (15, "task.restored", &back)] {
        let told = Boards::TaskTrashed {
            task: id(5),
            is_back: seq == 15,
            seq,
        };
        let news = self::told(&mut store, seq, kind, data).news;
        assert_eq!(news, [Boards::Trash.into(), told.into()]);
    }
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
    assert!(revoked.news.contains(&People::Invitations.into()));
    assert!(!revoked.news.contains(&Boards::Trash.into()));
}

#[test]
fn a_deleted_workspace_is_told_from_one_that_the_reader_is_out_of() {
    let out = json!({"user_id": name(2)});
    let mut store = store();
    assert_eq!(store.gone(), None);
    assert!(
        told(&mut store, 11, "member.removed", &out)
            .touched
            .contains(&Touched::Gone)
    );
    assert_eq!(store.gone(), Some(Gone::Out));
    let mut store = self::store();
    let deleted = told(
        &mut store,
        11,
        "workspace.deleted",
        &json!({"workspace_id": name(1)}),
    );
    assert!(deleted.touched.contains(&Touched::Gone));
    told(&mut store, 12, "member.removed", &out);
    assert_eq!(store.gone(), Some(Gone::Deleted), "it stays so");
}
