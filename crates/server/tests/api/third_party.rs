//! A client of somebody else's, written from the public contract alone: raw JSON, no types of ours. It creates, moves and
//! follows tasks and resumes over a `kill -9` of the real binary with nothing lost and nothing doubled.

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio_tungstenite::connect_async;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tutti_testkit::Database;

use crate::binary::Server;

/// The client: what a third party would write.
struct Tiny {
    base: String,
    token: String,
    ws: String,
    epoch: Value,
    seq: i64,
    tasks: std::collections::BTreeMap<String, Value>,
    seen: Vec<i64>,
}

impl Tiny {
    async fn call(&self, method: &str, path: &str, body: Value) -> Option<Value> {
        let method = method.parse::<tutti_testkit::Method>().unwrap();
        let request = tutti_testkit::http()
            .request(method, format!("http://{}/api/v1{path}", self.base))
            .header("authorization", format!("Bearer {}", self.token))
            .header("content-type", "application/json");
        let request = if body.is_null() {
            request
        } else {
            request.body(body.to_string())
        };
        let text = request.send().await.ok()?.text().await.ok()?;
        Some(serde_json::from_str(&text).unwrap_or(Value::Null))
    }

    async fn start(base: &str) -> Self {
        let mut tiny = Self {
            base: base.into(),
            token: String::new(),
            ws: String::new(),
            epoch: Value::Null,
            seq: 0,
            tasks: Default::default(),
            seen: vec![],
        };
        let me = json!({"email": "tiny@example.com", "password": "correct horse battery", "name": "Tiny"});
        tiny.token = tiny.call("POST", "/auth/register", me).await.unwrap()["access_token"]
            .as_str()
            .unwrap()
            .into();
        let made = tiny
            .call("POST", "/workspaces", json!({"name": "Tiny"}))
            .await
            .unwrap();
        tiny.ws = made["id"].as_str().unwrap().into();
        let snapshot = tiny
            .call(
                "GET",
                &format!("/workspaces/{}/snapshot", tiny.ws),
                Value::Null,
            )
            .await
            .unwrap();
        tiny.epoch = snapshot["epoch"].clone();
        tiny.seq = snapshot["seq"].as_i64().unwrap();
        tiny
    }

    /// Follows the workspace from where it was until the socket ends or `enough` is known.
    async fn follow(&mut self, enough: impl Fn(&Self) -> bool) {
        let mut request = format!("ws://{}/api/v1/realtime", self.base)
            .into_client_request()
            .unwrap();
        request
            .headers_mut()
            .insert("sec-websocket-protocol", "tutti.v1".parse().unwrap());
        let Ok((mut socket, _)) = connect_async(request).await else {
            return;
        };
        for frame in [
            json!({"type": "authenticate", "token": self.token}),
            json!({"type": "subscribe", "workspace_id": self.ws, "epoch": self.epoch, "after": self.seq}),
        ] {
            if socket.send(Message::text(frame.to_string())).await.is_err() {
                return;
            }
        }
        while !enough(self) {
            let Some(Ok(Message::Text(text))) = socket.next().await else {
                return;
            };
            let frame: Value = serde_json::from_str(&text).unwrap();
            match frame["type"].as_str().unwrap() {
                "event" => {
                    assert_eq!(frame["prev"], self.seq, "something was missed");
                    self.seq = frame["seq"].as_i64().unwrap();
                    self.seen.push(self.seq);
                    let task = &frame["data"]["task"];
                    if let Some(id) = task["id"].as_str() {
                        self.tasks.insert(id.into(), task.clone());
                    }
                }
                "checkpoint" => self.seq = frame["seq"].as_i64().unwrap(),
                "resync" | "denied" => panic!("{frame}"),
                _ => {}
            }
        }
    }
}

#[tokio::test]
async fn it_creates_moves_follows_and_resumes_over_a_kill() {
    let database = Database::new();
    let data = tempfile::tempdir().unwrap();
    let mut server = Server::start(&database.url, data.path()).await;
    let mut tiny = Tiny::start(&server.addr).await;
    let first = tiny.seq;
    let boards = tiny
        .call(
            "GET",
            &format!("/workspaces/{}/boards", tiny.ws),
            Value::Null,
        )
        .await
        .unwrap();
    let board = boards["items"][0]["id"].as_str().unwrap().to_owned();
    let columns = tiny
        .call(
            "GET",
            &format!("/workspaces/{}/boards/{board}/columns", tiny.ws),
            Value::Null,
        )
        .await
        .unwrap();
    let (todo, done) = (
        columns["items"][0]["id"].clone(),
        columns["items"][2]["id"].clone(),
    );

    let mut ids = Vec::new();
    for round in 0..3 {
        for n in 0..5 {
            let body =
                json!({"board_id": board, "title": format!("{round}-{n}"), "column_id": todo});
            let task = tiny
                .call("POST", &format!("/workspaces/{}/tasks", tiny.ws), body)
                .await
                .unwrap();
            ids.push(task["id"].as_str().unwrap().to_owned());
            let path = format!("/workspaces/{}/tasks/{}/move", tiny.ws, ids.last().unwrap());
            tiny.call("POST", &path, json!({"column_id": done, "before": ids[0]}))
                .await
                .unwrap();
        }
        // Some are followed, then the server dies in the middle of a write that may or may not be done.
        let so_far = tiny.seen.len() + 4;
        tiny.follow(|tiny| tiny.seen.len() >= so_far).await;
        let path = format!("/workspaces/{}/tasks/{}", tiny.ws, ids[0]);
        let write = tiny.call("PATCH", &path, json!({"title": format!("Unknown {round}")}));
        tokio::join!(write, async { server.kill() });
        server = Server::start(&database.url, data.path()).await;
        tiny.base.clone_from(&server.addr);
    }
    let head = database.number("SELECT max(seq) FROM streams");
    tiny.follow(|tiny| tiny.seq >= head).await;

    let all: Vec<i64> = (first + 1..=head).collect();
    assert_eq!(tiny.seen, all, "every event once, in order");
    let rows = database.rows("SELECT id, title, column_id, position, version FROM tasks");
    assert_eq!(rows.len(), 15, "no acknowledged task lost, none made twice");
    for row in rows {
        let known = &tiny.tasks[row["id"].as_str().unwrap()];
        for field in ["title", "column_id", "position", "version"] {
            assert_eq!(known[field], row[field]);
        }
    }
}
