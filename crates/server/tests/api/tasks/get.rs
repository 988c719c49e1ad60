//! `GET /workspaces/{ws}/tasks/{task}`

use serde_json::{Value, json};
use tutti_testkit::{Method, Team};
use tutti_types::columns::Category;
use tutti_types::tasks::Task;
use tutti_types::{Role, TaskId, paths};

/// The tag under which a task is read now, quotes included.
async fn tag(team: &Team, task: TaskId) -> String {
    let call = team.owner.call(Method::GET, paths::task(team.ws, task));
    let answer = call.send().await;
    answer.header("etag").unwrap().to_owned()
}

/// What a reader who has the task of this tag is answered.
async fn read_again(team: &Team, task: TaskId, tag: &str) -> u16 {
    let call = team.owner.call(Method::GET, paths::task(team.ws, task));
    call.header("if-none-match", tag).send().await.status
}

#[tokio::test]
async fn a_reader_is_told_what_changes_beside_the_version() {
    let team = Team::start().await;
    let mia = team.join(Role::Member).await;
    let todo = team.column(Category::Todo);
    let [a, b, c] = [
        team.task("A").await.id,
        team.task("B").await.id,
        team.task("C").await.id,
    ];
    let path = paths::task(team.ws, a);
    let assigned: Task = team
        .owner
        .patch(path.clone(), &json!({"assignee_ids": [mia.id()]}))
        .await;
    // Two neighbours as close to each other as ranks get: whoever comes between them spreads the column.
    let long = "V".repeat(40);
    team.app.database.run(&format!(
        "UPDATE tasks SET position = '{long}' WHERE id = '{a}'; UPDATE tasks SET position = '{long}1' WHERE id = '{b}'"
    ));
    let place = paths::task_move(team.ws, c);
    let between = json!({"column_id": todo, "after": a});
    let column = paths::column(team.ws, team.board.id, todo);
    for (method, path, body) in [
        (Method::POST, place, Some(between)),
        (Method::PATCH, column, Some(json!({"category": "blocked"}))),
        (Method::DELETE, paths::member(team.ws, mia.id()), None),
    ] {
        let old = tag(&team, a).await;
        assert_eq!(read_again(&team, a, &old).await, 304);
        let mut call = team.owner.call(method, path.clone());
        if let Some(body) = &body {
            call = call.json(body);
        }
        assert!(matches!(call.send().await.status, 200 | 204), "{path}");
        assert_eq!(read_again(&team, a, &old).await, 200, "{path}");
        let new = tag(&team, a).await;
        assert_eq!(read_again(&team, a, &new).await, 304, "{path}");
    }
    let now: Task = team.owner.get(path.clone()).await;
    assert_eq!(now.version, assigned.version, "none of it was the task's");
}

#[tokio::test]
async fn a_change_is_made_by_the_whole_tag_and_by_the_bare_version() {
    let team = Team::start().await;
    let task = team.task("T").await;
    let path = paths::task(team.ws, task.id);
    let whole = tag(&team, task.id).await;
    assert!(whole.starts_with("\"1."), "{whole}");
    for (condition, title) in [(whole.as_str(), "U"), ("\"2\"", "V")] {
        let call = team.owner.call(Method::PATCH, path.clone());
        let call = call.header("if-match", condition);
        let _: Value = call.json(&json!({"title": title})).ok().await;
    }
    for stale in [whole.as_str(), "\"2\""] {
        let call = team.owner.call(Method::PATCH, path.clone());
        let call = call.header("if-match", stale);
        call.json(&json!({"title": "W"})).refused(412).await;
    }
}
