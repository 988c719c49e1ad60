//! A board that holds as many tasks as it may takes no more, whichever way they come.

use serde_json::{Value, json};
use tutti_testkit::{Call, Method, Team};
use tutti_types::columns::Category;
use tutti_types::tasks::{BulkResult, MAX_TASKS_PER_BOARD, Task};
use tutti_types::{BoardId, ColumnId, ErrorCode, TaskId, paths};

/// Puts so many cards into a column at once.
fn fill(team: &Team, board: BoardId, column: ColumnId, cards: i64) {
    team.app.database.run(&format!(
        "INSERT INTO tasks (workspace_id, id, board_id, column_id, number, title, priority, position)
         SELECT '{}', gen_random_uuid(), '{board}', '{column}', 100000 + n, 'T', 'low', 'V' || lpad(n::text, 5, '0') || 'V' FROM generate_series(1, {cards}) n",
        team.ws
    ));
}

async fn is_full(call: Call) {
    assert_eq!(call.refused(409).await.code, ErrorCode::LimitReached);
}

#[tokio::test]
async fn it_takes_none_that_is_made_moved_or_restored() {
    let team = Team::start().await;
    let full = team.board("Full", None).await;
    let (todo, done) = [Category::Todo, Category::Done]
        .map(|category| tutti_testkit::team::column(&full, category))
        .into();
    let (one, two) = (team.task("One").await.id, team.task("Two").await.id);
    let trashed = team.task_on(full.id, "Trashed").await.id;
    let other = team.task_on(full.id, "Other").await.id;
    for task in [trashed, other] {
        team.owner.delete(paths::task(team.ws, task)).await;
    }
    // One more fits.
    fill(&team, full.id, todo, MAX_TASKS_PER_BOARD - 1);

    let there = json!({"board_id": full.id, "column_id": todo});
    let post = |path: String, body: &Value| team.owner.call(Method::POST, path).json(body);
    let moved = |task: TaskId, to: &Value| post(paths::task_move(team.ws, task), to);
    let bulk = |body: &Value| post(paths::tasks_bulk(team.ws), body);
    let restored = |task: TaskId| {
        let path = paths::task_restore(team.ws, task);
        team.owner.call(Method::POST, path)
    };
    is_full(bulk(&json!({"ids": [one, two], "move": there}))).await;
    is_full(bulk(&json!({"ids": [trashed, other], "restore": true}))).await;
    let last: Task = moved(one, &there).ok().await;
    assert_eq!(last.board_id, full.id);

    is_full(moved(two, &there)).await;
    is_full(bulk(&json!({"ids": [two], "move": there}))).await;
    is_full(restored(trashed)).await;
    is_full(bulk(&json!({"ids": [other], "restore": true}))).await;
    let new = json!({"board_id": full.id, "title": "New"});
    is_full(post(paths::tasks(team.ws), &new)).await;

    // What stands there already goes where it likes, alone and beside another.
    let elsewhere = json!({"column_id": done});
    let _: Task = moved(one, &elsewhere).ok().await;
    let _: BulkResult = bulk(&json!({"ids": [one], "move": there})).ok().await;
    team.owner.delete(paths::task(team.ws, one)).await;
    let back: Task = restored(trashed).ok().await;
    assert_eq!(back.deleted_at, None);
    is_full(restored(other)).await;
}
