//! Invitations into a workspace.

use futures_util::future::join_all;
use serde_json::{Value, json};
use tutti_server::config::Signup;
use tutti_testkit::app::{PASSWORD, email};
use tutti_testkit::team::token_of;
use tutti_testkit::{Client, Follower, Method, Options, Team, TestApp};
use tutti_types::invitations::{Accepted, Invitation, InvitationLink, InvitationPreview};
use tutti_types::{ErrorCode, InvitationId, Page, Role, paths};

async fn waiting(team: &Team) -> Vec<String> {
    let page: Page<Invitation> = team.owner.get(paths::invitations(team.ws)).await;
    page.items.into_iter().map(|i| i.email).collect()
}

async fn accept(who: &Client, token: &str) -> tutti_testkit::TestResponse {
    who.call(Method::POST, paths::invitation_accept(token))
        .send()
        .await
}

#[tokio::test]
async fn a_person_is_brought_in_by_a_link() {
    let team = Team::start().await;
    let mut follower = Follower::new(&team.owner, team.ws).await;
    let link = team.invite("Jonas", Role::Member).await;
    assert!(
        link.link
            .starts_with(&format!("http://{}/invite#", team.app.addr)),
        "{}",
        link.link
    );
    follower.verify().await;
    let token = token_of(&link);
    let preview: InvitationPreview = team.app.anonymous().get(paths::invitation(&token)).await;
    assert_eq!(preview.workspace_name, "Larkfield");
    assert_eq!(preview.invited_by.as_deref(), Some("Olga Owner"));
    assert_eq!(
        (preview.email, preview.role),
        (email("Jonas"), Role::Member)
    );
    let jonas = team.app.person("Jonas").await;
    let joined: Accepted = accept(&jonas, &token).await.expect(200).json();
    assert_eq!((joined.workspace_id, joined.role), (team.ws, Role::Member));
    // Sent again, since the answer was lost, it is the same answer.
    let again: Accepted = accept(&jonas, &token).await.expect(200).json();
    assert_eq!(again, joined);
    assert!(waiting(&team).await.is_empty());
    follower.verify().await;
    Follower::new(&jonas, team.ws).await.verify().await;
    assert_eq!(
        follower.kinds(),
        ["invitation.created", "member.joined", "invitation.accepted"]
    );
}

#[tokio::test]
async fn the_token_is_in_no_answer_but_the_links_and_only_its_hash_is_kept() {
    let team = Team::start().await;
    let link = team.invite("Jonas", Role::Member).await;
    let token = token_of(&link);
    assert!(token.len() >= 43, "256 bits");
    for path in [
        paths::invitations(team.ws),
        paths::invitation(&token),
        paths::snapshot(team.ws),
        paths::activity(team.ws),
    ] {
        let answer = team.owner.call(Method::GET, path).send().await;
        assert!(!answer.expect(200).text.contains(&token));
    }
    for event in team.events(&team.owner, 0).await {
        assert!(!event.data.get().contains(&token));
    }
    for table in [
        "invitations",
        "stream.events",
        "activity_log",
        "idempotency_keys",
    ] {
        let rows = team
            .app
            .database
            .rows(&format!("SELECT t::text AS row FROM {table} t"));
        assert!(
            !serde_json::to_string(&rows).unwrap().contains(&token),
            "{table}"
        );
    }
}

#[tokio::test]
async fn only_the_account_of_the_address_can_accept() {
    let team = Team::start().await;
    let token = token_of(&team.invite("Jonas", Role::Admin).await);
    let thief = team.app.person("Thief").await;
    let problem = accept(&thief, &token).await.expect(403).problem();
    assert_eq!(problem.code, ErrorCode::Forbidden);
    thief
        .call(Method::GET, paths::workspace(team.ws))
        .refused(404)
        .await;
    accept(&team.app.anonymous(), &token).await.expect(401);
    assert_eq!(waiting(&team).await, [email("Jonas")]);
}

#[tokio::test]
async fn one_that_was_used_revoked_or_is_past_its_time_is_of_no_use() {
    let team = Team::start().await;
    let jonas = team.app.person("Jonas").await;
    let revoked = team.invite("Jonas", Role::Member).await;
    team.owner
        .delete(paths::workspace_invitation(team.ws, revoked.invitation.id))
        .await;
    let late = team.invite("Jonas", Role::Member).await;
    team.app.database.run(&format!(
        "UPDATE invitations SET expires_at = now() - interval '1 second' WHERE id = '{}'",
        late.invitation.id
    ));
    for link in [&revoked, &late] {
        let token = token_of(link);
        let problem = accept(&jonas, &token).await.expect(409).problem();
        assert_eq!(problem.code, ErrorCode::InvitationUnusable);
        let look = team
            .app
            .anonymous()
            .call(Method::GET, paths::invitation(&token));
        assert_eq!(look.refused(409).await.code, ErrorCode::InvitationUnusable);
    }
    for token in ["made-up", "..%2f", "x"] {
        team.app
            .anonymous()
            .call(Method::GET, paths::invitation(token))
            .refused(404)
            .await;
        accept(&jonas, token).await.expect(404);
    }
}

#[tokio::test]
async fn a_new_invitation_takes_the_place_of_the_one_that_waits() {
    let team = Team::start().await;
    let first = team.invite("Jonas", Role::Member).await;
    let second = team.invite("Jonas", Role::Guest).await;
    assert_eq!(waiting(&team).await.len(), 1);
    let jonas = team.app.person("Jonas").await;
    accept(&jonas, &token_of(&first)).await.expect(409);
    let joined: Accepted = accept(&jonas, &token_of(&second)).await.expect(200).json();
    assert_eq!(joined.role, Role::Guest);
}

#[tokio::test]
async fn sent_again_there_is_another_link() {
    let team = Team::start().await;
    let first = team.invite("Jonas", Role::Member).await;
    let again: InvitationLink = team
        .owner
        .act(paths::invitation_resend(team.ws, first.invitation.id))
        .await;
    assert_eq!(again.invitation.id, first.invitation.id);
    assert_ne!(again.link, first.link);
    let jonas = team.app.person("Jonas").await;
    accept(&jonas, &token_of(&first)).await.expect(404);
    accept(&jonas, &token_of(&again)).await.expect(200);
}

#[tokio::test]
async fn who_invited_must_still_be_allowed_to_when_it_is_accepted() {
    for act in ["demoted", "removed", "suspended"] {
        let team = Team::start().await;
        let admin = team.join(Role::Admin).await;
        let body = json!({"email": email("Jonas"), "role": "admin"});
        let link: InvitationLink = admin.post(paths::invitations(team.ws), &body).await;
        let path = paths::member(team.ws, admin.id());
        match act {
            "demoted" => {
                let _: Value = team.owner.patch(path, &json!({"role": "member"})).await;
            }
            "removed" => team.owner.delete(path).await,
            _ => {
                let _: Value = team.owner.patch(path, &json!({"suspended": true})).await;
            }
        }
        let jonas = team.app.person("Jonas").await;
        let problem = accept(&jonas, &token_of(&link)).await.expect(409).problem();
        assert_eq!(problem.code, ErrorCode::InvitationUnusable, "{act}");
        jonas
            .call(Method::GET, paths::workspace(team.ws))
            .refused(404)
            .await;
    }
}

#[tokio::test]
async fn nobody_invites_above_their_own_role() {
    let team = Team::start().await;
    let admin = team.join(Role::Admin).await;
    let call = |role: Role| {
        admin
            .call(Method::POST, paths::invitations(team.ws))
            .json(&json!({"email": email("Jonas"), "role": role}))
    };
    call(Role::Owner).refused(403).await;
    let _: InvitationLink = call(Role::Admin).ok().await;
    // An admin cannot make an owner by sending an owner's invitation again either.
    let link = team.invite("Ona", Role::Owner).await;
    admin
        .call(
            Method::POST,
            paths::invitation_resend(team.ws, link.invitation.id),
        )
        .refused(403)
        .await;
    // Nor takes it back, by itself or by another invitation of the same address.
    let path = paths::workspace_invitation(team.ws, link.invitation.id);
    admin.call(Method::DELETE, path).refused(403).await;
    let other = json!({"email": link.invitation.email, "role": Role::Guest});
    let call = admin.call(Method::POST, paths::invitations(team.ws));
    call.json(&other).refused(403).await;
    let waiting = "SELECT count(*) FROM invitations WHERE revoked_at IS NULL AND role = 'owner'";
    assert_eq!(team.app.database.number(waiting), 1);
}

#[tokio::test]
async fn members_are_not_invited_and_days_are_bounded() {
    let team = Team::start().await;
    let member = team.join(Role::Member).await;
    let call = |body: Value| {
        team.owner
            .call(Method::POST, paths::invitations(team.ws))
            .json(&body)
    };
    let known = member.user.as_ref().unwrap().email.to_uppercase();
    let problem = call(json!({"email": known, "role": "guest"}))
        .refused(409)
        .await;
    assert_eq!(problem.code, ErrorCode::AlreadyMember);
    for days in [0, 31] {
        let problem = call(json!({"email": "a@b.co", "role": "guest", "expires_in_days": days}))
            .refused(422)
            .await;
        assert_eq!(problem.errors[0].field, "expires_in_days");
    }
}

#[tokio::test]
async fn a_create_may_be_sent_again() {
    let team = Team::start().await;
    let id = InvitationId::new();
    let body = json!({"id": id, "email": email("Jonas"), "role": "member"});
    let first: InvitationLink = team.owner.post(paths::invitations(team.ws), &body).await;
    let again: InvitationLink = team.owner.post(paths::invitations(team.ws), &body).await;
    assert_eq!(again.invitation, first.invitation);
    let by_key = |key: &str| {
        let call = team
            .owner
            .call(Method::POST, paths::invitations(team.ws))
            .key(key);
        call.json(&json!({"email": email("Kim"), "role": "member"}))
            .ok::<InvitationLink>()
    };
    let one = by_key("k").await;
    let two = by_key("k").await;
    assert_eq!(one.invitation.id, two.invitation.id);
    // The link of the last answer is the one that works: the first answer may have been lost.
    let kim = team.app.person("Kim").await;
    accept(&kim, &token_of(&two)).await.expect(200);
}

#[tokio::test]
async fn one_invitation_lets_one_person_in_once() {
    let team = Team::start().await;
    let token = token_of(&team.invite("Jonas", Role::Member).await);
    let jonas = team.app.person("Jonas").await;
    let tries = (0..10).map(|_| accept(&jonas, &token));
    let statuses: Vec<_> = join_all(tries).await.iter().map(|a| a.status).collect();
    assert!(statuses.iter().all(|status| *status == 200), "{statuses:?}");
    let joined = team.events(&team.owner, 0).await;
    assert_eq!(
        joined.iter().filter(|e| e.kind == "member.joined").count(),
        1
    );
}

#[tokio::test]
async fn who_was_locked_out_does_not_come_back_by_an_invitation() {
    let team = Team::start().await;
    let member = team.join(Role::Member).await;
    let path = paths::member(team.ws, member.id());
    let _: Value = team.owner.patch(path, &json!({"suspended": true})).await;
    let call = team.owner.call(Method::POST, paths::invitations(team.ws));
    let body = json!({"email": member.user.as_ref().unwrap().email, "role": "member"});
    assert_eq!(
        call.json(&body).refused(409).await.code,
        ErrorCode::AlreadyMember
    );
}

#[tokio::test]
async fn who_was_removed_can_be_invited_again() {
    let team = Team::start().await;
    let member = team.join_as("Jonas", Role::Member).await;
    team.owner.delete(paths::member(team.ws, member.id())).await;
    let token = token_of(&team.invite("Jonas", Role::Guest).await);
    let joined: Accepted = accept(&member, &token).await.expect(200).json();
    assert_eq!(joined.role, Role::Guest);
}

#[tokio::test]
async fn where_sign_up_is_by_invitation_a_token_opens_it_for_its_address() {
    let app = TestApp::with(Options {
        public_url: Some("https://tutti.example".to_owned()),
        ..Options::default()
    })
    .await;
    let team = Team::on(app).await;
    let link = team.invite("Jonas", Role::Member).await;
    assert!(link.link.starts_with("https://tutti.example/invite#"));
    let register = |name: &str, token: &str| {
        team.app
            .anonymous()
            .call(Method::POST, paths::REGISTER)
            .json(&json!({"email": email(name), "password": PASSWORD, "name": name, "invitation": token}))
    };
    let token = token_of(&link);
    register("Thief", &token).refused(403).await;
    register("Jonas", "made-up").refused(403).await;
    let answer = register("Jonas", &token).send().await;
    answer.expect(201);
    accept(&team.app.signed_in(&answer), &token)
        .await
        .expect(200);
}

#[tokio::test]
async fn closed_is_closed() {
    let app = TestApp::with(Options {
        signup: Some(Signup::Closed),
        ..Options::default()
    })
    .await;
    let body = json!({"email": "a@example.com", "password": PASSWORD, "name": "A"});
    let call = app.anonymous().call(Method::POST, paths::REGISTER);
    assert_eq!(
        call.json(&body).refused(403).await.code,
        ErrorCode::SignupClosed
    );
}

#[tokio::test]
async fn how_long_it_lasts_is_counted_by_the_databases_clock() {
    let team = Team::start().await;
    let create = team.owner.call(Method::POST, paths::invitations(team.ws));
    let body = json!({"email": email("Jonas"), "role": "member"});
    let made: InvitationLink = create.key("made").json(&body).ok().await;
    let lasts_since = |key: &str| {
        let database = &team.app.database;
        database.number(&format!(
            "SELECT count(*) FROM invitations i, idempotency_keys k WHERE k.key = '{key}' AND i.expires_at = k.created_at + interval '604800 s'"
        ))
    };
    assert_eq!(lasts_since("made"), 1);
    let path = paths::invitation_resend(team.ws, made.invitation.id);
    let resend = team.owner.call(Method::POST, path).key("sent again");
    let _: InvitationLink = resend.ok().await;
    assert_eq!(lasts_since("sent again"), 1);
}
