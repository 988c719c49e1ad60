//! What comes over the socket, to whom, in which order.

use serde_json::{Value, json};
use tutti_testkit::{Frame, Method, Team, TestSocket};
use tutti_types::columns::Category;
use tutti_types::events::Event;
use tutti_types::me::{Me, MeWhat};
use tutti_types::realtime::{ClientFrame, HEARTBEAT_S, ServerFrame};
use tutti_types::tasks::Task;
use tutti_types::{Role, WorkspaceId, paths};

#[tokio::test]
async fn a_change_comes_to_whoever_follows() {
    let team = Team::start().await;
    let member = team.join(Role::Member).await;
    let mut socket = TestSocket::following(&member, team.ws).await;
    let seq = team.seq();
    let call = team
        .owner
        .call(Method::POST, paths::tasks(team.ws))
        .key("op-1");
    let task: Task = call
        .json(&json!({"board_id": team.board.id, "title": "Hello"}))
        .ok()
        .await;
    let event = socket.event().await;
    assert_eq!(event.kind, "task.created");
    assert_eq!(
        (event.workspace_id, event.seq, event.prev),
        (team.ws, seq + 1, seq)
    );
    assert_eq!(
        (event.actor_id, event.op.as_deref()),
        (Some(team.owner.id()), Some("op-1"))
    );
    let data: Value = serde_json::from_str(event.data.get()).unwrap();
    assert_eq!(data["task"], serde_json::to_value(&task).unwrap());
}

#[tokio::test]
async fn the_first_frames_tell_where_one_is() {
    let team = Team::start().await;
    let me: Me = team.owner.get(paths::ME).await;
    let mut socket = TestSocket::open(&team.owner, &[]).await.unwrap();
    let token = team.owner.token.clone().unwrap();
    socket.send(&ClientFrame::Authenticate { token }).await;
    let Frame::Server(ServerFrame::Ready {
        protocol,
        rev,
        heartbeat_s,
        build,
        ..
    }) = socket.next().await
    else {
        panic!("{:?}", socket.raw);
    };
    assert_eq!(
        (protocol.as_str(), rev, heartbeat_s),
        ("tutti.v1", me.rev, HEARTBEAT_S)
    );
    assert!(!build.is_empty());
    socket.subscribe(team.ws, None).await;
    let Frame::Server(ServerFrame::Subscribed {
        workspace_id,
        seq,
        head,
        ..
    }) = socket.next().await
    else {
        panic!("{:?}", socket.raw);
    };
    assert_eq!((workspace_id, seq, head), (team.ws, team.seq(), team.seq()));
    socket.send(&ClientFrame::Ping { n: 7 }).await;
    socket
        .until(|frame| matches!(frame, Frame::Server(ServerFrame::Pong { n: 7 })))
        .await;
}

#[tokio::test]
async fn each_frame_names_the_one_before_it_over_what_is_hidden() {
    let team = Team::start().await;
    let member = team.join(Role::Member).await;
    let private = team.board("Private", Some(&[])).await;
    let mut socket = TestSocket::following(&member, team.ws).await;
    let mut cursor = team.seq();
    for n in 0..10 {
        team.task_on(private.id, "Hidden").await;
        team.task(&format!("Open {n}")).await;
    }
    for _ in 0..10 {
        let event = socket.event().await;
        assert_eq!(event.prev, cursor);
        assert!(event.seq > cursor);
        cursor = event.seq;
    }
    assert!(!socket.raw.concat().contains("Hidden"));
}

#[tokio::test]
async fn after_a_hundred_hidden_events_a_checkpoint_moves_the_cursor() {
    let team = Team::start().await;
    let member = team.join(Role::Member).await;
    let private = team.board("Private", Some(&[])).await;
    let mut ids = Vec::new();
    for _ in 0..50 {
        ids.push(team.task_on(private.id, "Hidden").await.id);
    }
    let mut socket = TestSocket::following(&member, team.ws).await;
    for n in 0..3 {
        let body = json!({"ids": ids, "patch": {"title": format!("Hidden {n}")}});
        let _: Value = team.owner.post(paths::tasks_bulk(team.ws), &body).await;
    }
    let frame = socket
        .until(|frame| {
            matches!(
                frame,
                Frame::Server(ServerFrame::Checkpoint { .. }) | Frame::Event(_)
            )
        })
        .await;
    let Frame::Server(ServerFrame::Checkpoint { workspace_id, seq }) = frame else {
        panic!("{frame:?}");
    };
    assert_eq!(workspace_id, team.ws);
    team.task("Open").await;
    let event = socket.event().await;
    assert_eq!(event.prev, seq, "the checkpoint is the frame before");
}

#[tokio::test]
async fn polling_tells_the_same_as_the_socket() {
    let team = Team::start().await;
    let (member, guest) = (team.join(Role::Member).await, team.join(Role::Guest).await);
    let private = team.board("Private", Some(&[])).await;
    let _: Value = team
        .owner
        .put(paths::board_member(team.ws, team.board.id, guest.id()))
        .await;
    let before = team.seq();
    let readers = [&team.owner, &member, &guest];
    let mut sockets = Vec::new();
    for who in readers {
        sockets.push(TestSocket::following(who, team.ws).await);
    }
    let task = team.task("T").await;
    let there = json!({"board_id": private.id, "column_id": private.columns[0].id});
    let _: Task = team
        .owner
        .post(paths::task_move(team.ws, task.id), &there)
        .await;
    let back = json!({"board_id": team.board.id, "column_id": team.column(Category::Todo)});
    let _: Task = team
        .owner
        .post(paths::task_move(team.ws, task.id), &back)
        .await;
    team.invite("Jonas", Role::Member).await;
    let _: Value = team
        .owner
        .patch(paths::workspace(team.ws), &json!({"name": "New"}))
        .await;
    team.owner.delete(paths::task(team.ws, task.id)).await;
    let _: Task = team.owner.act(paths::task_restore(team.ws, task.id)).await;
    for (who, socket) in readers.iter().zip(&mut sockets) {
        let polled = team.events(who, before).await;
        let pushed = socket.events(polled.len()).await;
        for (polled, pushed) in polled.iter().zip(pushed) {
            assert_eq!(
                serde_json::to_value(polled).unwrap(),
                serde_json::to_value(Event::from(pushed)).unwrap()
            );
        }
        assert!(
            socket.settle(1).await.is_empty(),
            "nothing beyond what polling tells"
        );
    }
}

#[tokio::test]
async fn a_persons_own_things_come_to_their_sockets_and_nobody_elses() {
    let team = Team::start().await;
    let member = team.join(Role::Member).await;
    let mut own = TestSocket::of(&member).await;
    let mut other = TestSocket::of(&team.owner).await;
    let what = async |socket: &mut TestSocket| {
        let frame = socket
            .until(|frame| matches!(frame, Frame::Server(ServerFrame::Me { .. })))
            .await;
        match frame {
            Frame::Server(ServerFrame::Me { what, rev }) => (what, rev),
            _ => unreachable!(),
        }
    };
    let now: Me = member.patch(paths::ME, &json!({"name": "Mia New"})).await;
    assert_eq!(what(&mut own).await, (MeWhat::Profile, now.rev));
    team.app.log_in("Mia Member").await;
    assert_eq!(what(&mut own).await.0, MeWhat::Sessions);
    let path = paths::member(team.ws, member.id());
    let _: Value = team.owner.patch(path, &json!({"role": "admin"})).await;
    assert_eq!(what(&mut own).await.0, MeWhat::Workspaces);
    other.settle(1).await;
    assert!(
        !other.raw.iter().any(|frame| frame.contains("\"me\"")),
        "{:?}",
        other.raw
    );
}

#[tokio::test]
async fn one_socket_follows_several_workspaces() {
    let team = Team::start().await;
    let second: Value = team
        .owner
        .post(paths::WORKSPACES, &json!({"name": "Second"}))
        .await;
    let second: WorkspaceId = serde_json::from_value(second["id"].clone()).unwrap();
    let mut socket = TestSocket::following(&team.owner, team.ws).await;
    socket.subscribe(second, None).await;
    socket
        .until(|frame| matches!(frame, Frame::Server(ServerFrame::Subscribed { workspace_id, .. }) if *workspace_id == second))
        .await;
    let _: Value = team
        .owner
        .patch(paths::workspace(second), &json!({"name": "Other"}))
        .await;
    assert_eq!(socket.event().await.workspace_id, second);
    team.task("T").await;
    assert_eq!(socket.event().await.workspace_id, team.ws);
    socket
        .send(&ClientFrame::Unsubscribe {
            workspace_id: team.ws,
        })
        .await;
    socket.settle(1).await;
    team.task("Unheard").await;
    let _: Value = team
        .owner
        .patch(paths::workspace(second), &json!({"name": "Third"}))
        .await;
    assert_eq!(socket.event().await.workspace_id, second);
}

#[tokio::test]
async fn fifty_writers_at_once_come_in_order_without_a_hole() {
    let team = Team::start().await;
    let member = team.join(Role::Member).await;
    let mut socket = TestSocket::following(&member, team.ws).await;
    let from = team.seq();
    let writers = (0..50).map(|n| {
        let team = &team;
        async move {
            for m in 0..4 {
                team.task_in_a_crowd(&format!("{n}-{m}")).await;
            }
        }
    });
    let read = async {
        let mut cursor = from;
        for _ in 0..200 {
            let event = socket.event().await;
            assert_eq!((event.prev, event.seq), (cursor, cursor + 1));
            cursor = event.seq;
        }
    };
    futures_util::future::join(futures_util::future::join_all(writers), read).await;
    assert_eq!(team.seq(), from + 200);
    let holes = team.app.database.number(&format!(
        "SELECT count(*) FROM (SELECT seq - lag(seq) OVER (ORDER BY seq) AS step, at < lag(at) OVER (ORDER BY seq) AS back
         FROM stream.events WHERE workspace_id = '{}') e WHERE step <> 1 OR back",
        team.ws
    ));
    assert_eq!(holes, 0, "commits come in the order of seq");
}
