//! However many things a request waits for, one after the other or together with others, it is answered in time.

use std::pin::pin;
use std::time::{Duration, Instant};

use futures_util::future::{Either, join_all, select};
use serde_json::json;
use tutti_testkit::app::{PASSWORD, email};
use tutti_testkit::pace::within;
use tutti_testkit::{Call, Method, Team, TestResponse};
use tutti_types::boards::BoardDetail;
use tutti_types::{ErrorCode, Role, paths};

use crate::jobs::until_at_rest;

/// Two seconds and a half, and what a busy machine takes; two waits of two seconds each are more.
const IN_TIME: Duration = Duration::from_millis(3_500);
/// What is held first is let go so late that a wait of its own for what comes next would be too long.
const HELD: Duration = Duration::from_millis(1_600);

async fn all(calls: impl IntoIterator<Item = Call>) -> Vec<TestResponse> {
    let begun = Instant::now();
    let answers = join_all(calls.into_iter().map(Call::send)).await;
    assert!(begun.elapsed() < within(IN_TIME), "{:?}", begun.elapsed());
    answers
}

/// Of the locks of the whole cluster those of this database: other tests' tables have the same numbers.
const OF_OURS: &str = "database = (SELECT oid FROM pg_database WHERE datname = current_database())";

/// How many have waited so long for a lock.
fn waiting_so_long() -> String {
    let so_long = HELD.as_millis();
    format!(
        "SELECT count(*) FROM pg_locks WHERE NOT granted AND {OF_OURS} AND waitstart < clock_timestamp() - interval '{so_long} ms'"
    )
}

fn all_are_busy(answers: &[TestResponse]) {
    for answer in answers {
        assert_eq!(answer.expect(503).problem().code, ErrorCode::Unavailable);
    }
}

#[tokio::test]
async fn twelve_readers_of_a_board_that_cannot_be_read_fail_together() {
    let team = Team::start().await;
    // The chores want the same tables, and would be counted among those who wait.
    until_at_rest(&team.app.database).await;
    let board = team.board("Cold", None).await;
    let path = paths::board(team.ws, board.id);
    let readers = || (0..12).map(|_| team.owner.call(Method::GET, path.clone()));
    let loads = format!(
        "SELECT count(*) FROM pg_locks WHERE NOT granted AND {OF_OURS} AND relation = 'tasks'::regclass"
    );
    for _ in 0..2 {
        // What is in memory is of before this.
        team.task_on(board.id, "T").await;
        team.app
            .database
            .run("BEGIN; LOCK TABLE tasks IN ACCESS EXCLUSIVE MODE");
        let looking = async {
            let mut most = 0;
            let until = Instant::now() + HELD;
            while Instant::now() < until {
                most = most.max(team.app.database.number(&loads));
                tokio::task::yield_now().await;
            }
            most
        };
        let (answers, most) = futures_util::future::join(all(readers()), looking).await;
        all_are_busy(&answers);
        assert_eq!(most, 1, "so many read the same board at once");
        team.app.database.run("ROLLBACK");
        for answer in all(readers()).await {
            let read: BoardDetail = answer.expect(200).json();
            assert_eq!(read.id, board.id);
        }
    }
}

#[tokio::test]
async fn what_is_waited_for_one_after_the_other_shares_one_deadline() {
    let team = Team::start().await;
    // The chores want the same tables, and would be taken for a request that waits.
    until_at_rest(&team.app.database).await;
    let member = team.join(Role::Member).await;
    let link = team.invite("Kim", Role::Member).await;
    let kim = team.app.person("Kim").await;
    let token = tutti_testkit::team::token_of(&link);
    let board = team.board("Cold", None).await;
    // What is in memory is of before this.
    team.task_on(board.id, "T").await;
    let sign_in = || {
        let call = team.app.anonymous().call(Method::POST, paths::LOGIN);
        call.json(&json!({"email": email("Mia Member"), "password": PASSWORD}))
    };
    let change = || {
        let call = member.call(Method::POST, paths::ME_PASSWORD);
        call.json(&json!({"current_password": PASSWORD, "new_password": PASSWORD}))
    };
    let read = || {
        team.owner
            .call(Method::GET, paths::board(team.ws, board.id))
    };
    let accept = || kim.call(Method::POST, paths::invitation_accept(&token));
    // What each needs first is let go while it waits; what it needs in its next transaction is held on.
    let cases: [(&str, &str, &dyn Fn() -> Call); 4] = [
        ("users", "sessions IN ACCESS EXCLUSIVE", &sign_in),
        ("sessions", "credentials IN SHARE", &change),
        ("boards", "tasks IN ACCESS EXCLUSIVE", &read),
        (
            "invitations",
            "workspace_members IN ACCESS EXCLUSIVE",
            &accept,
        ),
    ];
    for (first, next, call) in cases {
        team.app.database.run(&format!(
            "BEGIN; LOCK TABLE {next} MODE; SAVEPOINT first; LOCK TABLE {first} IN ACCESS EXCLUSIVE MODE"
        ));
        let let_go = async {
            while team.app.database.number(&waiting_so_long()) == 0 {
                tokio::task::yield_now().await;
            }
            team.app.database.run("ROLLBACK TO first");
        };
        // Who is answered before waits no more, and so is never let go.
        let answers = match select(pin!(all([call()])), pin!(let_go)).await {
            Either::Left((answers, _)) => answers,
            Either::Right(((), waits)) => waits.await,
        };
        all_are_busy(&answers);
        team.app.database.run("ROLLBACK");
    }
    let done = all([sign_in(), change(), read(), accept()]).await;
    assert!(done.iter().all(|answer| answer.status < 300));
}

#[tokio::test]
async fn writers_that_wait_behind_each_other_are_answered_in_time() {
    let team = Team::start().await;
    let mut tasks = Vec::new();
    for _ in 0..8 {
        tasks.push(team.task("T").await.id);
    }
    // Each waits for a task of its own, alone in its transaction after those that wait together have given up.
    team.app.database.run("BEGIN; SELECT FROM tasks FOR UPDATE");
    let calls = tasks.iter().map(|task| {
        let call = team.owner.call(Method::PATCH, paths::task(team.ws, *task));
        call.json(&json!({"title": "Waits"}))
    });
    all_are_busy(&all(calls).await);
    team.app.database.run("ROLLBACK");
}
