//! PostgreSQL is away, or somebody is in the way: 503 in time, and back by itself.

use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::json;
use tokio::time::timeout;
use tutti_postgres::{Embedded, Options as PgOptions};
use tutti_testkit::pace::DEADLINE;
use tutti_testkit::pace::within;
use tutti_testkit::{Database, Method, Options, Team, TestApp, TestSocket};
use tutti_types::tasks::Task;
use tutti_types::{ErrorCode, Role, paths};

/// Within this time a request is answered, whatever the database does.
const IN_TIME: Duration = Duration::from_millis(2_500);
/// Within this time all is well again.
const RECOVERED: Duration = Duration::from_secs(5);

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    tokio::task::spawn_blocking(work).await.unwrap()
}

#[tokio::test]
async fn without_postgresql_it_says_so_in_time_and_recovers_by_itself() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().to_owned();
    let start = move || {
        let mut options = PgOptions::new(folder.clone());
        options.test = true;
        Embedded::start(&options).unwrap()
    };
    let postgres = blocking(start.clone()).await;
    let url = postgres.url("tutti");
    let database = blocking(move || Database::on(&url)).await;
    let app = TestApp::over(Arc::new(database), Options::default()).await;
    let team = Team::on(app).await;
    let mut socket = TestSocket::following(&team.owner, team.ws).await;
    let before = team.task("Before").await;
    assert_eq!(socket.event().await.kind, "task.created");

    blocking(move || postgres.stop().unwrap()).await;
    for _ in 0..3 {
        let begun = Instant::now();
        let read = team
            .owner
            .call(Method::GET, paths::task(team.ws, before.id));
        assert_eq!(read.refused(503).await.code, ErrorCode::Unavailable);
        assert!(begun.elapsed() < within(IN_TIME), "{:?}", begun.elapsed());
    }
    let begun = Instant::now();
    let calls = (0..30).map(|_| {
        let write = team.owner.call(Method::POST, paths::tasks(team.ws));
        write
            .json(&json!({"board_id": team.board.id, "title": "Meanwhile"}))
            .send()
    });
    for answer in futures_util::future::join_all(calls).await {
        assert_eq!(answer.expect(503).problem().code, ErrorCode::Unavailable);
    }
    assert!(begun.elapsed() < within(IN_TIME), "{:?}", begun.elapsed());
    let anonymous = team.app.anonymous();
    anonymous
        .call(Method::GET, "/livez")
        .send()
        .await
        .expect(200);
    let ready = anonymous.call(Method::GET, "/readyz").send().await;
    assert_eq!(ready.header("retry-after"), Some("1"));
    assert_eq!(
        ready.expect(503).json::<serde_json::Value>()["database"],
        "failed"
    );
    let head = anonymous.call(Method::HEAD, "/readyz").send().await;
    assert_eq!(head.expect(503).header("retry-after"), Some("1"));
    socket.settle(1).await;

    let postgres = blocking(start).await;
    let begun = Instant::now();
    let recovered = async {
        while team
            .app
            .anonymous()
            .call(Method::GET, "/readyz")
            .send()
            .await
            .status
            != 200
            || team.owner.call(Method::GET, paths::ME).send().await.status != 200
        {}
    };
    timeout(DEADLINE, recovered)
        .await
        .expect("it did not recover");
    let after = team.task("After").await;
    let took = begun.elapsed();
    assert!(took < within(RECOVERED), "{took:?}");
    // The socket stayed open, and goes on where it was.
    let event = socket.event().await;
    assert!(event.data.get().contains(&after.id.to_string()));
    let titles = team.app.database.number("SELECT count(*) FROM tasks");
    assert_eq!(titles, 2, "what was refused was not done");
    drop(team);
    blocking(move || postgres.stop().unwrap()).await;
}

#[tokio::test]
async fn a_lock_that_somebody_holds_costs_only_who_needs_it() {
    let team = Team::start().await;
    let (stranger, theirs, board) = team.stranger().await;
    let task = team.task("T").await;
    team.app.database.run(&format!(
        "BEGIN; SELECT FROM streams WHERE workspace_id = '{}' FOR UPDATE",
        team.ws
    ));
    let begun = Instant::now();
    let calls = (0..40).map(|_| {
        let write = team.owner.call(Method::POST, paths::tasks(team.ws));
        write
            .json(&json!({"board_id": team.board.id, "title": "Waits"}))
            .send()
    });
    let waiting = async {
        let answers = futures_util::future::join_all(calls).await;
        assert!(answers.iter().all(|answer| answer.status == 503));
        begun.elapsed()
    };
    let meanwhile = async {
        let begun = Instant::now();
        let _: Task = team.owner.get(paths::task(team.ws, task.id)).await;
        let body = json!({"board_id": board.id, "title": "Elsewhere"});
        let _: Task = stranger.post(paths::tasks(theirs), &body).await;
        begun.elapsed()
    };
    let (waited, went_on) = futures_util::future::join(waiting, meanwhile).await;
    assert!(waited < within(Duration::from_secs(5)), "{waited:?}");
    assert!(
        went_on < waited / 2,
        "others had to wait: {went_on:?} of {waited:?}"
    );
    team.app.database.run("ROLLBACK");
    let _: Task = team.task("Free again").await;
}

#[tokio::test]
async fn connections_that_are_all_busy_are_said_to_be_so_in_time() {
    let app = TestApp::with(Options {
        connections: 2,
        ..Options::default()
    })
    .await;
    let team = Team::on(app).await;
    let member = team.join(Role::Member).await;
    // Whoever reads a person waits here.
    team.app
        .database
        .run("BEGIN; LOCK TABLE users IN ACCESS EXCLUSIVE MODE");
    let begun = Instant::now();
    let calls = (0..10).map(|_| member.call(Method::GET, paths::ME).send());
    let waiting = async {
        for answer in futures_util::future::join_all(calls).await {
            answer.expect(503);
        }
        begun.elapsed()
    };
    let meanwhile = async {
        let live = team.app.anonymous().call(Method::GET, "/livez");
        live.send().await.expect(200);
        begun.elapsed()
    };
    let (waited, went_on) = futures_util::future::join(waiting, meanwhile).await;
    assert!(waited < within(Duration::from_secs(5)), "{waited:?}");
    assert!(went_on < waited / 2, "{went_on:?} of {waited:?}");
    team.app.database.run("ROLLBACK");
    let _: serde_json::Value = member.get(paths::ME).await;
}
