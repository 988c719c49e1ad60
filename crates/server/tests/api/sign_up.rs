//! Who may make an account: what a page is told before it shows a form, and what is done then, are the same.

use diesel::connection::SimpleConnection;
use futures_util::future::join;
use serde_json::{Value, json};
use tokio::time::timeout;
use tutti_server::config::Signup;
use tutti_testkit::app::{PASSWORD, email};
use tutti_testkit::pace::DEADLINE;
use tutti_testkit::team::token_of;
use tutti_testkit::{Method, Options, Team, TestApp};
use tutti_types::auth::{AuthOptions, SignUp};
use tutti_types::invitations::InvitationLink;
use tutti_types::{ErrorCode, Role, paths};

async fn told(app: &TestApp) -> SignUp {
    let options: AuthOptions = app.anonymous().get(paths::AUTH_OPTIONS).await;
    options.sign_up
}

/// The status and the code with which somebody is answered who makes an account.
async fn register(
    app: &TestApp,
    name: &str,
    invitation: Option<&InvitationLink>,
) -> (u16, Option<ErrorCode>) {
    let mut body = json!({"email": email(name), "password": PASSWORD, "name": name});
    if let Some(link) = invitation {
        body["invitation"] = token_of(link).into();
    }
    let call = app.anonymous().call(Method::POST, paths::REGISTER);
    let answer = call.json(&body).send().await;
    let code = (answer.status >= 400).then(|| answer.problem().code);
    (answer.status, code)
}

#[tokio::test]
async fn of_two_who_would_be_the_first_at_once_one_is() {
    let app = TestApp::with(Options {
        signup: Some(Signup::Invited),
        ..Options::default()
    })
    .await;
    // Nobody's account is made before both have asked whether there is one.
    let mut other = app.database.connect();
    other
        .batch_execute("BEGIN; LOCK TABLE users IN SHARE MODE")
        .unwrap();
    let waits = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
    let both_wait = async {
        while app.database.number(waits) < 2 {
            tokio::task::yield_now().await;
        }
        other.batch_execute("COMMIT").unwrap();
    };
    // On a busy machine the second one's password may take longer than a request waits for a lock. Then the first one asks again.
    let patiently = async |name: &str| loop {
        let answer = register(&app, name, None).await;
        if answer.1 != Some(ErrorCode::Unavailable) {
            break answer;
        }
    };
    let both = join(patiently("Una"), patiently("Duo"));
    let ((una, duo), ()) = timeout(DEADLINE, join(both, both_wait)).await.unwrap();
    let mut answers = [una.0, duo.0];
    answers.sort_unstable();
    assert_eq!(answers, [201, 403]);
    assert_eq!(app.database.number("SELECT count(*) FROM users"), 1);
}

#[tokio::test]
async fn what_is_told_is_what_is_done() {
    const IN: (u16, Option<ErrorCode>) = (201, None);
    const OUT: (u16, Option<ErrorCode>) = (403, Some(ErrorCode::SignupClosed));
    for (chosen, first, later, stranger, invited) in [
        (Signup::Open, SignUp::Open, SignUp::Open, IN, IN),
        (Signup::Invited, SignUp::Open, SignUp::Invited, OUT, IN),
        (Signup::Closed, SignUp::Closed, SignUp::Closed, OUT, OUT),
    ] {
        let empty = TestApp::with(Options {
            signup: Some(chosen),
            ..Options::default()
        })
        .await;
        assert_eq!(
            told(&empty).await,
            first,
            "{chosen:?}, nobody has an account"
        );
        // Where nobody may, somebody came while anybody might.
        let open = TestApp::over(empty.database.clone(), Options::default()).await;
        let team = Team::on(open).await;
        let link = team.invite("Ines Invited", Role::Member).await;
        // Asked twice: the second answer comes from memory.
        for _ in 0..2 {
            assert_eq!(told(&empty).await, later, "{chosen:?}");
        }
        assert_eq!(register(&empty, "Sam", None).await, stranger, "{chosen:?}");
        let wrong = register(&empty, "Somebody Else", Some(&link)).await;
        assert_eq!(wrong, stranger, "{chosen:?}, another's invitation");
        // Whoever holds an invitation may look at it in any case.
        let path = paths::invitation(&token_of(&link));
        let _: Value = empty.anonymous().get(path).await;
        let answer = register(&empty, "Ines Invited", Some(&link)).await;
        assert_eq!(answer, invited, "{chosen:?}");
    }
}

#[tokio::test]
async fn an_invitation_that_nobody_could_accept_lets_nobody_in() {
    let app = TestApp::with(Options {
        signup: Some(Signup::Invited),
        ..Options::default()
    })
    .await;
    let open = TestApp::over(app.database.clone(), Options::default()).await;
    let team = Team::on(open).await;
    for act in ["demoted", "removed", "suspended", "the workspace deleted"] {
        let admin = team.join_as(&format!("Admin {act}"), Role::Admin).await;
        let name = format!("Invited {act}");
        let body = json!({"email": email(&name), "role": "admin"});
        let link: InvitationLink = admin.post(paths::invitations(team.ws), &body).await;
        let path = paths::member(team.ws, admin.id());
        match act {
            "demoted" => drop(
                team.owner
                    .patch::<Value>(path, &json!({"role": "member"}))
                    .await,
            ),
            "removed" => team.owner.delete(path).await,
            "suspended" => drop(
                team.owner
                    .patch::<Value>(path, &json!({"suspended": true}))
                    .await,
            ),
            _ => team.owner.delete(paths::workspace(team.ws)).await,
        }
        let answer = register(&app, &name, Some(&link)).await;
        assert_eq!(answer, (403, Some(ErrorCode::SignupClosed)), "{act}");
    }
}

#[tokio::test]
async fn an_invitation_that_cannot_be_used_is_told_and_no_account_is_made() {
    let team = Team::start().await;
    let database = &team.app.database;
    for state in [
        "expired",
        "revoked",
        "used",
        "unknown",
        "its workspace deleted",
    ] {
        let name = format!("Invited {state}");
        let link = team.invite(&name, Role::Member).await;
        let (id, mut token) = (link.invitation.id, token_of(&link));
        match state {
            "expired" => database.run(&format!(
                "UPDATE invitations SET expires_at = now() - interval '1 second' WHERE id = '{id}'"
            )),
            "revoked" => {
                team.owner
                    .delete(paths::workspace_invitation(team.ws, id))
                    .await
            }
            "used" => database.run(&format!(
                "UPDATE invitations SET accepted_at = now(), accepted_by = '{}' WHERE id = '{id}'",
                team.owner.id()
            )),
            "unknown" => token = "made up".to_owned(),
            // The last: no invitation is made after it.
            _ => team.owner.delete(paths::workspace(team.ws)).await,
        }
        let before = database.fingerprint();
        let body = json!({"email": email(&name), "password": PASSWORD, "name": name});
        let mut invited = body.clone();
        invited["invitation"] = token.into();
        let send = |body: &Value| {
            let call = team.app.anonymous().call(Method::POST, paths::REGISTER);
            call.json(body).send()
        };
        let problem = send(&invited).await.expect(422).problem();
        let named: Vec<_> = problem.errors.iter().map(|e| e.field.as_str()).collect();
        assert_eq!(named, ["invitation"], "{state}");
        assert_eq!(database.fingerprint(), before, "{state}");
        // They may come without it, and who repeats that hears of the account.
        send(&body).await.expect(201);
        let problem = send(&invited).await.expect(409).problem();
        assert_eq!(problem.code, ErrorCode::EmailTaken, "{state}");
    }
}
