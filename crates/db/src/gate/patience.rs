//! How long a request may be kept waiting, however many things it waits for one after the other.

use std::cell::Cell;
use std::time::{Duration, Instant};

/// The longest a request waits for the database in all, before it is told to come back.
pub const PATIENCE: Duration = Duration::from_secs(2);
/// How long beyond its deadline what has been begun may take of a database that is silent.
pub const MARGIN: Duration = Duration::from_millis(400);
/// What is left for each thing that is begun when the time is up: enough for one that nobody is in the way of.
const LEAST: Duration = Duration::from_millis(100);
/// So much of [`PATIENCE`] may be gone before a wait for a lock is cut to what is left, which costs a round trip.
const SLACK: Duration = Duration::from_millis(200);

tokio::task_local! {
    static DEADLINE: Cell<Option<Instant>>;
}

/// Runs a request. Its waits share one deadline, which begins with the first of them: until then it waits for its own client.
pub async fn of_a_request<T>(work: impl Future<Output = T>) -> T {
    DEADLINE.scope(Cell::new(None), work).await
}

/// Until when whoever asks may be kept waiting: the request's deadline, or within [`PATIENCE`] where this is no part of one.
#[must_use]
pub fn deadline() -> Instant {
    let now = Instant::now();
    let of_request = DEADLINE.try_with(|deadline| {
        let begun = deadline.get().unwrap_or(now + PATIENCE);
        deadline.set(Some(begun));
        begun
    });
    of_request.map_or(now + PATIENCE, |deadline| deadline.max(now + LEAST))
}

/// Puts a request's deadline off by the time in which something was done for it, which is no waiting.
pub fn put_off(worked: Duration) {
    // Outside of any request there is nothing to put off.
    let _ = DEADLINE.try_with(|deadline| deadline.set(deadline.get().map(|at| at + worked)));
}

/// What is left until a deadline, where that is markedly less than the lock's timeout of every connection.
pub(super) fn cut(deadline: Instant) -> Option<Duration> {
    let left = deadline.saturating_duration_since(Instant::now());
    (left + SLACK < PATIENCE).then_some(left.max(LEAST))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_waits_of_a_request_share_a_deadline_and_those_of_others_have_their_own() {
        let (first, second) = of_a_request(async {
            let (first, then) = (deadline(), Instant::now());
            while Instant::now() == then {
                tokio::task::yield_now().await;
            }
            (first, deadline())
        })
        .await;
        assert_eq!(first, second);
        let other = of_a_request(async { deadline() }).await;
        assert!(other > first);
        assert!(deadline() > first, "outside of any request");
    }

    #[tokio::test]
    async fn work_for_a_request_is_no_waiting() {
        of_a_request(async {
            let before = deadline();
            put_off(PATIENCE);
            assert_eq!(deadline(), before + PATIENCE);
        })
        .await;
        put_off(PATIENCE);
    }

    #[test]
    fn a_wait_for_a_lock_is_cut_where_time_is_gone() {
        let now = Instant::now();
        let cut_at_once = cut(now + PATIENCE);
        assert!(cut_at_once.is_none() || now.elapsed() > SLACK);
        assert!(cut(now + PATIENCE / 2).is_some_and(|left| left <= PATIENCE / 2));
        assert_eq!(cut(now), Some(LEAST));
    }
}
