//! The worker: claims jobs that are due and runs them, a few at a time.

mod tally;

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::oneshot;
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::{MissedTickBehavior, interval};
use tutti_db::Gate;
use tutti_db::jobs::{self, Claimed, Kind, Node, Ran};

pub use tally::Tally;

/// Jobs that a node runs at once. Each takes a connection, as a request does.
pub const AT_ONCE: usize = 2;
/// How often a node looks for what others added, and for what has become due.
const POLL: Duration = Duration::from_secs(1);

/// Does jobs until it is told to stop.
pub struct Worker {
    stop: oneshot::Sender<()>,
    running: JoinHandle<()>,
}

impl Worker {
    /// Starts it, for jobs of these kinds.
    #[must_use]
    pub fn start(gate: Gate, kinds: &'static [Kind], tally: Arc<Tally>) -> Self {
        let (stop, stopped) = oneshot::channel();
        let running = tokio::spawn(work(gate, kinds, tally, stopped));
        Self { stop, running }
    }

    /// Takes no more jobs, and comes back once those that run have ended.
    pub async fn stop(self) {
        let _ = self.stop.send(());
        if let Err(error) = self.running.await {
            tracing::error!(%error, "the worker of jobs broke off");
        }
    }

    /// Breaks it off. What runs is taken up by another worker once its lease is over.
    pub async fn kill(self) {
        self.running.abort();
        // It was broken off, or had ended before.
        let _ = self.running.await;
    }
}

async fn work(
    gate: Gate,
    kinds: &'static [Kind],
    tally: Arc<Tally>,
    mut stopped: oneshot::Receiver<()>,
) {
    let node = Node::new();
    let mut scheduled = false;
    let mut away = false;
    let mut running = JoinSet::new();
    // What another node adds, and what becomes due, is told by nobody.
    let mut poll = interval(POLL);
    poll.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        let free = AT_ONCE.saturating_sub(running.len());
        match look(&gate, kinds, &node, &mut scheduled, free).await {
            Ok(claimed) => {
                away = false;
                for job in claimed {
                    running.spawn(run(gate.clone(), tally.clone(), job));
                }
            }
            // Once, and not every second for as long as the database is away.
            Err(error) if !away => {
                away = true;
                tracing::warn!(%error, "jobs cannot be claimed; it is tried again every second");
            }
            Err(_) => {}
        }
        tokio::select! {
            biased;
            _ = &mut stopped => break,
            Some(_) = running.join_next() => {}
            () = gate.enqueued(), if !away && running.len() < AT_ONCE => {}
            _ = poll.tick(), if running.len() < AT_ONCE => {}
        }
    }
    while running.join_next().await.is_some() {}
}

/// Claims as many jobs as may be begun. Before the first, those are scheduled that come every so often.
async fn look(
    gate: &Gate,
    kinds: &'static [Kind],
    node: &Node,
    scheduled: &mut bool,
    most: usize,
) -> tutti_db::Result<Vec<Claimed>> {
    if !*scheduled {
        jobs::schedule(gate, kinds).await?;
        *scheduled = true;
    }
    if most == 0 {
        return Ok(Vec::new());
    }
    jobs::claim(gate, kinds, node, most).await
}

async fn run(gate: Gate, tally: Arc<Tally>, job: Claimed) {
    let (kind, id) = (job.kind().name(), job.id());
    match jobs::run(&gate, job).await {
        Ran::Done(_) => tally.done(kind),
        Ran::Failed { error, dead } => {
            tally.failed(kind);
            if dead {
                tracing::error!(%error, kind, %id, "a job failed too often and is dead: see `tutti admin jobs`");
            } else {
                tracing::warn!(%error, kind, %id, "a job failed; it is tried again");
            }
        }
        Ran::Rests => {}
        Ran::Lost => tracing::warn!(
            kind,
            %id,
            "what became of a job is not known here; it is looked at again once its lease is over"
        ),
    }
}
