//! `changed_seq`: the position of the last change, the same in the answer, in the event and in whatever is read afterwards.

use std::collections::BTreeSet;

use futures_util::future::join_all;
use serde_json::{Value, json};
use tutti_testkit::contract::operations;
use tutti_testkit::{Method, Team};
use tutti_types::activity::SubjectKind;
use tutti_types::boards::{Board, BoardDetail};
use tutti_types::columns::Column;
use tutti_types::events::kind::EventKind;
use tutti_types::invitations::InvitationLink;
use tutti_types::tasks::{BulkResult, Task};
use tutti_types::workspaces::Workspace;
use tutti_types::{Role, paths};

use crate::world;

/// The table that has a row of each thing of this kind, and the column of its id.
fn rows_of(kind: SubjectKind) -> (&'static str, &'static str) {
    match kind {
        SubjectKind::Workspace => ("workspaces", "id"),
        SubjectKind::Member => ("workspace_members", "user_id"),
        SubjectKind::Invitation => ("invitations", "id"),
        SubjectKind::Board => ("boards", "id"),
        SubjectKind::Column => ("columns", "id"),
        SubjectKind::Task => ("tasks", "id"),
    }
}

/// Fails where a position is another one than that of the event, or the row's another one than that of its last entry.
fn require_positions(team: &Team) {
    let database = &team.app.database;
    let unnumbered = |table: &str, field: &str| {
        database.number(&format!(
            "SELECT count(*) FROM {table} WHERE {field} LIKE '%changed_seq\":-%'"
        ))
    };
    assert_eq!(unnumbered("stream.events", "data"), 0);
    assert_eq!(unnumbered("idempotency_keys", "answer"), 0);
    let kinds: Vec<String> = SubjectKind::ALL
        .iter()
        .map(|kind| format!("'{kind}'"))
        .collect();
    let wrong = database.rows(&format!(
        "SELECT e.seq, e.kind, thing.value ->> 'changed_seq' AS told
         FROM stream.events e JOIN activity_log l USING (workspace_id, seq), jsonb_each(e.data::jsonb) thing
         WHERE thing.key IN ({})
           AND (thing.value ->> 'changed_seq')::bigint IS DISTINCT FROM e.seq",
        kinds.join(", ")
    ));
    assert!(wrong.is_empty(), "{wrong:#?}");
    for kind in SubjectKind::ALL {
        let (table, id) = rows_of(*kind);
        let wrong = database.rows(&format!(
            "SELECT r.{id} AS id, r.changed_seq, l.seq FROM {table} r
             JOIN (SELECT subject_id, max(seq) AS seq FROM activity_log WHERE subject_kind = '{kind}' GROUP BY subject_id) l
               ON l.subject_id = r.{id} WHERE r.changed_seq <> l.seq"
        ));
        assert!(wrong.is_empty(), "{table}: {wrong:#?}");
        let changed = database.number(&format!(
            "SELECT count(*) FROM {table} WHERE changed_seq > 0"
        ));
        assert!(changed > 0, "nothing of {table} has changed");
    }
}

#[tokio::test]
async fn each_change_has_the_position_of_its_event() {
    let team = Team::start().await;
    let member = team.join(Role::Member).await;
    let ws = team.ws;
    let owner = &team.owner;
    let other = team.board("Other", None).await;
    let (a, b) = (team.task("A").await, team.task("B").await);
    let first = &team.board.columns[0];
    let columns = paths::columns(ws, team.board.id);
    let made: Column = owner
        .post(&columns, &json!({"name": "New", "category": "todo"}))
        .await;
    let made_path = paths::column(ws, team.board.id, made.id);
    let does = [
        (
            Method::PATCH,
            paths::task(ws, a.id),
            json!({"title": "A2", "assignee_ids": [member.id()]}),
        ),
        (
            Method::POST,
            paths::task_move(ws, a.id),
            json!({"column_id": made.id}),
        ),
        (
            Method::POST,
            paths::task_move(ws, b.id),
            json!({"board_id": other.id, "column_id": other.columns[0].id}),
        ),
        (
            Method::POST,
            paths::tasks_bulk(ws),
            json!({"ids": [a.id, b.id], "patch": {"priority": "high"}}),
        ),
        (
            Method::POST,
            paths::tasks_bulk(ws),
            json!({"ids": [a.id, b.id], "delete": true}),
        ),
        (Method::POST, paths::task_restore(ws, a.id), Value::Null),
        (Method::PATCH, made_path.clone(), json!({"name": "Newer"})),
        (
            Method::POST,
            paths::column_move(ws, team.board.id, made.id),
            json!({"before": first.id}),
        ),
        (
            Method::DELETE,
            format!("{made_path}?to={}", first.id),
            Value::Null,
        ),
        (
            Method::POST,
            paths::column_restore(ws, team.board.id, made.id),
            Value::Null,
        ),
        (
            Method::PATCH,
            paths::board(ws, other.id),
            json!({"visibility": "private"}),
        ),
        (
            Method::PUT,
            paths::board_member(ws, other.id, member.id()),
            Value::Null,
        ),
        (Method::DELETE, paths::board(ws, other.id), Value::Null),
        (
            Method::POST,
            paths::board_restore(ws, other.id),
            Value::Null,
        ),
        (
            Method::PATCH,
            paths::workspace(ws),
            json!({"name": "Renamed"}),
        ),
        (
            Method::PATCH,
            paths::member(ws, member.id()),
            json!({"role": "admin"}),
        ),
        (
            Method::PATCH,
            paths::ME.to_owned(),
            json!({"name": "Olga Other"}),
        ),
    ];
    for (n, (method, path, body)) in does.into_iter().enumerate() {
        let call = owner.call(method, &path).key(&format!("k{n}"));
        let call = if body.is_null() {
            call
        } else {
            call.json(&body)
        };
        let status = call.send().await.status;
        assert!(status < 300, "{path}: {status}");
    }
    let link: InvitationLink = team.invite("Nia", Role::Member).await;
    let resend = paths::invitation_resend(ws, link.invitation.id);
    let again: InvitationLink = owner.act(resend).await;
    assert!(again.invitation.changed_seq > link.invitation.changed_seq);
    require_positions(&team);
}

/// Operations that emit no event, as `world` asks for them.
const SILENT: [(&str, &str); 2] = [
    ("moveColumn", "the column stands at the end already"),
    ("restoreWorkspace", "the workspace is in no trash"),
];

/// Kinds of events that no operation emits, as `world` asks for it.
const ELSEWHERE: [(EventKind, &str); 5] = [
    (EventKind::WorkspaceDeleted, "has a test of its own"),
    (EventKind::BoardPurged, "is a job's"),
    (EventKind::ColumnReordered, "needs a column without room"),
    (EventKind::TaskGone, "needs a move to another board"),
    (EventKind::ActivityLogged, "changes nothing"),
];

/// Every operation once, as `world` asks for it, so that none is left out.
#[tokio::test]
async fn each_operation_gives_what_it_changes_the_position_of_its_event() {
    let team = Team::start().await;
    for (n, operation) in operations().iter().enumerate() {
        let reads = operation.method == Method::GET;
        // A workspace that ends is looked at below.
        if reads || !operation.path.contains("{ws}") || operation.id == "deleteWorkspace" {
            continue;
        }
        let ids = world::target(&team, operation, n).await;
        let before = team.seq();
        let answer = world::request(operation, &ids, &team.owner).send().await;
        assert!(answer.status < 300, "{}: {}", operation.id, answer.text);
        let silent = SILENT.iter().any(|(id, _)| *id == operation.id);
        assert_eq!(team.seq() == before, silent, "{}", operation.id);
    }
    require_positions(&team);
    let rows = team
        .app
        .database
        .rows("SELECT DISTINCT kind FROM stream.events");
    let told: BTreeSet<&str> = rows.iter().filter_map(|row| row["kind"].as_str()).collect();
    let elsewhere = |kind: &EventKind| ELSEWHERE.iter().any(|(other, _)| other == kind);
    let here = EventKind::ALL.iter().filter(|kind| !elsewhere(kind));
    assert_eq!(told, here.map(|kind| kind.as_str()).collect());
}

#[tokio::test]
async fn answer_event_and_what_is_read_agree_and_so_does_a_repetition() {
    let team = Team::start().await;
    let task = team.task("T").await;
    let before = team.seq();
    // Whatever somebody types is no position.
    let title = "\"changed_seq\":-1, \\\"changed_seq\\\":-2,";
    let body = json!({"title": title, "description": title});
    let call = || {
        let call = team
            .owner
            .call(Method::PATCH, paths::task(team.ws, task.id));
        call.key("k").json(&body)
    };
    let answer: Task = call().ok().await;
    assert_eq!(answer.changed_seq, before + 1);
    assert_eq!(answer.title, title);
    let events = team.events(&team.owner, before).await;
    let told: Value = serde_json::from_str(events[0].data.get()).unwrap();
    assert_eq!(told["task"], serde_json::to_value(&answer).unwrap());
    let read: Task = team.owner.get(paths::task(team.ws, task.id)).await;
    assert_eq!(read, answer);
    let board: BoardDetail = team.load(team.board.id).await;
    assert_eq!(board.tasks[0], answer.clone().into_card());
    let again: Task = call().ok().await;
    assert_eq!(again, answer);
    // A look that changes nothing moves nothing.
    let same: Task = team
        .owner
        .patch(paths::task(team.ws, task.id), &json!({"title": title}))
        .await;
    assert_eq!(same, answer);
}

#[tokio::test]
async fn requests_that_share_a_transaction_have_each_their_own() {
    let team = Team::start().await;
    let mut tasks = Vec::new();
    for n in 0..8 {
        tasks.push(team.task(&format!("T{n}")).await);
    }
    let before = team.seq();
    let pairs: Vec<_> = tasks.chunks(2).map(|two| [two[0].id, two[1].id]).collect();
    let all = (0..24).map(|n| {
        let body = json!({"ids": pairs[n % 4], "patch": {"title": format!("N{n}")}});
        let call = team.owner.call(Method::POST, paths::tasks_bulk(team.ws));
        let call = call.key(&format!("k{n}")).json(&body).in_a_crowd();
        async move {
            let answer: BulkResult = call.ok().await;
            (format!("k{n}"), answer)
        }
    });
    let answers = join_all(all).await;
    let events = team.events(&team.owner, before).await;
    for (key, answer) in answers {
        let own = events.iter().filter(|e| e.op.as_deref() == Some(&*key));
        let told: Vec<i64> = own.map(|event| event.seq).collect();
        let told_by_answer: Vec<i64> = answer.items.iter().map(|task| task.changed_seq).collect();
        assert_eq!(told_by_answer, told, "{key}");
    }
    require_task_rows(&team);
}

/// As [`require_positions`], where nothing but tasks has changed.
fn require_task_rows(team: &Team) {
    let wrong = team.app.database.number(
        "SELECT count(*) FROM tasks t WHERE t.changed_seq <> (SELECT max(seq) FROM activity_log l WHERE l.subject_id = t.id)",
    );
    assert_eq!(wrong, 0);
}

#[tokio::test]
async fn what_is_made_has_it_from_the_beginning() {
    let team = Team::start().await;
    let workspace: Workspace = team.owner.get(paths::workspace(team.ws)).await;
    assert_eq!(workspace.changed_seq, 1);
    let made: Workspace = team
        .owner
        .post(paths::WORKSPACES, &json!({"name": "Second"}))
        .await;
    assert_eq!(made.changed_seq, 1);
    let board: Board = team
        .owner
        .post(paths::boards(team.ws), &json!({"name": "B"}))
        .await;
    assert_eq!(board.changed_seq, team.seq());
    let task = team.task_on(board.id, "T").await;
    assert_eq!(task.changed_seq, team.seq());
}

#[tokio::test]
async fn a_restored_workspace_has_the_position_of_its_event() {
    let team = Team::start().await;
    let path = paths::workspace(team.ws);
    let ended = team.owner.call(Method::DELETE, &path).send().await;
    assert_eq!(ended.status, 204);
    let restore = || {
        let call = team
            .owner
            .call(Method::POST, paths::workspace_restore(team.ws));
        call.key("k")
    };
    let answer: Workspace = restore().ok().await;
    assert_eq!(answer.changed_seq, team.seq());
    let read: Workspace = team.owner.get(path).await;
    assert_eq!(read, answer);
    let again: Workspace = restore().ok().await;
    assert_eq!(again, answer);
}
