//! A create that comes again with the client's own id: the same request is answered as it was done, another one is refused.

use std::collections::BTreeSet;

use futures_util::future::join_all;
use serde_json::{Value, json};
use tutti_testkit::app::email;
use tutti_testkit::contract::{operation, operations};
use tutti_testkit::team::token_of;
use tutti_testkit::{Client, Method, Team, TestApp, TestResponse};
use tutti_types::invitations::InvitationLink;
use tutti_types::tasks::Task;
use tutti_types::workspaces::Workspace;
use tutti_types::{BoardId, ColumnId, ErrorCode, InvitationId, Role, TaskId, WorkspaceId, paths};

/// Every create with its body, and bodies that ask for something else under the same id.
pub fn creates(team: &Team) -> Vec<(String, Value, Vec<Value>)> {
    let (ws, board) = (team.ws, team.board.id);
    let with = |body: &Value, more: Value| {
        let mut other = body.clone();
        let fields = more.as_object().unwrap().clone();
        other.as_object_mut().unwrap().extend(fields);
        other
    };
    let create = |path: String, body: Value, others: &[Value]| {
        let others = others.iter().map(|more| with(&body, more.clone()));
        (path, body.clone(), others.collect())
    };
    vec![
        create(
            paths::WORKSPACES.to_owned(),
            json!({"id": WorkspaceId::new(), "name": "Second"}),
            &[json!({"name": "Third"}), json!({"slug": "another"})],
        ),
        create(
            paths::boards(ws),
            json!({"id": BoardId::new(), "name": "Once"}),
            &[json!({"name": "Twice"}), json!({"visibility": "private"})],
        ),
        create(
            paths::columns(ws, board),
            json!({"id": ColumnId::new(), "name": "Once", "category": "todo"}),
            &[json!({"name": "Twice"}), json!({"wip_limit": 3})],
        ),
        create(
            paths::tasks(ws),
            json!({"id": TaskId::new(), "board_id": board, "title": "Once"}),
            &[json!({"title": "Twice"}), json!({"priority": "high"})],
        ),
        create(
            paths::invitations(ws),
            json!({"id": InvitationId::new(), "email": email("Kim"), "role": "member"}),
            &[json!({"role": "guest"}), json!({"expires_in_days": 3})],
        ),
    ]
}

/// The table of what a create makes: it is called as its path ends.
pub fn table(path: &str) -> &str {
    path.rsplit('/').next().unwrap()
}

/// What is answered where an id is taken, without what differs from request to request: the same for everybody.
fn taken(answer: &TestResponse) -> Value {
    let code = answer.expect(409).problem().code;
    assert_eq!(code, ErrorCode::IdTaken, "{}", answer.text);
    answer.without_request_id()
}

#[tokio::test]
async fn another_request_with_a_known_id_is_not_answered_as_if_it_had_been_done() {
    let team = Team::start().await;
    let admin = team.join(Role::Admin).await;
    for (path, body, others) in creates(&team) {
        let send = |who: &Client, key: &str, body: &Value| {
            let call = who.call(Method::POST, path.clone());
            call.key(key).json(body).send()
        };
        // The answer to the first is lost, and it is sent again while it still runs.
        let keys = ["1", "2", "3"].map(|n| format!("{path} {n}"));
        let at_once = keys.iter().map(|key| send(&team.owner, key, &body));
        let made: Vec<Value> = join_all(at_once)
            .await
            .iter()
            .map(|answer| answer.expect(201).json())
            .collect();
        assert!(made.iter().all(|made| made["id"] == body["id"]), "{path}");
        let before = team.seq();
        let mut refusals = vec![taken(&send(&admin, &format!("{path} admin"), &body).await)];
        for (n, other) in others.iter().enumerate() {
            let key = format!("{path} other {n}");
            refusals.push(taken(&send(&team.owner, &key, other).await));
        }
        refusals.dedup();
        assert_eq!(refusals.len(), 1, "{path} tells why: {refusals:?}");
        let again = send(&team.owner, &format!("{path} 4"), &body).await;
        let again: Value = again.expect(201).json();
        assert_eq!(again["id"], made[0]["id"]);
        assert_eq!(team.seq(), before, "{path} was done again");
    }
}

/// A create that is missing above could be done twice without anybody noticing, here and at two nodes (`nodes/twice.rs`).
#[tokio::test]
async fn every_create_is_in_the_table() {
    let team = Team::start().await;
    let tried: BTreeSet<&str> = creates(&team)
        .iter()
        .map(|(path, ..)| operation(&Method::POST, path).unwrap().id.as_str())
        .collect();
    let creates: BTreeSet<&str> = operations()
        .iter()
        .filter(|operation| operation.statuses.contains(&201))
        .map(|operation| operation.id.as_str())
        // Sent again it is told that the address has an account.
        .filter(|id| *id != "register")
        .collect();
    assert_eq!(tried, creates);
}

#[tokio::test]
async fn a_workspace_whose_answer_was_lost_is_made_once_by_its_id_and_address() {
    let app = TestApp::start().await;
    let mira = app.person("Mira").await;
    let body = json!({"id": WorkspaceId::new(), "name": "Larkfield", "slug": "larkfield"});
    let send = || {
        mira.call(Method::POST, paths::WORKSPACES)
            .json(&body)
            .send()
    };
    // Three presses of the button.
    for answer in join_all([send(), send(), send()]).await {
        let made: Workspace = answer.expect(201).json();
        assert_eq!(made.slug, "larkfield");
    }
    let renamed = json!({"name": "Renamed", "slug": "renamed"});
    let made: Workspace = send().await.expect(201).json();
    let _: Value = mira.patch(paths::workspace(made.id), &renamed).await;
    // It is answered as it is now.
    let now: Workspace = send().await.expect(201).json();
    assert_eq!((now.name.as_str(), now.version), ("Renamed", 2));
    // Without an id it is another workspace, whose address may be taken.
    let other = json!({"name": "Other", "slug": "renamed"});
    let call = mira.call(Method::POST, paths::WORKSPACES).json(&other);
    assert_eq!(call.refused(409).await.code, ErrorCode::SlugTaken);
}

#[tokio::test]
async fn an_invitation_that_was_used_since_is_not_made_again() {
    let team = Team::start().await;
    let body = json!({"id": InvitationId::new(), "email": email("Kim"), "role": "member"});
    let send = || {
        let call = team.owner.call(Method::POST, paths::invitations(team.ws));
        call.json(&body)
    };
    let _: Value = send().ok().await;
    let link: InvitationLink = send().ok().await;
    let kim = team.app.person("Kim").await;
    let _: Value = kim.act(paths::invitation_accept(&token_of(&link))).await;
    let refused = send().refused(409).await;
    assert_eq!(refused.code, ErrorCode::InvitationUnusable);
}

#[tokio::test]
async fn what_was_made_before_requests_were_kept_is_answered_as_it_was() {
    let team = Team::start().await;
    let column = json!({"id": ColumnId::new(), "name": "Once", "category": "todo"});
    let path = paths::columns(team.ws, team.board.id);
    let made: Value = team.owner.post(path.clone(), &column).await;
    let member = team.join(Role::Member).await;
    let as_member = || member.call(Method::POST, path.clone()).json(&column);
    // Columns do not say who made them: another person's request is told by its hash alone.
    assert_eq!(as_member().refused(409).await.code, ErrorCode::IdTaken);
    team.app
        .database
        .run("UPDATE columns SET request_hash = NULL");
    let again: Value = as_member().ok().await;
    assert_eq!(again, made);
}

#[tokio::test]
async fn under_its_key_it_is_answered_as_it_is_now_too() {
    let team = Team::start().await;
    for (path, body, others) in creates(&team) {
        let send = |body: &Value| {
            let call = team.owner.call(Method::POST, path.clone());
            call.key(&path).json(body).send()
        };
        let made: Value = send(&body).await.expect(201).json();
        let table = table(&path);
        let (change, field) = match table {
            "invitations" => ("expires_at = expires_at + interval '1 day'", "expires_at"),
            _ => ("version = version + 1", "version"),
        };
        let id = body["id"].as_str().unwrap();
        let database = &team.app.database;
        database.run(&format!("UPDATE {table} SET {change} WHERE id = '{id}'"));
        let before = team.seq();
        let again: Value = send(&body).await.expect(201).json();
        assert_eq!(again["id"], made["id"]);
        assert_ne!(again[field], made[field], "{path} is answered as it was");
        assert_eq!(team.seq(), before, "{path} was done again");
        for other in &others {
            let refused = send(other).await.expect(422).problem();
            assert_eq!(refused.code, ErrorCode::KeyReused, "{path}");
        }
        let kept = format!(
            "SELECT count(*) FROM idempotency_keys WHERE key = '{path}' AND answer IS NULL"
        );
        assert_eq!(database.number(&kept), 1);
    }
}

#[tokio::test]
async fn what_was_deleted_since_is_not_answered_as_if_it_had_been_made() {
    let team = Team::start().await;
    for (path, body, _) in creates(&team) {
        let send = async |key: &str| {
            let call = team.owner.call(Method::POST, path.clone());
            call.key(&format!("{path} {key}")).json(&body).send().await
        };
        send("first").await.expect(201);
        let made = format!("{path}/{}", body["id"].as_str().unwrap());
        team.owner.delete(made.clone()).await;
        // By its key and by its id alone.
        for key in ["first", "another"] {
            let before = team.app.database.fingerprint();
            let refused = send(key).await.expect(409).problem();
            let wanted = match table(&path) {
                "invitations" => ErrorCode::InvitationUnusable,
                _ => ErrorCode::IdTaken,
            };
            assert_eq!(refused.code, wanted, "{path} by {key}");
            assert_eq!(team.app.database.fingerprint(), before, "{path} by {key}");
        }
        let restore = format!("{made}/restore");
        if operation(&Method::POST, &restore).is_some() {
            let _: Value = team.owner.act(restore).await;
            let now: Value = send("first").await.expect(201).json();
            assert_eq!(now["id"], body["id"], "{path}");
        }
    }
}

#[tokio::test]
async fn a_task_is_found_where_it_is_now_by_who_may_still_read_it() {
    let team = Team::start().await;
    let mia = team.join(Role::Member).await;
    let first = team.board("First", None).await;
    let second = team.board("Second", Some(&[mia.id()])).await;
    let body = json!({"id": TaskId::new(), "board_id": first.id, "title": "Once"});
    let create = |key: &str| {
        let call = mia.call(Method::POST, paths::tasks(team.ws));
        call.key(key).json(&body).send()
    };
    let made: Task = create("first").await.expect(201).json();
    let to = json!({"board_id": second.id, "column_id": second.columns[0].id});
    let _: Task = mia.post(paths::task_move(team.ws, made.id), &to).await;
    team.owner.delete(paths::board(team.ws, first.id)).await;
    for key in ["first", "another"] {
        let now: Task = create(key).await.expect(201).json();
        assert_eq!(now.board_id, second.id);
    }
    let path = paths::board_member(team.ws, second.id, mia.id());
    team.owner.delete(path).await;
    for key in ["first", "another", "a third"] {
        create(key).await.expect(404);
    }
}
