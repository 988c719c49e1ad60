//! Writers and followers in several workspaces, who go on whatever happens to the server, and what has to be true afterwards.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::{Context, Result};
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::follower::{Follower, Seen};
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
/// Followers by polling in each workspace.
const POLLERS: usize = 2;

/// A running one.
pub struct Storm {
    stop: Arc<AtomicBool>,
    writers: JoinSet<Result<(usize, Log)>>,
    followers: JoinSet<Result<(usize, Seen)>>,
    ends: Vec<watch::Sender<Option<i64>>>,
    first: usize,
    pace: Duration,
}

/// What it left behind.
pub struct Calm {
    /// The writers' logs, each with the number of its workspace.
    pub logs: Vec<(usize, Log)>,
    /// The same of the followers.
    pub seen: Vec<(usize, Seen)>,
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
                storm.followers.spawn(async move {
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
            stand.addr,
            stand.token(k)?,
            workspace,
            format!("w{n}-{k}"),
            tasks,
        );
        let (stop, pace) = (Arc::clone(&self.stop), self.pace);
        self.writers
            .spawn(async move { Ok((n, writer.run(stop, pace).await?)) });
        Ok(())
    }

    /// Fails where one of them has given up.
    pub fn check(&mut self) -> Result<()> {
        if let Some(ended) = self.writers.try_join_next() {
            ended??;
            anyhow::bail!("a writer ended before its time");
        }
        if let Some(ended) = self.followers.try_join_next() {
            ended??;
            anyhow::bail!("a follower ended before its time");
        }
        Ok(())
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
        told.count("requests broken off unanswered", sum(|log| log.broken));
        told.count("requests repeated with their key", sum(|log| log.repeated));
        told.count(
            "events read by all followers",
            self.seen.iter().map(|(_, s)| s.events.len()).sum(),
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
