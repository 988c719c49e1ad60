//! How long something that is promised *within* a time may take on the machine at hand.

use std::time::{Duration, Instant};

use rustix::time::{ClockId, clock_gettime};

/// How long a test waits for what has to come before it fails. Nothing is judged by it, so it is long enough for a machine that
/// other programs keep busy.
pub const DEADLINE: Duration = Duration::from_secs(60);
/// So much of a processor is asked for to see how long that takes.
const PROBE: Duration = Duration::from_millis(30);

fn worked() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(
        time.tv_sec.unsigned_abs(),
        time.tv_nsec.unsigned_abs() as u32,
    )
}

/// `limit` where a processor is free; where other programs keep them busy, as many times more as a thread is slower here than
/// with a processor of its own.
#[must_use]
pub fn within(limit: Duration) -> Duration {
    let (begun, before) = (Instant::now(), worked());
    while worked() - before < PROBE {
        std::hint::spin_loop();
    }
    let slower = begun.elapsed().as_secs_f64() / PROBE.as_secs_f64();
    limit.mul_f64(slower.max(1.0))
}
