//! The people of a workspace.

mod custom_roles;
mod guests;
mod told;

use futures_util::future::join_all;
use serde_json::{Value, json};
use tutti_testkit::team::token_of;
use tutti_testkit::{Client, Follower, Method, Team};
use tutti_types::me::MyWorkspace;
use tutti_types::members::{FormerMember, Member};
use tutti_types::snapshot::Snapshot;
use tutti_types::tasks::Task;
use tutti_types::{ErrorCode, Page, Role, UserId, paths};

async fn give(team: &Team, who: &Client, whom: UserId, body: Value) -> tutti_testkit::TestResponse {
    who.call(Method::PATCH, paths::member(team.ws, whom))
        .json(&body)
        .send()
        .await
}

#[tokio::test]
async fn a_role_is_changed_and_told() {
    let team = Team::start().await;
    let member = team.join(Role::Member).await;
    let mut follower = Follower::new(&member, team.ws).await;
    let now: Member = give(&team, &team.owner, member.id(), json!({"role": "admin"}))
        .await
        .expect(200)
        .json();
    assert_eq!(now.role, Some(Role::Admin));
    let snapshot: Snapshot = member.get(paths::snapshot(team.ws)).await;
    assert_eq!(snapshot.me.role, Role::Admin);
    follower.verify().await;
    assert_eq!(follower.store.me().role, Role::Admin);
}

#[tokio::test]
async fn nobody_gives_or_takes_more_than_they_hold() {
    let team = Team::start().await;
    let admin = team.join(Role::Admin).await;
    let member = team.join(Role::Member).await;
    for (who, whom, role) in [
        (&admin, admin.id(), "owner"),
        (&admin, member.id(), "owner"),
        (&admin, team.owner.id(), "member"),
        (&member, member.id(), "admin"),
        (&member, admin.id(), "guest"),
    ] {
        give(&team, who, whom, json!({"role": role}))
            .await
            .expect(403);
    }
    give(&team, &admin, team.owner.id(), json!({"suspended": true}))
        .await
        .expect(403);
    admin
        .call(Method::DELETE, paths::member(team.ws, team.owner.id()))
        .refused(403)
        .await;
    give(&team, &admin, member.id(), json!({"role": "guest"}))
        .await
        .expect(200);
}

#[tokio::test]
async fn a_workspace_keeps_an_owner() {
    let team = Team::start().await;
    let me = team.owner.id();
    let problem = give(&team, &team.owner, me, json!({"role": "admin"}))
        .await
        .expect(409)
        .problem();
    assert_eq!(problem.code, ErrorCode::LastOwner);
    let leave = team.owner.call(Method::DELETE, paths::member(team.ws, me));
    assert_eq!(leave.refused(409).await.code, ErrorCode::LastOwner);
    let other = team.join(Role::Owner).await;
    team.owner.delete(paths::member(team.ws, me)).await;
    let leave = other.call(Method::DELETE, paths::member(team.ws, other.id()));
    assert_eq!(leave.refused(409).await.code, ErrorCode::LastOwner);
}

#[tokio::test]
async fn a_suspended_owner_does_not_count_as_one() {
    let team = Team::start().await;
    let other = team.join(Role::Owner).await;
    give(&team, &team.owner, other.id(), json!({"suspended": true}))
        .await
        .expect(200);
    let leave = team
        .owner
        .call(Method::DELETE, paths::member(team.ws, team.owner.id()));
    assert_eq!(leave.refused(409).await.code, ErrorCode::LastOwner);
}

#[tokio::test]
async fn two_owners_who_leave_at_once_leave_one() {
    for _ in 0..3 {
        let team = Team::start().await;
        let other = team.join(Role::Owner).await;
        let leave = [&team.owner, &other].map(|who| {
            who.call(Method::DELETE, paths::member(team.ws, who.id()))
                .send()
        });
        let mut statuses: Vec<_> = join_all(leave).await.iter().map(|a| a.status).collect();
        statuses.sort_unstable();
        assert_eq!(statuses, [204, 409]);
        assert_eq!(
            team.app
                .database
                .number("SELECT count(*) FROM workspace_members WHERE role = 'owner'"),
            1
        );
    }
}

#[tokio::test]
async fn who_is_removed_is_out_of_everything_and_one_event_tells_it() {
    let team = Team::start().await;
    let member = team.join(Role::Member).await;
    let guest = team.join(Role::Guest).await;
    for who in [&member, &guest] {
        let _: Value = team
            .owner
            .put(paths::board_member(team.ws, team.board.id, who.id()))
            .await;
    }
    let task = team.task("T").await;
    let _: Task = team
        .owner
        .patch(
            paths::task(team.ws, task.id),
            &json!({"assignee_ids": [member.id(), team.owner.id()]}),
        )
        .await;
    let mut followers = [
        Follower::new(&team.owner, team.ws).await,
        Follower::new(&guest, team.ws).await,
    ];
    let before = team.seq();
    team.owner.delete(paths::member(team.ws, member.id())).await;
    for who in [&team.owner, &guest] {
        let told = team.events(who, before).await;
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].kind, "member.removed");
        let data: Value = serde_json::from_str(told[0].data.get()).unwrap();
        assert_eq!(data, json!({"user_id": member.id()}), "ids only");
    }
    for follower in &mut followers {
        follower.verify().await;
    }
    member
        .call(Method::GET, paths::snapshot(team.ws))
        .refused(404)
        .await;
    let mine: Page<MyWorkspace> = member.get(paths::WORKSPACES).await;
    assert!(mine.items.is_empty());
    assert!(team.load(team.board.id).await.member_ids == [guest.id()]);
}

#[tokio::test]
async fn who_has_left_keeps_their_name_in_what_they_did() {
    let team = Team::start().await;
    let snapshot = async |who: &Client| -> Snapshot { who.get(paths::snapshot(team.ws)).await };
    let guest = team.join(Role::Guest).await;
    let lena = team.join_as("Lena", Role::Member).await;
    assert!(snapshot(&team.owner).await.former_members.is_empty());
    lena.delete(paths::member(team.ws, lena.id())).await;
    // What they are called since is nobody's business here.
    let _: Value = lena.patch(paths::ME, &json!({"name": "Magdalena"})).await;
    let seen = snapshot(&team.owner).await;
    let left = FormerMember {
        user_id: lena.id(),
        name: "Lena".to_owned(),
    };
    assert_eq!(seen.former_members, [left]);
    let follower = Follower::new(&team.owner, team.ws).await;
    assert_eq!(follower.store.other_name(lena.id()), Some("Lena"));
    assert!(snapshot(&guest).await.former_members.is_empty());
    let link = team.invite("Lena", Role::Member).await;
    let _: Value = lena.act(paths::invitation_accept(&token_of(&link))).await;
    assert!(snapshot(&team.owner).await.former_members.is_empty());
}

#[tokio::test]
async fn anybody_may_leave() {
    let team = Team::start().await;
    for role in [Role::Guest, Role::Member, Role::Admin] {
        let who = team.join(role).await;
        who.delete(paths::member(team.ws, who.id())).await;
        who.call(Method::GET, paths::workspace(team.ws))
            .refused(404)
            .await;
    }
}

#[tokio::test]
async fn who_is_suspended_is_out_and_comes_back_to_all_they_had() {
    let team = Team::start().await;
    let member = team.join(Role::Member).await;
    let private = team.board("Private", Some(&[member.id()])).await;
    let task = team.task_on(private.id, "T").await;
    let _: Task = team
        .owner
        .patch(
            paths::task(team.ws, task.id),
            &json!({"assignee_ids": [member.id()]}),
        )
        .await;
    let mut follower = Follower::new(&team.owner, team.ws).await;
    give(&team, &team.owner, member.id(), json!({"suspended": true}))
        .await
        .expect(200);
    follower.verify().await;
    for path in [
        paths::workspace(team.ws),
        paths::snapshot(team.ws),
        paths::board(team.ws, private.id),
        paths::task(team.ws, task.id),
    ] {
        member.call(Method::GET, path).refused(404).await;
    }
    let mine: Page<MyWorkspace> = member.get(paths::WORKSPACES).await;
    let [there] = &*mine.items else {
        panic!("{mine:?}");
    };
    assert!(there.id == team.ws && there.suspended);
    give(&team, &team.owner, member.id(), json!({"suspended": false}))
        .await
        .expect(200);
    let text = member
        .call(Method::GET, paths::WORKSPACES)
        .send()
        .await
        .text;
    assert!(!text.contains("suspended"), "{text}");
    let again: Task = member.get(paths::task(team.ws, task.id)).await;
    assert_eq!(again.assignee_ids, [member.id()]);
    Follower::new(&member, team.ws).await.verify().await;
    let own = json!({"suspended": true});
    give(&team, &team.owner, team.owner.id(), own)
        .await
        .expect(403);
}

#[tokio::test]
async fn another_role_gives_and_takes_boards() {
    let team = Team::start().await;
    let person = team.join(Role::Member).await;
    let private = team.board("Private", Some(&[])).await;
    let task = team.task("Open").await;
    let _: Task = team
        .owner
        .patch(
            paths::task(team.ws, task.id),
            &json!({"assignee_ids": [person.id()]}),
        )
        .await;
    let mut followers = [
        Follower::new(&team.owner, team.ws).await,
        Follower::new(&person, team.ws).await,
    ];
    for (role, boards, anew) in [
        ("admin", vec![team.board.id, private.id], false),
        ("member", vec![team.board.id], false),
        ("guest", vec![], true),
        ("admin", vec![team.board.id, private.id], true),
    ] {
        give(&team, &team.owner, person.id(), json!({"role": role}))
            .await
            .expect(200);
        let snapshot: Snapshot = person.get(paths::snapshot(team.ws)).await;
        assert_eq!(
            snapshot.boards.iter().map(|b| b.id).collect::<Vec<_>>(),
            boards,
            "{role}"
        );
        followers[0].verify().await;
        let loads = followers[1].catch_up_or_load().await;
        assert_eq!(loads, anew, "{role}: a guest knows other people");
        followers[1].verify().await;
        let shown: Vec<_> = followers[1].store.boards().iter().map(|b| b.id).collect();
        assert_eq!(shown, boards, "{role}");
    }
    let now: Task = team.owner.get(paths::task(team.ws, task.id)).await;
    assert_eq!(now.assignee_ids, [person.id()], "a role takes nobody off");
    followers[0].verify().await;
}

#[tokio::test]
async fn who_loses_a_board_by_a_role_keeps_their_tasks_and_gets_no_more() {
    let team = Team::start().await;
    let person = team.join(Role::Member).await;
    let [theirs, other] = [team.task("Theirs").await, team.task("Other").await];
    let [theirs, other] = [theirs, other].map(|task| paths::task(team.ws, task.id));
    let alone = json!({"assignee_ids": [person.id()]});
    let _: Task = team.owner.patch(theirs.clone(), &alone).await;
    give(&team, &team.owner, person.id(), json!({"role": "guest"}))
        .await
        .expect(200);
    let both = json!({"assignee_ids": [team.owner.id(), person.id()]});
    let now: Task = team.owner.patch(theirs, &both).await;
    assert_eq!(now.assignee_ids, [team.owner.id(), person.id()]);
    let refused = team.owner.call(Method::PATCH, other).json(&alone);
    let problem = refused.refused(422).await;
    assert_eq!(problem.errors[0].field, "assignee_ids[0]");
}

#[tokio::test]
async fn members_come_in_pages() {
    let team = Team::start().await;
    for n in 0..4 {
        team.join_as(&format!("P{n}"), Role::Member).await;
    }
    let mut seen = Vec::new();
    let mut cursor = String::new();
    loop {
        let path = format!("{}?limit=2{cursor}", paths::members(team.ws));
        let page: Page<Member> = team.owner.get(path).await;
        seen.extend(page.items.into_iter().map(|m| m.user_id));
        match page.next_cursor {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    let count = seen.len();
    seen.sort_unstable();
    seen.dedup();
    assert_eq!((seen.len(), count), (5, 5));
}

#[tokio::test]
async fn since_when_somebody_is_locked_out_is_told_by_the_databases_clock() {
    let team = Team::start().await;
    let member = team.join(Role::Member).await;
    let call = team
        .owner
        .call(Method::PATCH, paths::member(team.ws, member.id()));
    let _: Member = call
        .key("lock")
        .json(&json!({"suspended": true}))
        .ok()
        .await;
    let since = "SELECT count(*) FROM workspace_members m, idempotency_keys k WHERE k.key = 'lock' AND m.suspended_at = k.created_at";
    assert_eq!(team.app.database.number(since), 1);
}
