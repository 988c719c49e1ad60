//! The bare server, measured as the real one is.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::Result;
use tokio::task::JoinSet;

use crate::report::judge::quantile;
use crate::versions::versions;
use tutti_client::{Http, WebSocket, request};

/// Frames of one run, at the pace of the rows.
const FRAMES: usize = 60;
/// Between two of them.
const STEP: Duration = Duration::from_millis(50);

/// From a frame sent until it is read by each of the sockets: p50 and p99 in ms.
pub async fn run(addr: SocketAddr, sockets: usize) -> Result<Vec<f64>> {
    let mut writer = WebSocket::open(addr, "/").await?;
    let mut readers = JoinSet::new();
    for _ in 0..sockets {
        readers.spawn(versions(WebSocket::open(addr, "/").await?, 1, FRAMES));
    }
    // As long as an event of a card is.
    let padding = "x".repeat(900);
    let mut ticks = tokio::time::interval(STEP);
    let mut sent = Vec::new();
    for n in 1..=FRAMES {
        ticks.tick().await;
        sent.push(Instant::now());
        writer
            .send(&format!(r#"{{"version":{n},"padding":"{padding}"}}"#))
            .await?;
    }
    let mut each = Vec::new();
    while let Some(seen) =
        tokio::time::timeout(Duration::from_secs(10), readers.join_next()).await?
    {
        let took = seen??.into_iter().zip(&sent);
        each.extend(
            took.map(|(at, begun)| at.saturating_duration_since(*begun).as_secs_f64() * 1_000.0),
        );
    }
    Ok(vec![quantile(&mut each, 0.5), quantile(&mut each, 0.99)])
}

/// Answers a second that 16 readers get.
pub async fn bytes(addr: SocketAddr, length: usize, span: Duration) -> Result<f64> {
    let end = Instant::now() + span;
    let mut readers = JoinSet::new();
    for _ in 0..16 {
        readers.spawn(async move {
            let mut http = Http::open(addr).await?;
            let question = request("GET", &format!("/{length}"), None, "", "");
            let mut count = 0_u32;
            while Instant::now() < end {
                http.call(&question).await?;
                count += 1;
            }
            anyhow::Ok(count)
        });
    }
    let mut all = 0;
    while let Some(count) = readers.join_next().await {
        all += count??;
    }
    Ok(f64::from(all) / span.as_secs_f64())
}
