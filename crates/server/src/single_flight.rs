//! A load that many wait for is done once, and what comes of it comes to all of them.

use std::sync::{Mutex, PoisonError};

use tokio::sync::watch;
use tokio::time::timeout_at;
use tutti_db::gate::patience::{MARGIN, deadline};
use tutti_db::{Error, Result};

/// What came of a load, for those who waited for it.
#[derive(Clone, Debug)]
enum Outcome<T> {
    Loaded(T),
    /// It was refused to whoever did it; others may be allowed.
    Refused,
    Failed,
}

type Waiting<T> = watch::Receiver<Option<Outcome<T>>>;

/// A load of one thing.
#[derive(Debug)]
pub struct SingleFlight<T> {
    running: Mutex<Option<Waiting<T>>>,
}

impl<T> Default for SingleFlight<T> {
    fn default() -> Self {
        Self {
            running: Mutex::default(),
        }
    }
}

/// What somebody has to do.
enum Part<T> {
    Load(watch::Sender<Option<Outcome<T>>>),
    Wait(Waiting<T>),
}

/// Ends a load, however it ends: one that is broken off leaves those who wait without an answer, and one of them begins anew.
struct Landing<'a, T>(&'a SingleFlight<T>);

impl<T> Drop for Landing<'_, T> {
    fn drop(&mut self) {
        *self.0.lock() = None;
    }
}

impl<T: Clone> SingleFlight<T> {
    /// What `load` gives, or the same load that somebody else is doing already. Where that fails it fails for all who wait: each
    /// on its own would wait as long again, one after the other.
    ///
    /// # Errors
    /// Those of `load`; [`Error::Unavailable`] where somebody else's failed or takes longer than this request may wait.
    pub async fn run(&self, load: impl AsyncFn() -> Result<T>) -> Result<T> {
        let until = deadline();
        loop {
            let mut waiting = match self.part() {
                Part::Wait(waiting) => waiting,
                Part::Load(done) => {
                    let landing = Landing(self);
                    let loaded = load().await;
                    drop(landing);
                    // Nobody may be waiting.
                    let _ = done.send(Some(Outcome::of(&loaded)));
                    return loaded;
                }
            };
            // Whoever loads began before, and is told of its own failure within its own time.
            let told = waiting.wait_for(Option::is_some);
            match timeout_at((until + MARGIN).into(), told).await {
                Err(_) => return Err(Error::Unavailable("a shared load takes too long".into())),
                Ok(outcome) => match outcome.ok().and_then(|outcome| outcome.clone()) {
                    Some(Outcome::Loaded(loaded)) => return Ok(loaded),
                    Some(Outcome::Failed) => {
                        return Err(Error::Unavailable("a shared load failed".into()));
                    }
                    Some(Outcome::Refused) | None => {}
                },
            }
        }
    }

    fn part(&self) -> Part<T> {
        let mut running = self.lock();
        if let Some(waiting) = &*running {
            return Part::Wait(waiting.clone());
        }
        let (done, waiting) = watch::channel(None);
        *running = Some(waiting);
        Part::Load(done)
    }
}

impl<T> SingleFlight<T> {
    fn lock(&self) -> std::sync::MutexGuard<'_, Option<Waiting<T>>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T: Clone> Outcome<T> {
    fn of(loaded: &Result<T>) -> Self {
        match loaded {
            Ok(loaded) => Self::Loaded(loaded.clone()),
            Err(Error::Refused(_)) => Self::Refused,
            Err(_) => Self::Failed,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use futures_util::future::join_all;
    use tokio::task::yield_now;
    use tutti_testkit::pace::DEADLINE;

    use super::*;

    #[derive(Default)]
    struct Loads {
        flight: SingleFlight<u32>,
        count: AtomicU32,
    }

    impl Loads {
        /// Twelve at once, of whom whoever loads gets what `end` makes of the number of the load.
        async fn twelve(&self, end: impl Fn(u32) -> Result<u32>) -> Vec<Result<u32>> {
            let each = (0..12).map(|_| {
                self.flight.run(async || {
                    let n = self.count.fetch_add(1, Ordering::Relaxed);
                    yield_now().await;
                    end(n)
                })
            });
            join_all(each).await
        }
        fn count(&self) -> u32 {
            self.count.load(Ordering::Relaxed)
        }
    }

    #[tokio::test]
    async fn who_comes_at_once_shares_one_load_and_who_comes_later_has_another() {
        let loads = Loads::default();
        let all = loads.twelve(Ok).await;
        assert!(all.iter().all(|loaded| matches!(loaded, Ok(0))));
        let all = loads.twelve(Ok).await;
        assert!(all.iter().all(|loaded| matches!(loaded, Ok(1))));
        assert_eq!(loads.count(), 2);
    }

    #[tokio::test]
    async fn a_load_that_fails_fails_for_all() {
        let loads = Loads::default();
        let all = loads
            .twelve(|_| Err(Error::Unavailable("away".into())))
            .await;
        let failed = |loaded: &Result<u32>| matches!(loaded, Err(Error::Unavailable(_)));
        assert!(all.iter().all(failed));
        assert_eq!(loads.count(), 1, "nobody tried again");
    }

    #[tokio::test]
    async fn a_refusal_is_for_whoever_was_refused() {
        let loads = Loads::default();
        let all = loads
            .twelve(|n| match n {
                0 => Err(Error::forbidden()),
                n => Ok(n),
            })
            .await;
        assert!(matches!(all.first(), Some(Err(Error::Refused(_)))));
        assert!(all.iter().skip(1).all(|loaded| matches!(loaded, Ok(1))));
    }

    #[tokio::test]
    async fn a_load_that_is_broken_off_is_begun_anew_by_another() {
        let flight = SingleFlight::default();
        let first = flight.run(async || std::future::pending().await);
        let second = flight.run(async || Ok(2));
        let mut first = Box::pin(first);
        assert!(futures_util::poll!(&mut first).is_pending());
        let mut second = Box::pin(second);
        assert!(futures_util::poll!(&mut second).is_pending());
        drop(first);
        assert!(matches!(second.await, Ok(2)));
    }

    #[tokio::test]
    async fn nobody_waits_longer_than_for_the_database_itself() {
        let flight = SingleFlight::<u32>::default();
        let mut stuck = Box::pin(flight.run(async || std::future::pending().await));
        assert!(futures_util::poll!(&mut stuck).is_pending());
        let waits = flight.run(async || Ok(2));
        let waited = tokio::time::timeout(DEADLINE, waits).await;
        assert!(matches!(waited, Ok(Err(Error::Unavailable(_)))));
    }
}
