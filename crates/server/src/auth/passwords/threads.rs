//! The threads that hash. A thread that may block is no place for it: it would keep the database's work waiting, and could never
//! be given its priority back.

use std::io;
use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use tokio::sync::{Semaphore, oneshot};
use tutti_db::gate::patience::put_off;

use crate::ApiError;

/// How much they give way, of 19.
#[cfg_attr(
    not(target_os = "linux"),
    expect(dead_code, reason = "only there a thread has one")
)]
const NICE: i32 = 10;

type Job = Box<dyn FnOnce() + Send>;

/// As many threads as there are cores but one, and at least one. They end with this value.
pub(super) struct Threads {
    jobs: Sender<Job>,
    /// One for each thread, so that no job waits where nobody can give it up.
    idle: Arc<Semaphore>,
}

impl Threads {
    pub(super) fn start() -> io::Result<Self> {
        let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
        let count = (cores - 1).max(1);
        let (jobs, waiting) = channel();
        let waiting = Arc::new(Mutex::new(waiting));
        for _ in 0..count {
            let waiting = Arc::clone(&waiting);
            let thread = std::thread::Builder::new().name("passwords".to_owned());
            thread.spawn(move || work_off(&waiting))?;
        }
        let idle = Arc::new(Semaphore::new(count));
        Ok(Self { jobs, idle })
    }

    /// Has one of them do something.
    ///
    /// # Errors
    /// `unavailable` where all are busy until then.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        deadline: Instant,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, ApiError> {
        let permit =
            tokio::time::timeout_at(deadline.into(), self.idle.clone().acquire_owned()).await;
        let permit = permit
            .ok()
            .and_then(Result::ok)
            .ok_or_else(ApiError::unavailable)?;
        let (answer, done) = oneshot::channel();
        let job = Box::new(move || {
            let _permit = permit;
            let begun = Instant::now();
            let done = work();
            // Whoever asked may have gone.
            let _ = answer.send((done, begun.elapsed()));
        });
        self.jobs.send(job).map_err(|_| ApiError::unavailable())?;
        let (done, took) = done.await.map_err(|_| ApiError::unavailable())?;
        // On a machine that others keep busy it takes long, and the database has still to be asked.
        put_off(took);
        Ok(done)
    }
}

fn work_off(waiting: &Mutex<Receiver<Job>>) {
    lower_priority();
    loop {
        let next = waiting
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .recv();
        match next {
            // The thread outlives what may go wrong; whoever asked learns it by the answer that never comes.
            Ok(job) => drop(catch_unwind(AssertUnwindSafe(job))),
            Err(_) => return,
        }
    }
}

/// A tenth of what others get where all want the processor, the database on the same machine included; so people get in on a
/// busy machine too. Where that is refused the thread works as any other.
#[cfg(target_os = "linux")]
fn lower_priority() {
    // To Linux a thread is a process, and none named is the one that asks.
    let _ = rustix::process::setpriority_process(None, NICE);
}

/// Elsewhere it would be the whole process's.
#[cfg(not(target_os = "linux"))]
fn lower_priority() {}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn soon() -> Instant {
        Instant::now() + Duration::from_secs(10)
    }

    #[tokio::test]
    async fn they_stay_whatever_happens_on_them() {
        let threads = Threads::start().unwrap();
        for _ in 0..50 {
            let broken = threads.run(soon(), || panic!("on purpose")).await;
            assert!(broken.is_err());
        }
        let name = || std::thread::current().name().map(str::to_owned);
        let name = threads.run(soon(), name).await.unwrap();
        assert_eq!(name.as_deref(), Some("passwords"));
    }

    #[cfg(target_os = "linux")]
    #[tokio::test]
    async fn they_give_way_to_others() {
        let niceness = || rustix::process::getpriority_process(None);
        let threads = Threads::start().unwrap();
        let theirs = threads.run(soon(), niceness).await;
        assert_eq!(theirs.unwrap(), Ok(NICE));
        assert_ne!(niceness(), Ok(NICE), "the others do not");
    }
}
