//! How long a client may leave unread what is written to it.
//!
//! actix-http waits for as long as a write does, and asks a body for more, or for its end, only when there is room. A client that stops
//! reading would so keep its connection for as long as it likes.

use std::convert::Infallible;
use std::future::{Pending, pending};
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::time::{Timeout, timeout};

/// Watches the writes of a connection.
pub(super) struct Stall {
    patience: Duration,
    /// When the client has been waited for long enough; `None` while it takes what is written.
    over: Option<Pin<Box<Timeout<Pending<Infallible>>>>>,
}

impl Stall {
    /// One that waits so long for a client.
    pub(super) const fn new(patience: Duration) -> Self {
        Self {
            patience,
            over: None,
        }
    }

    /// Passes on what a write came to, and fails one that was pending for too long. On a connection that `ends`, a client that takes a
    /// little now and then is not waited for any longer.
    ///
    /// # Errors
    /// Those of the write; `TimedOut`.
    pub(super) fn judge<T>(
        &mut self,
        context: &mut Context<'_>,
        write: Poll<io::Result<T>>,
        ends: bool,
    ) -> Poll<io::Result<T>> {
        if write.is_ready() {
            if !ends {
                self.over = None;
            }
            return write;
        }
        let patience = self.patience;
        let over = self
            .over
            .get_or_insert_with(|| Box::pin(timeout(patience, pending())));
        let Err(elapsed) = ready!(over.as_mut().poll(context));
        Poll::Ready(Err(elapsed.into()))
    }
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;

    use super::*;

    fn pending() -> Poll<io::Result<()>> {
        Poll::Pending
    }

    #[actix_web::test]
    async fn a_write_that_stays_pending_fails() {
        let mut stall = Stall::new(Duration::ZERO);
        let judged = poll_fn(|context| stall.judge(context, pending(), false)).await;
        assert_eq!(judged.unwrap_err().kind(), io::ErrorKind::TimedOut);
    }

    #[actix_web::test]
    async fn what_is_taken_gains_time_unless_the_connection_ends() {
        let mut stall = Stall::new(Duration::from_secs(3_600));
        poll_fn(|context| {
            for (ends, waits) in [(true, true), (false, false)] {
                assert!(stall.judge(context, pending(), ends).is_pending());
                let taken = stall.judge(context, Poll::Ready(Ok(())), ends);
                assert!(taken.is_ready());
                assert_eq!(stall.over.is_some(), waits);
            }
            Poll::Ready(())
        })
        .await;
    }
}
