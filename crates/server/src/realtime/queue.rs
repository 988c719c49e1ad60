//! What waits to be written to one socket.
//!
//! Two queues: *answers*, which the socket's own task fills as fast as the client reads, and *live* frames, which the hub
//! pushes and which are bounded: a client that does not keep up is closed. Answers go first; the hub pushes nothing of a
//! workspace before its catching up is in the answers, so each workspace's frames stay in order.
//!
//! Most sockets have nothing waiting most of the time, so an empty queue holds no memory: a channel of tokio's keeps room for
//! 32 frames, and two of them were a fifth of what an idle socket took.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, AtomicU16, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Waker;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use futures_util::task::AtomicWaker;
use tokio::sync::Notify;
use tutti_realtime::{Full, Outbox};
use tutti_types::SocketId;
use tutti_types::realtime::close;

/// Live frames that may wait. At 200 frames a second that is over two seconds of silence.
const LIVE: usize = 512;
/// How long an answer waits for a client that reads nothing.
const PATIENCE: Duration = Duration::from_secs(30);
/// Answers that may wait; the socket's task waits for room beyond.
const ANSWERS: usize = 4;
/// Frames that wait are written together up to this many bytes, which saves a system call each.
const TOGETHER: usize = 16 * 1024;
/// A queue that ran empty gives back its memory where it holds room for more frames than this.
const ROOM_KEPT: usize = 16;

/// The writing end of a socket. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Queue {
    /// The socket.
    pub id: SocketId,
    shared: Arc<Shared>,
}

/// The reading end. Dropping it says that the connection is gone.
#[derive(Debug)]
pub struct Queued(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    waiting: Mutex<Waiting>,
    /// The close code that ends the socket; 0 until there is one.
    code: AtomicU16,
    /// Nothing more is awaited of the client.
    over: AtomicBool,
    /// What the client sends is to be read for a while yet, so that it gets our Close.
    lingers: AtomicBool,
    /// Wakes who writes to the connection.
    writer: AtomicWaker,
    /// Wakes the socket's task: an answer has room again, or the socket has to end.
    changed: Notify,
}

#[derive(Debug, Default)]
struct Waiting {
    answers: VecDeque<Bytes>,
    live: VecDeque<Bytes>,
    /// The reading end was dropped.
    gone: bool,
}

impl Waiting {
    fn pop(&mut self) -> Option<Bytes> {
        self.answers.pop_front().or_else(|| self.live.pop_front())
    }
    fn give_back(&mut self) {
        for queue in [&mut self.answers, &mut self.live] {
            if queue.is_empty() && queue.capacity() > ROOM_KEPT {
                *queue = VecDeque::new();
            }
        }
    }
}

impl Shared {
    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
    fn code(&self) -> Option<u16> {
        Some(self.code.load(Ordering::Acquire)).filter(|code| *code != 0)
    }
    /// Queues an answer where there is room for one; gives it back where there is none.
    fn answer(&self, frame: Bytes) -> Result<bool, Bytes> {
        let mut waiting = self.waiting();
        if waiting.gone {
            return Ok(false);
        }
        if waiting.answers.len() >= ANSWERS {
            return Err(frame);
        }
        waiting.answers.push_back(frame);
        drop(waiting);
        self.writer.wake();
        Ok(true)
    }
    /// Queues a live frame where fewer than `most` wait.
    fn live(&self, frame: Bytes, most: usize) -> Result<(), Full> {
        let mut waiting = self.waiting();
        if waiting.gone || waiting.live.len() >= most {
            return Err(Full);
        }
        waiting.live.push_back(frame);
        drop(waiting);
        self.writer.wake();
        Ok(())
    }
}

impl Queue {
    /// The two ends of a new socket.
    #[must_use]
    pub fn new() -> (Self, Queued) {
        let shared = Arc::<Shared>::default();
        let queue = Self {
            id: SocketId::new(),
            shared: Arc::clone(&shared),
        };
        (queue, Queued(shared))
    }

    /// Waits until the client has room, then queues an answer. `false` where the socket is gone, or reads nothing for so long
    /// that it has to go.
    pub async fn answer(&self, frame: Bytes) -> bool {
        match self.shared.answer(frame) {
            Ok(taken) => taken,
            Err(frame) => tokio::time::timeout(PATIENCE, self.answer_with_room(frame))
                .await
                .unwrap_or_else(|_| {
                    self.close(close::TOO_SLOW);
                    false
                }),
        }
    }

    async fn answer_with_room(&self, mut frame: Bytes) -> bool {
        loop {
            // It hears of what changes from here on, so nothing is missed between the look and the wait.
            let changed = self.shared.changed.notified();
            if self.shared.code().is_some() {
                return false;
            }
            frame = match self.shared.answer(frame) {
                Ok(taken) => return taken,
                Err(frame) => frame,
            };
            changed.await;
        }
    }

    /// Ends the socket with a close code; the first one counts. What waits is not written any more.
    pub fn close(&self, code: u16) {
        let shared = &self.shared;
        let first = shared
            .code
            .compare_exchange(0, code, Ordering::AcqRel, Ordering::Acquire);
        if first.is_ok() {
            shared.writer.wake();
            shared.changed.notify_waiters();
        }
    }

    /// Says of a socket that has to end that nothing more is awaited of the client. Where it may be sending still, the connection `lingers`.
    pub(super) fn end(&self, lingers: bool) {
        self.shared.lingers.store(lingers, Ordering::Relaxed);
        self.shared.over.store(true, Ordering::Release);
        self.shared.writer.wake();
    }

    /// Returns when the socket has to end.
    pub async fn closed(&self) {
        loop {
            let changed = self.shared.changed.notified();
            if self.shared.code().is_some() {
                return;
            }
            changed.await;
        }
    }
}

impl Outbox for Queue {
    fn push(&self, frame: Bytes) -> Result<(), Full> {
        self.shared.live(frame, LIVE)
    }

    fn push_droppable(&self, frame: Bytes) -> bool {
        self.shared.live(frame, LIVE / 2).is_ok()
    }
}

impl Queued {
    /// Whoever is to be woken when there is something to write, or the socket has to end.
    pub(super) fn watch(&self, waker: &Waker) {
        self.0.writer.register(waker);
    }

    /// The close code, where the socket has to end.
    pub(super) fn code(&self) -> Option<u16> {
        self.0.code()
    }

    /// Whether nothing more is awaited of the client.
    pub(super) fn is_over(&self) -> bool {
        self.0.over.load(Ordering::Acquire)
    }

    /// Whether the client may be sending still.
    pub(super) fn lingers(&self) -> bool {
        self.0.lingers.load(Ordering::Relaxed)
    }

    /// The next bytes to write: one frame, or several that wait together.
    pub(super) fn take(&self) -> Option<Bytes> {
        let mut waiting = self.0.waiting();
        let full = waiting.answers.len() >= ANSWERS;
        let first = waiting.pop()?;
        // A frame that is alone keeps its bytes, which all its readers share.
        let mut together = None;
        while together.as_ref().map_or(first.len(), BytesMut::len) < TOGETHER {
            let Some(next) = waiting.pop() else { break };
            together
                .get_or_insert_with(|| BytesMut::from(&first[..]))
                .extend_from_slice(&next);
        }
        waiting.give_back();
        drop(waiting);
        if full {
            self.0.changed.notify_waiters();
        }
        Some(together.map_or(first, BytesMut::freeze))
    }
}

impl Drop for Queued {
    fn drop(&mut self) {
        let mut waiting = self.0.waiting();
        *waiting = Waiting {
            gone: true,
            ..Waiting::default()
        };
        drop(waiting);
        self.0.changed.notify_waiters();
    }
}

#[cfg(test)]
mod tests;
