//! Who is here and what they look at.

use serde_json::Value;
use tutti_testkit::{Frame, Team, TestSocket};
use tutti_types::realtime::{ClientFrame, Presence, ServerFrame};
use tutti_types::snapshot::Snapshot;
use tutti_types::{BoardId, Role, UserId, paths};

/// Reads until this person is told of so.
async fn told(
    socket: &mut TestSocket,
    user: UserId,
    online: bool,
    board: Option<BoardId>,
) -> Presence {
    let tells = |shown: &Presence| {
        shown.user_id == user && shown.online == online && shown.board_id == board
    };
    let frame = socket
        .until(|frame| matches!(frame, Frame::Server(ServerFrame::Presence { users, .. }) if users.iter().any(tells)))
        .await;
    match frame {
        Frame::Server(ServerFrame::Presence { users, .. }) => {
            users.into_iter().find(tells).unwrap()
        }
        _ => unreachable!(),
    }
}

fn looking(team: &Team, board: BoardId) -> ClientFrame {
    ClientFrame::Viewing {
        workspace_id: team.ws,
        board_id: Some(board),
        task_id: None,
    }
}

#[tokio::test]
async fn it_is_whole_at_first_and_then_by_differences() {
    let team = Team::start().await;
    let member = team.join(Role::Member).await;
    let mut first = TestSocket::following(&team.owner, team.ws).await;
    let frame = first
        .until(|frame| matches!(frame, Frame::Server(ServerFrame::Presence { .. })))
        .await;
    assert!(matches!(
        frame,
        Frame::Server(ServerFrame::Presence { full: true, .. })
    ));
    let mut second = TestSocket::following(&member, team.ws).await;
    told(&mut first, member.id(), true, None).await;
    told(&mut second, team.owner.id(), true, None).await;
    second.send(&looking(&team, team.board.id)).await;
    told(&mut first, member.id(), true, Some(team.board.id)).await;
    second.cut();
    told(&mut first, member.id(), false, None).await;
}

#[tokio::test]
async fn a_private_board_that_somebody_looks_at_is_nowhere_to_others() {
    let team = Team::start().await;
    let (inside, outside) = (
        team.join_as("Ina", Role::Member).await,
        team.join_as("Otis", Role::Member).await,
    );
    let private = team.board("Private", Some(&[inside.id()])).await;
    let task = team.task_on(private.id, "Hidden").await;
    let mut watcher = TestSocket::following(&team.owner, team.ws).await;
    let mut other = TestSocket::following(&outside, team.ws).await;
    let mut looker = TestSocket::following(&inside, team.ws).await;
    looker.send(&looking(&team, private.id)).await;
    told(&mut watcher, inside.id(), true, Some(private.id)).await;
    looker
        .send(&ClientFrame::Viewing {
            workspace_id: team.ws,
            board_id: Some(private.id),
            task_id: Some(task.id),
        })
        .await;
    watcher
        .until(|frame| matches!(frame, Frame::Server(ServerFrame::Presence { users, .. }) if users.iter().any(|u| u.task_id == Some(task.id))))
        .await;
    // Who may not read the board types there unseen.
    other
        .send(&ClientFrame::Typing {
            workspace_id: team.ws,
            board_id: Some(private.id),
            task_id: task.id,
        })
        .await;
    other.settle(1).await;
    looker
        .send(&ClientFrame::Typing {
            workspace_id: team.ws,
            board_id: Some(private.id),
            task_id: task.id,
        })
        .await;
    watcher
        .until(|frame| matches!(frame, Frame::Server(ServerFrame::Typing { user_ids, task_id, .. }) if *user_ids == [inside.id()] && *task_id == task.id))
        .await;
    // Nobody types there any more.
    watcher
        .until(|frame| matches!(frame, Frame::Server(ServerFrame::Typing { user_ids, task_id, .. }) if user_ids.is_empty() && *task_id == task.id))
        .await;
    let typing = watcher
        .raw
        .iter()
        .filter(|frame| frame.contains("user_ids"));
    let outsider = outside.id().to_string();
    assert_eq!(typing.filter(|frame| frame.contains(&outsider)).count(), 0);
    looker.send(&looking(&team, team.board.id)).await;
    told(&mut other, inside.id(), true, Some(team.board.id)).await;
    let frames = other.raw.concat();
    assert!(!frames.contains(&private.id.to_string()), "{frames}");
    assert!(!frames.contains(&task.id.to_string()), "{frames}");
}

#[tokio::test]
async fn nobody_looks_at_what_they_cannot_see() {
    let team = Team::start().await;
    let member = team.join(Role::Member).await;
    let private = team.board("Private", Some(&[])).await;
    let mut watcher = TestSocket::following(&team.owner, team.ws).await;
    let mut liar = TestSocket::following(&member, team.ws).await;
    liar.send(&looking(&team, private.id)).await;
    liar.settle(1).await;
    liar.send(&looking(&team, team.board.id)).await;
    told(&mut watcher, member.id(), true, Some(team.board.id)).await;
    let frames = watcher.raw.concat();
    assert!(!frames.contains(&private.id.to_string()), "{frames}");
}

#[tokio::test]
async fn a_guest_sees_only_the_people_of_their_boards() {
    let team = Team::start().await;
    let guest = team.join(Role::Guest).await;
    let (known, unknown) = (
        team.join_as("Known", Role::Member).await,
        team.join_as("Unknown", Role::Member).await,
    );
    for user in [guest.id(), known.id()] {
        let _: Value = team
            .owner
            .put(paths::board_member(team.ws, team.board.id, user))
            .await;
    }
    let snapshot: Snapshot = guest.get(paths::snapshot(team.ws)).await;
    let known_to_guest = snapshot.members.iter().map(|m| m.user_id);
    assert!(known_to_guest.eq([team.owner.id(), guest.id(), known.id()]));
    let mut socket = TestSocket::following(&guest, team.ws).await;
    let _creator = TestSocket::following(&team.owner, team.ws).await;
    // Who made the board is known like those who were added to it.
    told(&mut socket, team.owner.id(), true, None).await;
    let _unknown = TestSocket::following(&unknown, team.ws).await;
    let _known = TestSocket::following(&known, team.ws).await;
    told(&mut socket, known.id(), true, None).await;
    assert!(!socket.raw.concat().contains(&unknown.id().to_string()));
}
