//! The Idempotency-Key: a request that is sent again happens once.

mod rights;

use futures_util::future::join_all;
use serde_json::{Value, json};
use tutti_testkit::{Method, Team};
use tutti_types::tasks::Task;
use tutti_types::{ErrorCode, Role, paths};

#[tokio::test]
async fn the_same_key_gets_the_first_answer() {
    let team = Team::start().await;
    let body = json!({"board_id": team.board.id, "title": "Once"});
    let call = || {
        team.owner
            .call(Method::POST, paths::tasks(team.ws))
            .key("k")
            .json(&body)
    };
    let first: Task = call().ok().await;
    let _: Task = team
        .owner
        .patch(
            paths::task(team.ws, first.id),
            &json!({"title": "Renamed since"}),
        )
        .await;
    let seq = team.seq();
    let again: Task = call().ok().await;
    assert_eq!(again, first, "the first answer, not the task as it is now");
    assert_eq!(team.seq(), seq);
    assert_eq!(team.app.database.number("SELECT count(*) FROM tasks"), 1);
}

#[tokio::test]
async fn its_events_carry_the_key() {
    let team = Team::start().await;
    let before = team.seq();
    let body = json!({"board_id": team.board.id, "title": "T"});
    let call = team
        .owner
        .call(Method::POST, paths::tasks(team.ws))
        .key("op-7");
    let _: Task = call.json(&body).ok().await;
    team.task("Without").await;
    let events = team.events(&team.owner, before).await;
    let ops: Vec<_> = events.iter().map(|event| event.op.as_deref()).collect();
    assert_eq!(ops, [Some("op-7"), None]);
}

#[tokio::test]
async fn another_request_with_the_same_key_is_refused() {
    let team = Team::start().await;
    let task = team.task("T").await;
    let path = paths::task(team.ws, task.id);
    let call = |method, path: String| team.owner.call(method, path).key("k");
    let _: Task = call(Method::PATCH, path.clone())
        .json(&json!({"title": "A"}))
        .ok()
        .await;
    let before = team.app.database.fingerprint();
    let other_body = call(Method::PATCH, path.clone()).json(&json!({"title": "B"}));
    assert_eq!(other_body.refused(422).await.code, ErrorCode::KeyReused);
    let other_method = call(Method::DELETE, path.clone());
    assert_eq!(other_method.refused(422).await.code, ErrorCode::KeyReused);
    let other_path = call(
        Method::PATCH,
        paths::task(team.ws, team.task("Other").await.id),
    );
    assert_eq!(
        other_path
            .json(&json!({"title": "A"}))
            .refused(422)
            .await
            .code,
        ErrorCode::KeyReused
    );
    let again: Task = call(Method::PATCH, path)
        .json(&json!({"title": "A"}))
        .ok()
        .await;
    assert_eq!(again.title, "A");
    assert_ne!(
        team.app.database.fingerprint(),
        before,
        "only the other task is new"
    );
    assert_eq!(
        team.app
            .database
            .number("SELECT count(*) FROM idempotency_keys"),
        1
    );
}

#[tokio::test]
async fn a_hundred_at_once_make_one_task_and_one_event() {
    let team = Team::start().await;
    let before = team.seq();
    let body = json!({"board_id": team.board.id, "title": "Once"});
    let calls = (0..100).map(|_| {
        let call = team.owner.call(Method::POST, paths::tasks(team.ws));
        call.key("k").json(&body).in_a_crowd().send()
    });
    let answers = join_all(calls).await;
    let made: Vec<_> = answers
        .iter()
        .filter(|answer| answer.status == 201)
        .collect();
    assert!(!made.is_empty());
    for answer in &answers {
        match answer.status {
            201 => assert_eq!(answer.text, made[0].text),
            409 => assert_eq!(answer.problem().code, ErrorCode::InProgress),
            other => panic!("{other}: {}", answer.text),
        }
    }
    assert_eq!(team.app.database.number("SELECT count(*) FROM tasks"), 1);
    assert_eq!(team.seq(), before + 1);
}

#[tokio::test]
async fn the_key_of_another_person_is_another_key() {
    let team = Team::start().await;
    let member = team.join(Role::Member).await;
    let body = json!({"board_id": team.board.id, "title": "T"});
    for who in [&team.owner, &member] {
        let _: Task = who
            .call(Method::POST, paths::tasks(team.ws))
            .key("k")
            .json(&body)
            .ok()
            .await;
    }
    assert_eq!(team.app.database.number("SELECT count(*) FROM tasks"), 2);
}

#[tokio::test]
async fn a_refusal_is_not_kept() {
    let team = Team::start().await;
    let task = team.task("T").await;
    let path = paths::task(team.ws, task.id);
    team.owner.delete(path.clone()).await;
    let call = || {
        team.owner
            .call(Method::PATCH, path.clone())
            .key("k")
            .json(&json!({"title": "New"}))
    };
    call().refused(404).await;
    let _: Task = team.owner.act(paths::task_restore(team.ws, task.id)).await;
    let now: Task = call().ok().await;
    assert_eq!(now.title, "New");
}

#[tokio::test]
async fn a_repetition_after_losing_the_workspace_tells_nothing() {
    let team = Team::start().await;
    let member = team.join(Role::Member).await;
    let body = json!({"board_id": team.board.id, "title": "T"});
    let call = || {
        member
            .call(Method::POST, paths::tasks(team.ws))
            .key("k")
            .json(&body)
    };
    let _: Task = call().ok().await;
    team.owner.delete(paths::member(team.ws, member.id())).await;
    call().refused(404).await;
}

#[tokio::test]
async fn requests_without_a_body_and_outside_of_workspaces_may_be_repeated_too() {
    let team = Team::start().await;
    let task = team.task("T").await;
    let delete = || {
        team.owner
            .call(Method::DELETE, paths::task(team.ws, task.id))
            .key("d")
            .send()
    };
    delete().await.expect(204);
    delete().await.expect(204);
    let found = || {
        team.owner
            .call(Method::POST, paths::WORKSPACES)
            .key("w")
            .json(&json!({"name": "Second"}))
            .send()
    };
    let (one, two): (Value, Value) = (
        found().await.expect(201).json(),
        found().await.expect(201).json(),
    );
    assert_eq!(one, two);
    assert_eq!(
        team.app.database.number("SELECT count(*) FROM workspaces"),
        2
    );
}

#[tokio::test]
async fn a_key_that_is_none_is_refused() {
    let team = Team::start().await;
    let body = json!({"board_id": team.board.id, "title": "T"});
    for key in ["", &"k".repeat(256), "a\tb", "schlüssel"] {
        let call = team.owner.call(Method::POST, paths::tasks(team.ws));
        call.key(key).json(&body).refused(400).await;
    }
    assert_eq!(team.app.database.number("SELECT count(*) FROM tasks"), 0);
}
