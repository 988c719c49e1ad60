//! When tasks begin and are due, and since when they have their status.

use serde_json::{Value, json};
use tutti_testkit::{Method, Team};
use tutti_types::columns::{Category, Column};
use tutti_types::events::TaskChanged;
use tutti_types::tasks::{EARLIEST, LATEST, Task};
use tutti_types::{Page, Timestamp, paths};

const NOON: &str = "2026-11-21T12:00:00.000000Z";
const DATE: &str = "2026-11-21T00:00:00.000000Z";

fn at(text: &str) -> Option<Timestamp> {
    Some(text.parse().unwrap())
}

async fn made(team: &Team, title: &str, due: &Value) -> Task {
    let body = json!({"board_id": team.board.id, "title": title, "due_at": due});
    team.owner.post(paths::tasks(team.ws), &body).await
}

async fn patched(team: &Team, task: &Task, body: Value) -> Task {
    team.owner.patch(paths::task(team.ws, task.id), &body).await
}

#[tokio::test]
async fn each_is_set_cleared_and_left_alone() {
    let team = Team::start().await;
    let body = json!({"board_id": team.board.id, "title": "A", "start_at": NOON, "due_at": "2026-11-22T01:00:00+01:00"});
    let task: Task = team.owner.post(paths::tasks(team.ws), &body).await;
    assert_eq!(task.start_at, at(NOON));
    assert_eq!(task.due_at, at("2026-11-22T00:00:00Z"));
    assert!(!task.due_all_day);
    // It may be due before it begins.
    let now = patched(&team, &task, json!({"due_at": "2026-11-20T00:00:00Z"})).await;
    assert_eq!(
        (now.start_at, now.due_at),
        (at(NOON), at("2026-11-20T00:00:00Z"))
    );
    let now = patched(&team, &task, json!({"start_at": null})).await;
    assert_eq!(
        (now.start_at, now.due_at),
        (None, at("2026-11-20T00:00:00Z"))
    );
    let now = patched(&team, &task, json!({"title": "B"})).await;
    assert_eq!(now.due_at, at("2026-11-20T00:00:00Z"));
    let now = patched(&team, &task, json!({"due_at": null})).await;
    assert_eq!(now.due_at, None);
    let raw: Value = team.owner.get(paths::task(team.ws, task.id)).await;
    assert_eq!(
        (&raw["start_at"], &raw["due_at"]),
        (&Value::Null, &Value::Null)
    );
    assert_eq!(raw["due_all_day"], json!(false));
}

#[tokio::test]
async fn a_date_is_no_instant() {
    let team = Team::start().await;
    let task = made(&team, "A", &json!(NOON)).await;
    let date = patched(&team, &task, json!({"due_all_day": true})).await;
    assert_eq!((date.due_at, date.due_all_day), (at(DATE), true));
    let other = patched(&team, &task, json!({"due_at": "2026-12-24T23:59:59Z"})).await;
    assert_eq!(
        (other.due_at, other.due_all_day),
        (at("2026-12-24T00:00:00Z"), true)
    );
    let same = patched(&team, &task, json!({"due_at": "2026-12-24T18:00:00Z"})).await;
    assert_eq!(same.version, other.version, "the same date is no change");
    let none = patched(&team, &task, json!({"due_at": null})).await;
    assert_eq!((none.due_at, none.due_all_day), (None, false));
    let path = paths::task(team.ws, task.id);
    let bulk = json!({"ids": [task.id], "patch": {"due_all_day": true}});
    let new = json!({"board_id": team.board.id, "title": "B", "due_all_day": true});
    for (method, path, body, field) in [
        (
            Method::PATCH,
            path,
            json!({"due_all_day": true}),
            "due_all_day",
        ),
        (
            Method::POST,
            paths::tasks_bulk(team.ws),
            bulk,
            "patch.due_all_day",
        ),
        (Method::POST, paths::tasks(team.ws), new, "due_all_day"),
    ] {
        let problem = team.owner.call(method, path).json(&body).refused(422).await;
        assert_eq!(problem.errors[0].field, field);
    }
}

#[tokio::test]
async fn a_bulk_change_makes_of_each_task_its_own_date() {
    let team = Team::start().await;
    let a = made(&team, "A", &json!(NOON)).await;
    let b = made(&team, "B", &json!("2026-12-24T18:00:00Z")).await;
    let body = json!({"ids": [a.id, b.id], "patch": {"due_all_day": true, "status": "done"}});
    let _: Value = team.owner.post(paths::tasks_bulk(team.ws), &body).await;
    for (task, due) in [(a, DATE), (b, "2026-12-24T00:00:00Z")] {
        let now: Task = team.owner.get(paths::task(team.ws, task.id)).await;
        assert_eq!((now.due_at, now.due_all_day), (at(due), true));
        assert_eq!(now.status, Category::Done);
        assert!(now.done_at.is_some());
    }
}

#[tokio::test]
async fn the_years_are_those_that_can_be_written() {
    let team = Team::start().await;
    let task = team.task("A").await;
    let micros = |at: Timestamp, more| Timestamp::from_micros(at.as_micros() + more).to_string();
    for field in ["start_at", "due_at"] {
        for bound in [EARLIEST, LATEST] {
            let now = patched(&team, &task, json!({field: bound})).await;
            let now = serde_json::to_value(now).unwrap();
            assert_eq!(now[field], json!(bound));
        }
        let beyond = [micros(EARLIEST, -1), "9999-12-31T23:59:59-00:01".to_owned()];
        for moment in beyond {
            let call = team
                .owner
                .call(Method::PATCH, paths::task(team.ws, task.id));
            let problem = call.json(&json!({field: moment})).refused(422).await;
            assert_eq!(problem.errors[0].field, field);
        }
    }
}

#[tokio::test]
async fn the_event_and_the_feed_tell_of_dates_as_of_any_field() {
    let team = Team::start().await;
    let task = made(&team, "A", &json!(NOON)).await;
    let before = team.seq();
    let now = patched(&team, &task, json!({"due_all_day": true, "start_at": NOON})).await;
    patched(&team, &task, json!({"due_at": null})).await;
    let events = team.events(&team.owner, before).await;
    assert_eq!(events.len(), 2);
    let told = |n: usize| -> TaskChanged { serde_json::from_str(events[n].data.get()).unwrap() };
    let (set, cleared) = (told(0), told(1));
    assert_eq!(events[0].kind, "task.updated");
    assert_eq!(set.task, now);
    assert_eq!(set.changed, ["due_all_day", "start_at", "due_at"]);
    let change = |told: &TaskChanged, field: &str| {
        let found = told.changes.iter().find(|change| change.field == field);
        found.map(|change| (change.from.clone(), change.to.clone()))
    };
    assert_eq!(change(&set, "due_at"), Some((json!(NOON), json!(DATE))));
    assert_eq!(change(&set, "start_at"), Some((Value::Null, json!(NOON))));
    assert_eq!(cleared.changed, ["due_all_day", "due_at"]);
    assert_eq!(change(&cleared, "due_at"), Some((json!(DATE), Value::Null)));
    let feed: Value = team.owner.get(paths::activity(team.ws)).await;
    assert_eq!(feed["items"][0]["changes"], json!(cleared.changes));
}

#[tokio::test]
async fn a_list_is_narrowed_and_sorted_by_when_tasks_are_due() {
    let team = Team::start().await;
    for (title, due) in [
        ("Never", Value::Null),
        ("Third", json!("2026-11-23T00:00:00Z")),
        ("First", json!("2026-11-21T00:00:00Z")),
        ("Second", json!("2026-11-22T00:00:00Z")),
        ("Never either", Value::Null),
    ] {
        made(&team, title, &due).await;
    }
    let gone = made(&team, "Gone", &json!(NOON)).await;
    team.owner.delete(paths::task(team.ws, gone.id)).await;
    let mut titles = Vec::new();
    let mut cursor = String::new();
    loop {
        let path = format!("{}?sort=due_at&limit=1{cursor}", paths::tasks(team.ws));
        let page: Page<Task> = team.owner.get(path).await;
        titles.extend(page.items.into_iter().map(|task| task.title));
        let Some(next) = page.next_cursor else { break };
        cursor = format!("&cursor={next}");
    }
    assert_eq!(
        titles,
        ["First", "Second", "Third", "Never", "Never either"]
    );
    let list = async |query: &str| -> Vec<String> {
        let path = format!("{}?{query}", paths::tasks(team.ws));
        let page: Page<Task> = team.owner.get(path).await;
        page.items.into_iter().map(|task| task.title).collect()
    };
    let before = "due_before=2026-11-23T00:00:00Z";
    assert_eq!(list(before).await, ["First", "Second"]);
    let newest = format!("{before}&sort=-created_at");
    assert_eq!(list(&newest).await, ["Second", "First"]);
    let board = format!("board={}&{before}&sort=due_at", team.board.id);
    assert_eq!(list(&board).await, ["First", "Second"]);
    let trash = "deleted=true&due_before=2027-01-01T00:00:00%2B01:00";
    assert_eq!(list(trash).await, ["Gone"]);
    for (query, field) in [
        ("deleted=true&sort=due_at", "sort"),
        ("due_before=tomorrow", "due_before"),
    ] {
        let path = format!("{}?{query}", paths::tasks(team.ws));
        let answer = team.owner.call(Method::GET, path).send().await;
        assert!((400..500).contains(&answer.status), "{query}");
        assert!(answer.text.contains(field), "{query}: {}", answer.text);
    }
}

#[tokio::test]
async fn a_status_is_had_since_it_came_about() {
    let team = Team::start().await;
    let task = team.task("A").await;
    assert_eq!(
        (task.status_changed_at, task.done_at),
        (task.created_at, None)
    );
    let renamed = patched(&team, &task, json!({"title": "B"})).await;
    assert_eq!(renamed.status_changed_at, task.status_changed_at);
    let done = patched(&team, &task, json!({"status": "done"})).await;
    assert!(done.status_changed_at > task.status_changed_at);
    assert_eq!(done.done_at, Some(done.status_changed_at));
    // Among columns of one category it stays as it was.
    let shipped = json!({"name": "Shipped", "category": "done"});
    let shipped: Column = team
        .owner
        .post(paths::columns(team.ws, team.board.id), &shipped)
        .await;
    let to = json!({"column_id": shipped.id});
    let moved: Task = team
        .owner
        .post(paths::task_move(team.ws, task.id), &to)
        .await;
    assert_eq!(moved.done_at, done.done_at);
    // In the trash it keeps it, and out of it.
    team.owner.delete(paths::task(team.ws, task.id)).await;
    let back: Task = team.owner.act(paths::task_restore(team.ws, task.id)).await;
    assert_eq!(back.done_at, done.done_at);
    let to = json!({"column_id": team.column(Category::Blocked)});
    let blocked: Task = team
        .owner
        .post(paths::task_move(team.ws, task.id), &to)
        .await;
    assert!(blocked.status_changed_at > done.status_changed_at);
    assert_eq!(blocked.done_at, None);
}

#[tokio::test]
async fn a_column_of_another_category_is_another_status_of_all_in_it() {
    let team = Team::start().await;
    let task = team.task("A").await;
    let trashed = team.task("In the trash").await;
    team.owner.delete(paths::task(team.ws, trashed.id)).await;
    let path = paths::column(team.ws, team.board.id, task.column_id);
    let column: Column = team
        .owner
        .patch(path.clone(), &json!({"category": "done"}))
        .await;
    for task in [&task, &trashed] {
        let now: Task = team.owner.get(paths::task(team.ws, task.id)).await;
        assert_eq!(now.done_at, Some(column.updated_at));
        assert_eq!(now.status_changed_at, column.updated_at);
        assert_eq!(now.version, task.version + i64::from(task.id == trashed.id));
    }
    let _: Column = team.owner.patch(path, &json!({"name": "Ready"})).await;
    let now: Task = team.owner.get(paths::task(team.ws, task.id)).await;
    assert_eq!(now.done_at, Some(column.updated_at));
}
