//! `POST /workspaces/{ws}/tasks`

use serde_json::{Value, json};
use tutti_testkit::{Method, Team};
use tutti_types::columns::Category;
use tutti_types::tasks::{Priority, Task};
use tutti_types::{ColumnId, ErrorCode, Role, TaskId, UserId, paths};

#[tokio::test]
async fn a_task_gets_a_number_a_key_and_the_first_column() {
    let team = Team::start().await;
    let answer = team
        .owner
        .call(Method::POST, paths::tasks(team.ws))
        .json(&json!({"board_id": team.board.id, "title": "  Ship \t it "}))
        .send()
        .await;
    let task: Task = answer.expect(201).json();
    assert_eq!((task.number, task.key.as_str()), (1, "LRK-1"));
    assert_eq!(task.title, "Ship it");
    assert_eq!(task.column_id, team.column(Category::Todo));
    assert_eq!(
        (task.status, task.priority),
        (Category::Todo, Priority::Medium)
    );
    assert_eq!(task.created_by, Some(team.owner.id()));
    assert_eq!(answer.header("etag"), Some("\"1\""));
    let second = team.task("Second").await;
    assert_eq!(second.number, 2);
    assert_eq!(team.order(task.column_id), [task.id, second.id]);
}

#[tokio::test]
async fn what_turns_the_direction_of_a_title_is_not_kept() {
    let team = Team::start().await;
    let task = team.task("bill\u{202e}fdp.exe").await;
    assert_eq!(task.title, "billfdp.exe");
}

#[tokio::test]
async fn a_task_goes_where_its_column_or_status_says() {
    let team = Team::start().await;
    let make = |more: Value| {
        let mut body = json!({"board_id": team.board.id, "title": "T"});
        body.as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        team.owner
            .call(Method::POST, paths::tasks(team.ws))
            .json(&body)
    };
    let by_status: Task = make(json!({"status": "done"})).ok().await;
    assert_eq!(by_status.column_id, team.column(Category::Done));
    let by_column: Task = make(json!({"column_id": team.column(Category::Blocked)}))
        .ok()
        .await;
    assert_eq!(by_column.status, Category::Blocked);
    let before: Task = make(json!({"status": "done", "before": by_status.id}))
        .ok()
        .await;
    assert_eq!(team.order(by_status.column_id), [before.id, by_status.id]);
    let whole: Task = make(
        json!({"description": "# Why\n", "priority": "high", "assignee_ids": [team.owner.id()]}),
    )
    .ok()
    .await;
    assert_eq!(whole.description.as_deref(), Some("# Why"));
    assert!(whole.has_description);
    assert_eq!(
        (whole.priority, whole.assignee_ids),
        (Priority::High, vec![team.owner.id()])
    );
}

#[tokio::test]
async fn a_create_may_be_sent_again_with_its_own_id() {
    let team = Team::start().await;
    let member = team.join(Role::Member).await;
    let id = TaskId::new();
    let body = json!({"id": id, "board_id": team.board.id, "title": "Once"});
    let path = paths::tasks(team.ws);
    let first: Task = team.owner.post(path.clone(), &body).await;
    let moved: Task = team
        .owner
        .patch(paths::task(team.ws, id), &json!({"title": "Renamed since"}))
        .await;
    let again: Task = team.owner.post(path.clone(), &body).await;
    assert_eq!(again, moved, "the resource as it is now");
    assert_ne!(again.title, first.title);
    assert_eq!(team.app.database.number("SELECT count(*) FROM tasks"), 1);
    // Another person's own id is another thing.
    let problem = member
        .call(Method::POST, path)
        .json(&body)
        .refused(409)
        .await;
    assert_eq!(problem.code, ErrorCode::IdTaken);
}

#[tokio::test]
async fn the_same_id_may_stand_in_another_workspace() {
    let team = Team::start().await;
    let (stranger, theirs, board) = team.stranger().await;
    let id = team.task("Ours").await.id;
    let made: Task = stranger
        .post(
            paths::tasks(theirs),
            &json!({"id": id, "board_id": board.id, "title": "Theirs"}),
        )
        .await;
    assert_eq!((made.id, made.workspace_id), (id, theirs));
    let ours: Task = team.owner.get(paths::task(team.ws, id)).await;
    assert_eq!(ours.title, "Ours");
}

#[tokio::test]
async fn what_is_wrong_is_told_by_field_and_nothing_is_written() {
    let team = Team::start().await;
    let before = team.app.database.fingerprint();
    let board = team.board.id;
    let nobody = UserId::new();
    for (field, body) in [
        ("title", json!({"board_id": board, "title": " "})),
        (
            "title",
            json!({"board_id": board, "title": "\u{200b}\u{202e}"}),
        ),
        (
            "title",
            json!({"board_id": board, "title": "x".repeat(201)}),
        ),
        ("title", json!({"board_id": board})),
        ("board_id", json!({"title": "T"})),
        ("board_id", json!({"board_id": "x", "title": "T"})),
        (
            "priority",
            json!({"board_id": board, "title": "T", "priority": "urgent"}),
        ),
        (
            "description",
            json!({"board_id": board, "title": "T", "description": "x".repeat(20_001)}),
        ),
        (
            "description",
            json!({"board_id": board, "title": "T", "description": "a\u{0}b"}),
        ),
        (
            "assignee_ids[0]",
            json!({"board_id": board, "title": "T", "assignee_ids": [nobody]}),
        ),
        (
            "number",
            json!({"board_id": board, "title": "T", "number": 7}),
        ),
        (
            "created_by",
            json!({"board_id": board, "title": "T", "created_by": nobody}),
        ),
        (
            "workspace_id",
            json!({"board_id": board, "title": "T", "workspace_id": team.ws}),
        ),
    ] {
        let problem = team
            .owner
            .call(Method::POST, paths::tasks(team.ws))
            .json(&body)
            .refused(422)
            .await;
        assert_eq!(problem.code, ErrorCode::ValidationFailed);
        assert_eq!(problem.errors[0].field, field, "{body}");
    }
    assert_eq!(team.app.database.fingerprint(), before);
}

#[tokio::test]
async fn a_full_column_takes_no_more() {
    let team = Team::start().await;
    let column = team.column(Category::InProgress);
    let _: Value = team
        .owner
        .patch(
            paths::column(team.ws, team.board.id, column),
            &json!({"wip_limit": 1}),
        )
        .await;
    let body = json!({"board_id": team.board.id, "title": "T", "column_id": column});
    let _: Task = team.owner.post(paths::tasks(team.ws), &body).await;
    let problem = team
        .owner
        .call(Method::POST, paths::tasks(team.ws))
        .json(&body)
        .refused(409)
        .await;
    assert_eq!(problem.code, ErrorCode::WipLimit);
    assert_eq!(team.order(column).len(), 1);
}

#[tokio::test]
async fn a_limit_holds_against_twenty_at_once() {
    let team = Team::start().await;
    let column = team.column(Category::InProgress);
    let _: Value = team
        .owner
        .patch(
            paths::column(team.ws, team.board.id, column),
            &json!({"wip_limit": 5}),
        )
        .await;
    let body = json!({"board_id": team.board.id, "title": "T", "column_id": column});
    let calls = (0..20).map(|_| {
        team.owner
            .call(Method::POST, paths::tasks(team.ws))
            .json(&body)
            .in_a_crowd()
            .send()
    });
    let answers = futures_util::future::join_all(calls).await;
    assert_eq!(
        answers.iter().filter(|answer| answer.status == 201).count(),
        5
    );
    assert!(
        answers
            .iter()
            .all(|answer| matches!(answer.status, 201 | 409))
    );
    assert_eq!(team.order(column).len(), 5);
}

#[tokio::test]
async fn a_status_without_a_column_is_told() {
    let team = Team::start().await;
    let blocked = team.column(Category::Blocked);
    team.owner
        .delete(paths::column(team.ws, team.board.id, blocked))
        .await;
    let problem = team
        .owner
        .call(Method::POST, paths::tasks(team.ws))
        .json(&json!({"board_id": team.board.id, "title": "T", "status": "blocked"}))
        .refused(409)
        .await;
    assert_eq!(problem.code, ErrorCode::NoSuchColumn);
}

#[tokio::test]
async fn only_who_reads_the_board_can_be_assigned() {
    let team = Team::start().await;
    let (member, guest) = (team.join(Role::Member).await, team.join(Role::Guest).await);
    let private = team.board("Private", Some(&[])).await;
    for (board, who, status) in [
        (team.board.id, member.id(), 201),
        (team.board.id, guest.id(), 422),
        (private.id, member.id(), 422),
        (private.id, team.owner.id(), 201),
    ] {
        team.owner
            .call(Method::POST, paths::tasks(team.ws))
            .json(&json!({"board_id": board, "title": "T", "assignee_ids": [who]}))
            .send()
            .await
            .expect(status);
    }
}

#[tokio::test]
async fn a_column_of_nowhere_is_not_found() {
    let team = Team::start().await;
    team.owner
        .call(Method::POST, paths::tasks(team.ws))
        .json(&json!({"board_id": team.board.id, "title": "T", "column_id": ColumnId::new()}))
        .refused(404)
        .await;
}
