//! What the server does by itself.

use std::time::Duration;

use tutti_db::Gate;
use tutti_db::gate::SystemUse;
use tutti_db::models::stream;

/// Makes and drops partitions, forgets old keys and sessions: now, and every hour.
pub async fn keep_house(gate: Gate) {
    let mut hourly = tokio::time::interval(Duration::from_secs(3_600));
    loop {
        hourly.tick().await;
        if let Err(error) = gate
            .system(SystemUse::Housekeeping, |tx| stream::keep_house(tx.conn))
            .await
        {
            tracing::warn!(%error, "housekeeping failed; it is tried again in an hour");
        }
    }
}
