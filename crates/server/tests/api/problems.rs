//! Bad input: the right status with a problem body, nothing written, nothing told of the inside. That each body is a problem
//! with its request id, and shows no statement, stack or place, is checked of every answer in `tutti_testkit::contract`.

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tutti_testkit::{Client, Method, Options, Team, TestApp};
use tutti_types::{ErrorCode, paths};

#[tokio::test]
async fn what_is_no_json_is_refused() {
    let team = Team::start().await;
    let before = team.app.database.fingerprint();
    for body in [
        "",
        "{",
        "{\"title\": }",
        "\u{feff}{}",
        "nul",
        "{} {}",
        "\"",
        "{\"a\":1,}",
        "\u{0}",
    ] {
        let call = team.owner.call(Method::POST, paths::tasks(team.ws));
        let answer = call.body("application/json", body.to_owned()).send().await;
        assert!(
            matches!(answer.status, 400 | 422),
            "{body:?}: {}",
            answer.text
        );
    }
    for body in ["[]", "null", "7", "\"x\"", "{}"] {
        let call = team.owner.call(Method::POST, paths::tasks(team.ws));
        call.body("application/json", body.to_owned())
            .refused(422)
            .await;
    }
    let bytes = [b"{\"title\": \"".as_slice(), &[0xff, 0xfe], b"\"}"].concat();
    let call = team.owner.call(Method::POST, paths::tasks(team.ws));
    call.body("application/json", bytes).refused(400).await;
    assert_eq!(team.app.database.fingerprint(), before);
}

#[tokio::test]
async fn types_that_are_confused_are_refused() {
    let team = Team::start().await;
    let before = team.app.database.fingerprint();
    let values = [
        json!(null),
        json!(true),
        json!(7),
        json!(-1.5),
        json!([]),
        json!({}),
        json!({"$ne": null}),
        json!([["x"]]),
        json!("' OR 1=1 --"),
        json!("{\"$gt\":\"\"}"),
    ];
    for field in [
        "board_id",
        "column_id",
        "before",
        "assignee_ids",
        "priority",
        "status",
        "id",
    ] {
        for value in &values {
            // Absent and empty are what these say.
            if value.is_null() || (field == "assignee_ids" && *value == json!([])) {
                continue;
            }
            let mut body = json!({"board_id": team.board.id, "title": "T"});
            body[field] = value.clone();
            let call = team.owner.call(Method::POST, paths::tasks(team.ws));
            let answer = call.json(&body).send().await;
            assert_eq!(answer.status, 422, "{body}: {}", answer.text);
        }
    }
    assert_eq!(team.app.database.fingerprint(), before);
}

#[tokio::test]
async fn every_field_that_is_wrong_is_named() {
    let team = Team::start().await;
    let body = json!({"title": "\u{200b}", "priority": "urgent", "colour": "red"});
    let call = team.owner.call(Method::POST, paths::tasks(team.ws));
    let problem = call.json(&body).refused(422).await;
    let mut fields: Vec<_> = problem.errors.iter().map(|e| e.field.as_str()).collect();
    fields.sort_unstable();
    assert_eq!(fields, ["board_id", "colour", "priority", "title"]);
    let body = json!({"email": "x", "password": "short", "name": " "});
    let call = team.app.anonymous().call(Method::POST, paths::REGISTER);
    let problem = call.json(&body).refused(422).await;
    assert_eq!(problem.errors.len(), 3);
    // What stands in another thing is named by its path.
    let body = json!({"ids": [], "patch": {"title": "", "priority": 1}});
    let call = team.owner.call(Method::POST, paths::tasks_bulk(team.ws));
    let problem = call.json(&body).refused(422).await;
    let mut fields: Vec<_> = problem.errors.iter().map(|e| e.field.as_str()).collect();
    fields.sort_unstable();
    assert_eq!(fields, ["ids", "patch.priority", "patch.title"]);
}

#[tokio::test]
async fn nul_is_refused_wherever_a_text_goes() {
    let team = Team::start().await;
    let before = team.app.database.fingerprint();
    let body = json!({"email": "a\u{0}@example.com", "password": "p"});
    let call = team.app.anonymous().call(Method::POST, paths::LOGIN);
    let problem = call.json(&body).refused(422).await;
    assert_eq!(problem.errors[0].field, "email");
    let tasks = paths::tasks(team.ws);
    let call = team.owner.call(Method::GET, format!("{tasks}?q=%00"));
    assert_eq!(call.refused(400).await.errors[0].field, "q");
    // A place in a column, of which the cursor is base64 of JSON.
    let column = team.task("T").await.column_id;
    let cursor = format!("{tasks}?column={column}&cursor=Ilx1MDAwMCI");
    team.owner.call(Method::GET, cursor).refused(400).await;
    team.owner
        .delete(paths::task(team.ws, team.task("U").await.id))
        .await;
    assert_ne!(team.app.database.fingerprint(), before, "it still works");
}

#[tokio::test]
async fn a_body_of_ten_megabytes_is_refused() {
    let team = Team::start().await;
    let before = team.app.database.fingerprint();
    let big = format!(
        "{{\"board_id\":\"{}\",\"title\":\"{}\"}}",
        team.board.id,
        "x".repeat(10 << 20)
    );
    let call = team.owner.call(Method::POST, paths::tasks(team.ws));
    let problem = call.body("application/json", big).refused(413).await;
    assert_eq!(problem.code, ErrorCode::TooLarge);
    // Just over the limit too, and where there is no body to be.
    let over = format!("\"{}\"", "x".repeat(1 << 20));
    let call = team.owner.call(Method::PATCH, paths::ME);
    call.body("application/json", over.clone())
        .refused(413)
        .await;
    let call = team.app.anonymous().call(Method::POST, paths::LOGIN);
    call.body("application/json", over).refused(413).await;
    assert_eq!(team.app.database.fingerprint(), before);
}

#[tokio::test]
async fn a_body_in_pieces_is_counted_together() {
    let team = Team::start().await;
    let mut stream = TcpStream::connect(team.app.addr).await.unwrap();
    let head = format!(
        "POST {} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {}\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n",
        paths::tasks(team.ws),
        team.owner.token.clone().unwrap()
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let piece = format!("10000\r\n{}\r\n", " ".repeat(0x10000));
    for _ in 0..20 {
        // The server may hang up before it has it all.
        if stream.write_all(piece.as_bytes()).await.is_err() {
            break;
        }
    }
    let mut answer = vec![0; 12];
    stream.read_exact(&mut answer).await.unwrap();
    assert_eq!(String::from_utf8_lossy(&answer), "HTTP/1.1 413");
}

#[tokio::test]
async fn a_body_announced_too_large_is_not_waited_for() {
    let team = Team::start().await;
    let mut stream = TcpStream::connect(team.app.addr).await.unwrap();
    let head = format!(
        "POST {} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
        paths::tasks(team.ws),
        team.owner.token.clone().unwrap(),
        (1 << 20) + 1
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut answer = vec![0; 12];
    stream.read_exact(&mut answer).await.unwrap();
    assert_eq!(String::from_utf8_lossy(&answer), "HTTP/1.1 413");
}

#[tokio::test]
async fn deeply_nested_json_is_refused() {
    let team = Team::start().await;
    let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    for body in [deep.clone(), format!("{{\"title\":{deep}}}")] {
        let call = team.owner.call(Method::POST, paths::tasks(team.ws));
        let answer = call.body("application/json", body).send().await;
        assert!(matches!(answer.status, 400 | 422), "{}", answer.status);
    }
}

#[tokio::test]
async fn only_json_is_taken() {
    let team = Team::start().await;
    let body = json!({"board_id": team.board.id, "title": "T"}).to_string();
    for kind in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "application/xml",
        "json",
    ] {
        let call = team.owner.call(Method::POST, paths::tasks(team.ws));
        let problem = call.body(kind, body.clone()).refused(415).await;
        assert_eq!(problem.code, ErrorCode::UnsupportedMediaType);
        // Who has no token learns that first.
        let call = team
            .app
            .anonymous()
            .call(Method::POST, paths::tasks(team.ws));
        call.body(kind, body.clone()).refused(401).await;
    }
    let call = team.owner.call(Method::POST, paths::tasks(team.ws));
    call.body("application/json; charset=utf-8", body)
        .send()
        .await
        .expect(201);
}

fn base64url(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let group = chunk
            .iter()
            .fold(0_u32, |group, byte| group << 8 | u32::from(*byte))
            << (8 * (3 - chunk.len()));
        for i in 0..=chunk.len() {
            text.push(char::from(DIGITS[(group >> (18 - 6 * i)) as usize & 63]));
        }
    }
    text
}

/// Who comes with these claims, signed with a key.
fn signed(app: &TestApp, key: &[u8], claims: &Value, algorithm: jsonwebtoken::Algorithm) -> Client {
    let header = jsonwebtoken::Header::new(algorithm);
    let key = jsonwebtoken::EncodingKey::from_secret(key);
    let mut client = app.anonymous();
    client.token = Some(jsonwebtoken::encode(&header, claims, &key).unwrap());
    client
}

#[tokio::test]
async fn expired_and_forged_tokens_are_refused() {
    let team = Team::start().await;
    let app = &team.app;
    let key = app.secret();
    let own = team.owner.token.clone().unwrap();
    // The session's id stands in a token of ours.
    let session = app.database.rows("SELECT id FROM sessions")[0]["id"].clone();
    let now = i64::try_from(
        std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .unwrap()
            .as_secs(),
    )
    .unwrap();
    let right = json!({"sub": team.owner.id(), "sid": session, "iss": "tutti", "aud": "tutti-api", "nbf": now - 10, "exp": now + 60});
    let hs256 = jsonwebtoken::Algorithm::HS256;
    let _: Value = signed(app, &key, &right, hs256).get(paths::ME).await;
    for (claim, value) in [
        ("exp", json!(now - 60)),
        ("exp", json!("9999999999")),
        ("exp", json!(null)),
        ("exp", json!([9_999_999_999_i64])),
        ("nbf", json!(now + 600)),
        ("nbf", json!("0")),
        ("iss", json!("other")),
        ("aud", json!("other")),
        ("sub", json!("x")),
        ("sub", json!(null)),
        ("sid", json!(null)),
    ] {
        let mut wrong = right.clone();
        wrong[claim] = value.clone();
        signed(app, &key, &wrong, hs256)
            .call(Method::GET, paths::ME)
            .refused(401)
            .await;
        wrong.as_object_mut().unwrap().remove(claim);
        signed(app, &key, &wrong, hs256)
            .call(Method::GET, paths::ME)
            .refused(401)
            .await;
    }
    // Another person's session, another key, another algorithm of the same kind.
    let other = app.person("Other").await;
    let mut wrong = right.clone();
    wrong["sub"] = json!(other.id());
    signed(app, &key, &wrong, hs256)
        .call(Method::GET, paths::ME)
        .refused(401)
        .await;
    signed(
        app,
        b"another key, as long as the right one is",
        &right,
        hs256,
    )
    .call(Method::GET, paths::ME)
    .refused(401)
    .await;
    signed(app, &key, &right, jsonwebtoken::Algorithm::HS512)
        .call(Method::GET, paths::ME)
        .refused(401)
        .await;
    let payload = base64url(right.to_string().as_bytes());
    let none = base64url(br#"{"alg":"none","typ":"JWT"}"#);
    let (head, rest) = own.split_once('.').unwrap();
    let (body, signature) = rest.split_once('.').unwrap();
    for token in [
        format!("{none}.{payload}."),
        format!("{none}.{payload}.{signature}"),
        format!("{head}.{payload}.{signature}"),
        format!("{head}.{body}."),
        format!("{head}.{body}"),
        "x".to_owned(),
        "..".to_owned(),
        "a".repeat(20_000),
    ] {
        let mut client = app.anonymous();
        client.token = Some(token.clone());
        let answer = client.call(Method::GET, paths::ME).send().await;
        assert!(
            matches!(answer.status, 401 | 431),
            "{token:.60}: {}",
            answer.status
        );
    }
    for header in ["Basic x", "Bearer", "bearer x", &own] {
        let call = app.anonymous().call(Method::GET, paths::ME);
        call.header("authorization", header).refused(401).await;
    }
}

#[tokio::test]
async fn paths_and_methods_that_are_none_get_problems_too() {
    let team = Team::start().await;
    for path in [
        "/api/v1/nothing",
        "/api/v1",
        "/api/v1/workspaces/x/y/z",
        "/api/v2/me",
        "/api/v1/../v1/nothing",
    ] {
        let answer = team.owner.call(Method::GET, path).send().await;
        answer.expect(404);
        assert_eq!(
            answer.header("content-type"),
            Some("application/problem+json"),
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_method_that_a_path_lacks_is_refused_with_those_it_has() {
    let team = Team::start().await;
    let task = team.task("T").await;
    for (method, path, allowed) in [
        (
            Method::DELETE,
            paths::ME.to_owned(),
            "GET, HEAD, OPTIONS, PATCH",
        ),
        (
            Method::PUT,
            paths::task(team.ws, task.id),
            "DELETE, GET, HEAD, OPTIONS, PATCH",
        ),
        (Method::GET, paths::LOGIN.to_owned(), "OPTIONS, POST"),
        (Method::POST, "/livez".to_owned(), "GET, HEAD, OPTIONS"),
    ] {
        // Whoever asks: which methods there are is written in the OpenAPI file.
        for client in [&team.owner, &team.app.anonymous()] {
            let answer = client.call(method.clone(), path.clone()).send().await;
            answer.expect(405);
            assert_eq!(answer.problem().code, ErrorCode::MethodNotAllowed);
            assert_eq!(answer.header("allow"), Some(allowed));
        }
        let answer = team.app.anonymous().call(Method::OPTIONS, path);
        let answer = answer.send().await;
        answer.expect(204);
        assert_eq!(answer.header("allow"), Some(allowed));
    }
    let nowhere = team.owner.call(Method::OPTIONS, "/api/v1/nothing");
    nowhere.refused(404).await;
}

#[tokio::test]
async fn every_answer_has_a_request_id_and_keeps_a_plain_one() {
    let app = TestApp::start().await;
    let call = |id: &str| {
        app.anonymous()
            .call(Method::GET, paths::ME)
            .header("x-request-id", id)
            .send()
    };
    let own = call("abc-123").await;
    assert_eq!(own.header("x-request-id"), Some("abc-123"));
    for odd in ["a b", "<script>", &"x".repeat(65)] {
        let answer = call(odd).await;
        assert_ne!(answer.header("x-request-id"), Some(odd));
    }
    let twice = app.anonymous().call(Method::GET, paths::ME);
    let twice = twice.header("x-request-id", "one");
    let answer = twice.header("x-request-id", "two").send().await;
    assert!(!matches!(
        answer.header("x-request-id"),
        Some("one" | "two") | None
    ));
    let live = app.anonymous().call(Method::GET, "/livez").send().await;
    assert!(live.header("x-request-id").is_some());
}

#[tokio::test]
async fn requests_of_a_person_are_limited_and_told_when_to_come_back() {
    let app = TestApp::with(Options {
        // A burst of two.
        limits: "0.01".to_owned(),
        ..Options::default()
    })
    .await;
    let mira = app.person("Mira").await;
    let mut statuses = Vec::new();
    for _ in 0..3 {
        statuses.push(mira.call(Method::GET, paths::ME).send().await.status);
    }
    assert_eq!(statuses, [200, 200, 429]);
    let refused = mira.call(Method::GET, paths::ME).send().await;
    refused.expect(429);
    let policy = refused.header("ratelimit-policy");
    assert_eq!(policy, Some("\"person\";q=2;w=20"));
    let wait = refused.header("retry-after").unwrap();
    let state = format!("\"person\";r=0;t={wait}");
    assert_eq!(refused.header("ratelimit"), Some(state.as_str()));
}

#[tokio::test]
async fn a_request_smuggled_in_two_lengths_is_refused() {
    let app = TestApp::start().await;
    for request in [
        "POST /api/v1/auth/login HTTP/1.1\r\nhost: x\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\nGET /livez HTTP/1.1\r\nhost: x\r\n\r\n",
        "POST /api/v1/auth/login HTTP/1.1\r\nhost: x\r\ncontent-length: 4\r\ncontent-length: 5\r\n\r\nabcde",
        "POST /api/v1/auth/login HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked, identity\r\n\r\n0\r\n\r\n",
        "POST /api/v1/auth/login HTTP/1.1\r\nhost: x\r\ncontent-length: -1\r\n\r\n",
    ] {
        let mut stream = TcpStream::connect(app.addr).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        stream.shutdown().await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        assert!(
            answer.starts_with("HTTP/1.1 400"),
            "{request:?} got {answer:?}"
        );
        assert_eq!(answer.matches("HTTP/1.1").count(), 1, "{answer}");
    }
}

#[tokio::test]
async fn a_thousand_headers_are_refused() {
    let app = TestApp::start().await;
    let mut stream = TcpStream::connect(app.addr).await.unwrap();
    let headers: String = (0..1_000).map(|n| format!("x-{n}: {n}\r\n")).collect();
    let request = format!("GET /livez HTTP/1.1\r\nhost: x\r\n{headers}\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = vec![0; 10];
    stream.read_exact(&mut answer).await.unwrap();
    assert_eq!(String::from_utf8_lossy(&answer), "HTTP/1.1 4");
}
