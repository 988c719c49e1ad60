//! A writer that never gives up: what was not answered is sent again with its Idempotency-Key until it is.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use rand::Rng;
use serde_json::{Value, json};

use super::patient::{Patient, Tries};
use super::tally::{Tally, count};
use crate::stand::Workspace;

/// Tasks of one writer: a board has room for so many, and what grows without end says nothing about memory.
const MOST: usize = 150;

/// What a task of this writer has to be by what was acknowledged.
#[derive(Clone, Debug)]
pub struct Owned {
    pub title: String,
    /// Its column, as a number.
    pub column: usize,
    /// Its version: each acknowledged change raised it by one, and nobody else changes it.
    pub version: i64,
}

/// A change that was acknowledged.
#[derive(Clone, Debug)]
pub struct Acknowledged {
    /// Its Idempotency-Key.
    pub key: String,
    /// The kind of the event that it has to have made.
    pub kind: &'static str,
    pub task: String,
}

/// What a writer did and saw.
#[derive(Debug, Default)]
pub struct Log {
    /// Every change, in order.
    pub done: Vec<Acknowledged>,
    pub tasks: BTreeMap<String, Owned>,
    /// What became of its requests.
    pub tries: Tries,
    /// When each change was acknowledged.
    pub at: Vec<Instant>,
    /// Answers that contradict what was acknowledged before.
    pub wrong: Vec<String>,
}

/// One of them.
pub struct Writer {
    client: Patient,
    workspace: Workspace,
    name: String,
    tally: Arc<Tally>,
    log: Log,
}

impl Writer {
    /// One that changes the tasks given to it, which nobody else changes.
    pub fn new(
        client: Patient,
        workspace: Workspace,
        name: String,
        tasks: BTreeMap<String, Owned>,
        tally: Arc<Tally>,
    ) -> Self {
        let log = Log {
            tasks,
            ..Log::default()
        };
        Self {
            client,
            workspace,
            name,
            tally,
            log,
        }
    }

    /// Writes until it is told to stop and its last change is acknowledged. `pause` is between two changes.
    pub async fn run(mut self, stop: Arc<AtomicBool>, pause: Duration) -> Result<Log> {
        let mut n = 0;
        while !stop.load(Ordering::Relaxed) {
            n += 1;
            let key = format!("{}-{n}", self.name);
            let dice = rand::rng().random_range(0..10);
            match dice {
                0 | 1 if self.log.tasks.len() < MOST => self.create(&key).await?,
                2..=5 => self.rename(&key).await?,
                _ => self.shift(&key).await?,
            }
            tokio::time::sleep(pause).await;
        }
        self.log.tries = self.client.tries;
        Ok(self.log)
    }

    async fn create(&mut self, key: &str) -> Result<()> {
        let column = self.any_column();
        let title = format!("made by {key}");
        // No id of its own: the key alone has to keep a repetition from making a second task.
        let body = json!({"board_id": self.workspace.board, "column_id": self.workspace.columns.get(column), "title": title});
        let task = self.insist("POST", "", key, &body).await?;
        let id = text(&task, "id")?.to_owned();
        if self.log.tasks.contains_key(&id) {
            self.log
                .wrong
                .push(format!("{key}: the answer is of another task"));
        }
        let owned = Owned {
            title,
            column,
            version: 0,
        };
        self.log.tasks.insert(id.clone(), owned);
        self.acknowledge(key, "task.created", id, &task)
    }

    async fn rename(&mut self, key: &str) -> Result<()> {
        let id = self.any_task()?;
        let title = format!("renamed by {key}");
        let task = self
            .insist("PATCH", &format!("/{id}"), key, &json!({ "title": title }))
            .await?;
        if let Some(owned) = self.log.tasks.get_mut(&id) {
            owned.title = title;
        }
        self.acknowledge(key, "task.updated", id, &task)
    }

    /// To the next column, so that each one changes something.
    async fn shift(&mut self, key: &str) -> Result<()> {
        let id = self.any_task()?;
        let owned = self.log.tasks.get_mut(&id).context("a task of ours")?;
        owned.column = (owned.column + 1) % self.workspace.columns.len();
        let body = json!({"column_id": self.workspace.columns.get(owned.column)});
        let task = self
            .insist("POST", &format!("/{id}/move"), key, &body)
            .await?;
        self.acknowledge(key, "task.moved", id, &task)
    }

    fn acknowledge(
        &mut self,
        key: &str,
        kind: &'static str,
        task: String,
        answer: &Value,
    ) -> Result<()> {
        let owned = self.log.tasks.get_mut(&task).context("a task of ours")?;
        owned.version += 1;
        let column = self.workspace.columns.get(owned.column).map(String::as_str);
        let same = text(answer, "title")? == owned.title
            && Some(text(answer, "column_id")?) == column
            && answer.get("version").and_then(Value::as_i64) == Some(owned.version);
        if !same {
            self.log
                .wrong
                .push(format!("{key}: wanted {owned:?}, was answered {answer}"));
        }
        self.log.at.push(Instant::now());
        count(&self.tally.acknowledged);
        self.log.done.push(Acknowledged {
            key: key.to_owned(),
            kind,
            task,
        });
        Ok(())
    }

    /// Sends a request until it is answered with success.
    async fn insist(&mut self, method: &str, path: &str, key: &str, body: &Value) -> Result<Value> {
        let path = format!("/api/v1/workspaces/{}/tasks{path}", self.workspace.id);
        self.client
            .insist(method, &path, &format!("idempotency-key: {key}\r\n"), body)
            .await
            .with_context(|| key.to_owned())
    }

    fn any_column(&self) -> usize {
        rand::rng().random_range(0..self.workspace.columns.len())
    }

    fn any_task(&self) -> Result<String> {
        let n = rand::rng().random_range(0..self.log.tasks.len());
        self.log
            .tasks
            .keys()
            .nth(n)
            .cloned()
            .context("no task of ours")
    }
}

fn text<'a>(value: &'a Value, name: &str) -> Result<&'a str> {
    value
        .get(name)
        .and_then(Value::as_str)
        .with_context(|| format!("the answer has no {name}"))
}
