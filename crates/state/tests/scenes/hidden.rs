//! How many cards of a column were not loaded, whatever comes first: the board, a page of its cards, or their events.
//!
//! Two boards, each with a column in which some cards are done long ago and stay with the server.

use serde_json::{Value, json};
use tutti_state::{PartLoaded, PartState, Store, Ticket, Touched, boards};
use tutti_types::boards::BoardDetail;
use tutti_types::rooms::Room;
use tutti_types::{BoardId, Role, TaskId};

use super::{AT, client, event, id, name};

/// A board; its column is the next number but nine.
const HERE: u64 = 30;
const THERE: u64 = 31;
const CARD: u64 = 5;
const OTHER: u64 = 6;

const fn column_of(board: u64) -> u64 {
    board + 10
}

/// What has its first version was there before the stories begin, at position 10; each later one is a change in them.
const fn changed_seq(version: i64) -> i64 {
    9 + version
}

fn card(id: u64, board: u64, version: i64) -> Value {
    json!({
        "id": name(id), "workspace_id": name(1), "board_id": name(board), "column_id": name(column_of(board)),
        "number": id, "key": "LRK-1", "title": "Card", "has_description": false, "status": "done", "priority": "medium",
        "assignee_ids": [], "position": format!("a{id}"), "version": version,
        "changed_seq": changed_seq(version), "created_by": null, "created_at": AT,
        "updated_at": AT, "status_changed_at": AT, "done_at": AT,
    })
}

fn column(board: u64, version: i64) -> Value {
    json!({
        "id": name(column_of(board)), "workspace_id": name(1), "board_id": name(board), "name": "Done",
        "category": "done", "color": null, "wip_limit": null, "position": "a", "version": version,
        "changed_seq": changed_seq(version), "created_at": AT,
        "updated_at": AT,
    })
}

fn board(id: u64) -> Value {
    json!({
        "id": name(id), "workspace_id": name(1), "name": "Board", "color": "blue", "visibility": "open",
        "member_ids": [], "version": 1, "changed_seq": 1, "created_by": null, "created_at": AT, "updated_at": AT,
    })
}

/// A board's own answer at `seq`: `count` cards, of which these are in it.
fn detail(of: u64, seq: i64, count: usize, cards: &[Value]) -> BoardDetail {
    let mut detail = board(of);
    detail["columns"] = json!([column(of, 1)]);
    detail["columns"][0]["count"] = json!(count);
    detail["tasks"] = json!(cards);
    detail["epoch"] = json!(name(9));
    detail["seq"] = json!(seq);
    serde_json::from_value(detail).unwrap()
}

/// A client that has loaded nothing yet.
fn store() -> Store {
    let boards = json!([board(HERE), board(THERE)]);
    client(Role::Member, &json!([]), &boards)
}

fn load(store: &mut Store, detail: BoardDetail) {
    let ticket = store.begin_part(detail.id);
    finish(store, ticket, detail);
}

fn finish(store: &mut Store, ticket: Ticket<BoardId>, detail: BoardDetail) {
    let loaded = store.finish_part(ticket, detail);
    assert!(matches!(loaded, PartLoaded::Done(_)), "{loaded:?}");
}

fn tell(store: &mut Store, kind: &str, data: &Value) -> Vec<Touched> {
    let seq = store.cursor().seq + 1;
    store.apply(&event(seq, kind, data, None)).touched
}

/// A card goes to another board, as the server tells it: first gone, then whole.
fn tell_moved(store: &mut Store, id: u64, version: i64, from: u64, to: u64) {
    tell_gone(store, "task.gone", id, from);
    let from = json!({"board_id": name(from), "column_id": name(column_of(from))});
    let data = json!({"task": card(id, to, version), "from": from, "changed": ["board_id"], "changes": []});
    tell(store, "task.moved", &data);
}

fn tell_gone(store: &mut Store, kind: &str, id: u64, from: u64) {
    tell(
        store,
        kind,
        &json!({"task_id": name(id), "board_id": name(from)}),
    );
}

/// The board holds these, counts `hidden` more, and does not want to be loaded again.
#[track_caller]
fn assert_board(store: &Store, board: u64, cards: &[u64], hidden: usize) {
    let column = id(column_of(board));
    let cards: Vec<TaskId> = cards.iter().map(|card| id(*card)).collect();
    assert_eq!(store.order(column), cards);
    assert_eq!(store.hidden(column), hidden, "of {} cards", cards.len());
    assert_eq!(store.part(id(board)), PartState::Loaded);
}

#[test]
fn a_card_that_goes_to_another_board_leaves_once() {
    for is_held in [true, false] {
        let mut store = store();
        let held: &[Value] = if is_held { &[card(CARD, HERE, 1)] } else { &[] };
        load(&mut store, detail(HERE, 10, 3, held));
        load(&mut store, detail(THERE, 10, 1, &[]));
        tell_moved(&mut store, CARD, 2, HERE, THERE);
        assert_board(&store, HERE, &[], 2);
        assert_board(&store, THERE, &[CARD], 1);
    }
}

#[test]
fn a_card_leaves_a_board_although_another_knew_it_first() {
    for is_held in [true, false] {
        let mut store = store();
        let held: &[Value] = if is_held { &[card(CARD, HERE, 1)] } else { &[] };
        load(&mut store, detail(HERE, 10, 3, held));
        // The move and another change of it, which the stream has not brought yet, and the answer contains.
        load(&mut store, detail(THERE, 13, 1, &[card(CARD, THERE, 3)]));
        tell_moved(&mut store, CARD, 2, HERE, THERE);
        assert_board(&store, HERE, &[], 2);
        assert_board(&store, THERE, &[CARD], 0);
    }
}

#[test]
fn a_card_comes_and_leaves_although_another_board_knew_it_first() {
    let mut store = store();
    load(&mut store, detail(HERE, 10, 2, &[]));
    load(&mut store, detail(THERE, 16, 1, &[card(CARD, THERE, 4)]));
    for (version, from, to) in [(2, HERE, THERE), (3, THERE, HERE), (4, HERE, THERE)] {
        tell_moved(&mut store, CARD, version, from, to);
    }
    assert_board(&store, HERE, &[], 1);
    assert_board(&store, THERE, &[CARD], 0);
}

#[test]
fn a_card_that_leaves_during_the_load_is_no_hidden_one() {
    for is_held in [true, false] {
        let mut store = store();
        load(&mut store, detail(THERE, 10, 0, &[]));
        let ticket = store.begin_part(id(HERE));
        tell_moved(&mut store, CARD, 2, HERE, THERE);
        let held: &[Value] = if is_held { &[card(CARD, HERE, 1)] } else { &[] };
        finish(&mut store, ticket, detail(HERE, 10, 3, held));
        assert_board(&store, HERE, &[], 2);
        assert_board(&store, THERE, &[CARD], 0);
    }
}

#[test]
fn a_card_that_leaves_and_ends_during_the_load_stays_away() {
    let mut store = store();
    load(&mut store, detail(THERE, 10, 0, &[]));
    let ticket = store.begin_part(id(HERE));
    tell_moved(&mut store, CARD, 2, HERE, THERE);
    tell_gone(&mut store, "task.deleted", CARD, THERE);
    finish(
        &mut store,
        ticket,
        detail(HERE, 10, 3, &[card(CARD, HERE, 1)]),
    );
    assert!(store.task(id(CARD)).is_none());
    assert_board(&store, HERE, &[], 2);
    assert_board(&store, THERE, &[], 0);
}

#[test]
fn a_deleted_card_was_hidden_although_another_board_knows_it_later() {
    let mut store = store();
    load(&mut store, detail(HERE, 10, 2, &[]));
    // Deleted, restored and moved: the stream has told nothing of it yet.
    load(&mut store, detail(THERE, 14, 1, &[card(CARD, THERE, 4)]));
    tell_gone(&mut store, "task.deleted", CARD, HERE);
    assert_board(&store, HERE, &[], 1);
    let back = json!({"task": card(CARD, HERE, 3), "from": null, "changed": [], "changes": []});
    tell(&mut store, "task.restored", &back);
    tell_moved(&mut store, CARD, 4, HERE, THERE);
    assert_board(&store, HERE, &[], 1);
    assert_board(&store, THERE, &[CARD], 0);
}

#[test]
fn a_card_that_went_on_unseen_is_known_when_it_is_asked_for() {
    let mut store = store();
    load(&mut store, detail(HERE, 10, 1, &[]));
    load(&mut store, detail(THERE, 12, 1, &[]));
    tell_moved(&mut store, CARD, 2, HERE, THERE);
    assert_board(&store, HERE, &[], 0);
    assert_board(&store, THERE, &[], 1);
    let asked = store.begin_cards();
    let page = serde_json::from_value(card(CARD, THERE, 2)).unwrap();
    store.finish_cards(asked, vec![page]);
    assert_board(&store, THERE, &[CARD], 0);
}

#[test]
fn a_page_ahead_of_the_stream_costs_no_load() {
    let mut store = store();
    load(&mut store, detail(HERE, 10, 2, &[]));
    load(&mut store, detail(THERE, 10, 2, &[]));
    let asked = store.begin_cards();
    // One was made, one came from the other board, and of neither the stream has told.
    let page = [card(CARD, HERE, 1), card(OTHER, HERE, 2)];
    let page = page.map(|card| serde_json::from_value(card).unwrap());
    store.finish_cards(asked, page.into());
    let new = json!({"task": card(CARD, HERE, 1), "from": null, "changed": [], "changes": []});
    tell(&mut store, "task.created", &new);
    tell_moved(&mut store, OTHER, 2, THERE, HERE);
    assert_board(&store, HERE, &[CARD, OTHER], 2);
    assert_board(&store, THERE, &[], 1);
}

#[test]
fn a_card_of_a_page_ahead_of_its_column_was_hidden_where_it_stood() {
    let mut store = store();
    load(&mut store, detail(HERE, 10, 2, &[]));
    let mut moved = card(CARD, HERE, 2);
    moved["column_id"] = json!(name(99));
    let asked = store.begin_cards();
    store.finish_cards(asked, vec![serde_json::from_value(moved.clone()).unwrap()]);
    let mut new = column(HERE, 1);
    new["id"] = json!(name(99));
    tell(
        &mut store,
        "column.created",
        &json!({"column": new, "changes": []}),
    );
    let from = json!({"board_id": name(HERE), "column_id": name(column_of(HERE))});
    let data = json!({"task": moved, "from": from, "changed": ["column_id"], "changes": []});
    tell(&mut store, "task.moved", &data);
    assert_board(&store, HERE, &[], 1);
    assert_eq!(store.order(id(99)), [id(CARD)]);
    assert_eq!(store.hidden(id(99)), 0);
}

#[test]
fn a_column_that_holds_cards_as_it_goes_was_ahead() {
    let mut store = store();
    load(&mut store, detail(HERE, 10, 1, &[card(CARD, HERE, 1)]));
    let gone = json!({"board_id": name(HERE), "column_id": name(column_of(HERE))});
    tell(&mut store, "column.deleted", &gone);
    assert_eq!(store.part(id(HERE)), PartState::Stale);
}

#[test]
fn the_cards_of_a_column_that_goes_are_touched() {
    let mut store = store();
    load(&mut store, detail(HERE, 10, 1, &[card(CARD, HERE, 1)]));
    let column = id(column_of(HERE));
    let touched = tell(
        &mut store,
        "board.deleted",
        &json!({"board_id": name(HERE)}),
    );
    assert_eq!(store.order(column), []);
    assert!(
        touched.contains(&boards::Touched::Order(column).into()),
        "{touched:?}"
    );
}

#[test]
fn stores_differ_by_what_they_hold_of_a_board() {
    let loaded = |count, cards: &[Value]| {
        let mut store = store();
        load(&mut store, detail(HERE, 10, count, cards));
        store
    };
    let (one, other) = (card(CARD, HERE, 1), card(OTHER, HERE, 1));
    let whole = loaded(2, &[one.clone(), other]);
    assert_eq!(whole.differences(&whole), Vec::<String>::new());
    let names = |store: &Store| {
        let found = whole.differences(store).join(" ");
        let words = ["stale", "cards held", "hidden of", "count of"];
        words.map(|word| found.contains(word))
    };
    // As many cards, of which others are held; fewer; and one that wants to be loaded anew.
    let part = loaded(2, std::slice::from_ref(&one));
    assert_eq!(names(&part), [false, true, true, false]);
    assert_eq!(names(&loaded(1, &[one])), [false, true, false, true]);
    let mut stale = loaded(2, &[card(CARD, HERE, 1), card(OTHER, HERE, 1)]);
    stale.reload_rooms(&[Room::board(id(HERE))]);
    assert_eq!(names(&stale), [true, false, false, false]);
}
