//! P1, P2, P3: from the moment a change is sent until its event is read by each of the subscribers.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use tokio::task::JoinSet;

use crate::bench::Bench;
use crate::limits;
use crate::report::Target;
use crate::report::judge::quantile;
use crate::row::Row;
use crate::stand::{Stand, task_id, workspace_id};
use crate::versions::versions;
use tutti_client::{Http, WebSocket, request};

/// Changes a second: as on a busy board, so that the cores sleep in between.
const RATE: u32 = 20;
/// Changes of one run.
const CHANGES: usize = 120;
/// Changes before that, which every connection's statements are prepared by.
const FIRST: usize = 60;
/// How long the last event may take.
const LATE: Duration = Duration::from_secs(10);

/// What is changed.
#[derive(Clone, Copy, Debug)]
enum Kind {
    Rename,
    Move,
}

/// P1 and P2: by 1, 50 and 200 subscribers.
pub async fn renames(bench: &mut Bench, row: Row) -> Result<()> {
    let (n, share) = if row == Row::P1 {
        (0, "p50")
    } else {
        (1, "p99")
    };
    for (subscribers, middle, slow) in [(1, 1.5, 4.0), (50, 2.0, 5.0), (200, 3.0, 6.0)] {
        let limit = limits::commit_and_hop(bench, subscribers).await;
        let measured = bench
            .measure_once(
                format!("renames, {subscribers} subscribers"),
                async |stand| follow(stand, Kind::Rename, subscribers).await,
                |numbers, _| numbers,
            )
            .await?;
        let most = if row == Row::P1 { middle } else { slow };
        let what = format!("rename to event, {subscribers} subscribers, {share}");
        let note = format!(
            "slowest subscriber p50 {:.1} ms; answer p50 {:.1} ms",
            measured.number(2),
            measured.number(3)
        );
        let figure = bench.figure(row, &what, &measured, n, "ms", Target::AtMost(most));
        figure.limit = limit.ok().filter(|_| row == Row::P1);
        figure.note = note;
    }
    Ok(())
}

/// P3: moves, 200 subscribers.
pub async fn moves(bench: &mut Bench) -> Result<()> {
    let limit = limits::commit_and_hop(bench, 200).await;
    let measured = bench
        .measure(
            async |stand| follow(stand, Kind::Move, 200).await,
            |numbers, _| numbers,
        )
        .await?;
    let figure = bench.figure(
        Row::P3,
        "move to event, 200 subscribers, p50",
        &measured,
        0,
        "ms",
        Target::AtMost(3.0),
    );
    figure.limit = limit.ok();
    bench.figure(
        Row::P3,
        "the same, p99",
        &measured,
        1,
        "ms",
        Target::AtMost(8.0),
    );
    Ok(())
}

/// One run: p50 and p99 over all subscribers, p50 of the slowest of each event, p50 of the answer, in ms.
async fn follow(stand: &mut Stand, kind: Kind, subscribers: usize) -> Result<Vec<f64>> {
    let mut writer = Writer::open(stand, kind).await?;
    for n in 0..FIRST {
        writer.change(n).await?;
    }
    let version = writer.version().await?;
    let mut readers = JoinSet::new();
    for n in 0..subscribers {
        let socket =
            WebSocket::follow(stand.addr, &stand.token(1 + n % 24)?, &workspace_id(0)).await?;
        readers.spawn(versions(socket, version + 1, CHANGES));
    }
    let mut ticks = tokio::time::interval(Duration::from_secs(1) / RATE);
    let (mut sent, mut answers) = (Vec::new(), Vec::new());
    for n in 0..CHANGES {
        ticks.tick().await;
        let begun = Instant::now();
        sent.push(begun);
        writer.change(FIRST + n).await?;
        answers.push(ms(begun.elapsed()));
    }
    let (mut each, mut last) = (Vec::new(), vec![0.0_f64; CHANGES]);
    while let Some(seen) = tokio::time::timeout(LATE, readers.join_next()).await? {
        for ((at, begun), last) in seen??.into_iter().zip(&sent).zip(&mut last) {
            let took = ms(at.saturating_duration_since(*begun));
            each.push(took);
            *last = last.max(took);
        }
    }
    Ok(vec![
        quantile(&mut each, 0.5),
        quantile(&mut each, 0.99),
        quantile(&mut last, 0.5),
        quantile(&mut answers, 0.5),
    ])
}

/// Changes one card again and again.
struct Writer {
    http: Http,
    token: String,
    path: String,
    kind: Kind,
    column: String,
    beside: [String; 2],
}

impl Writer {
    async fn open(stand: &Stand, kind: Kind) -> Result<Self> {
        let workspace = stand.workspaces.first().context("no workspace")?;
        let (columns, column) = (
            workspace.columns.len(),
            workspace.columns.first().context("no column")?,
        );
        Ok(Self {
            http: Http::open(stand.addr).await?,
            token: stand.token(0)?,
            path: format!(
                "/api/v1/workspaces/{}/tasks/{}",
                workspace.id,
                task_id(0, 0)
            ),
            kind,
            column: column.clone(),
            // Cards of the first column, far from each other.
            beside: [task_id(0, columns * 3), task_id(0, columns * 90)],
        })
    }

    /// Makes the n-th change, which differs from the one before.
    async fn change(&mut self, n: usize) -> Result<()> {
        let request = match self.kind {
            Kind::Rename => {
                let body = format!(r#"{{"title":"Rename {n} of {}"}}"#, rand::random::<u32>());
                request("PATCH", &self.path, Some(&self.token), "", &body)
            }
            Kind::Move => {
                let before = self
                    .beside
                    .get(n % 2)
                    .map(String::as_str)
                    .unwrap_or_default();
                let body = format!(r#"{{"column_id":"{}","before":"{before}"}}"#, self.column);
                request(
                    "POST",
                    &format!("{}/move", self.path),
                    Some(&self.token),
                    "",
                    &body,
                )
            }
        };
        let answer = self.http.call(&request).await?;
        ensure!(
            answer.status == 200,
            "a change was answered {}: {}",
            answer.status,
            String::from_utf8_lossy(self.http.body(&answer))
        );
        Ok(())
    }

    async fn version(&mut self) -> Result<i64> {
        let task = self
            .http
            .json(&request("GET", &self.path, Some(&self.token), "", ""))
            .await?;
        task.get("version")
            .and_then(Value::as_i64)
            .context("the card has no version")
    }
}

fn ms(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1_000.0
}
