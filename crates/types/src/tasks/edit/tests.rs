use serde_json::json;

use super::*;

const NOON: Timestamp = Timestamp::from_micros(1_795_262_400_000_000);

fn task() -> Task {
    let (workspace, board, column) = (WorkspaceId::new(), BoardId::new(), ColumnId::new());
    let mut task = Task::blank(
        TaskId::new(),
        workspace,
        board,
        column,
        Category::Todo,
        NOON,
    );
    task.title = "Week view".to_owned();
    task
}

fn patch(value: serde_json::Value) -> UpdateTask {
    serde_json::from_value(value).unwrap()
}

#[test]
fn a_change_and_its_inverse_leave_the_task_as_it_was() {
    let mut due = task();
    due.due_at = Some(NOON.midnight());
    due.due_all_day = true;
    due.start_at = Some(NOON);
    due.description = Some("Before".to_owned());
    due.has_description = true;
    for before in [task(), due] {
        for change in [
            json!({"title": "Month view", "priority": "high"}),
            json!({"description": "Text"}),
            json!({"assignee_ids": [crate::UserId::new()]}),
            json!({"start_at": "2026-11-20T09:30:00Z"}),
            json!({"start_at": null}),
            json!({"due_at": "2026-11-20T09:30:00Z"}),
            json!({"due_at": "2026-11-20T09:30:00Z", "due_all_day": true}),
            json!({"due_at": null}),
            json!({"due_all_day": false}),
        ] {
            let (change, mut now) = (patch(change), before.clone());
            change.apply(&mut now);
            change.inverse(&before).apply(&mut now);
            assert_eq!(now, before, "{change:?}");
        }
    }
}

#[test]
fn a_date_is_its_midnight_and_needs_a_due_date() {
    let mut task = task();
    patch(json!({"due_at": "2026-11-21T23:30:00-05:00", "due_all_day": true})).apply(&mut task);
    assert_eq!(
        task.due_at.unwrap().to_string(),
        "2026-11-22T00:00:00.000000Z"
    );
    assert!(task.due_all_day);
    patch(json!({"due_at": null})).apply(&mut task);
    assert_eq!((task.due_at, task.due_all_day), (None, false));
    patch(json!({"due_all_day": true})).apply(&mut task);
    assert!(!task.due_all_day);
}

#[test]
fn it_is_done_since_it_came_to_be_done() {
    let (mut task, later) = (task(), NOON.plus_seconds(60));
    assert_eq!((task.status_changed_at, task.done_at), (NOON, None));
    task.set_status(Category::Done, later);
    task.set_status(Category::Done, later.plus_seconds(60));
    assert_eq!((task.status_changed_at, task.done_at), (later, Some(later)));
    task.set_status(Category::Blocked, NOON);
    assert_eq!((task.status_changed_at, task.done_at), (NOON, None));
}

#[test]
fn moments_are_of_the_years_that_can_be_written() {
    for (text, right) in [
        ("1969-12-31T23:59:59.999999Z", false),
        ("1970-01-01T00:00:00Z", true),
        ("9999-12-31T23:59:59.999999Z", true),
        ("9999-12-31T23:59:59.999999-00:01", false),
    ] {
        let read = serde_json::from_value::<UpdateTask>(json!({"due_at": text}));
        assert_eq!(read.is_ok(), right, "{text}");
    }
}
