//! A job of a workspace runs in its lane, as the system.

use serde::{Deserialize, Serialize};
use serde_json::json;
use tutti_db::commands::jobs::KINDS;
use tutti_db::gate::Tx;
use tutti_db::jobs::{self, Job, Later, Next, Node, Ran};
use tutti_types::WorkspaceId;

use crate::lane::{Stage, stage, task};

/// Puts a board with so many tasks into the trash, past its time.
async fn deleted(stage: &Stage, tasks: u32) {
    let (ws, board) = (stage.ws, stage.board);
    stage.database.run(&format!(
        "INSERT INTO tasks (workspace_id, id, board_id, column_id, number, title, priority, position)
            SELECT '{ws}', gen_random_uuid(), c.board_id, c.id, 1000 + n, 'T', 'low', 'V' || lpad(n::text, 5, '0') || 'V'
            FROM (SELECT * FROM columns WHERE board_id = '{board}' LIMIT 1) c, generate_series(1, {tasks}) n;
         UPDATE boards SET deleted_at = now() - interval '31 days' WHERE id = '{board}'"
    ));
}

#[tokio::test]
async fn a_board_is_emptied_in_slices_and_its_end_told_once() {
    let stage = stage().await;
    deleted(&stage, 1_200).await;
    let left = "SELECT count(*) FROM tasks";
    jobs::schedule(&stage.gate, KINDS).await.unwrap();
    let (node, mut slices, mut id) = (Node::new(), Vec::new(), None);
    while let Some(job) = jobs::claim(&stage.gate, KINDS, &node, 1)
        .await
        .unwrap()
        .pop()
    {
        let purges = job.kind().name() == "board.purge";
        let job_id = job.id();
        let Ran::Done(next) = jobs::run(&stage.gate, job).await else {
            panic!("{} failed", job_id);
        };
        if purges {
            id = Some(job_id);
            slices.push((next, stage.database.number(left)));
        }
    }
    assert_eq!(
        slices,
        [(Next::More, 700), (Next::More, 200), (Next::Done, 0)]
    );
    let told = stage.database.rows(
        "SELECT e.op, e.actor_id, a.actor_kind FROM stream.events e JOIN activity_log a USING (workspace_id, seq) WHERE e.kind = 'board.purged'",
    );
    let id = id.map(|id| id.to_string());
    let by_job = json!({"op": id, "actor_id": null, "actor_kind": "system"});
    assert_eq!(told, [by_job]);
    // What stays are the chores, each once, for the next hour.
    let rest = stage.database.rows("SELECT count(*) AS all, count(DISTINCT kind) AS kinds, count(*) FILTER (WHERE run_at > now() AND state = 'waiting') AS wait FROM jobs");
    let recurring = KINDS.iter().filter(|kind| kind.every().is_some()).count();
    assert_eq!(
        rest,
        [json!({"all": recurring, "kinds": recurring, "wait": recurring})]
    );
}

#[tokio::test]
async fn it_shares_a_transaction_with_people_who_keep_their_own_rights() {
    let stage = stage().await;
    let (ws, board) = (stage.ws, stage.board);
    let other = stage.gate.write(stage.person, ws, None, move |tx, me| {
        let request = serde_json::from_value(json!({"name": "Gone"})).unwrap();
        tutti_db::commands::board::create(tx, me, &request)
    });
    let other = other.await.unwrap();
    stage.database.run(&format!(
        "UPDATE boards SET deleted_at = now() - interval '31 days' WHERE id = '{}'",
        other.id
    ));
    jobs::schedule(&stage.gate, KINDS).await.unwrap();
    let node = Node::new();
    loop {
        let job = jobs::claim(&stage.gate, KINDS, &node, 1)
            .await
            .unwrap()
            .pop()
            .unwrap();
        if job.kind().name() == "board.purge" {
            // Before and after it in the lane, people write, and what they may see is theirs alone.
            let write = |title: &'static str| {
                stage.gate.write(stage.person, ws, None, move |tx, me| {
                    let jobs: diesel::QueryResult<i64> = diesel::RunQueryDsl::get_result(
                        diesel::dsl::sql::<diesel::sql_types::BigInt>(
                            "SELECT (has_table_privilege('jobs', 'SELECT'))::int::bigint",
                        ),
                        tx.conn,
                    );
                    assert_eq!(jobs, Ok(0), "{title} is written as the system");
                    tutti_db::commands::task::create(tx, me, task(board, title))
                })
            };
            let (before, ran, after) =
                tokio::join!(write("Before"), jobs::run(&stage.gate, job), write("After"));
            before.unwrap();
            after.unwrap();
            assert!(matches!(ran, Ran::Done(Next::Done)), "{ran:?}");
            break;
        }
        jobs::run(&stage.gate, job).await;
    }
    let purged = "SELECT count(*) FROM stream.events WHERE kind = 'board.purged'";
    assert_eq!(stage.database.number(purged), 1);
}

/// A job of a workspace's.
#[derive(Serialize, Deserialize)]
struct Of(WorkspaceId);

impl Job for Of {
    const KIND: &'static str = "test.of";
    fn workspace(&self) -> Option<WorkspaceId> {
        Some(self.0)
    }
    fn run(&self, _: &mut Tx<'_>) -> tutti_db::Result<Next> {
        Ok(Next::Done)
    }
}

#[tokio::test]
async fn a_persons_change_adds_a_job_of_its_workspace_once_and_none_of_another() {
    let stage = stage().await;
    let wants = |of: WorkspaceId| {
        stage
            .gate
            .write(stage.person, stage.ws, None, move |tx, _| {
                tx.later(Later::from(Of(of)).key("of"))?;
                tx.later(Of(of))
            })
    };
    for _ in 0..2 {
        wants(stage.ws).await.unwrap();
    }
    let added = stage
        .database
        .rows("SELECT kind, workspace_id, key, payload, state FROM jobs ORDER BY key NULLS LAST");
    let job = |key| json!({"kind": "test.of", "workspace_id": stage.ws, "key": key, "payload": stage.ws, "state": "waiting"});
    assert_eq!(added, [job(Some("of")), job(None), job(None)]);
    wants(WorkspaceId::new()).await.unwrap_err();
    assert_eq!(stage.database.number("SELECT count(*) FROM jobs"), 3);
}

#[tokio::test]
async fn a_request_adds_jobs_of_its_own_workspace_and_reads_none() {
    let stage = stage().await;
    let mut connection = stage.database.connect();
    let ws = stage.ws;
    let mut said = |sql: &str| {
        use diesel::connection::SimpleConnection;
        let whole = format!(
            "BEGIN; SET LOCAL ROLE tutti_app; SET LOCAL tutti.workspaces = '{{{ws}}}'; {sql}; COMMIT"
        );
        let done = connection.batch_execute(&whole);
        connection.batch_execute("ROLLBACK").unwrap();
        done.map_err(|error| error.to_string())
    };
    let add = |workspace: &str| {
        format!(
            "INSERT INTO jobs (id, kind, workspace_id, payload) VALUES (gen_random_uuid(), 'test', {workspace}, '{{}}')"
        )
    };
    assert_eq!(said(&add(&format!("'{ws}'"))), Ok(()));
    assert_eq!(said(&add("NULL")), Ok(()));
    let other = said(&add("gen_random_uuid()")).unwrap_err();
    assert!(other.contains("row-level security"), "{other}");
    for sql in [
        "SELECT FROM jobs",
        "UPDATE jobs SET attempts = 0",
        "DELETE FROM jobs",
    ] {
        let refused = said(sql).unwrap_err();
        assert!(refused.contains("permission denied"), "{refused}");
    }
    let large = said(
        "INSERT INTO jobs (id, kind, payload) VALUES (gen_random_uuid(), 'test', to_jsonb(repeat('x', 16385)))",
    );
    assert!(large.unwrap_err().contains("jobs_payload_check"));
    assert_eq!(stage.database.number("SELECT count(*) FROM jobs"), 2);
}
