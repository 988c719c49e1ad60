//! What the database was last found to do.

use std::time::{Duration, Instant};

use tokio::sync::Mutex;
use tutti_db::{Error, Gate};

/// For so long the database's answer stands for all who ask.
const CHECKED_EVERY: Duration = Duration::from_secs(1);

/// What the database was found to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    Works,
    /// It answers and takes no writes: a standby, switched off, or without room.
    TakesNoWrites,
    DoesNotAnswer,
}

impl Found {
    async fn by_asking(gate: &Gate) -> Self {
        match tutti_db::gate::ping(gate).await {
            Ok(()) => Self::Works,
            Err(Error::ReadOnly | Error::Exhausted(_)) => Self::TakesNoWrites,
            Err(_) => Self::DoesNotAnswer,
        }
    }
}

/// What the database was found to do when it was last asked. Anybody may ask us whether we are ready, and the database has better
/// things to do than to answer each of them.
#[derive(Debug, Default)]
pub struct Checked(Mutex<Option<(Instant, Found)>>);

impl Checked {
    /// What was found within the last second, or else what the database does now.
    pub(super) async fn now(&self, gate: &Gate) -> Found {
        self.within(CHECKED_EVERY, Found::by_asking(gate)).await
    }

    /// What was found within `lifetime`, or else what `check` finds now; who asks meanwhile waits for it.
    async fn within(&self, lifetime: Duration, check: impl Future<Output = Found>) -> Found {
        let mut last = self.0.lock().await;
        match *last {
            Some((at, found)) if at.elapsed() < lifetime => found,
            _ => {
                let found = check.await;
                *last = Some((Instant::now(), found));
                found
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[tokio::test]
    async fn who_asks_at_once_shares_one_check() {
        let (checked, checks) = (Checked::default(), AtomicUsize::new(0));
        let ask = |lifetime| {
            checked.within(lifetime, async {
                tokio::task::yield_now().await;
                match checks.fetch_add(1, Ordering::Relaxed) {
                    0 => Found::Works,
                    _ => Found::DoesNotAnswer,
                }
            })
        };
        let hour = Duration::from_secs(3_600);
        let all = futures_util::future::join_all((0..50).map(|_| ask(hour))).await;
        assert!(all.iter().all(|found| *found == Found::Works));
        assert_eq!(checks.load(Ordering::Relaxed), 1);
        // What is too old is asked anew, and the new answer is kept.
        assert_eq!(ask(Duration::ZERO).await, Found::DoesNotAnswer);
        assert_eq!(ask(hour).await, Found::DoesNotAnswer);
        assert_eq!(checks.load(Ordering::Relaxed), 2);
    }
}
