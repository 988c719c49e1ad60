//! Changing a password, and setting a new one by a link.

use diesel::connection::SimpleConnection;
use serde_json::{Value, json};
use tokio::time::timeout;
use tutti_testkit::app::{PASSWORD, email};
use tutti_testkit::pace::DEADLINE;
use tutti_testkit::{Client, Method, Options, TestApp, TestResponse, TestSocket};
use tutti_types::me::Me;
use tutti_types::{ErrorCode, paths};

use crate::jobs::until_at_rest;

const NEW: &str = "staple the battery horse";

async fn change(who: &Client, current: &str, new: &str) -> TestResponse {
    who.call(Method::POST, paths::ME_PASSWORD)
        .json(&json!({"current_password": current, "new_password": new}))
        .send()
        .await
}

async fn reset(app: &TestApp, token: &str, password: &str) -> TestResponse {
    app.anonymous()
        .call(Method::POST, paths::PASSWORD_RESET)
        .json(&json!({"token": token, "password": password}))
        .send()
        .await
}

async fn log_in(app: &TestApp, name: &str, password: &str) -> TestResponse {
    app.anonymous()
        .call(Method::POST, paths::LOGIN)
        .json(&json!({"email": email(name), "password": password}))
        .send()
        .await
}

/// As if the operator had made a link for Mira.
fn link(app: &TestApp, token: &str, good_for: &str) {
    app.database.run(&format!(
        "INSERT INTO password_resets (user_id, token_hash, expires_at)
         SELECT id, sha256('{token}'), now() + interval '{good_for}' FROM users WHERE email = '{}'
         ON CONFLICT (user_id) DO UPDATE SET token_hash = excluded.token_hash, expires_at = excluded.expires_at, spent_at = NULL",
        email("Mira")
    ));
}

fn logged(app: &TestApp) -> Vec<String> {
    let kinds = app.database.rows("SELECT kind FROM account_log ORDER BY n");
    let kinds = kinds.iter().map(|row| row["kind"].as_str().unwrap());
    kinds.map(str::to_owned).collect()
}

async fn is_signed_out(who: &Client, socket: &mut TestSocket) {
    assert_eq!(socket.closed().await, 4401);
    who.call(Method::GET, paths::ME).refused(401).await;
    who.refresh().await.expect(401);
}

#[tokio::test]
async fn who_changes_a_password_is_signed_out_everywhere_else() {
    let app = TestApp::start().await;
    let mira = app.person("Mira").await;
    let elsewhere = [app.log_in("Mira").await, app.log_in("Mira").await];
    let other = app.person("Jonas").await;
    link(&app, "sent before", "1 hour");
    let mut here = TestSocket::of(&mira).await;
    let mut there = [
        TestSocket::of(&elsewhere[0]).await,
        TestSocket::of(&elsewhere[1]).await,
    ];
    change(&mira, PASSWORD, NEW).await.expect(204);
    for (who, socket) in elsewhere.iter().zip(&mut there) {
        is_signed_out(who, socket).await;
    }
    here.settle(1).await;
    mira.refresh().await.expect(200);
    let _: Me = other.get(paths::ME).await;
    let old = log_in(&app, "Mira", PASSWORD).await.expect(401).problem();
    assert_eq!(old.code, ErrorCode::WrongCredentials);
    log_in(&app, "Mira", NEW).await.expect(200);
    log_in(&app, "Jonas", PASSWORD).await.expect(200);
    let mine = format!(
        "SELECT count(*) FROM password_resets WHERE user_id = '{}'",
        mira.id()
    );
    assert_eq!(app.database.number(&mine), 0, "a link of before is void");
    let logged = logged(&app);
    assert!(
        logged.contains(&"password.changed".to_owned()),
        "{logged:?}"
    );
    assert!(logged.contains(&"sessions.ended".to_owned()), "{logged:?}");
}

#[tokio::test]
async fn what_is_wrong_with_a_change_is_told_by_field_and_changes_nothing() {
    let app = TestApp::start().await;
    let mira = app.person("Mira").await;
    let elsewhere = app.log_in("Mira").await;
    let before = app.database.fingerprint();
    for (field, current, new) in [
        ("current_password", "not the right one", NEW),
        ("current_password", "", NEW),
        ("new_password", PASSWORD, "short"),
        ("new_password", PASSWORD, "aaaaaaaaaaaa"),
    ] {
        let problem = change(&mira, current, new).await.expect(422).problem();
        assert_eq!(problem.code, ErrorCode::ValidationFailed);
        assert_eq!(problem.errors[0].field, field, "{current} {new}");
    }
    assert_eq!(app.database.fingerprint(), before);
    let _: Me = elsewhere.get(paths::ME).await;
    let ended = app.log_in("Mira").await;
    ended.log_out().await.expect(204);
    change(&ended, PASSWORD, NEW).await.expect(401);
    log_in(&app, "Mira", PASSWORD).await.expect(200);
}

#[tokio::test]
async fn a_change_whose_answer_was_lost_may_be_sent_again() {
    let app = TestApp::start().await;
    let mira = app.person("Mira").await;
    change(&mira, PASSWORD, NEW).await.expect(204);
    let since = app.log_in_with("Mira", NEW).await;
    change(&mira, PASSWORD, NEW).await.expect(204);
    let _: Me = since.get(paths::ME).await;
    // Nothing of a password is kept but its own hash.
    let keys = "SELECT count(*) FROM idempotency_keys";
    mira.call(Method::POST, paths::ME_PASSWORD)
        .key("once")
        .json(&json!({"current_password": NEW, "new_password": NEW}))
        .send()
        .await
        .expect(204);
    assert_eq!(app.database.number(keys), 0);
}

#[tokio::test]
async fn guesses_at_the_current_password_are_limited() {
    let app = TestApp::with(Options {
        limits: "0.2".to_owned(),
        ..Options::default()
    })
    .await;
    let mira = app.person("Mira").await;
    change(&mira, "not the right one", NEW).await.expect(422);
    let problem = change(&mira, PASSWORD, NEW).await.expect(429).problem();
    assert_eq!(problem.code, ErrorCode::RateLimited);
}

/// A sign-in checks the password outside of any transaction. If it is changed at that moment, no session may begin by the old one.
#[tokio::test]
async fn a_sign_in_by_a_password_that_is_just_being_changed_is_refused() {
    let app = TestApp::start().await;
    app.person("Mira").await;
    let mut other = app.database.connect();
    other
        .batch_execute("BEGIN; UPDATE credentials SET password_hash = 'another'")
        .unwrap();
    let changed = async {
        let waits = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
        while app.database.number(waits) == 0 {
            tokio::task::yield_now().await;
        }
        other.batch_execute("COMMIT").unwrap();
    };
    let both = futures_util::future::join(log_in(&app, "Mira", PASSWORD), changed);
    let (answer, ()) = timeout(DEADLINE, both).await.unwrap();
    let problem = answer.expect(401).problem();
    assert_eq!(problem.code, ErrorCode::WrongCredentials);
    let living = "SELECT count(*) FROM sessions";
    assert_eq!(app.database.number(living), 1, "the one of the sign-up");
}

#[tokio::test]
async fn a_link_sets_a_new_password_once_and_signs_out_everywhere() {
    let app = TestApp::start().await;
    let mira = app.person("Mira").await;
    let mut socket = TestSocket::of(&mira).await;
    link(&app, "a token", "1 hour");
    let weak = reset(&app, "a token", "short").await.expect(422).problem();
    assert_eq!(weak.errors[0].field, "password");
    let both = futures_util::future::join(
        reset(&app, "a token", NEW),
        reset(&app, "a token", "another password"),
    );
    let (first, second) = both.await;
    let mut statuses = [first.status, second.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [204, 409], "{} {}", first.text, second.text);
    let set = if first.status == 204 {
        NEW
    } else {
        "another password"
    };
    is_signed_out(&mira, &mut socket).await;
    log_in(&app, "Mira", PASSWORD).await.expect(401);
    log_in(&app, "Mira", set).await.expect(200);
    let again = reset(&app, "a token", PASSWORD).await;
    let again = again.expect(409).problem();
    assert_eq!(again.code, ErrorCode::TokenUnusable);
    assert!(logged(&app).contains(&"password.reset".to_owned()));
    let rows = app
        .database
        .rows("SELECT t::text AS row FROM account_log t");
    let text = serde_json::to_string(&rows).unwrap();
    assert!(!text.contains("a token") && !text.contains(set), "{text}");
}

#[tokio::test]
async fn a_reset_whose_answer_was_lost_may_be_sent_again() {
    let app = TestApp::start().await;
    app.person("Mira").await;
    link(&app, "a token", "1 hour");
    let both = futures_util::future::join(reset(&app, "a token", NEW), reset(&app, "a token", NEW));
    let (first, second) = both.await;
    assert_eq!([first.status, second.status], [204, 204]);
    let since = app.log_in_with("Mira", NEW).await;
    let before = app.database.fingerprint();
    reset(&app, "a token", NEW).await.expect(204);
    assert_eq!(app.database.fingerprint(), before, "it was done before");
    let _: Me = since.get(paths::ME).await;
    // Who holds the link learns no more of it than that it was used.
    let other = reset(&app, "a token", PASSWORD).await;
    assert_eq!(other.expect(409).problem().code, ErrorCode::TokenUnusable);
    app.database
        .run("UPDATE password_resets SET expires_at = now() - interval '1 second'");
    reset(&app, "a token", NEW).await.expect(409);
    // A newer link can be used, and a change of the password makes it void.
    link(&app, "a newer one", "1 hour");
    reset(&app, "a token", NEW).await.expect(409);
    reset(&app, "a newer one", PASSWORD).await.expect(204);
    let mira = app.log_in_with("Mira", PASSWORD).await;
    change(&mira, PASSWORD, NEW).await.expect(204);
    reset(&app, "a newer one", NEW).await.expect(409);
}

#[tokio::test]
async fn a_link_that_cannot_be_used_is_one_answer_and_changes_nothing() {
    let app = TestApp::start().await;
    // A link that lapsed is forgotten by the chores of the start.
    until_at_rest(&app.database).await;
    let mira = app.person("Mira").await;
    link(&app, "replaced", "1 hour");
    link(&app, "lapsed", "-1 second");
    let before = app.database.fingerprint();
    let mut answers = Vec::new();
    for token in ["", "made up", "replaced", "lapsed"] {
        let answer = reset(&app, token, NEW).await;
        assert_eq!(answer.expect(409).problem().code, ErrorCode::TokenUnusable);
        answers.push(answer.without_request_id());
    }
    answers.dedup();
    assert_eq!(answers.len(), 1, "{answers:?}");
    assert_eq!(app.database.fingerprint(), before);
    let _: Me = mira.get(paths::ME).await;
}

#[tokio::test]
async fn one_signs_out_everywhere_else_at_once() {
    let app = TestApp::start().await;
    let mira = app.person("Mira").await;
    let elsewhere = app.log_in("Mira").await;
    let mut socket = TestSocket::of(&elsewhere).await;
    let _: Value = mira.call(Method::DELETE, paths::ME_SESSIONS).ok().await;
    is_signed_out(&elsewhere, &mut socket).await;
    let _: Me = mira.get(paths::ME).await;
    // There is nothing left to end, and nothing to log.
    let before = app.database.fingerprint();
    mira.delete(paths::ME_SESSIONS).await;
    assert_eq!(app.database.fingerprint(), before);
}
