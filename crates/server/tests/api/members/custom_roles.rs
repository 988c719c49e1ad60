//! Custom roles. Their own operations come later; the rows are written past the API, and given through it.

use serde_json::{Value, json};
use tutti_testkit::{Follower, Method, Team};
use tutti_types::activity::Activity;
use tutti_types::boards::Board;
use tutti_types::members::Member;
use tutti_types::snapshot::Snapshot;
use tutti_types::{ErrorCode, Page, Permission, Rights, Role, RoleId, paths};

use super::give;

#[tokio::test]
async fn one_is_given_told_and_taken() {
    let team = Team::start().await;
    let member = team.join(Role::Member).await;
    let role = team.custom_role(
        Role::Member,
        &[Permission::PeopleReadAll, Permission::TasksUpdate],
    );
    let rights = Rights::of(&[
        Permission::WorkspaceRead,
        Permission::TasksUpdate,
        Permission::PeopleReadAll,
    ]);
    let mut follower = Follower::new(&member, team.ws).await;
    let answer = give(
        &team,
        &team.owner,
        member.id(),
        json!({"custom_role_id": role}),
    )
    .await;
    let given: Member = answer.expect(200).json();
    assert_eq!(given.role, Some(Role::Member));
    assert_eq!(
        (given.custom_role_id, given.permissions),
        (Some(role), Some(rights))
    );
    assert!(follower.catch_up_or_load().await, "rooms are lost");
    follower.verify().await;
    assert_eq!(follower.store.me().permissions, rights);
    assert!(
        follower.store.boards().is_empty(),
        "the open board is read by `boards.read_open`"
    );
    let snapshot: Snapshot = member.get(paths::snapshot(team.ws)).await;
    assert_eq!(
        (snapshot.me.role, snapshot.me.permissions),
        (Role::Member, rights)
    );
    let new_board = json!({"name": "No"});
    member
        .call(Method::POST, paths::boards(team.ws))
        .json(&new_board)
        .refused(403)
        .await;

    let answer = give(
        &team,
        &team.owner,
        member.id(),
        json!({"custom_role_id": null}),
    )
    .await;
    let taken: Member = answer.expect(200).json();
    assert_eq!((taken.custom_role_id, taken.permissions), (None, None));
    assert!(follower.catch_up_or_load().await, "rooms are there again");
    follower.verify().await;
    assert_eq!(follower.store.me().permissions, Role::Member.rights());
    let _: Board = member.post(paths::boards(team.ws), &new_board).await;
    let feed: Page<Activity> = team.owner.get(paths::activity(team.ws)).await;
    let told = feed
        .items
        .iter()
        .filter(|entry| entry.kind.as_str() == "member.updated");
    let fields: Vec<Vec<&str>> = told
        .map(|entry| {
            entry
                .changes
                .iter()
                .map(|change| &*change.field)
                .collect::<Vec<_>>()
        })
        .collect();
    assert_eq!(
        fields,
        [
            ["custom_role_id", "permissions"],
            ["custom_role_id", "permissions"]
        ]
    );
}

#[tokio::test]
async fn a_built_in_role_comes_in_its_place() {
    let team = Team::start().await;
    let person = team
        .join_custom("Mia Member", Role::Member, &[Permission::AuditRead])
        .await;
    for (body, custom, role) in [
        // They have its base already.
        (json!({"role": "member"}), true, Role::Member),
        (json!({"role": "guest"}), false, Role::Guest),
    ] {
        let answer = give(&team, &team.owner, person.id(), body).await;
        let now: Member = answer.expect(200).json();
        assert_eq!(now.custom_role_id.is_some(), custom);
        assert_eq!((now.permissions.is_some(), now.role), (custom, Some(role)));
    }
}

#[tokio::test]
async fn only_a_role_of_this_workspace_is_given_and_by_who_may() {
    let team = Team::start().await;
    let member = team.join(Role::Member).await;
    let role = team.custom_role(Role::Member, &[Permission::AuditRead]);
    let foreign = team.custom_role(Role::Guest, &[]);
    let (_, elsewhere, _) = team.stranger().await;
    team.app.database.run(&format!(
        "UPDATE roles SET workspace_id = '{elsewhere}' WHERE id = '{foreign}'"
    ));
    for (body, field) in [
        (
            json!({"custom_role_id": RoleId::new()}),
            Some("custom_role_id"),
        ),
        (json!({"custom_role_id": foreign}), Some("custom_role_id")),
        (
            json!({"custom_role_id": role, "role": "guest"}),
            Some("custom_role_id"),
        ),
        (json!({"custom_role_id": "manager"}), Some("custom_role_id")),
    ] {
        let answer = give(&team, &team.owner, member.id(), body).await;
        let problem = answer.expect(422).problem();
        assert_eq!(problem.code, ErrorCode::ValidationFailed);
        let named = problem.errors.first().map(|error| &*error.field);
        assert_eq!(named, field);
    }
    // Its base beside it says the same once more.
    for (body, has) in [
        (json!({"custom_role_id": role, "role": "member"}), true),
        (json!({"custom_role_id": null, "role": "member"}), false),
    ] {
        let answer = give(&team, &team.owner, member.id(), body).await;
        let now: Member = answer.expect(200).json();
        assert_eq!(now.custom_role_id, has.then_some(role));
    }
    // Who may change nobody is not told which roles there are.
    for id in [role, foreign] {
        let body = json!({"custom_role_id": id});
        give(&team, &member, member.id(), body).await.expect(403);
    }
    // Nobody gives what they lack: this one changes members and reads no audit log.
    let manager = team
        .join_custom("Max Manager", Role::Admin, &[Permission::MembersManage])
        .await;
    let body = json!({"custom_role_id": role});
    give(&team, &manager, manager.id(), body).await.expect(403);
}

#[tokio::test]
async fn what_is_beyond_its_base_or_unknown_gives_nothing() {
    let team = Team::start().await;
    let guest = team
        .join_custom(
            "Gus Guest",
            Role::Guest,
            &[
                Permission::BoardsReadAll,
                Permission::TasksDelete,
                Permission::OwnersManage,
            ],
        )
        .await;
    team.app
        .database
        .run("UPDATE roles SET permissions = permissions || '{time.travel}'::text[]");
    let snapshot: Snapshot = guest.get(paths::snapshot(team.ws)).await;
    let held = Rights::of(&[Permission::WorkspaceRead, Permission::TasksDelete]);
    assert_eq!(snapshot.me.permissions, held);
    assert!(snapshot.boards.is_empty());
    let told: Member = team
        .owner
        .get::<Page<Member>>(paths::members(team.ws))
        .await
        .items
        .into_iter()
        .find(|member| member.user_id == guest.id())
        .unwrap();
    assert_eq!(told.permissions, Some(held));
}

#[tokio::test]
async fn an_event_is_read_by_its_permission() {
    let team = Team::start().await;
    let inviter = team
        .join_custom(
            "Ida Inviter",
            Role::Member,
            &[Permission::PeopleReadAll, Permission::InvitationsManage],
        )
        .await;
    let auditor = team
        .join_custom(
            "Abe Auditor",
            Role::Admin,
            &[Permission::PeopleReadAll, Permission::AuditRead],
        )
        .await;
    let (first, second) = (team.seq(), team.owner.id());
    team.invite("Nora New", Role::Guest).await;
    let kinds = |events: Vec<tutti_types::events::Event>| -> Vec<String> {
        let of_owner = events
            .into_iter()
            .filter(|event| event.actor_id == Some(second));
        of_owner.map(|event| event.kind).collect()
    };
    assert_eq!(
        kinds(team.events(&inviter, first).await),
        ["invitation.created"]
    );
    assert!(kinds(team.events(&auditor, first).await).is_empty());
    // The feed is read by the same rule.
    let entries = |page: Page<Value>| -> usize {
        let of_invitation = |entry: &&Value| entry["kind"] == "invitation.created";
        page.items.iter().filter(of_invitation).count()
    };
    let before = entries(auditor.get(paths::activity(team.ws)).await);
    assert_eq!(before, 0);
    assert!(entries(inviter.get(paths::activity(team.ws)).await) > 0);
}
