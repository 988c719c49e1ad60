//! How much is laid and compared anew, counted.

use serde_json::{Value, json};
use tutti_types::columns::Category;
use tutti_types::members::UpdateMember;
use tutti_types::tasks::{MoveTask, Task, UpdateTask};
use tutti_types::{TaskId, Timestamp, UserId};

use super::Done;
use crate::boards::{TaskMove, TaskUpdate, Touched};
use crate::people::{MemberUpdate, Touched as People};
use crate::{Intent, Op, PartLoaded, Store, Touched as Any};

const AT: &str = "2026-01-01T00:00:00Z";
const CARDS: u64 = 5_000;
/// Two columns; each holds half of the cards.
const COLUMNS: [u64; 2] = [4, 6];

fn name(n: u64) -> String {
    format!("00000000-0000-0000-0000-{n:012x}")
}

fn id<T: std::str::FromStr>(n: u64) -> T {
    name(n).parse().ok().unwrap()
}

fn card(n: u64, seq: i64, title: &str, position: u64) -> Task {
    let column = COLUMNS[usize::from(n >= CARDS / 2)];
    let at = AT.parse().unwrap();
    let mut task = Task::blank(id(1_000 + n), id(1), id(3), id(column), Category::Todo, at);
    task.title = title.to_owned();
    task.position = format!("a{position:06}");
    task.changed_seq = seq;
    task
}

fn store() -> Store {
    let board = json!({
        "id": name(3), "workspace_id": name(1), "name": "Board", "color": "blue", "visibility": "open",
        "member_ids": [], "version": 1, "changed_seq": 1, "created_by": null, "created_at": AT, "updated_at": AT,
    });
    let snapshot = json!({
        "workspace": {
            "id": name(1), "name": "Larkfield", "slug": "larkfield", "task_prefix": "LRK", "version": 1, "changed_seq": 1,
            "created_at": AT, "updated_at": AT,
        },
        "me": {"user_id": name(2), "role": "member", "permissions": tutti_types::Role::Member.rights()},
        "members": [], "boards": [board], "epoch": name(9), "seq": 10,
    });
    let column = |n: u64| {
        json!({
            "id": name(n), "workspace_id": name(1), "board_id": name(3), "name": "To do", "category": "todo", "color": null,
            "wip_limit": null, "position": format!("a{n}"), "count": CARDS / 2, "version": 1, "changed_seq": 1,
            "created_at": AT, "updated_at": AT,
        })
    };
    let mut detail = board;
    detail["columns"] = json!(COLUMNS.map(column));
    let cards = (0..CARDS).map(|n| card(n, 1, "Card", 2 * n));
    detail["tasks"] = cards.map(|card| json!(card)).collect();
    (detail["epoch"], detail["seq"]) = (json!(name(9)), json!(10));
    let mut store = Store::new(serde_json::from_value(snapshot).unwrap());
    let loaded = store.load_part(serde_json::from_value(detail).unwrap());
    assert!(matches!(loaded, PartLoaded::Done(_)));
    store
}

fn make(store: &mut Store, key: u64, intent: Intent) {
    store.make(Op {
        key: format!("k{key}"),
        at: Timestamp::from_micros(0),
        intent,
    });
}

fn rename(n: u64) -> Intent {
    let patch = UpdateTask {
        title: Some("Mine".parse().unwrap()),
        ..UpdateTask::default()
    };
    let task: TaskId = id(1_000 + n);
    let began = None;
    TaskUpdate { task, patch, began }.into()
}

fn to_top(n: u64, column: u64, first: u64) -> Intent {
    let to = MoveTask {
        board_id: None,
        column_id: id(column),
        before: Some(id(1_000 + first)),
        after: None,
    };
    let task = id(1_000 + n);
    TaskMove { task, to }.into()
}

/// What an event about a card takes: how often an overlay is laid, how many things are compared, and what it touches.
fn taken_by(store: &mut Store, card: &Task) -> (usize, usize, Vec<Any>) {
    let before = store.areas.boards.done;
    let event: Value = json!({
        "seq": card.changed_seq, "at": AT, "actor_id": null, "kind": "task.updated",
        "data": {"task": card, "changed": [], "from": null, "changes": []},
    });
    let event = serde_json::from_str(&event.to_string()).unwrap();
    let mut touched = store.apply(&event).touched;
    assert_eq!(
        store.task(card.id).map(|task| task.changed_seq),
        Some(card.changed_seq)
    );
    store.assert_view();
    let done = store.areas.boards.done;
    touched.retain(|touched| *touched != Any::Activity);
    (
        done.laid - before.laid,
        done.compared - before.compared,
        touched,
    )
}

fn laid_by(store: &mut Store, card: &Task) -> usize {
    taken_by(store, card).0
}

/// Whatever the number of cards: one that waits costs nothing where others are changed, and where it is concerned, itself.
#[test]
fn one_change_that_waits_among_thousands_costs_what_an_event_touches() {
    let mut store = store();
    make(&mut store, 0, to_top(5, COLUMNS[0], 0));
    let (column, mut seq) = (id(COLUMNS[0]), 10);
    let mut next = |n: u64, position: u64| {
        seq += 1;
        card(n, seq, "Theirs", position)
    };
    for n in (100..CARDS).step_by(100) {
        let other = next(n, 2 * n);
        let (laid, compared, touched) = taken_by(&mut store, &other);
        assert_eq!((laid, compared), (0, 0), "a title elsewhere");
        assert_eq!(touched, [Touched::Card(other.id).into()]);
    }
    let beside = next(200, 301);
    let (laid, compared, mut touched) = taken_by(&mut store, &beside);
    touched.sort_by_key(|touched| *touched == Touched::Card(beside.id).into());
    assert_eq!((laid, compared), (1, 2), "its card and its column");
    assert_eq!(
        touched,
        [
            Touched::Order(column).into(),
            Touched::Card(beside.id).into()
        ],
        "and of the cards of that column none but the one that moved"
    );
    let mine = next(5, 10);
    let (laid, compared, touched) = taken_by(&mut store, &mine);
    assert_eq!((laid, compared), (1, 2));
    assert_eq!(touched, [Touched::Card(mine.id).into()]);
}

#[test]
fn an_event_lays_anew_what_it_touches_and_nothing_else() {
    let mut store = store();
    for n in 0..50 {
        make(&mut store, n, rename(n));
    }
    assert_eq!(store.areas.boards.done.laid, 50, "each was laid once");
    let other = card(4_000, 11, "Theirs", 8_000);
    assert_eq!(laid_by(&mut store, &other), 0, "nobody's");
    let place = card(1_000, 12, "Theirs", 3_001);
    assert_eq!(
        laid_by(&mut store, &place),
        0,
        "another place in the same column"
    );
    let mine = card(7, 13, "Theirs", 14);
    assert_eq!(laid_by(&mut store, &mine), 1);
    assert_eq!(store.task(mine.id).map(|task| &*task.title), Some("Mine"));
}

#[test]
fn a_column_is_laid_anew_with_all_that_was_moved_in_it() {
    let mut store = store();
    make(&mut store, 0, to_top(5, COLUMNS[0], 0));
    make(&mut store, 1, to_top(6, COLUMNS[0], 0));
    make(&mut store, 2, to_top(4_000, COLUMNS[1], 2_500));
    let title = card(9, 11, "Theirs", 18);
    assert_eq!(laid_by(&mut store, &title), 0, "its place is the same");
    let here = card(9, 12, "Theirs", 31);
    assert_eq!(laid_by(&mut store, &here), 2);
    let there = card(3_000, 13, "Theirs", 6_001);
    assert_eq!(laid_by(&mut store, &there), 1);
    let first: Vec<TaskId> = store
        .order(id(COLUMNS[0]))
        .iter()
        .copied()
        .take(3)
        .collect();
    assert_eq!(first, [id(1_005), id(1_006), id(1_000)]);
}

#[test]
fn what_comes_to_meet_others_is_laid_with_them() {
    let mut store = store();
    make(&mut store, 0, to_top(5, COLUMNS[1], 2_500));
    make(&mut store, 1, rename(6));
    let before = store.areas.boards.done.laid;
    make(&mut store, 2, to_top(6, COLUMNS[1], 2_500));
    store.assert_view();
    assert!(
        store.areas.boards.done.laid > before + 1,
        "the card's own and the column's"
    );
    store.refuse("k0");
    store.assert_view();
    store.refuse("k2");
    store.assert_view();
    let task = store.task(id(1_006)).unwrap();
    assert_eq!((&*task.title, task.column_id), ("Mine", id(COLUMNS[0])));
}

/// A member as an event tells of them; what it touches.
fn told_of(store: &mut Store, seq: i64, n: u64, kind: &str) -> Vec<Any> {
    let member = json!({
        "user_id": name(n), "name": format!("Person {seq}"), "role": "member", "suspended": false, "changed_seq": seq,
    });
    let event = json!({
        "seq": seq, "at": AT, "actor_id": null, "kind": kind, "data": {"member": member, "changes": []},
    });
    let event = serde_json::from_str(&event.to_string()).unwrap();
    let mut touched = store.apply(&event).touched;
    store.assert_view();
    touched.retain(|touched| matches!(touched, Any::People(_)));
    touched
}

/// Of both areas.
fn done_of(store: &Store) -> [Done; 2] {
    [store.areas.people.done, store.areas.boards.done]
}

#[test]
fn one_member_whose_change_waits_costs_nothing_where_others_are_changed() {
    let (mut store, mut seq) = (store(), 10);
    for n in 2_000..2_500 {
        seq += 1;
        told_of(&mut store, seq, n, "member.joined");
    }
    let (mine, other): (UserId, UserId) = (id(2_007), id(2_100));
    let patch = UpdateMember {
        suspended: Some(true),
        ..UpdateMember::default()
    };
    let member = mine;
    make(&mut store, 0, MemberUpdate { member, patch }.into());
    let before = done_of(&store);
    let touched = told_of(&mut store, seq + 1, 2_100, "member.updated");
    assert_eq!(touched, [People::Member(other).into()]);
    assert_eq!(done_of(&store), before, "nothing was laid or compared");
    let touched = told_of(&mut store, seq + 2, 2_007, "member.updated");
    assert_eq!(touched, [People::Member(mine).into()]);
    let [people, boards] = done_of(&store);
    assert_eq!(
        (people.laid, people.compared),
        (before[0].laid + 1, before[0].compared + 1)
    );
    assert_eq!(boards, before[1]);
    let shown = store.member(mine).unwrap();
    assert!(shown.is_suspended());
    assert_eq!(shown.changed_seq, Some(seq + 2));
}
