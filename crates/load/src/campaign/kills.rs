//! The server is ended by SIGKILL again and again while people write and follow.

use std::time::Duration;

use anyhow::Result;
use rand::Rng;

use super::storm::Storm;
use super::told::Told;
use crate::report::Target;
use crate::stand::Stand;

/// A server lives this long before it is killed, in milliseconds.
const LIFE: std::ops::Range<u64> = 400..2_500;

/// Between two changes of a writer: short, so that a kill finds many requests on their way.
const PACE: Duration = Duration::from_millis(10);

/// Kills it so many times.
pub async fn run(stand: &mut Stand, told: &mut Told, kills: u32) -> Result<()> {
    let mut storm = Storm::begin(stand, PACE).await?;
    let mut slowest = 0.0_f64;
    for _ in 0..kills {
        // A moment that nobody chose is the point here; what is waited for is that nobody gives up before.
        let life = Duration::from_millis(rand::rng().random_range(LIFE));
        if let Ok(error) = tokio::time::timeout(life, storm.broken()).await {
            return Err(error);
        }
        stand.kill()?;
        slowest = slowest.max(stand.start().await?);
    }
    let calm = storm.end(stand).await?;
    told.figure("kills of the server", f64::from(kills), "", Target::None);
    told.figure(
        "start to the first answer, the slowest",
        slowest,
        "s",
        Target::AtMost(3.0),
    );
    let away = calm
        .seen
        .iter()
        .map(|(_, seen)| seen.away.as_secs_f64())
        .fold(0.0, f64::max);
    told.figure(
        "a follower without a connection, the longest",
        away,
        "s",
        Target::AtMost(10.0),
    );
    calm.tell(stand, told).await
}
