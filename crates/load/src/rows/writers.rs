//! Clients that write as fast as they are answered.

use std::cell::Cell;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use rand::Rng;
use tokio::task::JoinSet;

use crate::report::judge::quantile;
use crate::stand::{CARDS, Stand, task_id, workspace_id};
use tutti_client::{Http, request};

/// What a writer does.
#[derive(Clone, Debug)]
pub enum Act {
    /// Renames random cards of a workspace.
    Rename { workspace: usize },
    /// Moves random cards of a column before others of it.
    Move {
        /// Which workspace.
        workspace: usize,
        column: String,
        /// Every how manyth card stands in it.
        every: usize,
    },
    /// Reads a board.
    Read {
        /// The board's path.
        path: String,
    },
}

/// When a writer stops.
#[derive(Clone, Copy, Debug)]
pub enum Until {
    /// At this moment.
    Time(Instant),
    /// After so many.
    Count(usize),
}

/// What writers did.
#[derive(Clone, Debug, Default)]
pub struct Done {
    /// How long each took, in ms.
    pub took: Vec<f64>,
    /// Wall time of all together, in seconds.
    pub seconds: f64,
}

impl Done {
    /// How many a second.
    #[expect(clippy::cast_precision_loss, reason = "a count of requests")]
    pub fn rate(&self) -> f64 {
        self.took.len() as f64 / self.seconds
    }
    /// The value below which a share of them took.
    pub fn quantile(&mut self, share: f64) -> f64 {
        quantile(&mut self.took, share)
    }
}

impl Act {
    fn request(&self, token: &str) -> Vec<u8> {
        let mut random = rand::rng();
        match self {
            Self::Rename { workspace } => {
                let task = task_id(*workspace, random.random_range(0..CARDS));
                let path = format!(
                    "/api/v1/workspaces/{}/tasks/{task}",
                    workspace_id(*workspace)
                );
                let body = format!(r#"{{"title":"Renamed to {}"}}"#, random.random::<u64>());
                request("PATCH", &path, Some(token), "", &body)
            }
            Self::Move {
                workspace,
                column,
                every,
            } => {
                let cards = CARDS / every;
                let card = random.random_range(0..cards);
                let before = (card + random.random_range(1..cards)) % cards;
                let (card, before) = (
                    task_id(*workspace, card * every),
                    task_id(*workspace, before * every),
                );
                let path = format!(
                    "/api/v1/workspaces/{}/tasks/{card}/move",
                    workspace_id(*workspace)
                );
                let body = format!(r#"{{"column_id":"{column}","before":"{before}"}}"#);
                request("POST", &path, Some(token), "", &body)
            }
            Self::Read { path } => request(
                "GET",
                path,
                Some(token),
                "accept-encoding: br, gzip\r\n",
                "",
            ),
        }
    }
}

/// Runs one client for each act, until each is done.
pub async fn run(stand: &Stand, acts: &[Act], until: Until) -> Result<Done> {
    let begun = Instant::now();
    let mut clients = JoinSet::new();
    for (n, act) in acts.iter().enumerate() {
        clients.spawn(client(stand.addr, stand.token(n)?, act.clone(), until));
    }
    let mut done = Done::default();
    while let Some(took) = clients.join_next().await {
        done.took.extend(took??);
    }
    done.seconds = begun.elapsed().as_secs_f64();
    Ok(done)
}

async fn client(addr: SocketAddr, token: String, act: Act, until: Until) -> Result<Vec<f64>> {
    let mut http = Http::open(addr).await?;
    let mut took = Vec::new();
    loop {
        match until {
            Until::Time(end) if Instant::now() >= end => return Ok(took),
            Until::Count(count) if took.len() >= count => return Ok(took),
            _ => {}
        }
        took.push(timed(&mut http, &act.request(&token)).await?);
    }
}

/// Sends a request; gives how long its answer took, in ms.
async fn timed(http: &mut Http, request: &[u8]) -> Result<f64> {
    let begun = Instant::now();
    let answer = http.call(request).await?;
    let took = begun.elapsed().as_secs_f64() * 1_000.0;
    ensure!(
        answer.status == 200,
        "a request was answered {}: {}",
        answer.status,
        String::from_utf8_lossy(http.body(&answer))
    );
    Ok(took)
}

/// One client that does this as long as `other` takes; gives how long each took, in ms.
pub async fn beside(
    addr: SocketAddr,
    token: &str,
    act: &Act,
    other: impl Future<Output = Result<()>>,
) -> Result<Vec<f64>> {
    let mut http = Http::open(addr).await?;
    let is_over = Cell::new(false);
    let writes = async {
        let mut took = Vec::new();
        while !is_over.get() {
            took.push(timed(&mut http, &act.request(token)).await?);
        }
        Ok(took)
    };
    let other = async {
        let ended = other.await;
        is_over.set(true);
        ended
    };
    let (took, ended) = tokio::join!(writes, other);
    ended?;
    took
}

/// Renames of one board at a steady rate, from a few clients in turns; gives how many were made. Ends when `span` is over.
pub async fn steady_renames(
    addr: SocketAddr,
    token: String,
    workspace: usize,
    rate: u32,
    span: Duration,
) -> Result<usize> {
    const CLIENTS: u32 = 4;
    let mut clients = JoinSet::new();
    let end = Instant::now() + span;
    for n in 0..CLIENTS {
        let token = token.clone();
        clients.spawn(async move {
            let mut http = Http::open(addr).await?;
            let act = Act::Rename { workspace };
            let step = Duration::from_secs(1) * CLIENTS / rate;
            tokio::time::sleep(step * n / CLIENTS).await;
            let mut ticks = tokio::time::interval(step);
            let mut made = 0;
            while Instant::now() < end {
                ticks.tick().await;
                timed(&mut http, &act.request(&token)).await?;
                made += 1;
            }
            anyhow::Ok(made)
        });
    }
    let mut made = 0;
    while let Some(one) = clients.join_next().await {
        made += one??;
    }
    Ok(made)
}
