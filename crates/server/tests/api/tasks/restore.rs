//! `POST /workspaces/{ws}/tasks/{task}/restore`

use serde_json::{Value, json};
use tutti_testkit::{Follower, Method, Team};
use tutti_types::columns::Category;
use tutti_types::tasks::{BulkResult, Task};
use tutti_types::{ErrorCode, TaskId, paths};

async fn restore(team: &Team, task: TaskId) -> Task {
    team.owner.act(paths::task_restore(team.ws, task)).await
}

#[tokio::test]
async fn a_task_comes_back_whole_to_where_it_stood() {
    let team = Team::start().await;
    let task = team.task("T").await;
    let rest = team.task("Rest").await;
    let _: Task = team
        .owner
        .patch(
            paths::task(team.ws, task.id),
            &json!({"assignee_ids": [team.owner.id()], "description": "D"}),
        )
        .await;
    let mut follower = Follower::new(&team.owner, team.ws).await;
    team.owner.delete(paths::task(team.ws, task.id)).await;
    follower.verify().await;
    let back = restore(&team, task.id).await;
    assert_eq!(team.order(task.column_id), [task.id, rest.id]);
    assert_eq!((back.number, back.deleted_at), (task.number, None));
    assert_eq!(back.assignee_ids, [team.owner.id()]);
    assert_eq!(back.description.as_deref(), Some("D"));
    follower.verify().await;
}

/// Eight in the trash that stood at one place, and those who stand there and behind it now.
async fn of_one_place(team: &Team) -> (Vec<TaskId>, TaskId, TaskId) {
    let mut gone = Vec::new();
    for _ in 0..8 {
        gone.push(team.task("Gone").await.id);
    }
    for id in &gone {
        team.owner.delete(paths::task(team.ws, *id)).await;
    }
    // As after hundreds of such: there is room for a few between the two, but not for eight.
    let (long, next) = ("V".repeat(39), format!("{}W", "V".repeat(38)));
    let first = team.task("First").await.id;
    let last = team.task("Last").await.id;
    team.app.database.run(&format!(
        "UPDATE tasks SET position = '{long}' WHERE deleted_at IS NOT NULL OR id = '{first}'; UPDATE tasks SET position = '{next}' WHERE id = '{last}'"
    ));
    (gone, first, last)
}

#[tokio::test]
async fn many_that_stood_at_one_place_come_back_with_short_ranks() {
    let team = Team::start().await;
    let (gone, first, last) = of_one_place(&team).await;
    let mut follower = Follower::new(&team.owner, team.ws).await;
    for id in gone {
        restore(&team, id).await;
    }
    follower.verify().await;
    let order = team.order(team.column(Category::Todo));
    assert_eq!(order.len(), 10);
    assert_eq!((order[0], order[9]), (first, last));
    let longest = "SELECT max(length(position)) FROM tasks WHERE deleted_at IS NULL";
    let longest = team.app.database.number(longest);
    assert!(longest <= 40, "{longest}");
}

/// The column is spread when some of them are back already, whose ranks are others then.
#[tokio::test]
async fn many_that_stood_at_one_place_come_back_at_once() {
    let team = Team::start().await;
    let (gone, ..) = of_one_place(&team).await;
    let mut follower = Follower::new(&team.owner, team.ws).await;
    let all = json!({"ids": gone, "restore": true});
    let back: BulkResult = team.owner.post(paths::tasks_bulk(team.ws), &all).await;
    let mut kinds = team.events(&team.owner, 0).await.into_iter();
    assert!(kinds.any(|event| event.kind == "column.reordered"));
    for task in back.items {
        let kept: Task = team.owner.get(paths::task(team.ws, task.id)).await;
        assert_eq!(kept.position, task.position);
    }
    follower.verify().await;
}

#[tokio::test]
async fn one_that_is_not_in_the_trash_is_answered_as_it_is() {
    let team = Team::start().await;
    let task = team.task("T").await;
    let seq = team.seq();
    let same = restore(&team, task.id).await;
    assert_eq!((same.version, team.seq()), (task.version, seq));
    // It takes no room, though its column holds more than it may by now.
    team.task("Another").await;
    let column = paths::column(team.ws, team.board.id, task.column_id);
    let _: Value = team.owner.patch(column, &json!({"wip_limit": 1})).await;
    restore(&team, task.id).await;
}

#[tokio::test]
async fn where_its_column_is_gone_it_takes_another_of_its_status() {
    let team = Team::start().await;
    let columns = paths::columns(team.ws, team.board.id);
    let second: Value = team
        .owner
        .post(columns, &json!({"name": "Later", "category": "todo"}))
        .await;
    let second: tutti_types::ColumnId = serde_json::from_value(second["id"].clone()).unwrap();
    let task: Task = team
        .owner
        .post(
            paths::tasks(team.ws),
            &json!({"board_id": team.board.id, "title": "T", "column_id": second}),
        )
        .await;
    team.owner.delete(paths::task(team.ws, task.id)).await;
    team.owner
        .delete(paths::column(team.ws, team.board.id, second))
        .await;
    let back = restore(&team, task.id).await;
    assert_eq!(back.column_id, team.column(Category::Todo));
}

#[tokio::test]
async fn a_full_column_takes_it_not_back() {
    let team = Team::start().await;
    let todo = team.column(Category::Todo);
    let task = team.task("T").await;
    team.owner.delete(paths::task(team.ws, task.id)).await;
    team.task("In its place").await;
    let _: Value = team
        .owner
        .patch(
            paths::column(team.ws, team.board.id, todo),
            &json!({"wip_limit": 1}),
        )
        .await;
    let problem = team
        .owner
        .call(Method::POST, paths::task_restore(team.ws, task.id))
        .refused(409)
        .await;
    assert_eq!(problem.code, ErrorCode::WipLimit);
}

#[tokio::test]
async fn assignees_who_have_left_meanwhile_do_not_come_back() {
    let team = Team::start().await;
    let member = team.join(tutti_types::Role::Member).await;
    let task = team.task("T").await;
    let _: Task = team
        .owner
        .patch(
            paths::task(team.ws, task.id),
            &json!({"assignee_ids": [member.id()]}),
        )
        .await;
    team.owner.delete(paths::task(team.ws, task.id)).await;
    team.owner.delete(paths::member(team.ws, member.id())).await;
    let back = restore(&team, task.id).await;
    assert!(back.assignee_ids.is_empty());
}
