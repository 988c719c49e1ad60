//! What raw frames may hold: nothing that is not the reader's, and nothing after they lost it.

use std::sync::Arc;

use serde_json::{Value, json};
use tutti_testkit::app::Options;
use tutti_testkit::{Frame, Team, TestApp, TestSocket};
use tutti_types::me::MeWhat;
use tutti_types::realtime::ServerFrame;
use tutti_types::snapshot::Snapshot;
use tutti_types::tasks::Task;
use tutti_types::workspaces::Workspace;
use tutti_types::{Role, WorkspaceId, paths};

async fn denied(socket: &mut TestSocket, workspace: WorkspaceId) {
    let denied = |frame: &Frame| matches!(frame, Frame::Server(ServerFrame::Denied { workspace_id }) if *workspace_id == workspace);
    socket.until(denied).await;
}

#[tokio::test]
async fn strangers_and_what_does_not_exist_are_denied_alike() {
    let team = Team::start().await;
    let (stranger, _, _) = team.stranger().await;
    let mut socket = TestSocket::of(&stranger).await;
    for workspace in [team.ws, WorkspaceId::new()] {
        socket.subscribe(workspace, None).await;
        denied(&mut socket, workspace).await;
    }
    team.task("Private to the team").await;
    assert!(socket.settle(1).await.is_empty());
    assert!(!socket.raw.concat().contains("Private to the team"));
}

#[tokio::test]
async fn who_is_removed_is_denied_at_once_and_hears_nothing_more() {
    let team = Team::start().await;
    let member = team.join(Role::Member).await;
    let mut socket = TestSocket::following(&member, team.ws).await;
    let mut witness = TestSocket::following(&team.owner, team.ws).await;
    team.owner.delete(paths::member(team.ws, member.id())).await;
    denied(&mut socket, team.ws).await;
    let heard = socket.raw.len();
    team.task("After").await;
    while witness.event().await.kind != "task.created" {}
    socket.settle(1).await;
    let after = socket.raw[heard..].concat();
    assert!(
        !after.contains("After") && !after.contains(&team.ws.to_string()),
        "{after}"
    );
    // And cannot come back.
    socket.subscribe(team.ws, None).await;
    denied(&mut socket, team.ws).await;
}

#[tokio::test]
async fn who_is_suspended_is_denied_at_once_and_may_follow_again_when_let_in() {
    let team = Team::start().await;
    let member = team.join(Role::Member).await;
    let mut socket = TestSocket::following(&member, team.ws).await;
    let path = paths::member(team.ws, member.id());
    let _: Value = team
        .owner
        .patch(path.clone(), &json!({"suspended": true}))
        .await;
    denied(&mut socket, team.ws).await;
    let _: Value = team.owner.patch(path, &json!({"suspended": false})).await;
    socket.subscribe(team.ws, None).await;
    socket
        .until(|frame| matches!(frame, Frame::Server(ServerFrame::Subscribed { .. })))
        .await;
    team.task("Back").await;
    while socket.event().await.kind != "task.created" {}
}

#[tokio::test]
async fn a_deleted_workspace_denies_everybody() {
    let team = Team::start().await;
    let member = team.join(Role::Member).await;
    let mut sockets = [
        TestSocket::following(&team.owner, team.ws).await,
        TestSocket::following(&member, team.ws).await,
    ];
    team.owner.delete(paths::workspace(team.ws)).await;
    for socket in &mut sockets {
        denied(socket, team.ws).await;
        assert!(socket.raw.concat().contains("workspace.deleted"));
    }
}

/// Until a person is told that the list of their workspaces changed.
async fn told_of_workspaces(socket: &mut TestSocket) {
    let told = |frame: &Frame| matches!(frame, Frame::Server(ServerFrame::Me { what, .. }) if *what == MeWhat::Workspaces);
    socket.until(told).await;
}

#[tokio::test]
async fn a_restored_workspace_may_be_followed_again_and_is_loaded_anew() {
    let mut team = Team::start().await;
    let member = team.join(Role::Member).await;
    let other = TestApp::over(Arc::clone(&team.app.database), Options::default()).await;
    let elsewhere = other.log_in("Mia Member").await;
    let before: Snapshot = member.get(paths::snapshot(team.ws)).await;
    let mut sockets = [
        TestSocket::following(&team.owner, team.ws).await,
        TestSocket::following(&member, team.ws).await,
        TestSocket::following(&elsewhere, team.ws).await,
    ];
    team.owner.delete(paths::workspace(team.ws)).await;
    for socket in &mut sockets {
        denied(socket, team.ws).await;
    }
    // Those of this node are told; what the other node holds of the stream is of its former life.
    let [owner, here, there] = &mut sockets;
    for socket in [&mut *owner, &mut *here] {
        // Before they ask for anything, whose answer may overtake it.
        if !socket.raw.concat().contains(r#""what":"workspaces""#) {
            told_of_workspaces(socket).await;
        }
    }
    for socket in [&mut *owner, &mut *here, &mut *there] {
        socket.subscribe(team.ws, None).await;
        denied(socket, team.ws).await;
    }
    let _: Workspace = team.owner.act(paths::workspace_restore(team.ws)).await;
    for socket in [&mut *owner, &mut *here] {
        told_of_workspaces(socket).await;
    }
    for socket in [owner, here, there] {
        let heard = socket.raw.len();
        socket
            .subscribe(team.ws, Some((before.epoch, before.seq)))
            .await;
        let resync = |frame: &Frame| matches!(frame, Frame::Server(ServerFrame::Resync { .. }));
        socket.until(resync).await;
        let first = socket.raw[heard..].concat();
        assert!(
            !first.contains("denied") && !first.contains("workspace.deleted"),
            "{first}"
        );
        socket.subscribe(team.ws, None).await;
        let subscribed =
            |frame: &Frame| matches!(frame, Frame::Server(ServerFrame::Subscribed { .. }));
        socket.until(subscribed).await;
        team.task("Back").await;
        assert_eq!(socket.event().await.kind, "task.created");
    }
    team.app.stop().await;
}

#[tokio::test]
async fn a_guests_frames_hold_only_their_boards() {
    let team = Team::start().await;
    let guest = team.join(Role::Guest).await;
    let other = team.board("Xother", None).await;
    let private = team.board("Xprivate", Some(&[])).await;
    let _: Value = team
        .owner
        .put(paths::board_member(team.ws, team.board.id, guest.id()))
        .await;
    let mut socket = TestSocket::following(&guest, team.ws).await;

    let hidden = team.task_on(other.id, "Xtask").await;
    let secret = team.task_on(private.id, "Xsecret").await;
    let _: Task = team
        .owner
        .patch(
            paths::task(team.ws, hidden.id),
            &json!({"title": "Xrenamed"}),
        )
        .await;
    team.owner.delete(paths::task(team.ws, secret.id)).await;
    let column = json!({"name": "Xcolumn", "category": "todo"});
    let _: Value = team
        .owner
        .post(paths::columns(team.ws, other.id), &column)
        .await;
    let _: Value = team
        .owner
        .patch(paths::board(team.ws, other.id), &json!({"name": "Xboard"}))
        .await;
    let person = team.join_as("Xperson", Role::Member).await;
    team.owner.delete(paths::member(team.ws, person.id())).await;
    team.invite("Xinvited", Role::Admin).await;
    team.owner.delete(paths::board(team.ws, other.id)).await;

    let seen = team.task("Theirs to see").await;
    while socket.event().await.kind != "task.created" {}
    let frames = socket.raw.concat();
    assert!(frames.contains(&seen.id.to_string()));
    let foreign = [
        other.id.to_string(),
        private.id.to_string(),
        hidden.id.to_string(),
        secret.id.to_string(),
        person.id().to_string(),
    ];
    for id in foreign {
        assert!(!frames.contains(&id), "{frames}");
    }
    assert!(
        !frames.to_lowercase().contains("\"x") && !frames.contains("xinvited@"),
        "{frames}"
    );
}

#[tokio::test]
async fn a_task_that_goes_private_is_gone_and_no_more_for_ex_readers() {
    let team = Team::start().await;
    let member = team.join(Role::Member).await;
    let private = team.board("Private", Some(&[])).await;
    let task = team.task("Open so far").await;
    let mut socket = TestSocket::following(&member, team.ws).await;
    let there = json!({"board_id": private.id, "column_id": private.columns[0].id});
    let _: Task = team
        .owner
        .post(paths::task_move(team.ws, task.id), &there)
        .await;
    let _: Task = team
        .owner
        .patch(paths::task(team.ws, task.id), &json!({"title": "Hush"}))
        .await;
    let gone = socket.event().await;
    assert_eq!(gone.kind, "task.gone");
    let back = json!({"board_id": team.board.id, "column_id": task.column_id});
    let _: Task = team
        .owner
        .patch(
            paths::task(team.ws, task.id),
            &json!({"title": "Open again"}),
        )
        .await;
    let _: Task = team
        .owner
        .post(paths::task_move(team.ws, task.id), &back)
        .await;
    let whole = socket.event().await;
    assert!(whole.data.get().contains("Open again"));
    let frames = socket.raw.concat();
    assert!(!frames.contains("Hush"), "{frames}");
}

#[tokio::test]
async fn a_role_that_falls_takes_boards_and_one_that_rises_brings_them() {
    let team = Team::start().await;
    let person = team.join(Role::Admin).await;
    let private = team.board("Private", Some(&[])).await;
    let mut socket = TestSocket::following(&person, team.ws).await;
    let path = paths::member(team.ws, person.id());
    let _: Value = team
        .owner
        .patch(path.clone(), &json!({"role": "member"}))
        .await;
    let told = socket.events(2).await;
    let kinds: Vec<_> = told.iter().map(|event| event.kind.as_str()).collect();
    assert_eq!(kinds, ["board.gone", "member.updated"]);
    let heard = socket.raw.len();
    team.task_on(private.id, "Hush").await;
    team.task("Open").await;
    assert_eq!(socket.event().await.kind, "task.created");
    assert!(!socket.raw[heard..].concat().contains("Hush"));
    let _: Value = team.owner.patch(path, &json!({"role": "admin"})).await;
    let told = socket.events(2).await;
    let kinds: Vec<_> = told.iter().map(|event| event.kind.as_str()).collect();
    assert_eq!(kinds, ["member.updated", "board.updated"]);
    team.task_on(private.id, "To be seen").await;
    assert!(socket.event().await.data.get().contains("To be seen"));
}

#[tokio::test]
async fn who_becomes_a_guest_loads_anew_and_so_does_who_is_one_no_longer() {
    let team = Team::start().await;
    let person = team.join(Role::Member).await;
    let mut witness = TestSocket::following(&team.owner, team.ws).await;
    for role in ["guest", "member"] {
        let mut socket = TestSocket::following(&person, team.ws).await;
        let path = paths::member(team.ws, person.id());
        let _: Value = team.owner.patch(path, &json!({"role": role})).await;
        let resync = |frame: &Frame| matches!(frame, Frame::Server(ServerFrame::Resync { .. }));
        socket.until(resync).await;
        assert!(!socket.raw.concat().contains("member.updated"));
        assert_eq!(witness.event().await.kind, "member.updated");
    }
}
