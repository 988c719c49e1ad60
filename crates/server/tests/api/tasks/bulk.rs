//! `POST /workspaces/{ws}/tasks/bulk`

use serde_json::{Value, json};
use tutti_testkit::{Follower, Method, Team};
use tutti_types::columns::Category;
use tutti_types::tasks::{BulkResult, Task};
use tutti_types::{ErrorCode, Role, TaskId, paths};

async fn some(team: &Team, n: usize) -> Vec<TaskId> {
    let mut ids = Vec::new();
    for i in 0..n {
        ids.push(team.task(&format!("Task {i}")).await.id);
    }
    ids
}

async fn bulk(team: &Team, body: Value) -> BulkResult {
    team.owner.post(paths::tasks_bulk(team.ws), &body).await
}

#[tokio::test]
async fn one_patch_for_many_is_one_event_each() {
    let team = Team::start().await;
    let ids = some(&team, 3).await;
    let mut follower = Follower::new(&team.owner, team.ws).await;
    let before = team.seq();
    let asked: Vec<_> = ids.iter().rev().copied().collect();
    let result = bulk(&team, json!({"ids": asked, "patch": {"priority": "high"}})).await;
    assert_eq!(result.items.iter().map(|t| t.id).collect::<Vec<_>>(), asked);
    assert!(
        result
            .items
            .iter()
            .all(|t| t.priority.as_str() == "high" && t.description.is_none())
    );
    let kinds: Vec<_> = team
        .events(&team.owner, before)
        .await
        .into_iter()
        .map(|e| e.kind)
        .collect();
    assert_eq!(kinds, ["task.updated"; 3]);
    follower.verify().await;
}

#[tokio::test]
async fn a_move_of_many_keeps_their_order_side_by_side() {
    let team = Team::start().await;
    let ids = some(&team, 4).await;
    let done = team.column(Category::Done);
    let there = bulk(&team, json!({"ids": [ids[0]], "move": {"column_id": done}})).await;
    assert_eq!(there.items[0].status, Category::Done);
    bulk(
        &team,
        json!({"ids": [ids[3], ids[1]], "move": {"column_id": done, "before": ids[0]}}),
    )
    .await;
    assert_eq!(team.order(done), [ids[3], ids[1], ids[0]]);
    assert_eq!(team.order(team.column(Category::Todo)), [ids[2]]);
    Follower::new(&team.owner, team.ws).await.verify().await;
}

#[tokio::test]
async fn what_stands_so_already_is_not_told() {
    let team = Team::start().await;
    let ids = some(&team, 4).await;
    let todo = team.column(Category::Todo);
    let before = team.seq();
    let same = json!({"ids": [ids[1], ids[2]], "move": {"column_id": todo, "after": ids[0]}});
    bulk(&team, same).await;
    let titled = json!({"ids": [ids[1], ids[2]], "patch": {"title": "Task 1"}});
    bulk(&team, titled).await;
    let kinds = team.events(&team.owner, before).await;
    let kinds: Vec<_> = kinds.into_iter().map(|event| event.kind).collect();
    assert_eq!(kinds, ["task.updated"], "one of the two has that title");
}

/// A rank must be unique at every moment, and the one that a card is given may be where another of them still stands.
#[tokio::test]
async fn cards_of_one_column_change_places() {
    let team = Team::start().await;
    let todo = team.column(Category::Todo);
    let mut order = some(&team, 7).await;
    let mut follower = Follower::new(&team.owner, team.ws).await;
    for n in 0..20 {
        order.reverse();
        order.rotate_left(n % 3);
        bulk(&team, json!({"ids": order, "move": {"column_id": todo}})).await;
        assert_eq!(team.order(todo), order);
    }
    let inner = [order[4], order[2], order[5], order[1]];
    let between = json!({"column_id": todo, "after": order[0]});
    bulk(&team, json!({"ids": inner, "move": between})).await;
    let after = [&order[..1], &inner, &[order[3], order[6]]].concat();
    assert_eq!(team.order(todo), after);
    follower.verify().await;
}

#[tokio::test]
async fn a_column_that_is_spread_on_the_way_keeps_all_in_order() {
    let team = Team::start().await;
    let ids = some(&team, 5).await;
    let todo = team.column(Category::Todo);
    // No room between the first two, and the rank of the third is one that a spread of five gives to another.
    let long = format!("V{}", "0".repeat(60));
    for (id, rank) in [
        (ids[0], "V".to_owned()),
        (ids[1], format!("{long}1")),
        (ids[2], "W".to_owned()),
    ] {
        team.app.database.run(&format!(
            "UPDATE tasks SET position = '{rank}' WHERE id = '{id}'"
        ));
    }
    let mut follower = Follower::new(&team.owner, team.ws).await;
    let moved =
        json!({"ids": [ids[4], ids[2], ids[3]], "move": {"column_id": todo, "after": ids[0]}});
    let result = bulk(&team, moved).await;
    assert_eq!(team.order(todo), [ids[0], ids[4], ids[2], ids[3], ids[1]]);
    let kinds = team.events(&team.owner, 0).await;
    assert!(kinds.iter().any(|event| event.kind == "column.reordered"));
    for task in result.items {
        let kept: Task = team.owner.get(paths::task(team.ws, task.id)).await;
        assert_eq!(kept.position, task.position);
    }
    follower.verify().await;
}

/// The one that stands there already changes in nothing but the rank that it is given for the other's sake.
#[tokio::test]
async fn a_column_that_is_spread_for_a_status_is_answered_as_it_is_then() {
    let team = Team::start().await;
    let ids = some(&team, 2).await;
    let done = team.column(Category::Done);
    bulk(&team, json!({"ids": [ids[0]], "move": {"column_id": done}})).await;
    team.app.database.run(&format!(
        "UPDATE tasks SET position = '{}' WHERE id = '{}'",
        "z".repeat(40),
        ids[0]
    ));
    let mut follower = Follower::new(&team.owner, team.ws).await;
    let result = bulk(&team, json!({"ids": ids, "patch": {"status": "done"}})).await;
    for task in result.items {
        let kept: Task = team.owner.get(paths::task(team.ws, task.id)).await;
        assert_eq!(kept.position, task.position);
    }
    assert_eq!(team.order(done), ids);
    follower.verify().await;
}

#[tokio::test]
async fn people_and_status_of_many_on_two_boards() {
    let team = Team::start().await;
    let other = team.board("Other", None).await;
    let ids = [
        team.task("A").await.id,
        team.task_on(other.id, "B").await.id,
        team.task("C").await.id,
    ];
    let mut follower = Follower::new(&team.owner, team.ws).await;
    let patch = json!({"status": "done", "assignee_ids": [team.owner.id()]});
    let result = bulk(&team, json!({"ids": ids, "patch": patch})).await;
    let boards: Vec<_> = result.items.iter().map(|task| task.board_id).collect();
    assert_eq!(boards, [team.board.id, other.id, team.board.id]);
    for task in &result.items {
        assert_eq!(task.status, Category::Done);
        assert_eq!(task.assignee_ids, [team.owner.id()]);
    }
    assert_eq!(team.order(team.column(Category::Done)), [ids[0], ids[2]]);
    let clear = json!({"assignee_ids": []});
    let result = bulk(&team, json!({"ids": ids, "patch": clear})).await;
    assert!(result.items.iter().all(|task| task.assignee_ids.is_empty()));
    follower.verify().await;
}

#[tokio::test]
async fn delete_and_restore_of_many() {
    let team = Team::start().await;
    let ids = some(&team, 3).await;
    let gone = bulk(&team, json!({"ids": ids, "delete": true})).await;
    assert!(gone.items.iter().all(|t| t.deleted_at.is_some()));
    assert!(team.order(team.column(Category::Todo)).is_empty());
    let back = bulk(&team, json!({"ids": ids, "restore": true})).await;
    assert!(back.items.iter().all(|t| t.deleted_at.is_none()));
    assert_eq!(team.order(team.column(Category::Todo)), ids);
}

#[tokio::test]
async fn one_that_cannot_leaves_all_as_they_were() {
    let team = Team::start().await;
    let ids = some(&team, 3).await;
    let (stranger, theirs, board) = team.stranger().await;
    let foreign: tutti_types::tasks::Task = stranger
        .post(
            paths::tasks(theirs),
            &json!({"board_id": board.id, "title": "Theirs"}),
        )
        .await;
    team.owner.delete(paths::task(team.ws, ids[2])).await;
    let done = team.column(Category::Done);
    let before = team.app.database.fingerprint();
    for wrong in [TaskId::new(), foreign.id, ids[2]] {
        for change in [
            json!({"patch": {"priority": "high"}}),
            json!({"move": {"column_id": done}}),
            json!({"delete": true}),
        ] {
            let mut body = change.clone();
            body["ids"] = json!([ids[0], wrong, ids[1]]);
            let call = team.owner.call(Method::POST, paths::tasks_bulk(team.ws));
            call.json(&body).refused(404).await;
        }
    }
    assert_eq!(team.app.database.fingerprint(), before);
}

#[tokio::test]
async fn a_limit_counts_all_that_arrive() {
    let team = Team::start().await;
    let ids = some(&team, 3).await;
    let done = team.column(Category::Done);
    let _: Value = team
        .owner
        .patch(
            paths::column(team.ws, team.board.id, done),
            &json!({"wip_limit": 2}),
        )
        .await;
    let call = || team.owner.call(Method::POST, paths::tasks_bulk(team.ws));
    let problem = call()
        .json(&json!({"ids": ids, "move": {"column_id": done}}))
        .refused(409)
        .await;
    assert_eq!(problem.code, ErrorCode::WipLimit);
    assert_eq!(problem.detail, "Done holds at most 2 tasks.");
    assert!(team.order(done).is_empty());
    // By status, one after the other, it comes to the same.
    let problem = call()
        .json(&json!({"ids": ids, "patch": {"status": "done"}}))
        .refused(409)
        .await;
    assert_eq!(problem.code, ErrorCode::WipLimit);
    assert!(team.order(done).is_empty());
    bulk(&team, json!({"ids": ids[..2], "move": {"column_id": done}})).await;
    assert_eq!(team.order(done), ids[..2]);
    let column = paths::column(team.ws, team.board.id, done);
    let _: Value = team.owner.patch(column, &json!({"wip_limit": 1})).await;
    let one_more = call().json(&json!({"ids": [ids[2]], "patch": {"status": "done"}}));
    let problem = one_more.refused(409).await;
    assert_eq!(problem.detail, "Done holds at most one task.");
}

#[tokio::test]
async fn exactly_one_change_of_one_to_two_hundred_different_tasks() {
    let team = Team::start().await;
    let ids = some(&team, 1).await;
    let many: Vec<_> = (0..201).map(|_| TaskId::new()).collect();
    let done = json!({"column_id": team.column(Category::Done)});
    let before = team.app.database.fingerprint();
    for body in [
        json!({"ids": [], "delete": true}),
        json!({"ids": many, "delete": true}),
        json!({"ids": [ids[0], ids[0]], "delete": true}),
        json!({"ids": ids}),
        json!({"ids": ids, "delete": true, "restore": true}),
        json!({"ids": ids, "delete": true, "move": done}),
        json!({"ids": ids, "patch": {"title": "X"}, "move": done}),
        json!({"ids": ids, "delete": false}),
        json!({"ids": ids, "patch": {"version": 1}}),
        json!({"ids": ids, "archive": true}),
    ] {
        let call = team.owner.call(Method::POST, paths::tasks_bulk(team.ws));
        let problem = call.json(&body).refused(422).await;
        assert_eq!(problem.code, ErrorCode::ValidationFailed, "{body}");
    }
    assert_eq!(team.app.database.fingerprint(), before);
}

#[tokio::test]
async fn a_guest_may_move_but_not_delete() {
    let team = Team::start().await;
    let ids = some(&team, 2).await;
    let guest = team.join(Role::Guest).await;
    let _: Value = team
        .owner
        .put(paths::board_member(team.ws, team.board.id, guest.id()))
        .await;
    let call = || guest.call(Method::POST, paths::tasks_bulk(team.ws));
    let done = json!({"column_id": team.column(Category::Done)});
    let _: BulkResult = call().json(&json!({"ids": ids, "move": done})).ok().await;
    call()
        .json(&json!({"ids": ids, "delete": true}))
        .refused(403)
        .await;
    call()
        .json(&json!({"ids": ids, "restore": true}))
        .refused(403)
        .await;
}

#[tokio::test]
async fn two_that_overlap_at_once_do_not_wait_for_each_other() {
    let team = Team::start().await;
    let ids = some(&team, 10).await;
    let mut follower = Follower::new(&team.owner, team.ws).await;
    let backwards: Vec<_> = ids.iter().rev().copied().collect();
    let (todo, done) = (team.column(Category::Todo), team.column(Category::Done));
    for _ in 0..5 {
        let there = bulk(&team, json!({"ids": ids, "move": {"column_id": done}}));
        let back = bulk(
            &team,
            json!({"ids": backwards, "move": {"column_id": todo}}),
        );
        futures_util::future::join(there, back).await;
    }
    assert_eq!(team.order(todo).len() + team.order(done).len(), 10);
    follower.verify().await;
}

#[tokio::test]
async fn a_status_and_a_way_back_are_one_statement_for_all() {
    let team = Team::start().await;
    let ids = some(&team, 5).await;
    // Rows that one statement wrote have one `cmin`.
    let statements = || {
        let database = &team.app.database;
        database.number("SELECT count(DISTINCT cmin::text) FROM tasks")
    };
    bulk(&team, json!({"ids": ids, "patch": {"status": "done"}})).await;
    assert_eq!(statements(), 1);
    assert_eq!(team.order(team.column(Category::Done)), ids);
    bulk(&team, json!({"ids": ids, "delete": true})).await;
    let backwards: Vec<TaskId> = ids.iter().rev().copied().collect();
    bulk(&team, json!({"ids": backwards, "restore": true})).await;
    assert_eq!(statements(), 1);
    assert_eq!(team.order(team.column(Category::Done)), ids);
}
