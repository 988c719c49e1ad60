//! Own workspace in the path, somebody else's child: for every route and every id in a body, 404 or 422 and nothing changed.
//! The lesson of CVE-2026-104966, -58660, -25561 and -25564 of our neighbours.

use serde_json::{Value, json};
use tutti_testkit::contract::walk::{self, SchemaNode, nodes, put, resolve};
use tutti_testkit::contract::{Operation, operations};
use tutti_testkit::team::column;
use tutti_testkit::{Client, Method, Team};
use tutti_types::boards::BoardDetail;
use tutti_types::columns::Category;
use tutti_types::tasks::Task;
use tutti_types::{InvitationId, RoleId, SessionId, TaskId, WorkspaceId, paths};

use crate::world::{self, Ids};

/// Somebody else's workspace, with one of everything in it.
struct Elsewhere {
    ids: Ids,
    board: BoardDetail,
}

async fn elsewhere(team: &Team) -> Elsewhere {
    let (stranger, ws, board) = team.stranger().await;
    let task: Task = stranger
        .post(
            paths::tasks(ws),
            &json!({"board_id": board.id, "title": "Theirs"}),
        )
        .await;
    let body = json!({"email": "x@example.com", "role": "guest"});
    let invitation: Value = stranger.post(paths::invitations(ws), &body).await;
    let invitation: InvitationId = serde_json::from_value(invitation["id"].clone()).unwrap();
    Elsewhere {
        ids: Ids {
            ws,
            board: board.id,
            column: column(&board, Category::Done),
            other_column: column(&board, Category::Todo),
            task: task.id,
            other_task: task.id,
            user: stranger.id(),
            role: role_of(team, ws),
            invitation,
            session: SessionId::new(),
            token: "none".to_owned(),
            n: 0,
        },
        board,
    }
}

/// A custom role of a workspace, made past the API.
fn role_of(team: &Team, ws: WorkspaceId) -> RoleId {
    let id = RoleId::new();
    team.app.database.run(&format!(
        "INSERT INTO roles (workspace_id, id, name, base, permissions) VALUES ('{ws}', '{id}', 'Role', 'guest', '{{tasks.delete}}')"
    ));
    id
}

/// The id among these that a place of the OpenAPI file takes, by the name of its schema.
fn of_kind(ids: &Ids, kind: &str) -> Option<String> {
    Some(match kind {
        "BoardId" => ids.board.to_string(),
        "ColumnId" => ids.other_column.to_string(),
        "TaskId" => ids.task.to_string(),
        "UserId" => ids.user.to_string(),
        "RoleId" => ids.role.to_string(),
        "InvitationId" => ids.invitation.to_string(),
        // A life of the workspace's stream, which the path names.
        "Epoch" => return None,
        kind => panic!("{kind} in a body or a query has no example here yet"),
    })
}

/// The same ids with the one of a name in a path swapped for another's.
fn swapped(own: &Ids, other: &Ids, name: &str) -> Ids {
    let mut ids = own.clone();
    match name {
        "ws" => ids.ws = other.ws,
        "board" => ids.board = other.board,
        "column" => ids.column = other.column,
        "task" => ids.task = other.task,
        "user" => ids.user = other.user,
        "invitation" => ids.invitation = other.invitation,
        name => panic!("{name} in a path is not swapped here yet"),
    }
    ids
}

fn names(operation: &Operation) -> Vec<String> {
    let parts = operation.path.split('/');
    parts
        .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}').map(str::to_owned))
        .collect()
}

#[tokio::test]
async fn no_route_takes_a_child_of_another_workspace() {
    let team = Team::start().await;
    let theirs = elsewhere(&team).await;
    let mut tried = 0;
    for (n, operation) in operations().iter().enumerate() {
        let names = names(operation);
        if !names.contains(&"ws".to_owned()) || names.len() < 2 {
            continue;
        }
        // It goes to the trash there, where it stays.
        let board = match operation.id.as_str() {
            "restoreBoard" => team.board("In the trash", None).await,
            _ => team.board.clone(),
        };
        let own = world::fresh(&team, &board, operation, n).await;
        for name in &names {
            let mut ids = swapped(&own, &theirs.ids, name);
            // What a body names is ours, and so can only be refused for the path's sake.
            ids.n = 1_000 + n;
            let body = world::body(operation, &own);
            let before = team.app.database.fingerprint();
            let call = team
                .owner
                .call(operation.method.clone(), world::path(operation, &ids));
            let call = body.iter().fold(call, |call, body| call.json(body));
            let answer = call.send().await;
            assert_eq!(
                answer.status, 404,
                "{} with a foreign {name}: {}",
                operation.id, answer.text
            );
            assert_eq!(
                team.app.database.fingerprint(),
                before,
                "{} with a foreign {name} wrote",
                operation.id
            );
            tried += 1;
        }
    }
    assert!(tried >= 40, "{tried}");
}

#[tokio::test]
async fn no_route_takes_a_column_of_another_board() {
    let team = Team::start().await;
    let other = team.board("Other", None).await;
    for (n, operation) in operations().iter().enumerate() {
        if !names(operation).contains(&"column".to_owned()) {
            continue;
        }
        let mut ids = world::fresh(&team, &team.board, operation, n).await;
        ids.column = column(&other, Category::Todo);
        let before = team.app.database.fingerprint();
        let answer = world::request(operation, &ids, &team.owner).send().await;
        assert_eq!(answer.status, 404, "{}: {}", operation.id, answer.text);
        assert_eq!(team.app.database.fingerprint(), before);
    }
}

async fn refused(team: &Team, who: &Client, method: Method, path: String, body: Value) {
    let before = team.app.database.fingerprint();
    let answer = who
        .call(method.clone(), path.clone())
        .json(&body)
        .send()
        .await;
    assert!(
        matches!(answer.status, 404 | 422),
        "{method} {path} {body}: {} {}",
        answer.status,
        answer.text
    );
    assert_eq!(
        team.app.database.fingerprint(),
        before,
        "{method} {path} {body} wrote"
    );
}

#[tokio::test]
async fn ids_in_a_body_must_belong_together() {
    let team = Team::start().await;
    let theirs = elsewhere(&team).await;
    let other = team.board("Other", None).await;
    let there = team.task_on(other.id, "There").await;
    let here = team.task("Here").await;
    let neighbour = team.task("Neighbour").await;
    let (todo, done) = (team.column(Category::Todo), team.column(Category::Done));
    let owner = &team.owner;
    let ws: WorkspaceId = team.ws;

    // A board, a column, a neighbour or a person of another workspace; a column or a neighbour of another board.
    let create = json!({"board_id": team.board.id, "column_id": todo, "before": neighbour.id, "title": "T", "assignee_ids": [owner.id()]});
    for (field, value) in [
        ("board_id", json!(theirs.ids.board)),
        ("board_id", json!(other.id)),
        ("column_id", json!(theirs.ids.column)),
        ("column_id", json!(column(&other, Category::Todo))),
        ("before", json!(theirs.ids.task)),
        ("before", json!(there.id)),
        ("assignee_ids", json!([theirs.ids.user])),
    ] {
        let mut body = create.clone();
        body[field] = value;
        refused(&team, owner, Method::POST, paths::tasks(ws), body).await;
    }
    let place = json!({"board_id": team.board.id, "column_id": done, "before": neighbour.id});
    let mut moves = Vec::new();
    for (field, value) in [
        ("board_id", json!(theirs.ids.board)),
        ("board_id", json!(other.id)),
        ("column_id", json!(theirs.ids.column)),
        ("column_id", json!(column(&theirs.board, Category::Todo))),
        ("column_id", json!(column(&other, Category::Todo))),
        ("before", json!(theirs.ids.task)),
        ("before", json!(there.id)),
        ("after", json!(theirs.ids.task)),
        ("after", json!(there.id)),
    ] {
        let mut body = place.clone();
        body[field] = value;
        if field == "after" {
            body.as_object_mut().unwrap().remove("before");
        }
        moves.push(body);
    }
    for body in moves {
        refused(
            &team,
            owner,
            Method::POST,
            paths::task_move(ws, here.id),
            body.clone(),
        )
        .await;
        let bulk = json!({"ids": [here.id], "move": body});
        refused(&team, owner, Method::POST, paths::tasks_bulk(ws), bulk).await;
    }
    for change in [
        json!({"patch": {"priority": "low"}}),
        json!({"delete": true}),
        json!({"restore": true}),
        json!({"move": {"board_id": team.board.id, "column_id": done}}),
    ] {
        let mut body = change;
        body["ids"] = json!([here.id, theirs.ids.task]);
        refused(&team, owner, Method::POST, paths::tasks_bulk(ws), body).await;
    }
    let assign = json!({"assignee_ids": [theirs.ids.user]});
    refused(
        &team,
        owner,
        Method::PATCH,
        paths::task(ws, here.id),
        assign.clone(),
    )
    .await;
    let bulk = json!({"ids": [here.id], "patch": assign});
    refused(&team, owner, Method::POST, paths::tasks_bulk(ws), bulk).await;
    for neighbour in [theirs.ids.column, column(&other, Category::Todo)] {
        for side in ["before", "after"] {
            let path = paths::column_move(ws, team.board.id, todo);
            refused(&team, owner, Method::POST, path, json!({side: neighbour})).await;
        }
    }
}

#[tokio::test]
async fn no_deleted_column_s_tasks_go_to_another_board() {
    let team = Team::start().await;
    let theirs = elsewhere(&team).await;
    let other = team.board("Other", None).await;
    let task = team.task("Here").await;
    for to in [theirs.ids.column, column(&other, Category::Todo)] {
        let before = team.app.database.fingerprint();
        let path = paths::column_into(team.ws, team.board.id, task.column_id, to);
        team.owner.call(Method::DELETE, path).refused(404).await;
        assert_eq!(team.app.database.fingerprint(), before);
    }
}

/// Each id in a body, by the cases of its area: somebody else's is refused, and in the same place of the same body one's own is taken.
#[tokio::test]
async fn no_body_names_a_thing_of_another_workspace() {
    let team = Team::start().await;
    let theirs = elsewhere(&team).await;
    let role = role_of(&team, team.ws);
    for (n, operation) in operations().iter().enumerate() {
        let Some(schema) = operation.body().filter(|_| operation.path.contains("{ws}")) else {
            continue;
        };
        // The id that a client chooses for what it makes is nobody's yet.
        let makes = operation.statuses.contains(&201);
        let all = nodes(schema).into_iter();
        let named = all.filter(|place| place.schema["format"] == "uuid");
        let named: Vec<SchemaNode> = named
            .filter(|place| !(makes && place.path == "id"))
            .collect();
        let mut told: Vec<&str> = named.iter().map(|place| &*place.path).collect();
        let mut tried: Vec<&str> = world::case(&operation.id)
            .ids
            .iter()
            .map(|(path, _)| *path)
            .collect();
        told.sort_unstable();
        tried.sort_unstable();
        assert_eq!(tried, told, "{} in its area's cases", operation.id);
        for (at, place) in named.into_iter().enumerate() {
            let mut ids = world::target(&team, operation, n * 100 + at).await;
            ids.role = role;
            if operation.path.contains("/tasks") {
                let beside =
                    json!({"board_id": ids.board, "column_id": ids.column, "title": "Beside"});
                let beside: Task = team.owner.post(paths::tasks(team.ws), &beside).await;
                ids.other_task = beside.id;
            }
            let mut cases = world::case(&operation.id).ids.iter();
            let (_, body) = cases.find(|(path, _)| *path == place.path).unwrap();
            let own = body(&ids);
            let path = world::path(operation, &ids);
            let foreign = of_kind(&theirs.ids, place.name.unwrap()).unwrap();
            let mut mixed = own.clone();
            put(&mut mixed, schema, &place.path, json!(foreign));
            assert_ne!(mixed, own);
            let method = &operation.method;
            refused(&team, &team.owner, method.clone(), path.clone(), mixed).await;
            let call = team.owner.call(method.clone(), path).json(&own);
            let _: Value = call.ok().await;
        }
    }
}

#[tokio::test]
async fn no_query_names_a_thing_of_another_workspace() {
    let team = Team::start().await;
    let theirs = elsewhere(&team).await;
    let mut tried = 0;
    for (n, operation) in operations().iter().enumerate() {
        let of_workspace = operation.path.contains("{ws}");
        let parameters = operation.parameters().into_iter();
        for field in parameters.filter(|field| of_workspace && field.is_in("query")) {
            if resolve(field.schema()).0["format"] != "uuid" {
                continue;
            }
            let kind = walk::name(field.schema()).unwrap();
            tried += 1;
            let ids = world::target(&team, operation, n * 100 + tried).await;
            let (Some(own), Some(foreign)) = (of_kind(&ids, kind), of_kind(&theirs.ids, kind))
            else {
                continue;
            };
            let ask = |id: String| {
                let path = world::path(operation, &ids);
                let joint = if path.contains('?') { '&' } else { '?' };
                let path = format!("{path}{joint}{}={id}", field.name);
                team.owner.call(operation.method.clone(), path).send()
            };
            let before = team.app.database.fingerprint();
            let answer = ask(foreign).await;
            // A person is no part of a workspace: what they did or do there may be nothing.
            if kind == "UserId" {
                assert_eq!(answer.expect(200).json::<Value>()["items"], json!([]));
            } else {
                answer.expect(404);
            }
            assert_eq!(team.app.database.fingerprint(), before);
            let answer = ask(own).await;
            assert!(answer.status < 300, "{}: {}", operation.id, answer.text);
        }
    }
    assert!(tried > 6, "{tried}");
}

#[tokio::test]
async fn what_is_foreign_and_what_is_nothing_are_one_answer() {
    let team = Team::start().await;
    let theirs = elsewhere(&team).await;
    let private = team.board("Private", Some(&[])).await;
    let hidden = team.task_on(private.id, "Hidden").await;
    let member = team.join(tutti_types::Role::Member).await;
    let get = |id: TaskId| member.call(Method::GET, paths::task(team.ws, id)).send();
    let nothing = get(TaskId::new()).await;
    for id in [theirs.ids.task, hidden.id] {
        let answer = get(id).await;
        answer.expect(404);
        assert_eq!(answer.without_request_id(), nothing.without_request_id());
        let mut names: Vec<_> = answer
            .headers
            .keys()
            .map(|name| name.as_str().to_owned())
            .collect();
        let mut others: Vec<_> = nothing
            .headers
            .keys()
            .map(|name| name.as_str().to_owned())
            .collect();
        names.sort();
        others.sort();
        assert_eq!(names, others);
    }
    for wrong in ["x", "00000000-0000-0000-0000-000000000000", "..", "%00"] {
        let path = format!("{}/tasks/{wrong}", paths::workspace(team.ws));
        let answer = member.call(Method::GET, path).send().await;
        answer.expect(404);
    }
}
