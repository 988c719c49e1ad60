//! Reads changes of one card, version by version.

use std::time::Instant;

use anyhow::{Result, ensure};

use tutti_client::WebSocket;

/// When a socket read the event of each version from `first` on.
pub async fn versions(mut socket: WebSocket, first: i64, count: usize) -> Result<Vec<Instant>> {
    let finder = memchr::memmem::Finder::new(br#""version":"#);
    let mut seen = Vec::with_capacity(count);
    while seen.len() < count {
        let text = socket.next().await?;
        let at = Instant::now();
        let Some(place) = finder.find(text) else {
            continue;
        };
        let digits = text.get(place + 10..).unwrap_or_default();
        let version = digits
            .iter()
            .take_while(|b| b.is_ascii_digit())
            .fold(0_i64, |n, b| n * 10 + i64::from(b - b'0'));
        if version < first {
            continue;
        }
        let expected = first + i64::try_from(seen.len())?;
        ensure!(
            version == expected,
            "the event of version {version} came where {expected} was next"
        );
        seen.push(at);
    }
    Ok(seen)
}
