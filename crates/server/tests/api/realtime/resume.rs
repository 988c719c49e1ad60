//! Being away and coming back: nothing lost, nothing twice.

use serde_json::json;
use tutti_testkit::{Frame, Method, Team, TestSocket};
use tutti_types::boards::BoardDetail;
use tutti_types::realtime::{ClientFrame, MAX_REPLAY_EVENTS, ServerFrame};
use tutti_types::rooms::Room;
use tutti_types::snapshot::Snapshot;
use tutti_types::tasks::Task;
use tutti_types::{ColumnId, Epoch, Role, paths};

async fn position(team: &Team) -> (Epoch, i64) {
    let snapshot: Snapshot = team.owner.get(paths::snapshot(team.ws)).await;
    (snapshot.epoch, snapshot.seq)
}

#[tokio::test]
async fn what_was_missed_comes_first_and_then_what_is_new() {
    let team = Team::start().await;
    let (epoch, from) = position(&team).await;
    for n in 0..20 {
        team.task(&format!("Missed {n}")).await;
    }
    let mut socket = TestSocket::of(&team.owner).await;
    socket.subscribe(team.ws, Some((epoch, from))).await;
    let frame = socket.next().await;
    let Frame::Server(ServerFrame::Subscribed { seq, head, .. }) = frame else {
        panic!("{frame:?}");
    };
    assert_eq!((seq, head), (from, from + 20));
    team.task("New").await;
    let mut cursor = from;
    for event in socket.events(21).await {
        assert_eq!((event.prev, event.seq), (cursor, cursor + 1));
        cursor = event.seq;
    }
}

/// As another node restores a workspace: this one learns of it from whoever reads a board.
#[tokio::test]
async fn a_board_that_is_read_is_of_the_stream_of_now_and_followers_of_another_load_anew() {
    let team = Team::start().await;
    let task = team.task("As it was").await;
    let mut socket = TestSocket::following(&team.owner, team.ws).await;
    let path = paths::board(team.ws, team.board.id);
    let before: BoardDetail = team.owner.get(path.clone()).await;
    team.app.database.run(&format!(
        "UPDATE streams SET epoch = gen_random_uuid(); UPDATE tasks SET title = 'As it is now' WHERE id = '{}'",
        task.id
    ));
    let after: BoardDetail = team.owner.get(path).await;
    assert_ne!(after.epoch, before.epoch);
    assert_eq!(after.seq, before.seq, "no event tells of it");
    let titles: Vec<&str> = after.tasks.iter().map(|task| &*task.title).collect();
    assert_eq!(titles, ["As it is now"]);
    let resync = |frame: &Frame| matches!(frame, Frame::Server(ServerFrame::Resync { .. }));
    socket.until(resync).await;
}

#[tokio::test]
async fn who_comes_back_while_others_write_misses_nothing() {
    let team = Team::start().await;
    let member = team.join(Role::Member).await;
    let (epoch, from) = position(&team).await;
    let write = async {
        let tasks = (0..100).map(|n| {
            let team = &team;
            async move { team.task_in_a_crowd(&format!("{n}")).await }
        });
        futures_util::future::join_all(tasks).await;
    };
    let read = async {
        let mut cursor = from;
        // Ten events at a time, each time over a socket of its own.
        while cursor < from + 100 {
            let mut socket = TestSocket::of(&member).await;
            socket.subscribe(team.ws, Some((epoch, cursor))).await;
            for _ in 0..10.min(from + 100 - cursor) {
                let event = socket.event().await;
                assert_eq!((event.prev, event.seq), (cursor, cursor + 1));
                cursor = event.seq;
            }
            socket.cut();
        }
    };
    futures_util::future::join(write, read).await;
}

#[tokio::test]
async fn a_position_that_cannot_be_followed_gets_a_resync() {
    let team = Team::start().await;
    let (epoch, seq) = position(&team).await;
    let mut socket = TestSocket::of(&team.owner).await;
    for (from, why) in [
        ((Epoch::new(), 0), "epoch"),
        ((epoch, seq + 1), "ahead"),
        ((epoch, i64::MAX), "ahead"),
    ] {
        socket.subscribe(team.ws, Some(from)).await;
        let frame = socket
            .until(|frame| matches!(frame, Frame::Server(ServerFrame::Resync { .. })))
            .await;
        let Frame::Server(ServerFrame::Resync { reason, .. }) = frame else {
            unreachable!()
        };
        assert_eq!(reason, why);
    }
    // Nothing follows, until one subscribes anew.
    team.task("Unheard").await;
    assert!(socket.settle(1).await.is_empty());
    socket.subscribe(team.ws, Some(position(&team).await)).await;
    team.task("Heard").await;
    assert!(socket.event().await.data.get().contains("Heard"));
}

#[tokio::test]
async fn a_board_with_too_much_to_tell_is_loaded_anew_and_nothing_else_is() {
    let team = Team::start().await;
    let (epoch, from) = position(&team).await;
    let quiet = team.board("Quiet", None).await;
    let task = team.task_on(quiet.id, "Heard").await;
    let mut ids = Vec::new();
    for _ in 0..60 {
        ids.push(team.task("T").await.id);
    }
    // 60 + 60 events of 20 KB each are over 1 MiB.
    let body = json!({"ids": ids, "patch": {"description": "x".repeat(20_000)}});
    let _: serde_json::Value = team.owner.post(paths::tasks_bulk(team.ws), &body).await;
    let mut socket = TestSocket::of(&team.owner).await;
    socket.subscribe(team.ws, Some((epoch, from))).await;
    let reload = |frame: &Frame| matches!(frame, Frame::Server(ServerFrame::Reload { .. }));
    let frame = socket.until(reload).await;
    let Frame::Server(ServerFrame::Reload { seq, rooms, .. }) = frame else {
        unreachable!()
    };
    assert_eq!((seq, rooms), (team.seq(), vec![Room::board(team.board.id)]));
    let told = socket.settle(1).await;
    let kinds: Vec<_> = told.iter().map(|event| event.kind.as_str()).collect();
    assert!(kinds.ends_with(&["task.created"]), "{kinds:?}");
    assert!(told.iter().all(|event| !event.data.get().contains("xxx")));
    assert!(
        told.last()
            .unwrap()
            .data
            .get()
            .contains(&task.id.to_string())
    );
    // The stream goes on.
    team.task("Next").await;
    let next = socket.event().await;
    assert!(next.prev > told.last().unwrap().seq && next.data.get().contains("Next"));
}

#[tokio::test]
async fn too_much_of_no_room_is_a_resync_and_never_a_part() {
    let team = Team::start().await;
    let (epoch, from) = position(&team).await;
    let name = |n: usize| json!({"name": format!("Name {n}")});
    for n in 0..=MAX_REPLAY_EVENTS {
        let _: serde_json::Value = team.owner.patch(paths::workspace(team.ws), &name(n)).await;
    }
    let mut socket = TestSocket::of(&team.owner).await;
    socket.subscribe(team.ws, Some((epoch, from))).await;
    let frame = socket.next().await;
    let Frame::Server(ServerFrame::Resync { reason, .. }) = frame else {
        panic!("a part was given: {frame:?}");
    };
    assert_eq!(reason, "too_many");
}

#[tokio::test]
async fn a_server_that_stops_says_so_and_the_next_one_goes_on() {
    let mut team = Team::start().await;
    let mut socket = TestSocket::following(&team.owner, team.ws).await;
    let (epoch, from) = position(&team).await;
    team.task("Before").await;
    assert_eq!(socket.event().await.seq, from + 1);
    team.app.stop().await;
    assert_eq!(socket.closed().await, 1012);
    team.app.up().await;
    team.task("After").await;
    let mut socket = TestSocket::of(&team.owner).await;
    socket.subscribe(team.ws, Some((epoch, from + 1))).await;
    let event = socket.event().await;
    assert_eq!((event.prev, event.seq), (from + 1, from + 2));
}

#[tokio::test]
async fn over_a_server_that_is_killed_nothing_is_lost_and_nothing_twice() {
    let mut team = Team::start().await;
    let (epoch, mut cursor) = position(&team).await;
    let mut seen = Vec::new();
    for round in 0..3 {
        let mut socket = TestSocket::of(&team.owner).await;
        socket.subscribe(team.ws, Some((epoch, cursor))).await;
        for n in 0..3 {
            team.task(&format!("{round}-{n}")).await;
        }
        // One is read before the server dies; the others are not.
        let event = socket.event().await;
        cursor = event.seq;
        seen.push(event.seq);
        team.app.restart().await;
        assert!(matches!(socket.closed().await, 1005 | 1006 | 1012));
    }
    let mut socket = TestSocket::of(&team.owner).await;
    socket.subscribe(team.ws, Some((epoch, cursor))).await;
    let rest = usize::try_from(team.seq() - cursor).unwrap();
    seen.extend(socket.events(rest).await.iter().map(|event| event.seq));
    let all: Vec<i64> = (team.seq() - 8..=team.seq()).collect();
    assert_eq!(seen, all);
}

#[tokio::test]
async fn a_commit_that_nobody_told_of_is_found() {
    let team = Team::start().await;
    let mut socket = TestSocket::following(&team.owner, team.ws).await;
    let seq = team.seq();
    // As another node would, that died between COMMIT and telling.
    let gone = json!({"board_id": team.board.id, "column_id": ColumnId::new()});
    team.app.database.run(&format!(
        "SELECT stream.emit('{}', ARRAY[NULL]::uuid[], ARRAY[NULL]::text[], ARRAY['column.deleted'], ARRAY['everyone'],
            ARRAY['{gone}'], ARRAY['system'], ARRAY[NULL]::text[], ARRAY[NULL]::uuid[], ARRAY['column'], ARRAY['{}'::uuid], ARRAY['W'],
            ARRAY['[]'], ARRAY[0], ARRAY[NULL]::text[], ARRAY[NULL]::uuid[], '{{}}', '{{}}', '{{}}', '{{}}', '{{}}')",
        team.ws,
        ColumnId::new()
    ));
    let event = socket.event().await;
    assert_eq!((event.prev, event.seq), (seq, seq + 1));
    let task: Task = team.task("After").await;
    let event = socket.event().await;
    assert!(event.prev == seq + 1 && event.data.get().contains(&task.id.to_string()));
}

#[tokio::test]
async fn subscribing_twice_moves_the_cursor_and_doubles_nothing() {
    let team = Team::start().await;
    let (epoch, from) = position(&team).await;
    team.task("One").await;
    let mut socket = TestSocket::following(&team.owner, team.ws).await;
    socket.subscribe(team.ws, Some((epoch, from))).await;
    let event = socket.event().await;
    assert_eq!((event.prev, event.seq), (from, from + 1));
    team.task("Two").await;
    let event = socket.event().await;
    assert_eq!((event.prev, event.seq), (from + 1, from + 2));
    socket.send(&ClientFrame::Ping { n: 1 }).await;
    assert!(socket.settle(2).await.is_empty());
    team.owner
        .call(Method::GET, "/livez")
        .send()
        .await
        .expect(200);
}
