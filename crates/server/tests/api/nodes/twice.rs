//! One request sent to two nodes at once, as by a client that gives up on the first and asks the other.

use futures_util::future::join;
use serde_json::{Value, json};
use tokio::time::timeout;
use tutti_testkit::pace::DEADLINE;
use tutti_testkit::{Method, TestResponse};
use tutti_types::{BoardId, TaskId, paths};

use super::Nodes;
use crate::jobs::until_at_rest;
use crate::repeats::{creates, table};

impl Nodes {
    /// Sends a request to both nodes. None of them can add a row before both wait for something.
    async fn both(&self, path: &str, keys: [&str; 2], body: &Value) -> [TestResponse; 2] {
        let database = &self.team.app.database;
        // The chores want the same tables, and would be counted among those who wait.
        until_at_rest(database).await;
        let creates = creates(&self.team);
        let tables: Vec<&str> = creates.iter().map(|(path, ..)| table(path)).collect();
        let tables = tables.join(", ");
        database.run(&format!("BEGIN; LOCK TABLE {tables} IN SHARE MODE"));
        let send = |n: usize| {
            let call = self.owners()[n].call(Method::POST, path);
            call.key(keys[n]).json(body).send()
        };
        let let_go = async {
            let waiting = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
            while database.number(waiting) < 2 {
                tokio::task::yield_now().await;
            }
            database.run("COMMIT");
        };
        let answers = join(join(send(0), send(1)), let_go);
        let ((first, second), ()) = timeout(DEADLINE, answers).await.unwrap();
        [first, second]
    }
}

#[tokio::test]
async fn the_same_id_at_two_nodes_at_once_makes_one_thing_and_both_are_told() {
    let nodes = Nodes::start().await;
    for (path, body, _) in creates(&nodes.team) {
        let (table, id) = (table(&path), body["id"].as_str().unwrap());
        let keys = [format!("{table} 1"), format!("{table} 2")];
        for answer in nodes.both(&path, [&keys[0], &keys[1]], &body).await {
            let made: Value = answer.expect(201).json();
            let made = made.get("invitation").unwrap_or(&made);
            assert_eq!(made["id"], id, "{table}: {made}");
        }
        let rows = nodes.number(&format!("SELECT count(*) FROM {table} WHERE id = '{id}'"));
        assert_eq!(rows, 1, "{table}");
    }
}

#[tokio::test]
async fn an_id_that_two_requests_want_at_two_nodes_is_given_to_one() {
    let nodes = Nodes::start().await;
    let (ws, board) = (nodes.team.ws, nodes.team.board.id);
    let id = BoardId::new();
    let path = paths::boards(ws);
    let body = json!({"id": id, "name": "Once"});
    let made = nodes
        .team
        .owner
        .call(Method::POST, path.as_str())
        .json(&body);
    made.send().await.expect(201);
    nodes.team.owner.delete(paths::board(ws, id)).await;
    // One that lies in the trash has its id still.
    let again = nodes.there.call(Method::POST, path).json(&body);
    again.send().await.expect(409);
    let id = TaskId::new();
    let body = |title: &str| json!({"id": id, "board_id": board, "title": title});
    let create = async |who: usize, title: &str| {
        let call = nodes.owners()[who].call(Method::POST, paths::tasks(ws));
        call.json(&body(title)).send().await.status
    };
    let (first, second) = join(create(0, "One"), create(1, "Another")).await;
    let mut answered = [first, second];
    answered.sort_unstable();
    assert_eq!(answered, [201, 409]);
}

#[tokio::test]
async fn the_same_key_at_two_nodes_at_once_makes_one_thing_and_both_are_told() {
    let nodes = Nodes::start().await;
    let (ws, board) = (nodes.team.ws, nodes.team.board.id);
    for (table, path, body) in [
        (
            "tasks",
            paths::tasks(ws),
            json!({"board_id": board, "title": "Once"}),
        ),
        (
            "workspaces",
            paths::WORKSPACES.to_owned(),
            json!({"name": "Second"}),
        ),
    ] {
        let count = format!("SELECT count(*) FROM {table}");
        let before = nodes.number(&count);
        let key = format!("{table} once");
        let [first, second] = nodes.both(&path, [&key, &key], &body).await;
        assert_eq!(
            first.expect(201).json::<Value>(),
            second.expect(201).json::<Value>()
        );
        assert_eq!(nodes.number(&count), before + 1, "{table}");
    }
}
