//! A workspace in the trash: gone for everybody, and back as it was.

use serde_json::{Value, json};
use tutti_testkit::contract::operations;
use tutti_testkit::{Client, Method, Team};
use tutti_types::activity::Activity;
use tutti_types::boards::BoardDetail;
use tutti_types::me::MyWorkspace;
use tutti_types::snapshot::Snapshot;
use tutti_types::workspaces::Workspace;
use tutti_types::{Page, Role, TaskId, paths};

use crate::jobs::until_at_rest;
use crate::world;

fn deleted() -> String {
    format!("{}?deleted=true", paths::WORKSPACES)
}

async fn in_trash(who: &Client) -> Vec<MyWorkspace> {
    let page: Page<MyWorkspace> = who.get(deleted()).await;
    page.items
}

#[tokio::test]
async fn it_is_listed_to_who_may_restore_it_and_comes_back_as_it_was() {
    let team = Team::start().await;
    let (member, guest) = (team.join(Role::Member).await, team.guest().await);
    let admin = team.join(Role::Admin).await;
    let suspended = team.join_as("Sue Suspended", Role::Owner).await;
    let path = paths::member(team.ws, suspended.id());
    let _: Value = team.owner.patch(path, &json!({"suspended": true})).await;
    team.task("Kept").await;
    let of = async |who: &Client| -> (Snapshot, BoardDetail) {
        let board = paths::board(team.ws, team.board.id);
        (
            who.get(paths::snapshot(team.ws)).await,
            who.get(board).await,
        )
    };
    let before = of(&member).await;
    team.owner.delete(paths::workspace(team.ws)).await;

    for who in [&member, &guest, &admin, &suspended] {
        assert!(in_trash(who).await.is_empty());
    }
    let listed = in_trash(&team.owner).await;
    assert_eq!(listed.len(), 1);
    assert_eq!((listed[0].id, &*listed[0].slug), (team.ws, "larkfield"));
    assert!(listed[0].deleted_at.is_some());

    let path = paths::workspace_restore(team.ws);
    let stale = team.owner.call(Method::POST, path.clone());
    stale.if_match(7).refused(412).await;
    let now: Workspace = team.owner.act(path.clone()).await;
    assert_eq!(now.version, before.0.workspace.version + 1);
    assert!(in_trash(&team.owner).await.is_empty());
    let after = of(&member).await;
    assert_eq!(after.0.members, before.0.members);
    assert_eq!(after.0.boards, before.0.boards);
    assert_eq!(after.1.tasks, before.1.tasks);
    assert_ne!(
        after.0.epoch, before.0.epoch,
        "its stream began another life"
    );
    // Who was locked out is so still.
    let path_of = paths::snapshot(team.ws);
    suspended.call(Method::GET, path_of).refused(404).await;
    let feed: Page<Activity> = team.owner.get(paths::activity(team.ws)).await;
    let told: Vec<_> = feed.items.iter().take(2).map(|e| e.kind.as_str()).collect();
    assert_eq!(told, ["workspace.updated", "workspace.deleted"]);
    assert_eq!(feed.items[0].changes[0].field, "deleted_at");

    // What is not in the trash is answered as it is, and nobody is told.
    let seq = team.seq();
    let same: Workspace = team.owner.act(path).await;
    assert_eq!((same, team.seq()), (now, seq));
}

#[tokio::test]
async fn nothing_of_it_is_there_for_its_own_owner() {
    let team = Team::start().await;
    let missing = paths::task(team.ws, TaskId::new());
    let nothing = team.owner.call(Method::GET, missing).send().await;
    let nothing = nothing.expect(404).without_request_id();
    let mut requests = Vec::new();
    for (n, operation) in operations().iter().enumerate() {
        if operation.path.contains("{ws}") && operation.id != "restoreWorkspace" {
            let board = team.board(&format!("Board {n}"), None).await;
            let ids = world::fresh(&team, &board, operation, n).await;
            requests.push((operation, ids));
        }
    }
    // In memory, from where it must not be given any more.
    let board = paths::board(team.ws, team.board.id);
    let _: BoardDetail = team.owner.get(board.clone()).await;
    team.owner.delete(paths::workspace(team.ws)).await;
    let before = team.app.database.fingerprint();
    for (operation, ids) in &requests {
        let answer = world::request(operation, ids, &team.owner).send().await;
        assert_eq!(answer.status, 404, "{}: {}", operation.id, answer.text);
        assert_eq!(answer.without_request_id(), nothing, "{}", operation.id);
    }
    team.owner.call(Method::GET, board).refused(404).await;
    assert_eq!(team.app.database.fingerprint(), before);
}

#[tokio::test]
async fn an_invitation_into_it_waits_for_its_return() {
    let team = Team::start().await;
    let link = team.invite("Ina Invited", Role::Member).await;
    let token = tutti_testkit::team::token_of(&link);
    let invited = team.app.person("Ina Invited").await;
    team.owner.delete(paths::workspace(team.ws)).await;
    let accept = || invited.call(Method::POST, paths::invitation_accept(&token));
    accept().refused(404).await;
    let path = paths::workspace_restore(team.ws);
    let _: Workspace = team.owner.act(path).await;
    accept().send().await.expect(200);
    let _: Snapshot = invited.get(paths::snapshot(team.ws)).await;
}

#[tokio::test]
async fn after_thirty_days_nobody_restores_it() {
    let team = Team::start().await;
    // What is past its time is purged by the chores of the start.
    until_at_rest(&team.app.database).await;
    team.owner.delete(paths::workspace(team.ws)).await;
    let ago = |days: u8| {
        team.app.database.run(&format!(
            "UPDATE workspaces SET deleted_at = now() - interval '{days} days' WHERE id = '{}'",
            team.ws
        ));
    };
    ago(31);
    assert!(in_trash(&team.owner).await.is_empty());
    let restore = || {
        team.owner
            .call(Method::POST, paths::workspace_restore(team.ws))
    };
    restore().refused(404).await;
    ago(29);
    assert_eq!(in_trash(&team.owner).await.len(), 1);
    restore().send().await.expect(200);
}

#[tokio::test]
async fn a_restore_that_comes_again_is_answered_as_before() {
    let team = Team::start().await;
    team.owner.delete(paths::workspace(team.ws)).await;
    let restore = || {
        let call = team
            .owner
            .call(Method::POST, paths::workspace_restore(team.ws));
        call.header("Idempotency-Key", "restore").send()
    };
    let first = restore().await;
    let seq = team.seq();
    let second = restore().await;
    assert_eq!(
        first.expect(200).json::<Value>(),
        second.expect(200).json::<Value>()
    );
    assert_eq!(team.seq(), seq);
}

#[tokio::test]
async fn those_in_the_trash_come_in_pages_last_deleted_first() {
    let team = Team::start().await;
    let mut made = vec![team.ws];
    for n in 0..3 {
        let body = json!({"name": format!("Another {n}")});
        let one: Workspace = team.owner.post(paths::WORKSPACES, &body).await;
        made.push(one.id);
    }
    for ws in &made {
        team.owner.delete(paths::workspace(*ws)).await;
    }
    made.reverse();
    let (mut seen, mut path) = (Vec::new(), format!("{}&limit=3", deleted()));
    loop {
        let page: Page<MyWorkspace> = team.owner.get(path.clone()).await;
        seen.extend(page.items.iter().map(|one| one.id));
        let Some(cursor) = page.next_cursor else {
            break;
        };
        path = format!("{}&limit=3&cursor={cursor}", deleted());
    }
    assert_eq!(seen, made);
}
