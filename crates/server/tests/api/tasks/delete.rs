//! `DELETE /workspaces/{ws}/tasks/{task}`

use serde_json::{Value, json};
use tutti_testkit::{Method, Team};
use tutti_types::columns::Category;
use tutti_types::tasks::Task;
use tutti_types::{ErrorCode, Role, paths};

#[tokio::test]
async fn a_deleted_task_is_in_the_trash_and_off_the_board() {
    let team = Team::start().await;
    let task = team.task("T").await;
    let before = team.seq();
    team.owner.delete(paths::task(team.ws, task.id)).await;
    assert!(team.order(team.column(Category::Todo)).is_empty());
    let found: Task = team.owner.get(paths::task(team.ws, task.id)).await;
    assert!(found.deleted_at.is_some());
    assert_eq!(found.deleted_by, Some(team.owner.id()));
    assert!(team.load(team.board.id).await.tasks.is_empty());
    let events = team.events(&team.owner, before).await;
    assert_eq!(events[0].kind, "task.deleted");
    let data: Value = serde_json::from_str(events[0].data.get()).unwrap();
    assert_eq!(
        data,
        json!({"board_id": team.board.id, "task_id": task.id}),
        "ids only"
    );
}

#[tokio::test]
async fn what_is_in_the_trash_can_only_be_looked_at_and_restored() {
    let team = Team::start().await;
    let task = team.task("T").await;
    let path = paths::task(team.ws, task.id);
    team.owner.delete(path.clone()).await;
    let before = team.app.database.fingerprint();
    team.owner
        .call(Method::DELETE, path.clone())
        .refused(404)
        .await;
    let rename = json!({"title": "X"});
    team.owner
        .call(Method::PATCH, path)
        .json(&rename)
        .refused(404)
        .await;
    let place = json!({"column_id": team.column(Category::Done)});
    let call = team
        .owner
        .call(Method::POST, paths::task_move(team.ws, task.id));
    call.json(&place).refused(404).await;
    assert_eq!(team.app.database.fingerprint(), before);
}

#[tokio::test]
async fn a_stale_version_is_refused() {
    let team = Team::start().await;
    let task = team.task("T").await;
    let path = paths::task(team.ws, task.id);
    let _: Task = team
        .owner
        .patch(path.clone(), &json!({"title": "New"}))
        .await;
    let call = || team.owner.call(Method::DELETE, path.clone());
    let problem = call().if_match(task.version).refused(412).await;
    assert_eq!(problem.code, ErrorCode::VersionConflict);
    call().if_match(task.version + 1).send().await.expect(204);
}

#[tokio::test]
async fn a_guest_deletes_nothing() {
    let team = Team::start().await;
    let guest = team.join(Role::Guest).await;
    let task = team.task("T").await;
    guest
        .call(Method::DELETE, paths::task(team.ws, task.id))
        .refused(404)
        .await;
    let _: Value = team
        .owner
        .put(paths::board_member(team.ws, team.board.id, guest.id()))
        .await;
    guest
        .call(Method::DELETE, paths::task(team.ws, task.id))
        .refused(403)
        .await;
    assert_eq!(team.order(team.column(Category::Todo)), [task.id]);
}
