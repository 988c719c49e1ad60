//! Boards as they are sent, made once for all readers of a state.
//!
//! Nothing in a board's answer is personal, so one body serves everybody who may see the board; whether somebody may is asked
//! of the database each time, together with the stream's position. The hub knows by which position a board was last touched:
//! a body from then or later is still whole, and only its end, the position, is written anew. While a body is being made,
//! others wait for it instead of making their own.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use tutti_db::gate::{Glance, Principal};
use tutti_db::views::board;
use tutti_db::{Error, Gate, Result};
use tutti_types::{BoardId, Epoch, WorkspaceId};

pub use super::tailed::Coding;
use super::tailed::Tailed;
use crate::realtime::Hub;
use crate::single_flight::SingleFlight;

/// What is kept at most; the board that was asked for longest ago goes first.
const MOST: Capacity = Capacity {
    boards: 256,
    bytes: 64 << 20,
};

/// The most boards and bytes that the cache holds.
#[derive(Clone, Copy, Debug)]
struct Capacity {
    boards: usize,
    bytes: usize,
}

/// A board's body as of a position.
#[derive(Debug)]
struct Made {
    epoch: Epoch,
    seq: i64,
    body: Tailed,
}

#[derive(Debug, Default)]
struct CacheEntry {
    current: Mutex<Option<Arc<Made>>>,
    making: SingleFlight<Arc<Made>>,
    asked: std::sync::atomic::AtomicU64,
}

impl CacheEntry {
    /// The body, where it is of this life of the stream and not older than the board's last change.
    fn fresh(&self, epoch: Epoch, touched: i64) -> Option<Arc<Made>> {
        let current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        current
            .as_ref()
            .filter(|made| made.epoch == epoch && made.seq >= touched)
            .cloned()
    }

    fn bytes(&self) -> usize {
        let current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        current.as_ref().map_or(0, |made| made.body.bytes())
    }
}

type CacheEntries = HashMap<(WorkspaceId, BoardId), Arc<CacheEntry>>;

/// The boards that were asked for lately.
#[derive(Debug, Default)]
pub struct Boards {
    entries: Mutex<CacheEntries>,
    clock: std::sync::atomic::AtomicU64,
}

/// A board's answer.
#[derive(Clone, Debug)]
pub struct BoardResponse {
    /// Changes whenever the board does, and at times where it does not: somebody left the workspace, or its stream was idle, was
    /// dropped and begins anew.
    pub etag: String,
    /// The body, coded; none where the reader has it already.
    pub body: Option<Bytes>,
}

impl Boards {
    /// A board for a reader. `known` says whether they have the one of this ETag.
    ///
    /// # Errors
    /// `not_found`, also for a board they do not see; where the database fails.
    pub async fn get(
        &self,
        gate: &Gate,
        hub: &Hub,
        person: Principal,
        ids: (WorkspaceId, BoardId),
        coding: Coding,
        known: impl FnOnce(&str) -> bool,
    ) -> Result<BoardResponse> {
        let (workspace, id) = ids;
        let Glance {
            epoch,
            head,
            version,
        } = gate.glance(person, workspace, id).await?;
        let touched = hub.touched(gate, workspace, id, epoch, head).await?;
        let etag = format!("\"{version}.{epoch}-{touched}\"");
        if known(&etag) {
            return Ok(BoardResponse { etag, body: None });
        }
        let entry = self.entry(ids);
        let made = match entry.fresh(epoch, touched) {
            Some(made) => made,
            None => {
                self.made(&entry, gate, person, ids, (epoch, touched))
                    .await?
            }
        };
        let position = head.max(made.seq);
        let tail = format!(",\"epoch\":\"{}\",\"seq\":{position}}}", made.epoch);
        let body = if made.body.is_raw(coding) {
            let task = tokio::task::spawn_blocking(move || made.body.with(tail.as_bytes(), coding));
            let body = task
                .await
                .map_err(|_| Error::Unavailable("the work was broken off".into()))?;
            self.shrink();
            body
        } else {
            made.body.with(tail.as_bytes(), coding)
        };
        let body = Some(body);
        Ok(BoardResponse { etag, body })
    }

    /// A body that is made now, by this reader or by another who came first. The other may have begun before the board was touched.
    async fn made(
        &self,
        entry: &CacheEntry,
        gate: &Gate,
        person: Principal,
        ids: (WorkspaceId, BoardId),
        (epoch, touched): (Epoch, i64),
    ) -> Result<Arc<Made>> {
        let make = async || {
            let made = make(gate, person, ids, entry).await?;
            self.shrink();
            Ok(made)
        };
        loop {
            let made = entry.making.run(&make).await?;
            if made.epoch != epoch || made.seq >= touched {
                return Ok(made);
            }
        }
    }

    fn entry(&self, ids: (WorkspaceId, BoardId)) -> Arc<CacheEntry> {
        use std::sync::atomic::Ordering::Relaxed;
        let now = self.clock.fetch_add(1, Relaxed);
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        let entry = Arc::clone(entries.entry(ids).or_default());
        entry.asked.store(now, Relaxed);
        if entries.len() > MOST.boards {
            shrink(&mut entries, MOST);
        }
        entry
    }

    /// To be called whenever a body has grown.
    fn shrink(&self) {
        shrink(
            &mut self.entries.lock().unwrap_or_else(PoisonError::into_inner),
            MOST,
        );
    }
}

/// Forgets the boards that were asked for longest ago until the others have room.
fn shrink(entries: &mut CacheEntries, most: Capacity) {
    let asked = |entry: &CacheEntry| entry.asked.load(std::sync::atomic::Ordering::Relaxed);
    let mut latest: Vec<_> = entries
        .iter()
        .map(|(ids, entry)| (asked(entry), *ids, entry.bytes()))
        .collect();
    latest.sort_unstable_by_key(|(asked, ..)| std::cmp::Reverse(*asked));
    let mut bytes = 0;
    for (place, (_, ids, size)) in latest.into_iter().enumerate() {
        if place < most.boards && bytes + size <= most.bytes {
            bytes += size;
        } else {
            entries.remove(&ids);
        }
    }
}

/// Reads the board and keeps it, whoever waits for it.
async fn make(
    gate: &Gate,
    person: Principal,
    (workspace, id): (WorkspaceId, BoardId),
    entry: &CacheEntry,
) -> Result<Arc<Made>> {
    let read = gate.read(person, workspace, move |conn, me| {
        let detail = board::load(conn, me, id)?;
        let mut json = serde_json::to_vec(&detail).unwrap_or_default();
        // The position is written for each answer anew; it stands last.
        let tail = format!(",\"epoch\":\"{}\",\"seq\":{}}}", detail.epoch, detail.seq);
        debug_assert!(json.ends_with(tail.as_bytes()), "the position stands last");
        json.truncate(json.len().saturating_sub(tail.len()));
        Ok(Made {
            epoch: detail.epoch,
            seq: detail.seq,
            body: Tailed::new(json.into()),
        })
    });
    let made = Arc::new(read.await?);
    *entry.current.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&made));
    Ok(made)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Boards of these sizes, the one asked for longest ago first.
    fn kept(sizes: &[usize], most: Capacity) -> Vec<usize> {
        let mut entries = CacheEntries::new();
        for (asked, size) in sizes.iter().enumerate() {
            let made = Made {
                epoch: Epoch::new(),
                seq: 1,
                body: Tailed::new(vec![b' '; *size].into()),
            };
            let entry = CacheEntry {
                current: Mutex::new(Some(Arc::new(made))),
                asked: (asked as u64).into(),
                ..CacheEntry::default()
            };
            entries.insert((WorkspaceId::new(), BoardId::new()), Arc::new(entry));
        }
        shrink(&mut entries, most);
        let mut left: Vec<usize> = entries.values().map(|entry| entry.bytes()).collect();
        left.sort_unstable();
        left
    }

    #[test]
    fn what_was_asked_for_longest_ago_makes_room() {
        let most = |boards, bytes| Capacity { boards, bytes };
        assert_eq!(kept(&[1, 2, 3], most(3, 6)), [1, 2, 3]);
        assert_eq!(kept(&[1, 2, 3], most(2, 6)), [2, 3]);
        assert_eq!(kept(&[1, 2, 3], most(3, 5)), [2, 3]);
        assert_eq!(kept(&[9, 2, 3], most(3, 6)), [2, 3]);
        assert_eq!(kept(&[1, 2, 9], most(3, 6)), [1, 2], "one never fits");
    }

    #[test]
    fn each_coding_counts() {
        let body = Tailed::new(vec![b' '; 1_000].into());
        assert_eq!(body.bytes(), 1_000);
        let sent = [Coding::Brotli, Coding::Gzip].map(|coding| body.with(b"}", coding));
        assert!(
            sent.iter()
                .all(|sent| body.bytes() >= 1_000 + sent.len() - 16)
        );
    }
}
