//! Rate limits over the network: what one does at an address does not keep out who else is there.

use futures_util::future::join_all;
use serde_json::{Value, json};
use tutti_server::config::Signup;
use tutti_testkit::app::{PASSWORD, email};
use tutti_testkit::team::token_of;
use tutti_testkit::{Method, Options, Team, TestApp, TestResponse};
use tutti_types::invitations::InvitationLink;
use tutti_types::{ErrorCode, Role, paths};

async fn limited() -> TestApp {
    TestApp::with(Options {
        limits: "on".to_owned(),
        signup: Some(Signup::Invited),
        ..Options::default()
    })
    .await
}

async fn sign_in(app: &TestApp, email: &str, password: &str) -> TestResponse {
    let call = app.anonymous().call(Method::POST, paths::LOGIN);
    call.json(&json!({"email": email, "password": password}))
        .send()
        .await
}

#[tokio::test]
async fn guesses_at_one_account_keep_nobody_else_out() {
    let app = limited().await;
    app.person("Mira").await;
    let mut refused = 0;
    for _ in 0..75 {
        let answer = sign_in(&app, "victim@example.com", "not the right one").await;
        refused += u32::from(answer.status == 429);
    }
    assert!(refused > 60, "{refused}");
    sign_in(&app, &email("Mira"), PASSWORD).await.expect(200);
}

#[tokio::test]
async fn a_team_that_is_invited_at_once_comes_in_from_one_address() {
    let team = Team::on(limited().await).await;
    for n in 0..30 {
        let name = format!("Person {n}");
        let link = team.invite(&name, Role::Member).await;
        let token = token_of(&link);
        // Some look twice before they decide.
        for _ in 0..3 {
            let look = team.app.anonymous();
            let _: Value = look.get(paths::invitation(&token)).await;
        }
        let call = team.app.anonymous().call(Method::POST, paths::REGISTER);
        let body =
            json!({"email": email(&name), "password": PASSWORD, "name": name, "invitation": token});
        call.json(&body).send().await.expect(201);
    }
    // Whoever only says that they are invited is nobody special. All of them at once, so that no bucket fills up again meanwhile.
    let strangers = (0..12).map(|n| {
        let call = team.app.anonymous().call(Method::POST, paths::REGISTER);
        let body = json!({"email": format!("s{n}@example.com"), "password": PASSWORD, "name": "S", "invitation": format!("made up {n}")});
        call.json(&body).send()
    });
    let answers = join_all(strangers).await;
    let refused = answers.into_iter().find(|answer| answer.status == 429);
    let code = refused.unwrap().problem().code;
    assert_eq!(code, ErrorCode::RateLimited);
}

#[tokio::test]
async fn people_who_sign_in_rightly_are_not_counted_among_strangers() {
    let app = TestApp::with(Options {
        // Of strangers six, and then one in ten seconds.
        limits: "0.1".to_owned(),
        ..Options::default()
    })
    .await;
    let mut names = Vec::new();
    for n in 0..8 {
        let name = format!("Person {n}");
        app.database.run(&format!(
            "INSERT INTO users (id, email, name) VALUES (gen_random_uuid(), '{}', '{name}')",
            email(&name)
        ));
        names.push(name);
    }
    let mira = app.person("Mira").await;
    app.database.run(&format!(
        "INSERT INTO credentials (user_id, password_hash) SELECT u.id, c.password_hash FROM users u, credentials c
         WHERE c.user_id = '{}' AND u.id <> c.user_id",
        mira.id()
    ));
    for name in &names {
        sign_in(&app, &email(name), PASSWORD).await.expect(200);
    }
    for n in 0..6 {
        let answer = sign_in(&app, &format!("s{n}@example.com"), PASSWORD).await;
        answer.expect(401);
    }
    // Several at once: on a slow machine one more may have become free meanwhile.
    let more = (7..12).map(|n| {
        let (app, email) = (&app, format!("s{n}@example.com"));
        async move { sign_in(app, &email, PASSWORD).await.status }
    });
    assert!(join_all(more).await.contains(&429));
}

#[tokio::test]
async fn an_invitation_that_nobody_could_accept_vouches_for_nobody() {
    let app = TestApp::with(Options {
        limits: "on".to_owned(),
        ..Options::default()
    })
    .await;
    let team = Team::on(app).await;
    let admin = team.join(Role::Admin).await;
    let mut bodies = Vec::new();
    for n in 0..12 {
        let name = format!("Person {n}");
        let body = json!({"email": email(&name), "role": "member"});
        let link: InvitationLink = admin.post(paths::invitations(team.ws), &body).await;
        bodies.push(json!({"email": email(&name), "password": PASSWORD, "name": name, "invitation": token_of(&link)}));
    }
    team.owner.delete(paths::member(team.ws, admin.id())).await;
    let calls = bodies.iter().map(|body| {
        let call = team.app.anonymous().call(Method::POST, paths::REGISTER);
        call.json(body).send()
    });
    let answers = join_all(calls).await;
    let refused = answers.into_iter().find(|answer| answer.status == 429);
    let code = refused.unwrap().problem().code;
    assert_eq!(code, ErrorCode::RateLimited);
}
