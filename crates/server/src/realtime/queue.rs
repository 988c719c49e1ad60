//! What waits to be written to one socket.
//!
//! Two queues: *answers*, which the socket's own task fills as fast as the client reads, and *live* frames, which the hub
//! pushes and which are bounded: a client that does not keep up is closed. Answers go first; the hub pushes nothing of a
//! workspace before its catching up is in the answers, so each workspace's frames stay in order.

use std::sync::Arc;
use std::sync::atomic::{AtomicU16, Ordering};
use std::time::Duration;

use bytes::Bytes;
use futures_util::task::AtomicWaker;
use tokio::sync::mpsc;
use tutti_realtime::{Full, Outbox};
use tutti_types::SocketId;
use tutti_types::realtime::close;

/// Live frames that may wait. At 200 frames a second that is over two seconds of silence.
const LIVE: usize = 512;
/// How long an answer waits for a client that reads nothing.
const PATIENCE: Duration = Duration::from_secs(30);
/// Answers that may wait; the socket's task waits for room beyond.
const ANSWERS: usize = 4;

/// The writing end of a socket. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Queue {
    /// The socket.
    pub id: SocketId,
    answers: mpsc::Sender<Bytes>,
    live: mpsc::Sender<Bytes>,
    closing: Arc<Closing>,
}

/// The reading end.
#[derive(Debug)]
pub struct Queued {
    pub(super) answers: mpsc::Receiver<Bytes>,
    pub(super) live: mpsc::Receiver<Bytes>,
    pub(super) closing: Arc<Closing>,
}

/// The close code that ends a socket, once there is one.
#[derive(Debug, Default)]
pub struct Closing {
    code: AtomicU16,
    writer: AtomicWaker,
    reader: tokio::sync::Notify,
}

impl Closing {
    /// The code, where the socket has to end.
    pub(super) fn code(&self) -> Option<u16> {
        Some(self.code.load(Ordering::Acquire)).filter(|code| *code != 0)
    }
    /// Whoever writes the socket is woken when it has to end.
    pub(super) fn watch(&self, waker: &std::task::Waker) {
        self.writer.register(waker);
    }
    /// Returns when the socket has to end.
    pub(super) async fn asked(&self) {
        loop {
            let asked = self.reader.notified();
            if self.code().is_some() {
                return;
            }
            asked.await;
        }
    }
}

impl Queue {
    /// The two ends of a new socket.
    #[must_use]
    pub fn new() -> (Self, Queued) {
        let (answers, answers_end) = mpsc::channel(ANSWERS);
        let (live, live_end) = mpsc::channel(LIVE);
        let closing = Arc::<Closing>::default();
        let queue = Self {
            id: SocketId::new(),
            answers,
            live,
            closing: Arc::clone(&closing),
        };
        (
            queue,
            Queued {
                answers: answers_end,
                live: live_end,
                closing,
            },
        )
    }

    /// Waits until the client has room, then queues an answer. `false` where the socket is gone, or reads nothing for so long
    /// that it has to go.
    pub async fn answer(&self, frame: Bytes) -> bool {
        tokio::select! {
            sent = self.answers.send(frame) => sent.is_ok(),
            () = self.closing.asked() => false,
            () = tokio::time::sleep(PATIENCE) => {
                self.close(close::TOO_SLOW);
                false
            }
        }
    }

    /// Ends the socket with a close code; the first one counts. What waits is not written any more.
    pub fn close(&self, code: u16) {
        if self
            .closing
            .code
            .compare_exchange(0, code, Ordering::AcqRel, Ordering::Acquire)
            .is_ok()
        {
            self.closing.writer.wake();
            self.closing.reader.notify_waiters();
        }
    }

    /// Returns when the socket has to end.
    pub async fn closed(&self) {
        self.closing.asked().await;
    }
}

impl Outbox for Queue {
    fn push(&self, frame: Bytes) -> Result<(), Full> {
        self.live.try_send(frame).map_err(|_| Full)
    }

    fn push_droppable(&self, frame: Bytes) -> bool {
        self.live.capacity() > LIVE / 2 && self.live.try_send(frame).is_ok()
    }
}
