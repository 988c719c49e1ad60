//! Jobs beside people: what a killed process had begun is done by the next one, and once.

use std::sync::Arc;

use diesel::connection::SimpleConnection;
use serde_json::json;
use tokio::time::timeout;
use tutti_db::commands::jobs::KINDS;
use tutti_testkit::app::Options;
use tutti_testkit::pace::DEADLINE;
use tutti_testkit::{Database, Method, Team, TestApp};

use crate::binary::Server;

/// Boards that are past their time, and tasks on each: three slices.
const BOARDS: i64 = 24;
const TASKS: i64 = 1_100;

const PURGED: &str = "SELECT count(*) FROM boards WHERE purged_at IS NOT NULL";
const RUNNING: &str = "SELECT count(*) FROM jobs WHERE state = 'running'";

/// Fills workspaces with boards that are past their time in the trash. With `added`, their jobs are there as another node added them.
fn fill(database: &Database, workspaces: i64, boards: i64, added: bool) {
    database.run(&format!(
        "INSERT INTO workspaces (id, name, slug, task_prefix) SELECT gen_random_uuid(), 'W', 'full-' || n, 'WWW' FROM generate_series(1, {workspaces}) n;
         INSERT INTO streams (workspace_id, epoch) SELECT id, gen_random_uuid() FROM workspaces WHERE slug LIKE 'full-%';
         INSERT INTO boards (workspace_id, id, name, color, visibility, deleted_at)
            SELECT id, gen_random_uuid(), 'B' || n, 'blue', 'open', now() - interval '31 days' FROM workspaces, generate_series(1, {boards}) n WHERE slug LIKE 'full-%';
         INSERT INTO columns (workspace_id, id, board_id, name, category, position)
            SELECT workspace_id, gen_random_uuid(), id, 'C', 'todo', 'V' FROM boards WHERE deleted_at IS NOT NULL;
         INSERT INTO tasks (workspace_id, id, board_id, column_id, number, title, priority, position)
            SELECT c.workspace_id, gen_random_uuid(), c.board_id, c.id, row_number() OVER (PARTITION BY c.workspace_id), 'T', 'low', 'V' || lpad(n::text, 5, '0') || 'V'
            FROM columns c JOIN boards b ON b.id = c.board_id AND b.deleted_at IS NOT NULL, generate_series(1, {TASKS}) n"
    ));
    if added {
        database.run(
            "INSERT INTO jobs (id, kind, key, workspace_id, payload) SELECT gen_random_uuid(), 'board.purge', 'board.purge:' || id, workspace_id,
                json_build_object('workspace_id', workspace_id, 'board_id', id) FROM boards WHERE deleted_at IS NOT NULL",
        );
    }
}

/// Comes back once the database holds what is waited for.
pub async fn until(database: &Database, what: &str, holds: impl Fn(&Database) -> bool) {
    let held = async {
        while !holds(database) {
            tokio::task::yield_now().await;
        }
    };
    timeout(DEADLINE, held)
        .await
        .unwrap_or_else(|_| panic!("{what}: {:?}", database.rows("SELECT * FROM jobs")));
}

/// Every board ended once, in events, log and rows; nothing was given up, and what comes every hour is there once.
fn all_done_once(database: &Database, boards: i64) {
    let ends = database.rows(
        "SELECT count(*) AS told, count(DISTINCT data) AS boards, count(DISTINCT op) AS jobs FROM stream.events WHERE kind = 'board.purged'",
    );
    assert_eq!(
        ends,
        [json!({"told": boards, "boards": boards, "jobs": boards})]
    );
    let logged = "SELECT count(*) FROM activity_log WHERE kind = 'board.purged'";
    assert_eq!(database.number(logged), boards);
    let holes = "SELECT count(*) FROM streams s WHERE seq <> (SELECT count(*) FROM stream.events e WHERE e.workspace_id = s.workspace_id)";
    assert_eq!(database.number(holes), 0);
    let left = "SELECT count(*) FROM tasks t JOIN boards b ON b.id = t.board_id WHERE b.deleted_at IS NOT NULL";
    assert_eq!(database.number(left), 0);
    let chores = database.rows(
        "SELECT count(*) AS all, count(DISTINCT kind) AS kinds, count(*) FILTER (WHERE state = 'waiting' AND attempts = 0) AS wait FROM jobs",
    );
    let recurring = recurring();
    assert_eq!(
        chores,
        [json!({"all": recurring, "kinds": recurring, "wait": recurring})]
    );
}

/// How many kinds of jobs come every so often; there is one job of each.
fn recurring() -> usize {
    KINDS.iter().filter(|kind| kind.every().is_some()).count()
}

/// What comes every hour is there, nothing is due or waits for another attempt, and nothing runs.
fn is_at_rest(database: &Database) -> bool {
    let rest = format!(
        "SELECT (count(*) >= {} AND bool_and(state = 'waiting' AND run_at > now() AND last_error IS NULL))::int FROM jobs",
        recurring()
    );
    database.number(&rest) == 1
}

/// Comes back once the server has done what it does after its start.
pub async fn until_at_rest(database: &Database) {
    until(database, "the chores are done", is_at_rest).await;
}

#[tokio::test]
async fn a_process_that_is_killed_loses_none_and_does_none_twice() {
    let database = Database::new();
    let data = tempfile::tempdir().unwrap();
    fill(&database, 3, BOARDS / 3, false);
    let mut server = Server::start(&database.url, data.path()).await;
    let mut broken_off = 0;
    for round in 1..=3 {
        let far = |database: &Database| {
            database.number(PURGED) >= round * BOARDS / 5 && database.number(RUNNING) > 0
        };
        until(&database, "they get on", far).await;
        server.kill();
        broken_off += database.number(RUNNING);
        assert!(database.number(PURGED) < BOARDS, "it was killed too late");
        server = Server::start(&database.url, data.path()).await;
    }
    assert!(broken_off > 0, "no kill found a job that ran");
    until(&database, "all are done", |database| {
        database.number(PURGED) == BOARDS && is_at_rest(database)
    })
    .await;
    all_done_once(&database, BOARDS);
}

/// Rows of workspaces that are not there, in whatever table.
fn orphans(database: &Database) -> Vec<String> {
    let tables = database.rows(
        "SELECT c.table_schema || '.' || c.table_name AS name FROM information_schema.columns c
            JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name AND t.table_type = 'BASE TABLE'
         WHERE c.column_name = 'workspace_id' AND c.table_schema IN ('public', 'stream')",
    );
    assert!(tables.len() > 10, "{tables:?}");
    let tables = tables.iter().map(|row| row["name"].as_str().unwrap());
    let holds = |table: &&str| {
        let rows = "r WHERE r.workspace_id IS NOT NULL AND NOT EXISTS (SELECT FROM workspaces w WHERE w.id = r.workspace_id)";
        database.number(&format!("SELECT count(*) FROM {table} {rows}")) > 0
    };
    tables.filter(holds).map(str::to_owned).collect()
}

#[tokio::test]
async fn a_workspace_that_a_killed_process_has_half_deleted_goes_whole() {
    const WORKSPACES: i64 = 3;
    let database = Database::new();
    let data = tempfile::tempdir().unwrap();
    fill(&database, WORKSPACES, 2, false);
    database.run(
        "UPDATE boards SET deleted_at = NULL;
         INSERT INTO stream.events (workspace_id, seq, at, kind, audience, data)
            SELECT workspace_id, n, now(), 'activity.logged', 'everyone', '{}' FROM streams, generate_series(1, 600) n;
         UPDATE streams SET seq = 600;
         UPDATE workspaces SET deleted_at = now() - interval '31 days'",
    );
    let left = |database: &Database| database.number("SELECT count(*) FROM workspaces");
    // Slices go by the tasks' ids: the last of each workspace keeps its last slice waiting.
    let mut holding = database.connect();
    holding
        .batch_execute(
            "BEGIN; SELECT FROM tasks WHERE id IN (SELECT DISTINCT ON (workspace_id) id FROM tasks ORDER BY workspace_id, id DESC) FOR UPDATE",
        )
        .unwrap();
    let begun = format!(
        "SELECT count(*) FROM (SELECT FROM tasks GROUP BY workspace_id HAVING count(*) < {}) begun",
        2 * TASKS
    );
    let mut server = Server::start(&database.url, data.path()).await;
    until(&database, "some are begun", |database| {
        database.number(&begun) > 0 && database.number(RUNNING) > 0
    })
    .await;
    server.kill();
    assert_eq!(left(&database), WORKSPACES);
    holding.batch_execute("ROLLBACK").unwrap();
    let _server = Server::start(&database.url, data.path()).await;
    until(&database, "all are gone", |database| {
        left(database) == 0 && is_at_rest(database)
    })
    .await;
    assert_eq!(orphans(&database), Vec::<String>::new());
}

#[tokio::test]
async fn two_nodes_share_what_there_is_and_a_stop_leaves_nothing_half_done() {
    let database = Arc::new(Database::new());
    let mut first = TestApp::over(database.clone(), Options::default()).await;
    let _second = TestApp::over(database.clone(), Options::default()).await;
    until_at_rest(&database).await;
    // Nobody tells them of these: they look.
    fill(&database, 2, 5, true);
    until(&database, "somebody looks", |database| {
        database.number(PURGED) > 0
    })
    .await;
    first.stop().await;
    until(&database, "all are done", is_at_rest).await;
    all_done_once(&database, 10);
}

#[tokio::test]
async fn a_server_that_stops_waits_for_what_it_has_begun() {
    let mut team = Team::start().await;
    fill(&team.app.database, 2, 5, true);
    until(&team.app.database, "one is begun", |database| {
        database.number(RUNNING) > 0
    })
    .await;
    team.app.stop().await;
    assert_eq!(team.app.database.number(RUNNING), 0);
    team.app.up().await;
    until(&team.app.database, "all are done", is_at_rest).await;
    let ended = "SELECT count(*) FROM stream.events WHERE kind = 'board.purged'";
    assert_eq!(team.app.database.number(ended), 10);
}

#[tokio::test]
async fn the_figures_tell_of_jobs() {
    let app = TestApp::with(Options {
        metrics: true,
        ..Options::default()
    })
    .await;
    until_at_rest(&app.database).await;
    app.database.run(
        "INSERT INTO jobs (id, kind, payload, state, run_at) VALUES (gen_random_uuid(), 'board.purge', '{}', 'dead', now());
         INSERT INTO jobs (id, kind, payload, run_at) VALUES (gen_random_uuid(), 'of_tomorrow', '{}', now() - interval '90 seconds')",
    );
    // A node counts a job once its end is committed, which the database shows before.
    let counted = async {
        loop {
            let figures = app.metrics().call(Method::GET, "/metrics").send().await;
            let figures = figures.expect(200).text.clone();
            if figures.contains("tutti_jobs_done_total{kind=\"housekeeping.empty_boards\"} 1\n") {
                return figures;
            }
        }
    };
    let figures = timeout(DEADLINE, counted).await.unwrap();
    for figure in [
        "tutti_jobs{kind=\"board.purge\",state=\"dead\"} 1\n",
        "tutti_jobs{kind=\"board.purge\",state=\"running\"} 0\n",
        "tutti_jobs{kind=\"of_tomorrow\",state=\"waiting\"} 1\n",
        "tutti_jobs{kind=\"housekeeping.empty_boards\",state=\"waiting\"} 1\n",
        "tutti_jobs_failed_total{kind=\"housekeeping.empty_boards\"} 0\n",
        "# TYPE tutti_jobs_done_total counter\n",
    ] {
        assert!(figures.contains(figure), "{figure} in {figures}");
    }
    let late = figures
        .lines()
        .find_map(|line| line.strip_prefix("tutti_jobs_oldest_waiting_seconds "));
    let late: f64 = late.unwrap().parse().unwrap();
    assert!(late >= 90.0, "{late}");
}
