//! A create that comes again with the client's own id: the same request is answered as it was done, another one is refused.

use serde_json::{Value, json};
use tutti_testkit::app::email;
use tutti_testkit::{Method, Team};
use tutti_types::{BoardId, ColumnId, ErrorCode, InvitationId, Role, TaskId, WorkspaceId, paths};

/// Every create with its body, and bodies that ask for something else under the same id.
fn creates(team: &Team) -> Vec<(String, Value, Vec<Value>)> {
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

#[tokio::test]
async fn another_request_with_a_known_id_is_not_answered_as_if_it_had_been_done() {
    let team = Team::start().await;
    for (path, body, others) in creates(&team) {
        let send = |key: &str, body: &Value| {
            let call = team.owner.call(Method::POST, path.clone());
            call.key(key).json(body).send()
        };
        let first = send(&format!("{path} 1"), &body).await;
        first.expect(201);
        let before = team.seq();
        for (n, other) in others.iter().enumerate() {
            let refused = send(&format!("{path} other {n}"), other).await;
            let code = refused.expect(409).problem().code;
            assert_eq!(code, ErrorCode::IdTaken, "{path} {other}");
        }
        let again = send(&format!("{path} 2"), &body).await;
        again.expect(201);
        assert_eq!(again.json::<Value>()["id"], first.json::<Value>()["id"]);
        assert_eq!(team.seq(), before, "{path} was done again");
    }
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
