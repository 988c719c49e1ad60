//! What the server does by itself.

use std::time::Duration;

use tutti_db::Gate;
use tutti_db::commands::housekeeping::{CHORES, Chore};
use tutti_db::gate::SystemUse;

/// Does every chore: now, and every hour.
pub async fn keep_house(gate: Gate) {
    let mut hourly = tokio::time::interval(Duration::from_secs(3_600));
    loop {
        hourly.tick().await;
        for (what, chore) in CHORES {
            if let Err(error) = to_its_end(&gate, chore).await {
                tracing::warn!(%error, what, "a chore failed; it is tried again in an hour");
            }
        }
    }
}

/// Portion by portion, each in a transaction of its own, so that others come in between.
async fn to_its_end(gate: &Gate, chore: Chore) -> tutti_db::Result<()> {
    while gate.system(SystemUse::Housekeeping, chore).await? {}
    Ok(())
}
