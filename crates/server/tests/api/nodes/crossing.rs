//! Writers at two nodes whose changes cross: no order of theirs makes two transactions wait for each other.
//!
//! `TUTTI_TEST_SECONDS=n` plays for that long, `TUTTI_TEST_SEED=n` by other dice.

use std::env;
use std::time::{Duration, Instant};

use futures_util::future::join_all;
use serde_json::{Value, json};
use tokio::time::timeout;
use tutti_dice::Dice;
use tutti_testkit::pace::DEADLINE;
use tutti_testkit::{Client, Method, TestResponse};
use tutti_types::boards::BoardDetail;
use tutti_types::{Role, TaskId, UserId, paths};

use super::Nodes;

/// How long it is played where nothing else is said.
const SECONDS: u64 = 5;
/// Writers at each node: enough for batches, and too few for anybody to wait long.
const WRITERS: u64 = 6;
const TASKS: usize = 12;

/// What the writers write to.
struct Ground {
    nodes: Nodes,
    boards: Vec<BoardDetail>,
    tasks: Vec<TaskId>,
    people: Vec<UserId>,
}

impl Ground {
    async fn lay() -> Self {
        let nodes = Nodes::start().await;
        let team = &nodes.team;
        let second = team.board("Second", None).await;
        let mut tasks = Vec::new();
        for n in 0..TASKS {
            let board = [team.board.id, second.id][n % 2];
            tasks.push(team.task_on(board, &format!("T{n}")).await.id);
        }
        let mut people = Vec::new();
        for role in [Role::Member, Role::Guest, Role::Admin] {
            people.push(team.join(role).await.id());
        }
        let boards = vec![team.load(team.board.id).await, second];
        Self {
            nodes,
            boards,
            tasks,
            people,
        }
    }

    /// One change by chance.
    fn change(&self, dice: &mut Dice) -> (Method, String, Value) {
        let ws = self.nodes.team.ws;
        let board = dice.pick(&self.boards).unwrap();
        let column = dice.pick(&board.columns).unwrap().id;
        let task = dice.pick(&self.tasks).unwrap();
        let person = dice.pick(&self.people).unwrap();
        let n = dice.below(1_000);
        let to = json!({"board_id": board.id, "column_id": column});
        let bulk = |dice: &mut Dice, mut act: Value| {
            act["ids"] = json!(dice.some(&self.tasks, TASKS));
            (Method::POST, paths::tasks_bulk(ws), act)
        };
        match dice.below(12) {
            0 => bulk(dice, json!({"patch": {"title": format!("All {n}")}})),
            1 => bulk(
                dice,
                json!({"patch": {"status": (["todo", "done"][n % 2])}}),
            ),
            2 => bulk(dice, json!({"move": to})),
            3 => (
                Method::PATCH,
                paths::task(ws, task),
                json!({"title": format!("T {n}"), "assignee_ids": self.some(dice)}),
            ),
            4 => (Method::POST, paths::task_move(ws, task), to),
            5 => (
                Method::POST,
                paths::tasks(ws),
                json!({"board_id": board.id, "title": "New"}),
            ),
            6 => (
                Method::PATCH,
                paths::member(ws, person),
                json!({"role": (["member", "guest"][n % 2])}),
            ),
            7 => (
                Method::PUT,
                paths::board_member(ws, board.id, person),
                Value::Null,
            ),
            8 => (
                Method::DELETE,
                paths::board_member(ws, board.id, person),
                Value::Null,
            ),
            9 => (
                Method::PATCH,
                paths::board(ws, board.id),
                json!({"name": format!("B {n}"), "visibility": (["open", "private"][n % 2])}),
            ),
            10 => (
                Method::POST,
                paths::column_move(ws, board.id, column),
                json!({"before": dice.pick(&board.columns).unwrap().id}),
            ),
            _ => match n % 3 {
                0 => (
                    Method::PATCH,
                    paths::workspace(ws),
                    json!({"name": format!("W {n}")}),
                ),
                1 => (
                    Method::PATCH,
                    paths::ME.to_owned(),
                    json!({"name": format!("Olga {n}")}),
                ),
                _ => (
                    Method::PATCH,
                    paths::column(ws, board.id, column),
                    json!({"name": format!("C {n}")}),
                ),
            },
        }
    }

    /// Some people, among them perhaps who may not be named.
    fn some(&self, dice: &mut Dice) -> Vec<UserId> {
        dice.some(&self.people, self.people.len())
    }

    /// Changes things until the time is up; tells what was answered how often, by hundreds of the status.
    async fn write(&self, who: &Client, seed: u64, until: Instant) -> [usize; 6] {
        let mut dice = Dice::new(seed);
        let mut answered = [0; 6];
        while Instant::now() < until {
            let (method, path, body) = self.change(&mut dice);
            let n = answered.iter().sum::<usize>();
            let call = who.call(method, path).key(&format!("{seed} {n}"));
            let call = if body.is_null() {
                call
            } else {
                call.json(&body)
            };
            // Who is told to come back was no victim of a deadlock, which would be counted.
            let answer: TestResponse = call.in_a_crowd().send().await;
            assert!(answer.status < 500, "{answer:?}");
            answered[usize::from(answer.status / 100)] += 1;
        }
        answered
    }
}

#[tokio::test]
async fn batches_of_two_nodes_that_cross_do_not_deadlock() {
    let number = |name, default| {
        let set = env::var(name).ok().filter(|n| !n.is_empty());
        set.map_or(default, |n| n.parse::<u64>().unwrap())
    };
    let (seconds, seed) = (
        number("TUTTI_TEST_SECONDS", SECONDS),
        number("TUTTI_TEST_SEED", 1),
    );
    let ground = Ground::lay().await;
    let until = Instant::now() + Duration::from_secs(seconds);
    let writers = ground
        .nodes
        .owners()
        .into_iter()
        .zip(0..)
        .flat_map(|(who, node)| {
            let ground = &ground;
            (0..WRITERS).map(move |n| ground.write(who, seed * 1_000 + node * WRITERS + n, until))
        });
    let answered = join_all(writers).await;
    let done: usize = answered.iter().map(|by| by[2]).sum();
    let refused: usize = answered.iter().map(|by| by[4]).sum();
    let shared = "SELECT count(*) - count(DISTINCT xmin::text) FROM idempotency_keys";
    assert!(
        ground.nodes.number(shared) > 0,
        "no two shared a transaction"
    );
    // What a connection has counted it tells at its end, if not before.
    let Ground { nodes, .. } = ground;
    let Nodes {
        mut team,
        mut second,
        ..
    } = nodes;
    team.app.stop().await;
    second.stop().await;
    let database = &team.app.database;
    let others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";
    let gone = async {
        while database.number(others) > 0 {
            tokio::task::yield_now().await;
        }
    };
    timeout(DEADLINE, gone).await.unwrap();
    let deadlocks = database
        .number("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()");
    assert_eq!(
        deadlocks, 0,
        "among {done} changes that were done and {refused} that were refused"
    );
    assert!(
        done > refused,
        "{done} were done and {refused} were refused"
    );
}
