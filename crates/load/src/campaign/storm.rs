//! Writers and followers in several workspaces, who go on whatever happens to the server, and what has to be true afterwards.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::{Context, Result, anyhow};
use tokio::sync::watch;
use tokio::task::{JoinError, JoinSet};

use super::calm::Calm;
use super::follower::{Follower, Seen};
use super::patient::Patient;
use super::tally::Tally;
use super::told::Told;
use super::truth;
use super::writer::{Log, Owned, Writer};
use crate::stand::{Stand, task_id};

/// How many workspaces.
const WORKSPACES: usize = 4;
/// Cards on the board of each at the beginning.
const CARDS: usize = 120;
/// Writers in each workspace.
const WRITERS: usize = 4;
/// Followers by socket in each workspace.
const SOCKETS: usize = 10;
/// How long what is waited for may take.
const REACHED: Duration = Duration::from_secs(60);
/// Followers by polling in each workspace.
const POLLERS: usize = 2;

/// A running one.
pub struct Storm {
    stop: Arc<AtomicBool>,
    writers: JoinSet<Result<(usize, Log)>>,
    followers: JoinSet<Result<(usize, Seen)>>,
    ends: Vec<watch::Sender<Option<i64>>>,
    tally: Arc<Tally>,
    first: usize,
    pace: Duration,
}

/// What somebody who had to go on, but ended, says for it.
pub fn early<T>(who: &str, ended: Result<Result<T>, JoinError>) -> anyhow::Error {
    match ended {
        Ok(Ok(_)) => anyhow!("{who} ended before its time"),
        Ok(Err(error)) => error,
        Err(error) => error.into(),
    }
}

impl Storm {
    /// Begins one in workspaces of its own; `pace` is between two changes of a writer.
    pub async fn begin(stand: &mut Stand, pace: Duration) -> Result<Self> {
        let first = stand.grow(WORKSPACES, CARDS).await?;
        let mut storm = Self {
            stop: Arc::default(),
            writers: JoinSet::new(),
            followers: JoinSet::new(),
            ends: Vec::new(),
            tally: Arc::default(),
            first,
            pace,
        };
        for n in first..first + WORKSPACES {
            let (end, told) = watch::channel(None);
            storm.ends.push(end);
            let workspace = stand.workspaces.get(n).context("no workspace")?.clone();
            for k in 0..SOCKETS + POLLERS {
                let follower =
                    Follower::load(stand.addr, stand.token(k)?, workspace.clone(), told.clone())
                        .await?;
                storm.followers.spawn_local(async move {
                    let seen = if k < SOCKETS {
                        follower.by_socket().await
                    } else {
                        follower.by_polling().await
                    };
                    Ok((n, seen?))
                });
            }
        }
        // The followers stand at the heads they loaded; only now is anything written.
        for n in first..first + WORKSPACES {
            for k in 0..WRITERS {
                storm.write(stand, n, k)?;
            }
        }
        Ok(storm)
    }

    fn write(&mut self, stand: &Stand, n: usize, k: usize) -> Result<()> {
        let workspace = stand.workspaces.get(n).context("no workspace")?.clone();
        let columns = workspace.columns.len();
        let words = ["Draft", "Review", "Measure", "Explain", "Repair", "Ship"];
        let tasks: BTreeMap<String, Owned> = (0..CARDS)
            .filter(|card| card % WRITERS == k)
            .map(|card| {
                let word = words.get(card % words.len()).copied().unwrap_or_default();
                let owned = Owned {
                    title: format!("{word} chapter {card} of the handbook"),
                    column: card % columns,
                    version: 1,
                };
                (task_id(n, card), owned)
            })
            .collect();
        // Each with a name of its own, since a key belongs to a person and several writers may be one.
        let writer = Writer::new(
            Patient::new(stand.addr, stand.token(k)?, Arc::clone(&self.tally)),
            workspace,
            format!("w{n}-{k}"),
            tasks,
            Arc::clone(&self.tally),
        );
        let (stop, pace) = (Arc::clone(&self.stop), self.pace);
        self.writers
            .spawn(async move { Ok((n, writer.run(stop, pace).await?)) });
        Ok(())
    }

    /// Returns once one of them has given up, and why.
    pub async fn broken(&mut self) -> anyhow::Error {
        tokio::select! {
            Some(ended) = self.writers.join_next() => early("a writer", ended),
            Some(ended) = self.followers.join_next() => early("a follower", ended),
            else => anyhow!("nobody is at work"),
        }
    }

    /// Waits until so many more changes were acknowledged.
    pub async fn acknowledged(&mut self, more: usize) -> Result<()> {
        let count = self.tally.acknowledged.subscribe();
        self.reach(count, more, "changes were acknowledged").await
    }

    /// Waits until so many more requests were answered by 503.
    pub async fn unavailable(&mut self, more: usize) -> Result<()> {
        let count = self.tally.unavailable.subscribe();
        self.reach(count, more, "requests were refused").await
    }

    async fn reach(
        &mut self,
        mut count: watch::Receiver<usize>,
        more: usize,
        what: &str,
    ) -> Result<()> {
        let goal = *count.borrow() + more;
        let reached = tokio::time::timeout(REACHED, count.wait_for(|n| *n >= goal));
        tokio::select! {
            reached = reached => {
                reached.with_context(|| format!("fewer than {more} {what} in time"))??;
                Ok(())
            }
            error = self.broken() => Err(error),
        }
    }

    /// Lets every writer have its last answer and every follower the last event.
    pub async fn end(mut self, stand: &Stand) -> Result<Calm> {
        self.stop.store(true, Ordering::Relaxed);
        let (mut logs, mut seen) = (Vec::new(), Vec::new());
        while let Some(log) = self.writers.join_next().await {
            logs.push(log??);
        }
        let url = stand.postgres.url("tutti");
        for (k, end) in self.ends.iter().enumerate() {
            let workspace = stand
                .workspaces
                .get(self.first + k)
                .context("no workspace")?;
            end.send(Some(truth::head(&url, &workspace.id)?))?;
        }
        while let Some(follower) = self.followers.join_next().await {
            seen.push(follower??);
        }
        Ok(Calm { logs, seen })
    }
}

impl Calm {
    /// Tells what was done, and each truth.
    pub async fn tell(&self, stand: &Stand, told: &mut Told) -> Result<()> {
        let sum = |of: fn(&Log) -> usize| self.logs.iter().map(|(_, log)| of(log)).sum::<usize>();
        told.count("writers", self.logs.len());
        told.count("followers by socket and by polling", self.seen.len());
        told.count("changes acknowledged", sum(|log| log.done.len()));
        told.count(
            "requests broken off unanswered",
            sum(|log| log.tries.broken),
        );
        told.count(
            "requests repeated with their key",
            sum(|log| log.tries.repeated),
        );
        told.count(
            "events read by all followers",
            self.seen.iter().map(|(_, s)| s.known.events.len()).sum(),
        );
        told.count(
            "connections of followers that broke",
            self.seen.iter().map(|(_, s)| s.drops).sum(),
        );
        let all = |of: fn(&Log) -> &Vec<String>| -> Vec<String> {
            self.logs
                .iter()
                .flat_map(|(_, log)| of(log).clone())
                .collect()
        };
        told.none(
            "answers against what was acknowledged before",
            &all(|log| &log.wrong),
        );
        truth::judge(stand, self, told).await
    }
}
