//! Each family of frames has a limit and a budget of its own: what one sends too much of takes nothing from the others.

use diesel::connection::SimpleConnection;
use tutti_testkit::{Frame, Options, Team, TestApp, TestSocket};
use tutti_types::realtime::{ClientFrame, ServerFrame};
use tutti_types::tasks::Task;
use tutti_types::{ErrorCode, Role};

use crate::jobs::until_at_rest;

/// Frames of presence that are taken at once, and the bytes that one may have.
const AT_ONCE: usize = 20;
const LONGEST: usize = 1024;

/// A team where the limits are as strict as they say.
async fn limited() -> Team {
    let options = Options {
        limits: "on".to_owned(),
        ..Options::default()
    };
    Team::on(TestApp::with(options).await).await
}

fn typing(team: &Team, task: &Task) -> ClientFrame {
    ClientFrame::Typing {
        workspace_id: team.ws,
        board_id: Some(team.board.id),
        task_id: task.id,
    }
}

/// How often a socket was told so.
fn errors(socket: &TestSocket, code: ErrorCode) -> usize {
    let told = socket.raw.iter().filter(|frame| {
        matches!(serde_json::from_str(frame), Ok(ServerFrame::Error { code: told, .. }) if told == code.to_string())
    });
    told.count()
}

#[tokio::test]
async fn what_is_within_the_budget_is_taken_without_a_word() {
    let team = limited().await;
    let task = team.task("T").await;
    let mut socket = TestSocket::following(&team.owner, team.ws).await;
    for _ in 0..AT_ONCE {
        socket.send(&typing(&team, &task)).await;
    }
    socket.settle(1).await;
    assert_eq!(errors(&socket, ErrorCode::RateLimited), 0);
}

#[tokio::test]
async fn a_flood_of_one_family_leaves_the_others_working() {
    let team = limited().await;
    let task = team.task("T").await;
    let mut socket = TestSocket::following(&team.owner, team.ws).await;
    for _ in 0..25 * AT_ONCE {
        socket.send(&typing(&team, &task)).await;
    }
    socket.settle(1).await;
    let told = errors(&socket, ErrorCode::RateLimited);
    assert!((1..10 * AT_ONCE).contains(&told), "{told}");
    // What the connection needs goes on, as often as it may.
    for n in 2..20 {
        socket.settle(n).await;
    }
    let made = team.task("Made during the flood").await;
    let event = socket.event().await;
    assert!(event.data.get().contains(&made.id.to_string()));
}

#[tokio::test]
async fn a_flood_without_end_is_closed() {
    let team = limited().await;
    let task = team.task("T").await;
    let mut socket = TestSocket::following(&team.owner, team.ws).await;
    // Many times what is let through in the time a busy machine takes for it.
    for _ in 0..10_000 {
        socket.send(&typing(&team, &task)).await;
    }
    assert_eq!(socket.closed().await, 4429);
}

#[tokio::test]
async fn a_frame_is_as_long_as_its_family_allows() {
    let team = Team::start().await;
    let task = team.task("T").await;
    let member = team.join(Role::Member).await;
    let mut watcher = TestSocket::following(&team.owner, team.ws).await;
    let mut socket = TestSocket::following(&member, team.ws).await;
    let frame = serde_json::to_string(&typing(&team, &task)).unwrap();
    socket.send_text(format!("{frame:LONGEST$}")).await;
    watcher
        .until(|frame| matches!(frame, Frame::Server(ServerFrame::Typing { user_ids, .. }) if *user_ids == [member.id()]))
        .await;
    assert_eq!(errors(&socket, ErrorCode::TooLarge), 0);
    let longer = LONGEST + 1;
    socket.send_text(format!("{frame:longer$}")).await;
    socket.settle(1).await;
    assert_eq!(errors(&socket, ErrorCode::TooLarge), 1);
    // A frame of another family may be longer.
    let ping = serde_json::to_string(&ClientFrame::Ping { n: 2 }).unwrap();
    socket.send_text(format!("{ping:longer$}")).await;
    socket
        .until(|frame| matches!(frame, Frame::Server(ServerFrame::Pong { n: 2 })))
        .await;
    assert_eq!(errors(&socket, ErrorCode::TooLarge), 1);
}

#[tokio::test]
async fn what_comes_with_every_key_asks_the_database_nothing() {
    let team = Team::start().await;
    // A chore that holds one of the tables below and wants another would be in a deadlock with the lock.
    until_at_rest(&team.app.database).await;
    let task = team.task("T").await;
    let member = team.join(Role::Member).await;
    let mut watcher = TestSocket::following(&team.owner, team.ws).await;
    let mut socket = TestSocket::following(&member, team.ws).await;
    let mut blocker = team.app.database.connect();
    blocker
        .batch_execute("BEGIN; LOCK TABLE users, sessions, workspace_members, boards, board_members, tasks IN ACCESS EXCLUSIVE MODE")
        .unwrap();
    socket.send(&typing(&team, &task)).await;
    watcher
        .until(|frame| matches!(frame, Frame::Server(ServerFrame::Typing { user_ids, .. }) if *user_ids == [member.id()]))
        .await;
    blocker.batch_execute("ROLLBACK").unwrap();
}
