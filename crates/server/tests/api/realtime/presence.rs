//! Who is here and what they look at.

use serde_json::{Value, json};
use tutti_testkit::team::column;
use tutti_testkit::{Frame, Team, TestSocket};
use tutti_types::columns::Category;
use tutti_types::realtime::{ClientFrame, Presence, ServerFrame};
use tutti_types::snapshot::Snapshot;
use tutti_types::tasks::Task;
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

#[tokio::test]
async fn a_guest_learns_who_is_here_once_these_act_on_a_board_of_theirs() {
    let team = Team::start().await;
    let guest = team.guest().await;
    let (maker, worker) = (
        team.join_as("Mia Maker", Role::Member).await,
        team.join_as("Will Worker", Role::Member).await,
    );
    let board = team.board.id;
    let mut socket = TestSocket::following(&guest, team.ws).await;
    let mut looking_on = Vec::new();
    for client in [&maker, &worker] {
        let mut theirs = TestSocket::following(client, team.ws).await;
        theirs.send(&looking(&team, board)).await;
        // Their own round tells them, and would have told the guest.
        told(&mut theirs, client.id(), true, Some(board)).await;
        looking_on.push(theirs);
    }
    let new = json!({"board_id": board, "title": "T"});
    let task: Task = maker.post(paths::tasks(team.ws), &new).await;
    let path = paths::task(team.ws, task.id);
    told(&mut socket, maker.id(), true, Some(board)).await;
    // Who only looks on is not shown, and does not type either.
    let typing = ClientFrame::Typing {
        workspace_id: team.ws,
        board_id: Some(board),
        task_id: task.id,
    };
    let types = |frame: &Frame, user: UserId| matches!(frame, Frame::Server(ServerFrame::Typing { user_ids, .. }) if user_ids.contains(&user));
    for theirs in looking_on.iter_mut().rev() {
        theirs.send(&typing).await;
        theirs.settle(1).await;
    }
    socket.until(|frame| types(frame, maker.id())).await;
    let frames = socket.raw.concat();
    assert!(!frames.contains(&worker.id().to_string()), "{frames}");
    // Who is assigned is known for as long as they are.
    let assigned = json!({"assignee_ids": [worker.id()]});
    let _: Task = maker.patch(path.clone(), &assigned).await;
    told(&mut socket, worker.id(), true, Some(board)).await;
    let _: Task = maker.patch(path, &json!({"assignee_ids": []})).await;
    let all_others = |frame: &Frame| match frame {
        Frame::Server(ServerFrame::Presence { full, users, .. }) => {
            let mut named = users.iter().map(|shown| shown.user_id);
            *full && named.all(|user| user != worker.id())
        }
        _ => false,
    };
    socket.until(all_others).await;
}

#[tokio::test]
async fn a_task_that_moved_is_named_on_its_own_board_alone() {
    let team = Team::start().await;
    let member = team.join(Role::Member).await;
    let task = team.task_on(team.board.id, "T").await;
    let other = team.board("Other", None).await;
    let to = json!({"board_id": other.id, "column_id": column(&other, Category::Todo)});
    let path = paths::task_move(team.ws, task.id);
    let _: Task = team.owner.post(path, &to).await;
    let mut watcher = TestSocket::following(&team.owner, team.ws).await;
    let mut liar = TestSocket::following(&member, team.ws).await;
    for board in [team.board.id, other.id] {
        let viewing = ClientFrame::Viewing {
            workspace_id: team.ws,
            board_id: Some(board),
            task_id: Some(task.id),
        };
        let typing = ClientFrame::Typing {
            workspace_id: team.ws,
            board_id: Some(board),
            task_id: task.id,
        };
        liar.send(&viewing).await;
        liar.send(&typing).await;
        liar.settle(1).await;
        let shown = told(&mut watcher, member.id(), true, Some(board)).await;
        assert_eq!(shown.task_id, (board == other.id).then_some(task.id));
    }
    let named = watcher
        .until(|frame| matches!(frame, Frame::Server(ServerFrame::Typing { .. })))
        .await;
    assert!(
        matches!(named, Frame::Server(ServerFrame::Typing { board_id, .. }) if board_id == other.id)
    );
}
