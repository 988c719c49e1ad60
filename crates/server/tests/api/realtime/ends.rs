//! How a socket ends, and how it does not begin.

use std::time::{Duration, Instant};

use serde_json::json;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::frame::Frame as RawFrame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::{Data, OpCode};
use tutti_server::config::Timeouts;
use tutti_testkit::pace::{DEADLINE, within};
use tutti_testkit::{Frame, Method, Options, Team, TestApp, TestSocket};
use tutti_types::realtime::{ClientFrame, MAX_FRAME, ServerFrame};
use tutti_types::{Role, WorkspaceId, paths};

#[tokio::test]
async fn who_signs_out_loses_the_sockets_of_that_session() {
    let team = Team::start().await;
    let mut here = TestSocket::following(&team.owner, team.ws).await;
    let elsewhere = team.app.log_in("Olga Owner").await;
    let mut there = TestSocket::of(&elsewhere).await;
    elsewhere.log_out().await.expect(204);
    assert_eq!(there.closed().await, 4401);
    here.settle(1).await;
}

#[tokio::test]
async fn a_session_that_is_ended_from_elsewhere_or_stolen_closes_too() {
    let app = TestApp::start().await;
    let mira = app.person("Mira").await;
    let phone = app.log_in("Mira").await;
    let mut socket = TestSocket::of(&phone).await;
    let sessions: tutti_types::Page<tutti_types::auth::Session> =
        mira.get(paths::ME_SESSIONS).await;
    let other = sessions
        .items
        .iter()
        .find(|session| !session.current)
        .unwrap();
    mira.delete(paths::me_session(other.id)).await;
    assert_eq!(socket.closed().await, 4401);

    let mut socket = TestSocket::of(&mira).await;
    let renewed = app.signed_in(mira.refresh().await.expect(200));
    renewed.refresh().await.expect(200);
    app.database
        .run("UPDATE refresh_tokens SET spent_at = spent_at - interval '11 seconds' WHERE spent_at IS NOT NULL");
    mira.refresh().await.expect(401);
    assert_eq!(socket.closed().await, 4401);
}

#[tokio::test]
async fn a_revocation_that_another_node_made_rides_the_poll() {
    let app = TestApp::start().await;
    let mira = app.person("Mira").await;
    let mut socket = TestSocket::of(&mira).await;
    let begun = Instant::now();
    app.database.run("UPDATE sessions SET revoked_at = now()");
    assert_eq!(socket.closed().await, 4401);
    let took = begun.elapsed();
    assert!(took < within(Duration::from_secs(2)), "{took:?}");
}

#[tokio::test]
async fn who_does_not_authenticate_in_time_is_closed() {
    let app = TestApp::start().await;
    let begun = Instant::now();
    let mut silent = TestSocket::open(&app.anonymous(), &[]).await.unwrap();
    assert_eq!(silent.closed().await, 4401);
    let waited = begun.elapsed();
    assert!(waited > Duration::from_secs(4), "{waited:?}");
    assert!(waited < within(Duration::from_secs(7)), "{waited:?}");
}

#[tokio::test]
async fn who_is_not_authenticated_gets_nothing() {
    let team = Team::start().await;
    let workspace_id = team.ws;
    for frame in [
        ClientFrame::Subscribe {
            workspace_id,
            epoch: None,
            after: None,
        },
        ClientFrame::Ping { n: 1 },
        ClientFrame::Viewing {
            workspace_id,
            board_id: Some(team.board.id),
            task_id: None,
        },
        ClientFrame::Authenticate {
            token: "x".to_owned(),
        },
        ClientFrame::Authenticate {
            token: String::new(),
        },
    ] {
        let mut socket = TestSocket::open(&team.owner, &[]).await.unwrap();
        socket.send(&frame).await;
        assert_eq!(socket.closed().await, 4401);
        assert!(socket.raw.is_empty(), "{:?}", socket.raw);
    }
    let gone = team.app.log_in("Olga Owner").await;
    gone.log_out().await.expect(204);
    let mut socket = TestSocket::open(&gone, &[]).await.unwrap();
    let token = gone.token.clone().unwrap();
    socket.send(&ClientFrame::Authenticate { token }).await;
    assert_eq!(socket.closed().await, 4401);
}

fn token(app: &TestApp, user: tutti_types::UserId, seconds: i64) -> String {
    let session = app
        .database
        .rows(&format!("SELECT id FROM sessions WHERE user_id = '{user}'"))[0]["id"]
        .clone();
    let now = tutti_types::Timestamp::now().as_micros() / 1_000_000;
    let claims = json!({"sub": user, "sid": session, "iss": "tutti", "aud": "tutti-api", "nbf": now - 1, "exp": now + seconds});
    let key = jsonwebtoken::EncodingKey::from_secret(&app.secret());
    jsonwebtoken::encode(&jsonwebtoken::Header::default(), &claims, &key).unwrap()
}

#[tokio::test]
async fn a_socket_ends_with_its_token_unless_that_is_renewed() {
    let app = TestApp::start().await;
    let mira = app.person("Mira").await;
    // Each with a token of its own, so that only one socket has to be opened before it ends.
    let ending = || {
        let mut client = mira.clone();
        client.token = Some(token(&app, mira.id(), 2));
        client
    };
    let mut renewed = TestSocket::of(&ending()).await;
    let lasting = mira.token.clone().unwrap();
    renewed
        .send(&ClientFrame::Authenticate { token: lasting })
        .await;
    let mut ended = TestSocket::of(&ending()).await;
    assert_eq!(ended.closed().await, 4401);
    renewed.settle(1).await;
}

#[tokio::test]
async fn nobody_goes_on_as_somebody_else() {
    let team = Team::start().await;
    let member = team.join(Role::Member).await;
    let mut socket = TestSocket::following(&team.owner, team.ws).await;
    let token = member.token.clone().unwrap();
    socket.send(&ClientFrame::Authenticate { token }).await;
    assert_eq!(socket.closed().await, 4401);
}

#[tokio::test]
async fn frames_of_garbage_close_with_4400() {
    let team = Team::start().await;
    let ws = team.ws;
    for garbage in [
        "".to_owned(),
        "{".to_owned(),
        "null".to_owned(),
        "[]".to_owned(),
        "\"ping\"".to_owned(),
        r#"{"type":"nothing"}"#.to_owned(),
        r#"{"type":"ping"}"#.to_owned(),
        r#"{"type":"ping","n":"1"}"#.to_owned(),
        r#"{"type":"ping","n":1,"x":1}"#.to_owned(),
        r#"{"type":"subscribe","workspace_id":"x"}"#.to_owned(),
        format!(r#"{{"type":"subscribe","workspace_id":"{ws}","after":"1"}}"#),
        format!(r#"{{"type":"subscribe","workspace_id":{{"$ne":"{ws}"}}}}"#),
        "[".repeat(10_000),
    ] {
        let mut socket = TestSocket::of(&team.owner).await;
        socket.send_text(garbage.clone()).await;
        assert_eq!(socket.closed().await, 4400, "{garbage:.60}");
    }
    let mut socket = TestSocket::of(&team.owner).await;
    socket.send_message(Message::binary(vec![1, 2, 3])).await;
    assert_eq!(socket.closed().await, 4400);
}

#[tokio::test]
async fn a_frame_over_64_kib_closes_with_1009_in_one_piece_or_in_many() {
    let team = Team::start().await;
    let mut whole = TestSocket::of(&team.owner).await;
    whole.send_text("x".repeat(MAX_FRAME + 1)).await;
    assert_eq!(whole.closed().await, 1009);
    let mut pieces = TestSocket::of(&team.owner).await;
    for n in 0..9_u32 {
        let code = if n == 0 { Data::Text } else { Data::Continue };
        let piece = RawFrame::message(vec![b'x'; 8 * 1024], OpCode::Data(code), false);
        pieces.send_message(Message::Frame(piece)).await;
    }
    assert_eq!(pieces.closed().await, 1009);
}

#[tokio::test]
async fn pages_of_other_sites_open_no_socket() {
    let app = TestApp::with(Options {
        allowed_origins: vec!["https://app.example".to_owned()],
        ..Options::default()
    })
    .await;
    let mira = app.person("Mira").await;
    let cookie = mira.cookie.clone().unwrap();
    let own = format!("http://{}", app.addr);
    let twin = own.replace("127.0.0.1", "localhost");
    for origin in ["https://evil.example", "null", "http://127.0.0.1:1", ""] {
        let refused = TestSocket::open(&mira, &[("origin", origin)]).await;
        assert_eq!(refused.err(), Some(403), "{origin}");
    }
    // A browser that has our cookie has to say where it comes from.
    assert_eq!(
        TestSocket::open(&mira, &[("cookie", &cookie)]).await.err(),
        Some(403)
    );
    for origin in [own.as_str(), &twin, "https://app.example"] {
        assert!(
            TestSocket::open(&mira, &[("origin", origin), ("cookie", &cookie)])
                .await
                .is_ok(),
            "{origin}"
        );
    }
    app.anonymous()
        .call(Method::GET, paths::REALTIME)
        .refused(400)
        .await;
}

/// A socket where the limits are as strict as they say.
async fn limited(limits: &str) -> (TestApp, TestSocket) {
    let app = TestApp::with(Options {
        limits: limits.to_owned(),
        ..Options::default()
    })
    .await;
    let mira = app.person("Mira").await;
    let socket = TestSocket::of(&mira).await;
    (app, socket)
}

#[tokio::test]
async fn a_client_that_sends_too_much_is_closed() {
    let (_app, mut socket) = limited("on").await;
    // Many times what is let through in the time a busy machine takes for it.
    for n in 0..1_000 {
        socket.send(&ClientFrame::Ping { n }).await;
    }
    assert_eq!(socket.closed().await, 4429);
}

#[tokio::test]
async fn pings_count_as_frames_do() {
    let (_app, mut socket) = limited("on").await;
    for _ in 0..1_000 {
        socket.send_message(Message::Ping(Vec::new().into())).await;
    }
    assert_eq!(socket.closed().await, 4429);
}

#[tokio::test]
async fn what_sockets_ask_of_the_database_counts_as_the_persons_requests() {
    // Four at once, and one more every five seconds.
    let app = TestApp::with(Options {
        limits: "0.02".to_owned(),
        ..Options::default()
    })
    .await;
    let mira = app.person("Mira").await;
    let begun = Instant::now();
    let mut sockets = [TestSocket::of(&mira).await, TestSocket::of(&mira).await];
    for socket in &mut sockets {
        assert!(asks(socket).await);
    }
    let mut more = 0;
    while asks(&mut sockets[0]).await {
        more += 1;
    }
    let refused = loop {
        let answer = mira.call(Method::GET, paths::ME).send().await;
        if answer.status != 200 {
            break answer;
        }
        more += 1;
    };
    assert!(more <= begun.elapsed().as_secs() / 5, "{more}");
    refused.expect(429);
}

/// Whether a socket may ask the database for something; if not, it is closed.
async fn asks(socket: &mut TestSocket) -> bool {
    socket.subscribe(WorkspaceId::new(), None).await;
    match socket.next().await {
        Frame::Server(ServerFrame::Denied { .. }) => true,
        Frame::Closed(4429) => false,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_client_that_reads_nothing_is_closed_and_nobody_else_suffers() {
    // It is told why, if it comes to read that at last.
    let app = TestApp::with(Options {
        timeouts: Timeouts {
            unread: DEADLINE * 2,
            ..Timeouts::default()
        },
        ..Options::default()
    })
    .await;
    let team = Team::on(app).await;
    let member = team.join(Role::Member).await;
    let mut ids = Vec::new();
    for _ in 0..50 {
        ids.push(team.task("T").await.id);
    }
    let mut slow = TestSocket::following(&member, team.ws).await;
    let mut quick = TestSocket::following(&team.owner, team.ws).await;
    // 1 000 events of 20 KB are more than any buffer on the way takes.
    // The quick one reads them before there are more, however busy the machine is.
    let mut events = Vec::new();
    for n in 0..20 {
        let text = format!("{n}").repeat(10_000);
        let body = json!({"ids": ids, "patch": {"description": text}});
        let _: serde_json::Value = team.owner.post(paths::tasks_bulk(team.ws), &body).await;
        events.extend(quick.events(ids.len()).await);
    }
    assert!(events.windows(2).all(|pair| pair[1].prev == pair[0].seq));
    assert_eq!(slow.closed().await, 4408);
}

#[tokio::test]
async fn one_person_opens_so_many_sockets() {
    let app = TestApp::start().await;
    let mira = app.person("Mira").await;
    let mut open = Vec::new();
    for _ in 0..tutti_realtime::socket_registry::MAX_PER_USER {
        open.push(TestSocket::of(&mira).await);
    }
    let mut more = TestSocket::open(&mira, &[]).await.unwrap();
    let token = mira.token.clone().unwrap();
    more.send(&ClientFrame::Authenticate {
        token: token.clone(),
    })
    .await;
    assert_eq!(more.closed().await, 4429);
    open.pop().unwrap().cut();
    // The place is free as soon as the server has noticed.
    let comes_in = async {
        loop {
            let mut again = TestSocket::open(&mira, &[]).await.unwrap();
            let token = token.clone();
            again.send(&ClientFrame::Authenticate { token }).await;
            if !matches!(again.next().await, Frame::Closed(4429)) {
                break;
            }
        }
    };
    let freed = timeout(DEADLINE, comes_in).await;
    freed.expect("the place is not free");
}
