//! Workspaces.

mod deleted;
mod former;

use diesel::connection::SimpleConnection;
use serde_json::{Value, json};
use tokio::time::timeout;
use tutti_testkit::pace::DEADLINE;
use tutti_testkit::{Client, Follower, Method, Team, TestApp};
use tutti_types::columns::Category;
use tutti_types::me::MyWorkspace;
use tutti_types::snapshot::Snapshot;
use tutti_types::workspaces::Workspace;
use tutti_types::{ErrorCode, Page, Permission, Role, WorkspaceId, paths};

#[tokio::test]
async fn a_new_workspace_has_an_owner_and_a_board_with_four_columns() {
    let team = Team::start().await;
    let snapshot: Snapshot = team.owner.get(paths::snapshot(team.ws)).await;
    assert_eq!(snapshot.workspace.name, "Larkfield");
    assert_eq!(snapshot.workspace.slug, "larkfield");
    assert_eq!(snapshot.me.role, Role::Owner);
    let held: Vec<Permission> = snapshot.me.permissions.permissions().collect();
    assert_eq!(held, Permission::ALL);
    assert_eq!(snapshot.members.len(), 1);
    assert_eq!(snapshot.boards.len(), 1);
    let categories: Vec<_> = team.board.columns.iter().map(|c| c.category).collect();
    assert_eq!(
        categories,
        [
            Category::Todo,
            Category::InProgress,
            Category::Done,
            Category::Blocked
        ]
    );
}

#[tokio::test]
async fn slugs_are_made_unique_or_refused() {
    let team = Team::start().await;
    let second: Workspace = team
        .owner
        .post(paths::WORKSPACES, &json!({"name": "Larkfield"}))
        .await;
    assert_ne!(second.slug, "larkfield");
    // A stranger learns that the name is taken and nothing else.
    let stranger = team.app.person("Stan").await;
    let problem = stranger
        .call(Method::POST, paths::WORKSPACES)
        .json(&json!({"name": "Mine", "slug": "larkfield"}))
        .refused(409)
        .await;
    assert_eq!(problem.code, ErrorCode::SlugTaken);
    let none: Page<MyWorkspace> = stranger.get(paths::WORKSPACES).await;
    assert!(none.items.is_empty());
}

#[tokio::test]
async fn workspaces_of_one_name_that_are_made_at_once_get_a_slug_each() {
    let app = TestApp::start().await;
    let mira = app.person("Mira").await;
    // They all find the plain slug free, and wait for the first one's end.
    let mut other = app.database.connect();
    other
        .batch_execute(
            "BEGIN; INSERT INTO workspaces (id, name, slug, task_prefix) VALUES (gen_random_uuid(), 'Larkfield', 'larkfield', 'LRK')",
        )
        .unwrap();
    let body = json!({"name": "Larkfield"});
    let calls = (0..3).map(|_| {
        let call = mira.call(Method::POST, paths::WORKSPACES);
        call.json(&body).send()
    });
    let end = async {
        let wait = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
        while app.database.number(wait) < 3 {
            tokio::task::yield_now().await;
        }
        other.batch_execute("COMMIT").unwrap();
    };
    let both = futures_util::future::join(futures_util::future::join_all(calls), end);
    let (answers, ()) = timeout(DEADLINE, both).await.unwrap();
    let mut slugs: Vec<String> = answers
        .iter()
        .map(|answer| answer.expect(201).json::<Workspace>().slug)
        .collect();
    slugs.sort_unstable();
    slugs.dedup();
    assert_eq!(slugs.len(), 3, "{slugs:?}");
    assert!(slugs.iter().all(|slug| slug.starts_with("larkfield-")));
}

#[tokio::test]
async fn a_create_may_be_sent_again_with_its_own_id() {
    let app = TestApp::start().await;
    let mira = app.person("Mira").await;
    let id = WorkspaceId::new();
    let body = json!({"id": id, "name": "Larkfield"});
    for _ in 0..3 {
        let made: Workspace = mira.post(paths::WORKSPACES, &body).await;
        assert_eq!((made.id, made.slug.as_str()), (id, "larkfield"));
    }
    assert_eq!(app.database.number("SELECT count(*) FROM workspaces"), 1);
    let tom = app.person("Tom").await;
    let problem = tom
        .call(Method::POST, paths::WORKSPACES)
        .json(&body)
        .refused(409)
        .await;
    assert_eq!(problem.code, ErrorCode::IdTaken);
    tom.call(Method::GET, paths::workspace(id))
        .refused(404)
        .await;
}

#[tokio::test]
async fn a_founder_who_no_longer_belongs_to_it_gets_it_by_no_create() {
    let app = TestApp::start().await;
    let (mira, stan) = (app.person("Mira").await, app.person("Stan").await);
    let id = WorkspaceId::new();
    let body = json!({"id": id, "name": "Larkfield"});
    let _: Workspace = mira.post(paths::WORKSPACES, &body).await;
    let create = |who: &Client| {
        let call = who.call(Method::POST, paths::WORKSPACES);
        call.json(&body).send()
    };
    let taken = create(&stan).await;
    assert_eq!(taken.expect(409).problem().code, ErrorCode::IdTaken);
    let still = create(&mira).await;
    still.expect(201);
    let lose = |change: &str| {
        app.database.run(&format!(
            "UPDATE workspace_members SET suspended_at = now() WHERE workspace_id = '{id}'; {change}"
        ));
    };
    // Suspended, then removed, then the workspace deleted: the same answer as to anybody who never was there.
    for change in [
        String::new(),
        format!("DELETE FROM workspace_members WHERE workspace_id = '{id}'"),
        format!("UPDATE workspaces SET deleted_at = now() WHERE id = '{id}'"),
    ] {
        lose(&change);
        let now = create(&mira).await;
        assert_eq!(now.status, 409, "after {change}");
        assert_eq!(now.without_request_id(), taken.without_request_id());
    }
}

#[tokio::test]
async fn a_workspace_is_renamed_field_by_field() {
    let team = Team::start().await;
    let path = paths::workspace(team.ws);
    let answer = team
        .owner
        .call(Method::PATCH, path.clone())
        .json(&json!({"name": "Larkfield Studios"}))
        .send()
        .await;
    let now: Workspace = answer.expect(200).json();
    assert_eq!(
        (now.name.as_str(), now.slug.as_str()),
        ("Larkfield Studios", "larkfield")
    );
    assert_eq!(
        answer.header("etag"),
        Some(format!("\"{}\"", now.version).as_str())
    );
    // What changes nothing raises no version and tells nobody.
    let seq = team.seq();
    let same: Workspace = team
        .owner
        .patch(path.clone(), &json!({"name": "Larkfield Studios"}))
        .await;
    assert_eq!((same.version, team.seq()), (now.version, seq));
    let problem = team
        .owner
        .call(Method::PATCH, path)
        .if_match(now.version - 1)
        .json(&json!({"name": "Other"}))
        .refused(412)
        .await;
    let current: Workspace = serde_json::from_value(problem.current.unwrap()).unwrap();
    assert_eq!(current, now);
}

#[tokio::test]
async fn a_deleted_workspace_is_gone_for_everybody() {
    let team = Team::start().await;
    let member = team.join(Role::Member).await;
    team.owner.delete(paths::workspace(team.ws)).await;
    for who in [&team.owner, &member] {
        who.call(Method::GET, paths::workspace(team.ws))
            .refused(404)
            .await;
        who.call(Method::GET, paths::snapshot(team.ws))
            .refused(404)
            .await;
        let mine: Page<MyWorkspace> = who.get(paths::WORKSPACES).await;
        assert!(mine.items.is_empty());
    }
    // Its slug is held for it.
    let problem = member
        .call(Method::POST, paths::WORKSPACES)
        .json(&json!({"name": "L", "slug": "larkfield"}))
        .refused(409)
        .await;
    assert_eq!(problem.code, ErrorCode::SlugTaken);
    let named_alike: Workspace = member
        .post(paths::WORKSPACES, &json!({"name": "Larkfield"}))
        .await;
    assert_ne!(named_alike.slug, "larkfield");
}

#[tokio::test]
async fn a_guests_snapshot_holds_only_their_boards_and_the_people_there() {
    let team = Team::start().await;
    let guest = team.join(Role::Guest).await;
    let member = team.join(Role::Member).await;
    let bare: Snapshot = guest.get(paths::snapshot(team.ws)).await;
    assert!(bare.boards.is_empty());
    assert_eq!(
        bare.members.iter().map(|m| m.user_id).collect::<Vec<_>>(),
        [guest.id()]
    );
    let _: Value = team
        .owner
        .put(paths::board_member(team.ws, team.board.id, guest.id()))
        .await;
    let now: Snapshot = guest.get(paths::snapshot(team.ws)).await;
    assert_eq!(
        now.boards.iter().map(|b| b.id).collect::<Vec<_>>(),
        [team.board.id]
    );
    let people: Vec<_> = now.members.iter().map(|m| m.user_id).collect();
    assert!(people.contains(&guest.id()) && people.contains(&team.owner.id()));
    assert!(
        !people.contains(&member.id()),
        "somebody who is not on the board"
    );
}

#[tokio::test]
async fn a_member_sees_nothing_of_a_private_board_in_the_snapshot() {
    let team = Team::start().await;
    let member = team.join(Role::Member).await;
    let private = team.board("Secret plans", Some(&[])).await;
    let answer = member
        .call(Method::GET, paths::snapshot(team.ws))
        .send()
        .await;
    answer.expect(200);
    assert!(!answer.text.contains(&private.id.to_string()));
    assert!(!answer.text.contains("Secret plans"));
    Follower::new(&member, team.ws).await.verify().await;
}

#[tokio::test]
async fn who_owns_fifty_makes_no_other() {
    let team = Team::start().await;
    let mut last = team.ws;
    let create = || {
        let call = team.owner.call(Method::POST, paths::WORKSPACES);
        call.json(&json!({"name": "Another"}))
    };
    for _ in 1..50 {
        last = create().ok::<Workspace>().await.id;
    }
    let refused = create().refused(409).await;
    assert_eq!(refused.code, ErrorCode::LimitReached);
    assert!(refused.detail.contains("own 50"), "{}", refused.detail);
    // One that is somebody else's by now counts for them, whoever made it.
    team.app.database.run(&format!(
        "UPDATE workspace_members SET role = 'admin' WHERE workspace_id = '{last}'"
    ));
    let _: Workspace = create().ok().await;
}
