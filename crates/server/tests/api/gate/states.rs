//! States of the database that forbid work, told by their SQLSTATE alone: 503, and a server that is not ready.

use serde_json::{Value, json};
use tokio::time::timeout;
use tutti_testkit::app::{PASSWORD, email};
use tutti_testkit::pace::DEADLINE;
use tutti_testkit::{Method, Options, Team, TestApp, TestResponse};
use tutti_types::me::Me;
use tutti_types::{ErrorCode, paths};

/// From now on every new task and session meets an error of this state, in words of no language that the server knows.
fn break_writes(team: &Team, state: &str) {
    team.app.database.run(&format!(
        "CREATE OR REPLACE FUNCTION broken() RETURNS trigger LANGUAGE plpgsql AS $$
         BEGIN RAISE EXCEPTION 'Rien ne va plus' USING ERRCODE = '{state}'; END $$;
         CREATE OR REPLACE TRIGGER broken BEFORE INSERT ON tasks FOR EACH ROW EXECUTE FUNCTION broken();
         CREATE OR REPLACE TRIGGER broken BEFORE INSERT ON sessions FOR EACH ROW EXECUTE FUNCTION broken()"
    ));
}

async fn write(team: &Team) -> TestResponse {
    let call = team.owner.call(Method::POST, paths::tasks(team.ws));
    call.json(&json!({"board_id": team.board.id, "title": "T"}))
        .send()
        .await
}

async fn sign_in(team: &Team) -> TestResponse {
    let call = team.app.anonymous().call(Method::POST, paths::LOGIN);
    call.json(&json!({"email": email("Olga Owner"), "password": PASSWORD}))
        .send()
        .await
}

async fn ready(team: &Team) -> (u16, Value) {
    let call = team.app.anonymous().call(Method::GET, "/readyz");
    let answer = call.send().await;
    (answer.status, answer.json())
}

/// Comes back once the server says this of the database, which it looks at once a second.
async fn becomes(team: &Team, status: u16, database: &str, writes: &str) {
    let wanted = json!({"database": database, "writes": writes, "draining": false});
    let becomes = async {
        while ready(team).await != (status, wanted.clone()) {
            tokio::task::yield_now().await;
        }
    };
    timeout(DEADLINE, becomes).await.expect("it never says so");
}

#[tokio::test]
async fn a_state_that_forbids_work_is_503_and_a_fault_of_ours_is_500() {
    let team = Team::start().await;
    for (states, status) in [
        (
            "08006 25006 40001 40P01 53000 53100 53200 53300 53400 54000 3F000 42501 42P01 55P03 57014 57P01 57P03 58000 58030 72000 XX000 XX001",
            503,
        ),
        ("22012 42703 54001 P0001", 500),
    ] {
        for state in states.split_whitespace() {
            break_writes(&team, state);
            for answer in [write(&team).await, sign_in(&team).await] {
                // That it says when to come back is held against each answer.
                assert_eq!(answer.status, status, "{state}: {}", answer.text);
            }
        }
    }
    break_writes(&team, "22021");
    assert_eq!(write(&team).await.status, 400);
    // No connection was left in a state that its next user suffers from.
    team.app
        .database
        .run("DROP TRIGGER broken ON tasks; DROP TRIGGER broken ON sessions");
    team.task("T").await;
    sign_in(&team).await.expect(200);
}

/// Comes back once people work and sign in. Each connection of before fails once, whoever takes it, and is given up.
async fn works(team: &Team) {
    let works = async {
        while write(team).await.status != 201 {}
        while sign_in(team).await.status != 200 {}
    };
    timeout(DEADLINE, works).await.expect("it does not work");
}

/// Gives the database a setting and ends all connections, so that new ones have it. Tells the database's name.
fn connect_anew(team: &Team, setting: &str) -> String {
    let name = team.app.database.rows("SELECT current_database() AS name");
    let name = name[0]["name"].as_str().unwrap();
    let set = format!("ALTER DATABASE {name} SET {setting}");
    team.app.database.run(&set);
    team.app.database.run(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND pid <> pg_backend_pid()",
    );
    name.to_owned()
}

#[tokio::test]
async fn a_database_that_takes_no_writes_is_read_and_the_server_is_not_ready() {
    let team = Team::start().await;
    let _: Value = team.owner.get(paths::ME).await;
    // As after a failover: the connections of before are gone, or lead to what is a standby now.
    let name = connect_anew(&team, "default_transaction_read_only = on");
    becomes(&team, 503, "ok", "failed").await;
    for answer in [
        write(&team).await,
        sign_in(&team).await,
        team.owner.refresh().await,
        team.owner.log_out().await,
    ] {
        assert_eq!(answer.expect(503).problem().code, ErrorCode::Unavailable);
    }
    let _: Me = team.owner.get(paths::ME).await;
    let _: Value = team.owner.get(paths::board(team.ws, team.board.id)).await;
    team.app
        .anonymous()
        .call(Method::GET, "/livez")
        .send()
        .await
        .expect(200);

    // Another server, or the same one as a primary again: connections of before still lead to the old one, and are given up.
    let reset = format!(
        "SET default_transaction_read_only = off; ALTER DATABASE {name} RESET default_transaction_read_only"
    );
    team.app.database.run(&reset);
    becomes(&team, 200, "ok", "ok").await;
    works(&team).await;
}

#[tokio::test]
async fn a_write_that_found_no_room_says_for_a_while_that_others_may_not_either() {
    let team = Team::start().await;
    break_writes(&team, "53100");
    assert_eq!(ready(&team).await.0, 200);
    write(&team).await.expect(503);
    becomes(&team, 503, "ok", "failed").await;
}

#[tokio::test]
async fn tables_that_are_gone_or_not_ours_to_write_to_are_no_fault_of_ours_and_the_server_is_not_ready()
 {
    let team = Team::start().await;
    for (breaks, mends) in [
        (
            "REVOKE INSERT ON tasks FROM tutti_app",
            "GRANT INSERT ON tasks TO tutti_app",
        ),
        (
            "ALTER TABLE tasks RENAME TO restored",
            "ALTER TABLE restored RENAME TO tasks",
        ),
    ] {
        team.app.database.run(breaks);
        write(&team).await.expect(503);
        becomes(&team, 503, "failed", "failed").await;
        team.app.database.run(mends);
        becomes(&team, 200, "ok", "ok").await;
        write(&team).await.expect(201);
    }
}

#[tokio::test]
async fn the_tables_are_found_whatever_path_the_database_searches() {
    let team = Team::start().await;
    connect_anew(&team, "search_path = pg_catalog");
    works(&team).await;
    let app = TestApp::over(team.app.database.clone(), Options::default()).await;
    app.log_in("Olga Owner").await;
}
