//! What the hub knows of a socket: a bounded queue that takes frames or does not.

use bytes::Bytes;

/// The queue took no more: the client reads too slowly, or is gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Full;

/// The bounded queue of one socket. Frames are ready to be written as they are; cloning one costs a counter.
///
/// Neither call may block: the stream's lock is held.
pub trait Outbox {
    /// Queues a frame that must not be lost.
    ///
    /// # Errors
    /// [`Full`]; the subscriber is then removed and its socket has to be closed with 4408.
    fn push(&self, frame: Bytes) -> Result<(), Full>;

    /// Queues a frame that may be lost, presence or typing, and says whether it was taken. Answers `false` well before
    /// the queue is full, so that such frames never push out an event.
    fn push_droppable(&self, frame: Bytes) -> bool;
}
