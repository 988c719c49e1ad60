//! `PATCH /workspaces/{ws}/tasks/{task}`

use futures_util::future::{join, join_all};
use serde_json::{Value, json};
use tutti_testkit::{Method, Team};
use tutti_types::columns::Category;
use tutti_types::events::TaskChanged;
use tutti_types::tasks::{Priority, Task};
use tutti_types::{ErrorCode, Role, UserId, paths};

#[tokio::test]
async fn only_the_fields_that_are_sent_change() {
    let team = Team::start().await;
    let task: Task = team
        .owner
        .post(
            paths::tasks(team.ws),
            &json!({"board_id": team.board.id, "title": "Old", "description": "Keep", "priority": "high"}),
        )
        .await;
    let path = paths::task(team.ws, task.id);
    let now: Task = team
        .owner
        .patch(path.clone(), &json!({"title": "New"}))
        .await;
    assert_eq!(now.title, "New");
    assert_eq!(now.description.as_deref(), Some("Keep"));
    assert_eq!(now.priority, Priority::High);
    assert_eq!(now.version, task.version + 1);
    let cleared: Task = team
        .owner
        .patch(path.clone(), &json!({"description": null}))
        .await;
    assert_eq!(cleared.description.as_deref(), Some(""));
    assert!(!cleared.has_description);
    let same: Task = team
        .owner
        .patch(path.clone(), &json!({"title": "New"}))
        .await;
    assert_eq!(
        same.version, cleared.version,
        "what changes nothing is no new version"
    );
    let nothing: Task = team.owner.patch(path, &json!({})).await;
    assert_eq!(nothing.version, cleared.version);
}

#[tokio::test]
async fn the_event_tells_what_changed_from_what_to_what() {
    let team = Team::start().await;
    let task = team.task("Old").await;
    let before = team.seq();
    let now: Task = team
        .owner
        .patch(
            paths::task(team.ws, task.id),
            &json!({"title": "New", "description": "x".repeat(300), "status": "done"}),
        )
        .await;
    let events = team.events(&team.owner, before).await;
    assert_eq!(events.len(), 1, "exactly one for each task and transaction");
    assert_eq!(events[0].kind, "task.updated");
    assert_eq!(events[0].actor_id, Some(team.owner.id()));
    let data: TaskChanged = serde_json::from_str(events[0].data.get()).unwrap();
    assert_eq!(data.task, now, "the task whole, as the answer has it");
    assert_eq!(data.from.unwrap().column_id, task.column_id);
    for field in ["title", "description", "status", "column_id"] {
        assert!(
            data.changed.iter().any(|changed| changed == field),
            "{field}"
        );
    }
    let title = data
        .changes
        .iter()
        .find(|change| change.field == "title")
        .unwrap();
    assert_eq!((&title.from, &title.to), (&json!("Old"), &json!("New")));
    let description = data
        .changes
        .iter()
        .find(|change| change.field == "description")
        .unwrap();
    let cut = description.to.as_str().unwrap();
    assert!(cut.chars().count() <= 201, "long texts are cut");
}

#[tokio::test]
async fn a_stale_version_is_refused_with_the_task_as_it_is() {
    let team = Team::start().await;
    let task = team.task("Old").await;
    let path = paths::task(team.ws, task.id);
    let now: Task = team
        .owner
        .call(Method::PATCH, path.clone())
        .if_match(task.version)
        .json(&json!({"title": "New"}))
        .ok()
        .await;
    let problem = team
        .owner
        .call(Method::PATCH, path.clone())
        .if_match(task.version)
        .json(&json!({"title": "Mine"}))
        .refused(412)
        .await;
    assert_eq!(problem.code, ErrorCode::VersionConflict);
    let current: Task = serde_json::from_value(problem.current.unwrap()).unwrap();
    assert_eq!(current, now);
    for (wrong, status) in [("7", 400), ("\"x\"", 412), ("W/\"7\"", 412)] {
        let call = team.owner.call(Method::PATCH, path.clone());
        call.header("if-match", wrong)
            .json(&json!({"title": "X"}))
            .refused(status)
            .await;
    }
    let any: Task = team
        .owner
        .call(Method::PATCH, path)
        .header("if-match", "*")
        .json(&json!({"title": "Any"}))
        .ok()
        .await;
    assert_eq!(any.title, "Any");
}

#[tokio::test]
async fn fifty_editors_at_once_lose_nothing() {
    let team = Team::start().await;
    let task = team.task("Counter 0").await;
    // Each edits only the version it has seen and looks again where it was too late, as an editor would.
    let editors = (0..50).map(|_| async {
        loop {
            let look = team.owner.call(Method::GET, paths::task(team.ws, task.id));
            let seen: Task = look.in_a_crowd().ok().await;
            let count: u32 = seen.title.split(' ').next_back().unwrap().parse().unwrap();
            let answer = team
                .owner
                .call(Method::PATCH, paths::task(team.ws, task.id))
                .if_match(seen.version)
                .json(&json!({"title": format!("Counter {}", count + 1)}))
                .in_a_crowd()
                .send()
                .await;
            if answer.status != 412 {
                answer.expect(200);
                return;
            }
        }
    });
    join_all(editors).await;
    let now: Task = team.owner.get(paths::task(team.ws, task.id)).await;
    assert_eq!((now.title.as_str(), now.version), ("Counter 50", 51));
}

#[tokio::test]
async fn a_rename_and_a_move_at_once_both_survive() {
    let team = Team::start().await;
    let member = team.join(Role::Member).await;
    for n in 0..10 {
        let task = team.task("Old").await;
        let title = format!("New {n}");
        let done = team.column(Category::Done);
        let rename = json!({"title": title});
        let renamed = team
            .owner
            .patch::<Task>(paths::task(team.ws, task.id), &rename);
        let place = json!({"column_id": done});
        let moved = member.post::<Task>(paths::task_move(team.ws, task.id), &place);
        join(renamed, moved).await;
        let now: Task = team.owner.get(paths::task(team.ws, task.id)).await;
        assert_eq!((now.title, now.column_id), (title, done));
    }
}

#[tokio::test]
async fn an_assignment_and_a_rename_at_once_are_both_in_the_later_event() {
    let team = Team::start().await;
    let member = team.join(Role::Member).await;
    for n in 0..10 {
        let task = team.task("Old").await;
        let before = team.seq();
        let title = format!("New {n}");
        let rename = json!({"title": title});
        let assign = json!({"assignee_ids": [member.id()]});
        let path = paths::task(team.ws, task.id);
        let renamed = team.owner.patch::<Task>(path.clone(), &rename);
        join(renamed, member.patch::<Task>(path, &assign)).await;
        let events = team.events(&team.owner, before).await;
        assert_eq!(events.len(), 2);
        let last: TaskChanged = serde_json::from_str(events[1].data.get()).unwrap();
        assert_eq!(
            (last.task.title, last.task.assignee_ids),
            (title, vec![member.id()])
        );
    }
}

#[tokio::test]
async fn a_status_moves_the_task_to_the_end_of_its_first_column() {
    let team = Team::start().await;
    let done = team.column(Category::Done);
    let first = team.task("First").await;
    let second = team.task("Second").await;
    for task in [&first, &second] {
        let now: Task = team
            .owner
            .patch(paths::task(team.ws, task.id), &json!({"status": "done"}))
            .await;
        assert_eq!((now.column_id, now.status), (done, Category::Done));
    }
    assert_eq!(team.order(done), [first.id, second.id]);
    // The status it has already leaves it where it is.
    let same: Task = team
        .owner
        .patch(paths::task(team.ws, first.id), &json!({"status": "done"}))
        .await;
    assert_eq!(team.order(done), [first.id, second.id]);
    assert_eq!(same.version, 2);
    let blocked = team.column(Category::Blocked);
    team.owner
        .delete(paths::column(team.ws, team.board.id, blocked))
        .await;
    let problem = team
        .owner
        .call(Method::PATCH, paths::task(team.ws, first.id))
        .json(&json!({"status": "blocked"}))
        .refused(409)
        .await;
    assert_eq!(problem.code, ErrorCode::NoSuchColumn);
}

#[tokio::test]
async fn assignees_keep_their_order_and_must_read_the_board() {
    let team = Team::start().await;
    let member = team.join(Role::Member).await;
    let (stranger, _, _) = team.stranger().await;
    let guest = team.join(Role::Guest).await;
    let task = team.task("T").await;
    let path = paths::task(team.ws, task.id);
    let both = vec![member.id(), team.owner.id()];
    let now: Task = team
        .owner
        .patch(path.clone(), &json!({"assignee_ids": both}))
        .await;
    assert_eq!(now.assignee_ids, both);
    for wrong in [stranger.id(), guest.id(), UserId::new()] {
        let problem = team
            .owner
            .call(Method::PATCH, path.clone())
            .json(&json!({"assignee_ids": [member.id(), wrong]}))
            .refused(422)
            .await;
        assert!(problem.errors[0].field.starts_with("assignee_ids"));
    }
    let twice = json!({"assignee_ids": [member.id(), member.id()]});
    team.owner
        .call(Method::PATCH, path.clone())
        .json(&twice)
        .send()
        .await;
    let kept: Task = team.owner.get(path.clone()).await;
    assert!(
        kept.assignee_ids
            .iter()
            .filter(|id| **id == member.id())
            .count()
            == 1
    );
    let many: Vec<UserId> = (0..21).map(|_| UserId::new()).collect();
    team.owner
        .call(Method::PATCH, path)
        .json(&json!({"assignee_ids": many}))
        .refused(422)
        .await;
}

#[tokio::test]
async fn who_is_locked_out_keeps_their_tasks_and_gets_no_more() {
    let team = Team::start().await;
    let (susi, ann) = (
        team.join_as("Susi", Role::Member).await,
        team.join_as("Ann", Role::Member).await,
    );
    let (theirs, other) = (team.task("Theirs").await.id, team.task("Other").await.id);
    let path = paths::task(team.ws, theirs);
    let _: Task = team
        .owner
        .patch(path.clone(), &json!({"assignee_ids": [susi.id()]}))
        .await;
    let _: Value = team
        .owner
        .patch(
            paths::member(team.ws, susi.id()),
            &json!({"suspended": true}),
        )
        .await;
    let both = json!({"assignee_ids": [susi.id(), ann.id()]});
    let now: Task = team.owner.patch(path.clone(), &both).await;
    assert_eq!(now.assignee_ids, [susi.id(), ann.id()]);
    let refused = |path: String, method: Method, body: Value| {
        let call = team.owner.call(method, path).json(&body);
        async move { call.refused(422).await.errors[0].field.clone() }
    };
    assert_eq!(
        refused(paths::task(team.ws, other), Method::PATCH, both.clone()).await,
        "assignee_ids[0]"
    );
    let many = json!({"ids": [theirs, other], "patch": {"assignee_ids": [susi.id()]}});
    assert_eq!(
        refused(paths::tasks_bulk(team.ws), Method::POST, many).await,
        "patch.assignee_ids[0]",
        "new to one of them"
    );
    let new = json!({"board_id": team.board.id, "title": "New", "assignee_ids": [susi.id()]});
    assert_eq!(
        refused(paths::tasks(team.ws), Method::POST, new).await,
        "assignee_ids[0]"
    );
    let _: Task = team
        .owner
        .patch(path.clone(), &json!({"assignee_ids": [ann.id()]}))
        .await;
    assert_eq!(
        refused(path, Method::PATCH, both).await,
        "assignee_ids[0]",
        "who was taken off is new again"
    );
}

#[tokio::test]
async fn fields_that_are_the_servers_own_are_refused() {
    let team = Team::start().await;
    let task = team.task("T").await;
    let before = team.app.database.fingerprint();
    for field in [
        "id",
        "workspace_id",
        "board_id",
        "column_id",
        "number",
        "position",
        "version",
        "created_by",
        "deleted_at",
        "key",
    ] {
        let problem = team
            .owner
            .call(Method::PATCH, paths::task(team.ws, task.id))
            .json(&json!({field: Value::Null, "title": "X"}))
            .refused(422)
            .await;
        assert_eq!(
            (
                problem.errors[0].field.as_str(),
                problem.errors[0].code.as_str()
            ),
            (field, "unknown_field")
        );
    }
    assert_eq!(team.app.database.fingerprint(), before);
}

#[tokio::test]
async fn a_text_is_compared_with_the_one_its_writer_saw() {
    let team = Team::start().await;
    let path = paths::tasks(team.ws);
    let new = json!({"board_id": team.board.id, "title": "Old", "description": "Old text"});
    let task: Task = team.owner.post(path, &new).await;
    let path = paths::task(team.ws, task.id);
    let patch = async |body: Value| team.owner.patch::<Task>(path.clone(), &body).await;
    let refused = async |status: u16, body: &Value| {
        let call = team.owner.call(Method::PATCH, path.clone());
        call.json(body).refused(status).await
    };
    patch(json!({"priority": "high"})).await;
    let seen = json!({"title": "Old", "description": "Old text"});
    let now = patch(json!({"title": "New", "expected": seen})).await;
    assert_eq!(now.title, "New", "a change of the priority is no reason");
    let again = patch(json!({"title": "New", "expected": {"title": "Old"}})).await;
    assert_eq!(again.version, now.version, "it holds what is asked for");

    for (body, why) in [
        (
            json!({"title": "Newer", "expected": {"title": "Old"}}),
            "the title it writes",
        ),
        (
            json!({"priority": "low", "expected": {"title": "Old"}}),
            "a title it does not write",
        ),
        (
            json!({"description": "Mine", "expected": {"description": "Theirs"}}),
            "the description it writes",
        ),
        (
            json!({"description": null, "expected": {"description": ""}}),
            "the description it clears",
        ),
    ] {
        let problem = refused(412, &body).await;
        assert_eq!(problem.code, ErrorCode::VersionConflict, "{why}");
        let current: Task = serde_json::from_value(problem.current.unwrap()).unwrap();
        assert_eq!(
            (current.title.as_str(), current.version),
            ("New", now.version),
            "{why}"
        );
    }
    let too_long = json!({"expected": {"title": "x".repeat(201)}});
    let problem = refused(422, &too_long).await;
    assert_eq!(problem.code, ErrorCode::ValidationFailed);
}
