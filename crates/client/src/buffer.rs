//! What was read from a connection and not yet used.

use anyhow::{Result, bail};
use tokio::io::{AsyncRead, AsyncReadExt};

/// Bytes between two indexes of one vector, so that nothing is moved while there is room behind them.
#[derive(Default)]
pub struct Buffer {
    bytes: Vec<u8>,
    start: usize,
    end: usize,
}

impl Buffer {
    /// What is there.
    pub fn seen(&self) -> &[u8] {
        self.bytes.get(self.start..self.end).unwrap_or_default()
    }

    /// A part of what was there, by its place since `consume`.
    pub fn behind(&self, from_start: usize, len: usize) -> &[u8] {
        let at = self.start.saturating_sub(from_start);
        self.bytes.get(at..at + len).unwrap_or_default()
    }

    /// Marks bytes as used.
    pub fn consume(&mut self, n: usize) {
        self.start = (self.start + n).min(self.end);
    }

    /// Reads what there is to read, at least one byte.
    pub async fn fill(&mut self, stream: &mut (impl AsyncRead + Unpin)) -> Result<()> {
        if self.start == self.end {
            self.start = 0;
            self.end = 0;
        }
        if self.bytes.len() - self.end < 2_048 {
            self.bytes.copy_within(self.start..self.end, 0);
            self.end -= self.start;
            self.start = 0;
            if self.bytes.len() - self.end < 2_048 {
                let bigger = (self.bytes.len() * 2).max(4_096);
                self.bytes.resize(bigger, 0);
            }
        }
        let room = self.bytes.get_mut(self.end..).unwrap_or_default();
        let n = stream.read(room).await?;
        if n == 0 {
            bail!("the server closed the connection");
        }
        self.end += n;
        Ok(())
    }
}
