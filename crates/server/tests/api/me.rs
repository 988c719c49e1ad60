//! The signed-in person's own things.

use serde_json::{Value, json};
use tutti_testkit::{Follower, Method, Team, TestApp};
use tutti_types::activity::Activity;
use tutti_types::auth::Session;
use tutti_types::me::{Me, MyChanges, MyWorkspace};
use tutti_types::{Page, Role, SessionId, paths};

#[tokio::test]
async fn a_person_changes_their_name_and_every_workspace_hears_of_it() {
    let team = Team::start().await;
    let before = team.seq();
    let me: Me = team
        .owner
        .patch(paths::ME, &json!({"name": "Olga Novak"}))
        .await;
    assert_eq!(me.name, "Olga Novak");
    let events = team.events(&team.owner, before).await;
    assert_eq!(events.len(), 1);
    assert_eq!(events[0].kind, "member.updated");
    assert!(events[0].data.get().contains("Olga Novak"));
    // The same name again is no change.
    let again: Me = team
        .owner
        .patch(paths::ME, &json!({"name": "Olga Novak"}))
        .await;
    assert_eq!(again.rev, me.rev);
    assert_eq!(team.seq(), before + 1);
}

#[tokio::test]
async fn a_workspace_that_locked_somebody_out_hears_of_their_name_too() {
    let team = Team::start().await;
    let (member, guest) = (team.join(Role::Member).await, team.join(Role::Guest).await);
    for who in [&member, &guest] {
        let _: Value = team
            .owner
            .put(paths::board_member(team.ws, team.board.id, who.id()))
            .await;
    }
    let path = paths::member(team.ws, member.id());
    let _: Value = team.owner.patch(path, &json!({"suspended": true})).await;
    let mut followers = [
        Follower::new(&team.owner, team.ws).await,
        Follower::new(&guest, team.ws).await,
    ];
    let _: Me = member.patch(paths::ME, &json!({"name": "Mia New"})).await;
    for follower in &mut followers {
        follower.verify().await;
        assert_eq!(follower.kinds(), ["member.updated"]);
    }
    let feed: Page<Activity> = team.owner.get(paths::activity(team.ws)).await;
    assert_eq!(feed.items[0].subject.name, "Mia New");
    member
        .call(Method::GET, paths::workspace(team.ws))
        .refused(404)
        .await;
}

#[tokio::test]
async fn changes_are_told_to_who_is_behind() {
    let app = TestApp::start().await;
    let mira = app.person("Mira").await;
    let all: MyChanges = mira.get(paths::ME_CHANGES).await;
    assert!(all.user.is_some() && all.workspaces == Some(vec![]));
    let none: MyChanges = mira
        .get(format!("{}?after={}", paths::ME_CHANGES, all.rev))
        .await;
    assert_eq!(
        (none.rev, none.user, none.workspaces),
        (all.rev, None, None)
    );
    let _: serde_json::Value = mira
        .post(paths::WORKSPACES, &json!({"name": "Larkfield"}))
        .await;
    let some: MyChanges = mira
        .get(format!("{}?after={}", paths::ME_CHANGES, all.rev))
        .await;
    assert!(some.rev > all.rev);
    assert_eq!(some.workspaces.unwrap().len(), 1);
    // As where a backup was put back since.
    let ahead: MyChanges = mira
        .get(format!("{}?after={}", paths::ME_CHANGES, some.rev + 100))
        .await;
    assert!(ahead.rev == some.rev && ahead.user.is_some() && ahead.workspaces.is_some());
}

#[tokio::test]
async fn sessions_are_listed_and_ended_one_by_one() {
    let app = TestApp::start().await;
    let mira = app.person("Mira").await;
    let elsewhere = app.log_in("Mira").await;
    let sessions: Page<Session> = mira.get(paths::ME_SESSIONS).await;
    assert_eq!(sessions.items.len(), 2);
    let other = sessions.items.iter().find(|session| !session.current);
    mira.delete(paths::me_session(other.unwrap().id)).await;
    elsewhere.call(Method::GET, paths::ME).refused(401).await;
    let sessions: Page<Session> = mira.get(paths::ME_SESSIONS).await;
    assert!(sessions.items.len() == 1 && sessions.items[0].current);
}

#[tokio::test]
async fn nobody_ends_the_session_of_another() {
    let app = TestApp::start().await;
    let (mira, tom) = (app.person("Mira").await, app.person("Tom").await);
    let sessions: Page<Session> = mira.get(paths::ME_SESSIONS).await;
    let of_mira = tom
        .call(Method::DELETE, paths::me_session(sessions.items[0].id))
        .send()
        .await;
    let of_nobody = tom
        .call(Method::DELETE, paths::me_session(SessionId::new()))
        .send()
        .await;
    of_mira.expect(404);
    assert_eq!(of_mira.without_request_id(), of_nobody.without_request_id());
    let _: Me = mira.get(paths::ME).await;
}

#[tokio::test]
async fn the_list_of_workspaces_holds_those_one_belongs_to() {
    let team = Team::start().await;
    let (stranger, theirs, _) = team.stranger().await;
    let mine: Page<MyWorkspace> = team.owner.get(paths::WORKSPACES).await;
    assert_eq!(
        mine.items.iter().map(|w| w.id).collect::<Vec<_>>(),
        [team.ws]
    );
    let others: Page<MyWorkspace> = stranger.get(paths::WORKSPACES).await;
    assert_eq!(
        others.items.iter().map(|w| w.id).collect::<Vec<_>>(),
        [theirs]
    );
}
