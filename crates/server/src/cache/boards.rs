//! Boards as they are sent, made once for all readers of a state.
//!
//! Nothing in a board's answer is personal, so one body serves everybody who may see the board; whether somebody may is asked
//! of the database each time, together with the stream's position. The hub knows by which position a board was last touched:
//! a body from then or later is still whole, and only its end, the position, is written anew. While a body is being made,
//! others wait for it instead of making their own.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use tokio::sync::Mutex as AsyncMutex;
use tutti_db::gate::{Glance, Person};
use tutti_db::views::board;
use tutti_db::{Error, Gate, Result};
use tutti_types::{BoardId, Epoch, WorkspaceId};

pub use super::tailed::Coding;
use super::tailed::Tailed;
use crate::realtime::Hub;

/// Boards kept at most; the one that was asked for longest ago goes first.
const MOST: usize = 256;

/// A board's body as of a position.
#[derive(Debug)]
struct Made {
    epoch: Epoch,
    seq: i64,
    body: Tailed,
}

#[derive(Debug, Default)]
struct Entry {
    current: Mutex<Option<Arc<Made>>>,
    making: AsyncMutex<()>,
    asked: std::sync::atomic::AtomicU64,
}

impl Entry {
    /// The body, where it is of this life of the stream and not older than the board's last change.
    fn fresh(&self, epoch: Epoch, touched: i64) -> Option<Arc<Made>> {
        let current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        current
            .as_ref()
            .filter(|made| made.epoch == epoch && made.seq >= touched)
            .cloned()
    }
}

/// The boards that were asked for lately.
#[derive(Debug, Default)]
pub struct Boards {
    entries: Mutex<HashMap<(WorkspaceId, BoardId), Arc<Entry>>>,
    clock: std::sync::atomic::AtomicU64,
}

/// A board's answer.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The body, coded.
    pub body: Bytes,
    /// Changes exactly when the board does.
    pub etag: String,
}

impl Boards {
    /// A board for a reader; no body where they have it already by its ETag.
    ///
    /// # Errors
    /// `not_found`, also for a board they do not see; where the database fails.
    pub async fn get(
        &self,
        gate: &Gate,
        hub: &Hub,
        person: Person,
        ids: (WorkspaceId, BoardId),
        coding: Coding,
        known: Option<&str>,
    ) -> Result<Option<Answer>> {
        let (workspace, id) = ids;
        let Glance { epoch, head } = gate.glance(person, workspace, id).await?;
        let touched = hub.touched(gate, workspace, id, epoch, head).await?;
        let etag = format!("\"{epoch}-{touched}\"");
        if known == Some(etag.as_str()) {
            return Ok(None);
        }
        let entry = self.entry(ids);
        let made = match entry.fresh(epoch, touched) {
            Some(made) => made,
            None => {
                let _turn = entry.making.lock().await;
                match entry.fresh(epoch, touched) {
                    Some(made) => made,
                    None => make(gate, person, ids, &entry).await?,
                }
            }
        };
        let position = head.max(made.seq);
        let tail = format!(",\"epoch\":\"{}\",\"seq\":{position}}}", made.epoch);
        let body = if made.body.is_raw(coding) {
            let task = tokio::task::spawn_blocking(move || made.body.with(tail.as_bytes(), coding));
            task.await
                .map_err(|_| Error::Unavailable("the work was broken off".into()))?
        } else {
            made.body.with(tail.as_bytes(), coding)
        };
        Ok(Some(Answer { body, etag }))
    }

    fn entry(&self, ids: (WorkspaceId, BoardId)) -> Arc<Entry> {
        use std::sync::atomic::Ordering::Relaxed;
        let now = self.clock.fetch_add(1, Relaxed);
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        if entries.len() >= MOST && !entries.contains_key(&ids) {
            let oldest = entries
                .iter()
                .min_by_key(|(_, entry)| entry.asked.load(Relaxed))
                .map(|(ids, _)| *ids);
            if let Some(oldest) = oldest {
                entries.remove(&oldest);
            }
        }
        let entry = entries.entry(ids).or_default();
        entry.asked.store(now, Relaxed);
        Arc::clone(entry)
    }
}

/// Reads the board and keeps it, whoever waits for it.
async fn make(
    gate: &Gate,
    person: Person,
    (workspace, id): (WorkspaceId, BoardId),
    entry: &Entry,
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
