//! How a body is read, a time, and what is said of what cannot be read.

use serde::Deserialize;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tutti_testkit::pace::DEADLINE;
use tutti_testkit::{Client, Method, Team, TestApp};
use tutti_types::{ErrorCode, Problem, paths};
use url::form_urlencoded;

#[tokio::test]
async fn a_body_that_is_encoded_is_refused() {
    let team = Team::start().await;
    let json = json!({"board_id": team.board.id, "title": "T"}).to_string();
    let task = team.task("T").await.id;
    let with_body = paths::tasks(team.ws);
    let without = paths::task_restore(team.ws, task);
    let anonymous = team.app.anonymous();
    let before = team.app.database.fingerprint();
    for coding in [
        "gzip",
        "br",
        "deflate",
        "x",
        "identity, gzip",
        "GZIP,",
        "*",
        "zstd;q=1",
    ] {
        for (path, body) in [(&with_body, json.as_str()), (&without, "{}")] {
            let send = |who: &Client| {
                let call = who.call(Method::POST, path.clone());
                let call = call.body("application/json", body.to_owned());
                call.header("content-encoding", coding).send()
            };
            let answer = send(&team.owner).await;
            let problem = answer.expect(415).problem();
            assert_eq!(problem.code, ErrorCode::UnsupportedMediaType, "{coding}");
            assert_eq!(answer.header("accept-encoding"), Some("identity"));
            send(&anonymous).await.expect(401);
        }
        let call = anonymous.call(Method::POST, paths::LOGIN);
        let call = call
            .body("application/json", "{}")
            .header("content-encoding", coding);
        call.refused(415).await;
    }
    assert_eq!(team.app.database.fingerprint(), before);
    // Another 415 says nothing of codings (RFC 9110 section 12.5.3).
    let call = team.owner.call(Method::POST, with_body.clone());
    let answer = call.body("text/plain", json.clone()).send().await;
    assert_eq!(answer.expect(415).header("accept-encoding"), None);
    for coding in ["identity", "Identity", "", "identity, identity"] {
        let call = team.owner.call(Method::POST, with_body.clone());
        let call = call.body("application/json", json.clone());
        let answer = call.header("content-encoding", coding).send().await;
        answer.expect(201);
    }
}

#[tokio::test]
async fn times_are_those_of_rfc_3339() {
    let team = Team::start().await;
    let task = team.task("T").await.id;
    let set = |due: &str| {
        let call = team.owner.call(Method::PATCH, paths::task(team.ws, task));
        call.json(&json!({"due_at": due})).send()
    };
    let list = |due: &str| {
        let due: String = form_urlencoded::byte_serialize(due.as_bytes()).collect();
        let path = format!("{}?due_before={due}", paths::tasks(team.ws));
        team.owner.call(Method::GET, path).send()
    };
    for (due, told) in [
        ("2026-11-21t09:30:00z", "2026-11-21T09:30:00.000000Z"),
        ("2026-11-21T09:30:00+23:59", "2026-11-20T09:31:00.000000Z"),
        ("2026-12-31T23:59:60Z", "2027-01-01T00:00:00.000000Z"),
    ] {
        let now: Value = set(due).await.expect(200).json();
        assert_eq!(now["due_at"], told, "{due}");
        list(due).await.expect(200);
    }
    let before = team.app.database.fingerprint();
    for due in [
        "2026-11-21T09:30:00+99:99",
        "2026-11-21T09:30:00+24:00",
        "2026-11-21T09:30:00-23:60",
        "2026-11-21T09:30:60Z",
        "2026-12-31T23:59:61Z",
        "2026-11-21T09:30:00",
        "0000-01-01T00:00:00+01:00",
        "9999-12-31T23:59:60Z",
        "12026-01-01T00:00:00Z",
    ] {
        let problem = set(due).await.expect(422).problem();
        assert_eq!(problem.errors[0].field, "due_at", "{due}");
        let problem = list(due).await.expect(400).problem();
        assert_eq!(problem.errors[0].field, "due_before", "{due}");
    }
    assert_eq!(team.app.database.fingerprint(), before);
}

#[tokio::test]
async fn what_a_reader_says_stays_inside() {
    let team = Team::start().await;
    let sent = |body: &str| {
        let call = team.owner.call(Method::POST, paths::tasks(team.ws));
        call.body("application/json", body.to_owned()).refused(422)
    };
    for (title, told) in [
        ("{}", "title must be a string, not an object."),
        ("[]", "title must be a string, not an array."),
        ("7", "title must be a string, not a number."),
        ("true", "title must be a string, not a boolean."),
        (r#""\ud800""#, "title must be well-formed Unicode."),
        ("1e999", "title must be a string, not a number."),
    ] {
        let problem = sent(&format!("{{\"title\":{title}}}")).await;
        assert_eq!(problem.detail, told);
    }
    let problem = sent(r#"{"board_id":"x","title":"T"}"#).await;
    assert_eq!(problem.detail, "board_id must be a UUID.");
    let problem = sent(r#"{"priority":"x, expected y","title":"T"}"#).await;
    assert_eq!(
        problem.detail,
        "priority must be one of `low`, `medium`, `high`."
    );
}

#[tokio::test]
async fn a_name_that_nobody_knows_is_repeated_up_to_a_bound() {
    let team = Team::start().await;
    let long = "é".repeat(20_000);
    let told = format!("{}…", "é".repeat(99));
    let body = json!({"board_id": team.board.id, "title": "T", (long.as_str()): 1});
    let patch = json!({"ids": [team.task("T").await.id], "patch": {(long.as_str()): 1}});
    let post = |path: String, body: &Value| team.owner.call(Method::POST, path).json(body);
    let query: String = form_urlencoded::Serializer::new(String::new())
        .append_pair(&"é".repeat(500), "1")
        .finish();
    let me = team
        .owner
        .call(Method::GET, format!("{}?{query}", paths::ME));
    let within = format!("patch.{}…", "é".repeat(93));
    for (call, field) in [
        (post(paths::tasks(team.ws), &body), &told),
        (post(paths::tasks_bulk(team.ws), &patch), &within),
        (me, &told),
    ] {
        let problem = call.refused(422).await;
        assert_eq!(problem.errors[0].field, *field);
        assert_eq!(problem.detail, format!("{field} is not known here."));
    }
}

#[tokio::test]
async fn a_body_that_breaks_off_is_told_so() {
    let app = TestApp::start().await;
    let mut stream = TcpStream::connect(app.addr).await.unwrap();
    let head = "POST /api/v1/auth/login HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n1\r\n{zz\r\n";
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut answer = String::new();
    let read = timeout(DEADLINE, stream.read_to_string(&mut answer)).await;
    read.expect("the connection does not end").unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("HTTP/1.1 400"), "{head}");
    let mut body = serde_json::Deserializer::from_str(body);
    let problem = Problem::deserialize(&mut body).unwrap();
    assert_eq!(problem.code, ErrorCode::BadRequest);
    assert_eq!(
        problem.detail,
        "The body broke off, or was not sent as its head says."
    );
}
