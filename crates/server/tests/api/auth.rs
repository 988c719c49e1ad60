//! Signing up, signing in, staying signed in.

use diesel::connection::SimpleConnection;
use serde_json::{Value, json};
use tokio::time::timeout;
use tutti_server::config::Signup;
use tutti_testkit::app::{PASSWORD, email};
use tutti_testkit::pace::DEADLINE;
use tutti_testkit::{Client, Method, Options, TestApp};
use tutti_types::auth::SignedIn;
use tutti_types::me::Me;
use tutti_types::{ErrorCode, paths};

async fn register(app: &TestApp, body: Value) -> tutti_testkit::TestResponse {
    app.anonymous()
        .call(Method::POST, paths::REGISTER)
        .json(&body)
        .in_a_crowd()
        .send()
        .await
}

async fn log_in(app: &TestApp, body: Value) -> tutti_testkit::TestResponse {
    app.anonymous()
        .call(Method::POST, paths::LOGIN)
        .json(&body)
        .in_a_crowd()
        .send()
        .await
}

#[tokio::test]
async fn who_signs_up_is_signed_in() {
    let app = TestApp::start().await;
    let answer = register(
        &app,
        json!({"email": " Mira@Example.com", "password": PASSWORD, "name": " Mira  Solano "}),
    )
    .await;
    answer.expect(201);
    let signed_in: SignedIn = answer.json();
    assert_eq!(signed_in.user.email, "mira@example.com");
    assert_eq!(signed_in.user.name, "Mira Solano");
    assert_eq!(signed_in.expires_in, 300);
    let me: Me = app.signed_in(&answer).get(paths::ME).await;
    assert_eq!(me.id, signed_in.user.id);
}

#[tokio::test]
async fn the_refresh_cookie_is_kept_from_scripts_and_other_sites() {
    let app = TestApp::start().await;
    let answer = register(
        &app,
        json!({"email": "a@example.com", "password": PASSWORD, "name": "A"}),
    )
    .await;
    let cookie = answer.header("set-cookie").unwrap();
    for part in ["HttpOnly", "SameSite=Strict", "Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    // Over plain HTTP a Secure cookie would be lost.
    assert!(
        !cookie.contains("Secure") && cookie.starts_with("tutti_"),
        "{cookie}"
    );
    let secret = cookie.split(['=', ';']).nth(1).unwrap();
    assert!(secret.len() >= 43, "256 bits: {secret}");
    assert!(
        !answer.text.contains(secret),
        "the body holds the refresh token"
    );
}

#[tokio::test]
async fn over_https_the_cookie_is_secure_and_bound_to_the_host() {
    let app = TestApp::with(Options {
        public_url: Some("https://tutti.example".to_owned()),
        ..Options::default()
    })
    .await;
    let answer = register(
        &app,
        json!({"email": "a@example.com", "password": PASSWORD, "name": "A"}),
    )
    .await;
    let cookie = answer.header("set-cookie").unwrap();
    assert!(
        cookie.starts_with("__Host-tutti=") && cookie.contains("Secure"),
        "{cookie}"
    );
    assert!(answer.header("strict-transport-security").is_some());
}

#[tokio::test]
async fn an_address_has_one_account() {
    let app = TestApp::start().await;
    app.person("Mira").await;
    let again = register(
        &app,
        json!({"email": "MIRA@example.com", "password": PASSWORD, "name": "Other"}),
    )
    .await;
    assert_eq!(again.expect(409).problem().code, ErrorCode::EmailTaken);
    assert_eq!(app.database.number("SELECT count(*) FROM users"), 1);
}

#[tokio::test]
async fn what_is_wrong_with_a_sign_up_is_told_by_field() {
    let app = TestApp::start().await;
    for (field, body) in [
        (
            "email",
            json!({"email": "a@b", "password": PASSWORD, "name": "A"}),
        ),
        (
            "password",
            json!({"email": "a@b.co", "password": "short", "name": "A"}),
        ),
        (
            "password",
            json!({"email": "a@b.co", "password": "aaaaaaaaaaaa", "name": "A"}),
        ),
        (
            "name",
            json!({"email": "a@b.co", "password": PASSWORD, "name": " "}),
        ),
        ("name", json!({"email": "a@b.co", "password": PASSWORD})),
        (
            "role",
            json!({"email": "a@b.co", "password": PASSWORD, "name": "A", "role": "owner"}),
        ),
        (
            "id",
            json!({"email": "a@b.co", "password": PASSWORD, "name": "A", "id": "x"}),
        ),
    ] {
        let problem = register(&app, body).await.expect(422).problem();
        assert_eq!(problem.code, ErrorCode::ValidationFailed);
        assert_eq!(problem.errors[0].field, field);
    }
    assert_eq!(app.database.number("SELECT count(*) FROM users"), 0);
}

#[tokio::test]
async fn a_wrong_address_and_a_wrong_password_are_one_answer() {
    let app = TestApp::start().await;
    app.person("Mira").await;
    let known = log_in(
        &app,
        json!({"email": email("Mira"), "password": "not the right one"}),
    )
    .await;
    let unknown = log_in(
        &app,
        json!({"email": "nobody@example.com", "password": PASSWORD}),
    )
    .await;
    assert_eq!(
        known.expect(401).problem().code,
        ErrorCode::WrongCredentials
    );
    assert_eq!(known.without_request_id(), unknown.without_request_id());
    assert_eq!(known.status, unknown.status);
    assert!(known.cookie().is_none());
}

#[tokio::test]
async fn a_password_is_kept_as_argon2id_and_tokens_as_hashes() {
    let app = TestApp::start().await;
    let mira = app.person("Mira").await;
    let kept = app.database.rows("SELECT password_hash FROM credentials");
    let hash = kept[0]["password_hash"].as_str().unwrap();
    assert!(
        hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
        "{hash}"
    );
    // A dump of the whole database holds nothing that signs anybody in.
    let secret = mira.cookie.unwrap().split_once('=').unwrap().1.to_owned();
    for table in [
        "refresh_tokens",
        "sessions",
        "account_log",
        "users",
        "credentials",
    ] {
        let rows = app
            .database
            .rows(&format!("SELECT t::text AS row FROM {table} t"));
        let text = serde_json::to_string(&rows).unwrap();
        assert!(
            !text.contains(&secret) && !text.contains(PASSWORD),
            "{table}"
        );
    }
    assert_eq!(
        app.database.number(&format!(
            "SELECT count(*) FROM refresh_tokens WHERE token_hash = sha256(convert_to('{secret}', 'UTF8'))"
        )),
        1
    );
}

#[tokio::test]
async fn a_refresh_gives_a_new_token_and_keeps_the_session() {
    let app = TestApp::start().await;
    let mira = app.person("Mira").await;
    let answer = mira.refresh().await;
    answer.expect(200);
    let renewed = app.signed_in(&answer);
    assert_ne!(renewed.cookie, mira.cookie);
    let me: Me = renewed.get(paths::ME).await;
    assert_eq!(me.id, mira.id());
    assert_eq!(app.database.number("SELECT count(*) FROM sessions"), 1);
}

#[tokio::test]
async fn a_lost_answer_of_a_refresh_costs_nothing() {
    let app = TestApp::start().await;
    let mira = app.person("Mira").await;
    // The answers of three exchanges are lost; the old cookie still works, since none of its successors was used.
    for _ in 0..3 {
        mira.refresh().await.expect(200);
    }
    let answer = mira.refresh().await;
    let renewed = app.signed_in(answer.expect(200));
    // Its first use spends the old one, which a second tab may still show for a moment.
    renewed.refresh().await.expect(200);
    mira.refresh().await.expect(200);
    let _: Me = mira.get(paths::ME).await;
}

#[tokio::test]
async fn exchanges_whose_answers_nobody_uses_do_not_pile_up() {
    let app = TestApp::start().await;
    let mira = app.person("Mira").await;
    app.database.run(
        "INSERT INTO refresh_tokens (token_hash, session_id, created_at)
         SELECT sha256(n::text::bytea), s.id, now() - interval '1 hour' FROM sessions s, generate_series(1, 500) n",
    );
    let answer = mira.refresh().await;
    answer.expect(200);
    assert_eq!(
        app.database.number("SELECT count(*) FROM refresh_tokens"),
        51,
        "fifty that were never used, and the one that was shown"
    );
    // Both the one that was shown and the one it was exchanged for are among them.
    mira.refresh().await.expect(200);
    app.signed_in(&answer).refresh().await.expect(200);
}

#[tokio::test]
async fn who_signs_in_once_more_than_they_may_ends_the_session_used_least() {
    let app = TestApp::start().await;
    let mira = app.person("Mira").await;
    app.database.run(
        "INSERT INTO sessions (id, user_id, user_agent, last_seen_at, expires_at)
         SELECT gen_random_uuid(), u.id, 'old ' || n, now() - n * interval '1 minute', now() + interval '1 day' FROM users u, generate_series(1, 99) n",
    );
    let living = "SELECT count(*) FROM sessions WHERE revoked_at IS NULL";
    assert_eq!(app.database.number(living), 100);
    let again = app.log_in("Mira").await;
    assert_eq!(app.database.number(living), 100);
    let ended = app
        .database
        .rows("SELECT user_agent FROM sessions WHERE revoked_at IS NOT NULL");
    assert_eq!(ended, [json!({"user_agent": "old 99"})]);
    assert_eq!(
        app.database
            .number("SELECT count(*) FROM account_log WHERE kind = 'session.ended'"),
        1
    );
    let _: Me = mira.get(paths::ME).await;
    let _: Me = again.get(paths::ME).await;
}

#[tokio::test]
async fn twenty_tabs_that_refresh_at_once_raise_no_alarm() {
    let app = TestApp::start().await;
    let mira = app.person("Mira").await;
    let tabs = (0..20).map(|_| mira.refresh());
    for answer in futures_util::future::join_all(tabs).await {
        answer.expect(200);
    }
    let _: Me = mira.get(paths::ME).await;
    assert_eq!(
        app.database
            .number("SELECT count(*) FROM account_log WHERE kind = 'session.stolen'"),
        0
    );
}

/// As if the successor of a cookie had first been used so long ago.
fn age_spent_tokens(app: &TestApp) {
    app.database.run(
        "UPDATE refresh_tokens SET spent_at = spent_at - interval '11 seconds' WHERE spent_at IS NOT NULL",
    );
}

/// The database says when a successor was used, and the server's clock may be another one. Here it is later, by as long as the exchange
/// had to wait: at the moment at which the database began it, the ten seconds are just not over.
#[tokio::test]
async fn a_token_is_as_old_as_the_clock_of_the_database_says() {
    let app = TestApp::start().await;
    let mira = app.person("Mira").await;
    app.signed_in(&mira.refresh().await)
        .refresh()
        .await
        .expect(200);
    let waits =
        "FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
    let mut other = app.database.connect();
    other
        .batch_execute("BEGIN; SELECT FROM sessions FOR UPDATE")
        .unwrap();
    let spent_just_in_time = async {
        while app.database.number(&format!("SELECT count(*) {waits}")) == 0 {
            tokio::task::yield_now().await;
        }
        let spent = format!(
            "UPDATE refresh_tokens SET spent_at = (SELECT min(xact_start) - interval '10 s' {waits}) WHERE spent_at IS NOT NULL; COMMIT"
        );
        other.batch_execute(&spent).unwrap();
    };
    let both = futures_util::future::join(mira.refresh(), spent_just_in_time);
    let (answer, ()) = timeout(DEADLINE, both).await.unwrap();
    answer.expect(200);
}

#[tokio::test]
async fn a_stolen_refresh_token_ends_the_session() {
    let app = TestApp::start().await;
    let thief = app.person("Mira").await;
    let mira = app.signed_in(thief.refresh().await.expect(200));
    // The new one is used, which spends the old one.
    let mira = app.signed_in(mira.refresh().await.expect(200));
    age_spent_tokens(&app);
    thief.refresh().await.expect(401);
    mira.refresh().await.expect(401);
    mira.call(Method::GET, paths::ME).refused(401).await;
    assert_eq!(
        app.database
            .number("SELECT count(*) FROM account_log WHERE kind = 'session.stolen'"),
        1
    );
}

#[tokio::test]
async fn a_refresh_without_a_cookie_or_with_a_made_up_one_is_refused() {
    let app = TestApp::start().await;
    let mira = app.person("Mira").await;
    let name = mira.cookie.as_ref().unwrap().split_once('=').unwrap().0;
    for cookie in ["", "tutti=x", &format!("{name}="), &format!("{name}=AAAA")] {
        app.anonymous()
            .call(Method::POST, paths::REFRESH)
            .header("cookie", cookie)
            .refused(401)
            .await;
    }
}

#[tokio::test]
async fn an_access_token_is_no_refresh_token_and_the_other_way_round() {
    let app = TestApp::start().await;
    let mira = app.person("Mira").await;
    let (name, secret) = mira.cookie.as_ref().unwrap().split_once('=').unwrap();
    let mut swapped = mira.clone();
    swapped.token = Some(secret.to_owned());
    swapped.call(Method::GET, paths::ME).refused(401).await;
    swapped.cookie = Some(format!("{name}={}", mira.token.clone().unwrap()));
    swapped.refresh().await.expect(401);
}

#[tokio::test]
async fn signing_out_ends_the_session_at_once() {
    let app = TestApp::start().await;
    let mira = app.person("Mira").await;
    let elsewhere = app.log_in("Mira").await;
    let answer = mira.log_out().await;
    answer.expect(204);
    assert!(answer.header("set-cookie").unwrap().contains("Max-Age=0"));
    mira.call(Method::GET, paths::ME).refused(401).await;
    mira.refresh().await.expect(401);
    let _: Me = elsewhere.get(paths::ME).await;
    // Who is not signed in gets the same answer.
    app.anonymous().log_out().await.expect(204);
    mira.log_out().await.expect(204);
}

#[tokio::test]
async fn sign_up_by_invitation_is_closed_to_all_others() {
    let app = TestApp::with(Options {
        signup: Some(Signup::Invited),
        ..Options::default()
    })
    .await;
    // Somebody has to be the first, who can then invite the others.
    app.person("First").await;
    for invitation in [json!(null), json!("made up")] {
        let mut body = json!({"email": "a@example.com", "password": PASSWORD, "name": "A"});
        if !invitation.is_null() {
            body["invitation"] = invitation;
        }
        let problem = register(&app, body).await.expect(403).problem();
        assert_eq!(problem.code, ErrorCode::SignupClosed);
    }
    assert_eq!(app.database.number("SELECT count(*) FROM users"), 1);
}

#[tokio::test]
async fn where_people_come_from_elsewhere_only_the_first_may_just_sign_up() {
    let app = TestApp::with(Options {
        public_url: Some("https://tutti.example".to_owned()),
        ..Options::default()
    })
    .await;
    app.person("First").await;
    let second = json!({"email": "b@example.com", "password": PASSWORD, "name": "B"});
    let problem = register(&app, second).await.expect(403).problem();
    assert_eq!(problem.code, ErrorCode::SignupClosed);
}

#[tokio::test]
async fn pages_of_other_sites_cannot_sign_anybody_in() {
    let app = TestApp::start().await;
    let mira = app.person("Mira").await;
    let body = json!({"email": email("Mira"), "password": PASSWORD});
    let from = |who: &Client, path: &str, origin: &str| {
        who.call(Method::POST, path)
            .header("cookie", mira.cookie.as_deref().unwrap())
            .header("origin", origin)
    };
    for origin in ["https://evil.example", "null", "http://127.0.0.1:1"] {
        for path in [paths::LOGIN, paths::REGISTER] {
            let call = from(&app.anonymous(), path, origin);
            let mut body = body.clone();
            if path == paths::REGISTER {
                body["name"] = json!("A");
            }
            let problem = call.json(&body).refused(403).await;
            assert_eq!(problem.code, ErrorCode::ForeignOrigin);
        }
        for path in [paths::REFRESH, paths::LOGOUT] {
            let problem = from(&mira, path, origin).refused(403).await;
            assert_eq!(problem.code, ErrorCode::ForeignOrigin);
        }
    }
    // A browser that does not say which origin it was, but that it was another one.
    for site in ["cross-site", "same-site", "anything"] {
        for path in [paths::REFRESH, paths::LOGOUT] {
            let call = mira.call(Method::POST, path);
            let call = call.header("cookie", mira.cookie.as_deref().unwrap());
            let problem = call.header("sec-fetch-site", site).refused(403).await;
            assert_eq!(problem.code, ErrorCode::ForeignOrigin);
        }
    }
    let _: Me = mira.get(paths::ME).await;
    mira.refresh().await.expect(200);
    let own = format!("http://{}", app.addr);
    let call = from(&app.anonymous(), paths::LOGIN, &own).json(&body);
    let _: SignedIn = call.ok().await;
    // A form of another site can send no JSON.
    app.anonymous()
        .call(Method::POST, paths::LOGIN)
        .body("text/plain", body.to_string())
        .refused(415)
        .await;
}

#[tokio::test]
async fn pages_of_ours_and_of_allowed_origins_refresh_and_sign_out() {
    const ALLOWED: &str = "https://tools.example.com";
    let app = TestApp::with(Options {
        allowed_origins: vec![ALLOWED.to_owned()],
        ..Options::default()
    })
    .await;
    let mira = app.person("Mira").await;
    let own = format!("http://{}", app.addr);
    let call = |path: &str| {
        let call = mira.call(Method::POST, path);
        call.header("cookie", mira.cookie.as_deref().unwrap())
    };
    for (name, value) in [
        ("origin", own.as_str()),
        ("origin", ALLOWED),
        ("sec-fetch-site", "same-origin"),
        ("sec-fetch-site", "none"),
    ] {
        let renewed = call(paths::REFRESH).header(name, value).send().await;
        renewed.expect(200);
    }
    let left = call(paths::LOGOUT).header("origin", ALLOWED);
    // The browser says both where it knows both.
    let left = left.header("sec-fetch-site", "cross-site").send().await;
    left.expect(204);
}

/// Limits so tight that one attempt is all, and the next is ten seconds away, which no slow machine reaches by itself.
async fn tight() -> TestApp {
    TestApp::with(Options {
        limits: "0.2".to_owned(),
        ..Options::default()
    })
    .await
}

#[tokio::test]
async fn attempts_at_an_account_are_limited() {
    let app = tight().await;
    app.person("Mira").await;
    let attempt = json!({"email": email("Mira"), "password": "not the right one"});
    log_in(&app, attempt.clone()).await.expect(401);
    let problem = log_in(&app, attempt).await.expect(429).problem();
    assert_eq!(problem.code, ErrorCode::RateLimited);
    // Another account is not affected.
    let other = json!({"email": "b@example.com", "password": "not the right one"});
    log_in(&app, other).await.expect(401);
}

#[tokio::test]
async fn sign_ups_from_one_address_are_limited() {
    let app = tight().await;
    app.person("First").await;
    let second = json!({"email": "b@example.com", "password": PASSWORD, "name": "B"});
    let answer = register(&app, second).await;
    assert_eq!(answer.expect(429).problem().code, ErrorCode::RateLimited);
    let wait: u32 = answer.header("retry-after").unwrap().parse().unwrap();
    assert!((1..=10).contains(&wait), "{wait}");
}

#[tokio::test]
async fn an_ipv6_network_and_an_ipv4_address_count_as_one_however_they_are_written() {
    let app = TestApp::with(Options {
        limits: "0.2".to_owned(),
        trusted_proxies: vec!["127.0.0.0/8".parse().unwrap()],
        ..Options::default()
    })
    .await;
    for (n, (from, status)) in [
        ("2001:db8:1:2::1", 201),
        ("2001:db8:1:2:ffff::9", 429),
        ("2001:db8:1:3::1", 201),
        ("203.0.113.7", 201),
        ("::ffff:203.0.113.7", 429),
        ("203.0.113.8", 201),
    ]
    .into_iter()
    .enumerate()
    {
        let body = json!({"email": format!("p{n}@example.com"), "password": PASSWORD, "name": "P"});
        let call = app.anonymous().call(Method::POST, paths::REGISTER);
        let answer = call
            .json(&body)
            .header("x-forwarded-for", from)
            .in_a_crowd()
            .send()
            .await;
        assert_eq!(answer.status, status, "{from}: {}", answer.text);
    }
}

#[tokio::test]
async fn refreshes_and_sign_outs_from_one_address_are_limited() {
    let app = TestApp::with(Options {
        limits: "0.001".to_owned(),
        ..Options::default()
    })
    .await;
    let mira = app.person("Mira").await;
    mira.refresh().await.expect(200);
    for answer in [mira.refresh().await, mira.log_out().await] {
        assert_eq!(answer.expect(429).problem().code, ErrorCode::RateLimited);
        assert!(answer.header("retry-after").is_some());
    }
    // Without a cookie there is nothing to ask the database, and nothing to limit.
    app.anonymous().refresh().await.expect(401);
    app.anonymous().log_out().await.expect(204);
}

#[tokio::test]
async fn a_forwarded_address_counts_only_from_a_trusted_proxy() {
    for (trusted, kept) in [
        (vec![], "127.0.0.1"),
        (vec!["127.0.0.0/8".parse().unwrap()], "203.0.113.7"),
    ] {
        let app = TestApp::with(Options {
            trusted_proxies: trusted,
            ..Options::default()
        })
        .await;
        let call = app.anonymous().call(Method::POST, paths::REGISTER);
        let body = json!({"email": "a@example.com", "password": PASSWORD, "name": "A"});
        let _: SignedIn = call
            .json(&body)
            .header("x-forwarded-for", "198.51.100.1")
            .header("x-forwarded-for", "192.0.2.1, ::ffff:203.0.113.7")
            .in_a_crowd()
            .ok()
            .await;
        let sessions = app.database.rows("SELECT ip FROM sessions");
        assert_eq!(sessions[0]["ip"], kept);
    }
}

#[tokio::test]
async fn what_happens_to_an_account_is_logged_in_a_chain() {
    let app = TestApp::start().await;
    let mira = app.person("Mira").await;
    app.log_in("Mira").await.log_out().await.expect(204);
    let kinds = app.database.rows("SELECT kind FROM account_log ORDER BY n");
    let kinds: Vec<_> = kinds
        .iter()
        .map(|row| row["kind"].as_str().unwrap())
        .collect();
    assert_eq!(
        kinds,
        [
            "account.created",
            "session.created",
            "session.created",
            "session.ended"
        ]
    );
    let broken = app.database.number(&format!(
        "SELECT count(*) FROM (
            SELECT hash, prev_hash, lag(hash, 1, '\\x') OVER (ORDER BY n) AS before,
                   sha256(prev_hash || convert_to(concat_ws(E'\\x1f', user_id, n, extract(epoch FROM at), kind, data), 'UTF8')) AS right_hash
            FROM account_log WHERE user_id = '{}') l WHERE prev_hash <> before OR hash <> right_hash",
        mira.id()
    ));
    assert_eq!(broken, 0);
    assert_eq!(
        app.database.number("SELECT count(*) FROM users u JOIN account_log l ON l.user_id = u.id AND l.hash = u.audit_head AND l.n = 4"),
        1
    );
}
