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
    let mut before = task();
    before.description = Some("Before".to_owned());
    before.has_description = true;
    for before in [task(), before] {
        for change in [
            json!({"title": "Month view", "priority": "high"}),
            json!({"description": "Text"}),
            json!({"assignee_ids": [crate::UserId::new()]}),
        ] {
            let (change, mut now) = (patch(change), before.clone());
            change.apply(&mut now);
            change.inverse(&before).apply(&mut now);
            assert_eq!(now, before, "{change:?}");
        }
    }
}
