//! Scenes of one board, on which somebody works while others do.

use serde_json::{Value, json};
use tutti_state::boards::{Answer, TaskCreate, TaskUpdate};
use tutti_state::{Intent, Op, PartLoaded, PartState, Queue, Reply, Settled, Store};
use tutti_types::boards::BoardDetail;
use tutti_types::columns::Category;
use tutti_types::events::Event;
use tutti_types::rooms::Room;
use tutti_types::snapshot::Snapshot;
use tutti_types::tasks::{CreateTask, Task, UpdateTask};
use tutti_types::{Role, Timestamp, WorkspaceId};

use super::{AT, event, id, name, snapshot};

fn card(id: u64, version: i64, title: &str, position: &str) -> Value {
    let mut task = Task::blank(
        self::id(id),
        self::id(1),
        self::id(3),
        self::id(4),
        Category::Todo,
        AT.parse().unwrap(),
    );
    task.number = id.try_into().unwrap();
    task.title = title.to_owned();
    task.version = version;
    task.changed_seq = version;
    task.position = position.to_owned();
    json!(task)
}

fn task(version: i64, title: &str) -> Value {
    card(5, version, title, "a")
}

/// A workspace of one person with one board, at a position in a life of its stream.
fn one_board(epoch: &str, seq: i64) -> Snapshot {
    let board = json!({
        "id": name(3), "workspace_id": name(1), "name": "Board", "color": "blue", "visibility": "open",
        "member_ids": [], "version": 1, "changed_seq": 1, "created_by": null, "created_at": AT, "updated_at": AT,
    });
    snapshot(Role::Member, &json!([]), &json!([board]), epoch, seq)
}

/// The same with one column and the task `title`.
fn store(title: &str) -> Store {
    let mut store = Store::new(one_board(&name(9), 10));
    assert!(matches!(
        store.load_part(detail(title, 1, 10)),
        PartLoaded::Done(_)
    ));
    store
}

/// The board's own answer at `seq`.
fn detail(title: &str, count: u32, seq: i64) -> BoardDetail {
    let detail = json!({
        "id": name(3), "workspace_id": name(1), "name": "Board", "color": "blue", "visibility": "open",
        "member_ids": [], "version": 1, "changed_seq": 1, "created_by": null, "created_at": AT, "updated_at": AT,
        "columns": [{
            "id": name(4), "workspace_id": name(1), "board_id": name(3), "name": "To do", "category": "todo",
            "color": null, "wip_limit": null, "position": "a", "count": count, "version": 1, "changed_seq": 1, "created_at": AT,
            "updated_at": AT,
        }],
        "tasks": [task(1, title)], "epoch": name(9), "seq": seq,
    });
    serde_json::from_value(detail).unwrap()
}

fn op(key: &str, intent: Intent) -> Op {
    Op {
        key: key.to_owned(),
        at: Timestamp::from_micros(0),
        intent,
    }
}

fn rename(title: &str) -> Intent {
    Intent::from(TaskUpdate {
        task: id(5),
        patch: UpdateTask {
            title: Some(title.parse().unwrap()),
            ..UpdateTask::default()
        },
        began: None,
    })
}

fn read(value: Value) -> Task {
    serde_json::from_value(value).unwrap()
}

/// Renames the task, has it confirmed, and gives what takes it back.
fn renamed(store: &mut Store, queue: &mut Queue) -> Intent {
    let op = op("rename", rename("Mine"));
    queue.push(op.clone(), 0);
    let undo = store.make(op).undo.unwrap();
    queue.due(0);
    let body = task(2, "Mine").to_string();
    let reply = Reply {
        status: 200,
        retry_after_s: None,
        body: &body,
    };
    let Settled::Done(answer) = queue.settle("rename", reply, 0) else {
        panic!("not done");
    };
    store.confirm("rename", answer);
    store.apply_task(read(task(2, "Mine")));
    undo
}

#[test]
fn a_text_is_taken_back_from_the_version_that_is_shown() {
    let (mut store, mut queue) = (store("Old"), Queue::new(id::<WorkspaceId>(1)));
    let undo = renamed(&mut store, &mut queue);
    let undo = store.catch_up(undo);
    queue.push(op("undo", undo.clone()), 0);
    store.make(op("undo", undo));
    assert_eq!(store.task(id(5)).unwrap().title, "Old");
    let due = queue.due(0);
    assert_eq!(due[0].if_match.as_deref(), Some("\"2\""));
    assert_eq!(due[0].body.as_deref(), Some(r#"{"title":"Old"}"#));
}

#[test]
fn a_text_that_somebody_else_wrote_since_is_not_taken_back() {
    for known in [true, false] {
        let (mut store, mut queue) = (store("Old"), Queue::new(id::<WorkspaceId>(1)));
        let undo = renamed(&mut store, &mut queue);
        if known {
            store.apply_task(read(task(3, "Theirs")));
        }
        queue.push(op("undo", store.catch_up(undo)), 0);
        let version = queue.due(0)[0].if_match.clone().unwrap();
        assert_ne!(version, "\"3\"", "theirs is another version");
        let body = json!({
            "type": "", "title": "", "status": 412, "detail": "", "code": "version_conflict", "request_id": "",
            "current": task(3, "Theirs"),
        })
        .to_string();
        let reply = Reply {
            status: 412,
            retry_after_s: None,
            body: &body,
        };
        let Settled::Conflict(conflict) = queue.settle("undo", reply, 0) else {
            panic!("their text is lost");
        };
        assert_eq!(conflict.texts[0].theirs, "Theirs");
        assert_eq!(conflict.texts[0].mine, "Old");
    }
}

/// A finished card that the board's answer left out, as a page of its column gives it.
fn hidden_card(version: i64) -> Value {
    card(6, version, "Long done", "b")
}

/// The board again, as it is at `seq`: with one card, and `count` in its column.
fn load_again(store: &mut Store, count: u32, seq: i64) {
    let detail = detail("Old", count, seq);
    assert!(matches!(store.load_part(detail), PartLoaded::Done(_)));
}

#[test]
fn what_was_done_waits_for_no_event_that_was_left_out() {
    let (mut store, mut queue) = (store("Old"), Queue::new(id::<WorkspaceId>(1)));
    let create = serde_json::from_value(
        json!({"board_id": name(3), "title": "Long done", "column_id": name(4)}),
    );
    let create = Intent::from(TaskCreate {
        task: id(6),
        create: create.unwrap(),
    });
    queue.push(op("create", create.clone()), 0);
    store.make(op("create", create));
    queue.due(0);
    // The server does it, and tells nothing of the board; the board's own answer leaves the card out.
    store.reload_rooms(&[Room::board(id(3))]);
    load_again(&mut store, 2, 11);
    let body = hidden_card(1).to_string();
    let reply = Reply {
        status: 200,
        retry_after_s: None,
        body: &body,
    };
    let Settled::Done(answer) = queue.settle("create", reply, 0) else {
        panic!("not done");
    };
    store.confirm("create", answer);
    assert_eq!(store.part(id(3)), PartState::Stale);
    load_again(&mut store, 2, 11);
    assert!(store.overlays().is_empty());
    assert_eq!(store.count(id(4)), 2);
}

#[test]
fn a_late_page_brings_its_cards() {
    let mut store = store("Old");
    load_again(&mut store, 2, 11);
    let asked = store.begin_cards();
    store.finish_cards(asked, vec![read(hidden_card(1))]);
    assert_eq!(store.order(id(4)), [id(5), id(6)]);
    assert_eq!(store.count(id(4)), 2);
}

#[test]
fn an_answer_after_its_event_was_left_out_waits_for_the_board_and_no_longer() {
    let mut store = store("Old");
    let create = CreateTask::new(id(3), "Long done".parse().unwrap());
    store.make(Op {
        key: "create".to_owned(),
        at: Timestamp::from_micros(0),
        intent: Intent::from(TaskCreate {
            task: id(6),
            create,
        }),
    });
    store.reload_rooms(&[Room::board(id(3))]);
    // The board has it among the cards that its answer leaves out.
    load_again(&mut store, 2, 11);
    store.confirm(
        "create",
        Answer::Task(Box::new(read(hidden_card(11)))).into(),
    );
    assert_eq!(store.part(id(3)), PartState::Stale);
    load_again(&mut store, 2, 12);
    assert!(store.overlays().is_empty());
    assert_eq!(store.part(id(3)), PartState::Loaded);
}

#[test]
fn a_late_page_does_not_bring_back_what_was_deleted() {
    for loaded_again in [false, true] {
        let mut store = store("Old");
        load_again(&mut store, 2, 11);
        let asked = store.begin_cards();
        let gone = json!({"task_id": name(6), "board_id": name(3), "key": "LRK-2"});
        store.apply(&event(12, "task.deleted", &gone, None));
        assert_eq!(store.part(id(3)), PartState::Loaded);
        if loaded_again {
            load_again(&mut store, 1, 12);
        }
        store.finish_cards(asked, vec![read(hidden_card(1))]);
        assert_eq!(store.order(id(4)), [id(5)], "loaded again: {loaded_again}");
        assert_eq!(store.count(id(4)), 1, "loaded again: {loaded_again}");
        assert!(store.task(id(6)).is_none());
    }
}

#[test]
fn a_late_page_does_not_bring_back_what_was_moved_away() {
    let mut store = store("Old");
    load_again(&mut store, 2, 11);
    let asked = store.begin_cards();
    // To a board that is not loaded, from among the cards that are not.
    let mut moved = hidden_card(2);
    moved["board_id"] = json!(name(7));
    moved["column_id"] = json!(name(8));
    let from = json!({"board_id": name(3), "column_id": name(4)});
    let data =
        json!({"task": moved, "from": from, "changed": ["board_id", "column_id"], "changes": []});
    store.apply(&event(12, "task.moved", &data, None));
    assert_eq!(store.part(id(3)), PartState::Loaded);
    store.finish_cards(asked, vec![read(hidden_card(1))]);
    assert_eq!(store.order(id(4)), [id(5)]);
    assert_eq!(store.count(id(4)), 1);
    // Asked for where it is now, it is known.
    let asked = store.begin_cards();
    store.finish_cards(asked, vec![read(moved)]);
    assert_eq!(store.task(id(6)).unwrap().board_id, id(7));
}

#[test]
fn what_only_comes_into_sight_is_no_entry_of_the_feed() {
    let mut store = store("T");
    let member = |changes: Value| {
        let member = json!({"user_id": name(7), "name": "Gus", "email": "gus@example.com", "role": "guest",
            "suspended": false, "joined_at": AT});
        json!({"member": member, "changes": changes})
    };
    let board = json!({"id": name(8), "workspace_id": name(1), "name": "Private", "color": "blue", "visibility": "private",
        "member_ids": [], "version": 1, "changed_seq": 1, "created_by": null, "created_at": AT, "updated_at": AT});
    let role = json!([{"field": "role", "from": "member", "to": "guest"}]);
    for (kind, data) in [
        ("member.updated", member(json!([]))),
        ("board.updated", json!({"board": board, "changes": []})),
        ("member.updated", member(role)),
    ] {
        let seq = store.cursor().seq + 1;
        store.apply(&event(seq, kind, &data, None));
    }
    // Both are known, and of the three only the last is something that was done.
    assert!(store.board(id(8)).is_some());
    let told: Vec<i64> = store.feed().entries().iter().map(|e| e.seq).collect();
    assert_eq!(told, [13]);
}

#[test]
fn what_others_give_one_is_news_until_it_is_seen() {
    let (me, theo) = (name(2), name(7));
    let given = |store: &Store| store.given().iter().map(|g| g.seq).collect::<Vec<_>>();
    let told = |seq: i64, kind: &str, actor: &str, to: &[&str], changes: Value| {
        let mut task = card(5, seq, "T", "a");
        task["assignee_ids"] = json!(to);
        let event = json!({
            "seq": seq, "event_id": name(100), "kind": kind, "at": AT, "actor_id": actor,
            "data": {"task": task, "changed": [], "from": null, "changes": changes},
        });
        serde_json::from_value::<Event>(event).unwrap()
    };
    let people =
        |from: &[&str], to: &[&str]| json!([{"field": "assignee_ids", "from": from, "to": to}]);
    let (mine, nobodys): ([&str; 1], [&str; 0]) = ([me.as_str()], []);
    let begin = || {
        let mut store = store("T");
        store.apply(&told(
            11,
            "task.updated",
            &theo,
            &mine,
            people(&nobodys, &mine),
        ));
        assert_eq!(given(&store), [11]);
        store
    };
    // By oneself, or to somebody else, or again, it is none.
    let mut store = store("T");
    store.apply(&told(
        11,
        "task.updated",
        &me,
        &mine,
        people(&nobodys, &mine),
    ));
    store.apply(&told(
        12,
        "task.updated",
        &theo,
        &mine,
        people(&mine, &mine),
    ));
    store.apply(&told(13, "task.restored", &theo, &mine, json!([])));
    assert_eq!(given(&store), [] as [i64; 0]);
    store.apply(&told(14, "task.created", &theo, &mine, json!([])));
    assert_eq!(given(&store), [14]);
    // It ends as it is seen, taken away, worked on, deleted, or as its board does not have it.
    let mut store = begin();
    store.see(id(5));
    assert_eq!(given(&store), [] as [i64; 0]);
    for event in [
        told(12, "task.updated", &theo, &nobodys, people(&mine, &nobodys)),
        told(12, "task.updated", &me, &mine, json!([])),
        event(
            12,
            "task.deleted",
            &json!({"task_id": name(5), "board_id": name(3), "key": "LRK-1"}),
            None,
        ),
        event(12, "board.deleted", &json!({"board_id": name(3)}), None),
    ] {
        let mut store = begin();
        store.apply(&event);
        assert_eq!(given(&store), [] as [i64; 0], "{event:?}");
    }
    let mut store = begin();
    assert!(matches!(
        store.load_part(detail("T", 1, 12)),
        PartLoaded::Done(_)
    ));
    assert_eq!(given(&store), [] as [i64; 0]);
    // Another change of it changes nothing of that.
    let mut store = begin();
    store.apply(&told(12, "task.updated", &theo, &mine, json!([])));
    assert_eq!(given(&store), [11]);
}

#[test]
fn what_happens_in_another_life_of_the_stream_is_newer_than_all_before() {
    let mut store = store("Old");
    store.apply_task(read(task(10, "Lost with the database")));
    store.reload(one_board(&name(8), 5));
    let data = json!({"task": task(6, "New"), "changed": ["title"], "changes": []});
    store.apply(&event(6, "task.updated", &data, None));
    assert_eq!(store.task(id(5)).unwrap().title, "New");
}

#[test]
fn another_prefix_stands_in_every_key_whatever_was_read_before_it() {
    let mut store = store("Old");
    let key = |store: &Store| store.task(id(5)).unwrap().key.clone();
    let workspace = json!({
        "id": name(1), "name": "Larkfield", "slug": "larkfield", "task_prefix": "FLD", "former_prefixes": ["LRK"],
        "version": 2, "changed_seq": 2, "created_at": AT, "updated_at": AT,
    });
    let data = json!({"workspace": workspace, "changes": []});
    store.apply(&event(11, "workspace.updated", &data, None));
    assert_eq!(key(&store), "FLD-5");
    // Answers that were on their way.
    store.apply_task(read(task(2, "Renamed")));
    assert_eq!(key(&store), "FLD-5");
    load_again(&mut store, 1, 11);
    assert_eq!(key(&store), "FLD-5");

    // The answer to one's own change, before its event.
    let now = json!({
        "id": name(1), "name": "Larkfield", "slug": "larkfield", "task_prefix": "AB", "version": 3, "changed_seq": 3, "created_at": AT, "updated_at": AT,
    });
    store.apply_workspace(serde_json::from_value(now).unwrap());
    assert_eq!(key(&store), "AB-5");
}
