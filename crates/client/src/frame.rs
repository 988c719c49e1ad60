//! A frame from the server.

use anyhow::{Context, Result};
use serde::Deserialize;
use tutti_types::realtime::{EventFrame, ServerFrame};

/// A frame from the server.
#[derive(Clone, Debug)]
pub enum Frame {
    Event(EventFrame),
    /// Any other.
    Server(ServerFrame),
    /// The socket was closed with this code.
    Closed(u16),
}

#[derive(Deserialize)]
struct Kind {
    r#type: String,
}

impl Frame {
    /// Reads the text of one.
    ///
    /// # Errors
    /// Where it is of no type that is known.
    pub fn read(text: &[u8]) -> Result<Self> {
        let about = || String::from_utf8_lossy(text).into_owned();
        let kind: Kind = serde_json::from_slice(text).with_context(about)?;
        Ok(if kind.r#type == "event" {
            Self::Event(serde_json::from_slice(text).with_context(about)?)
        } else {
            Self::Server(serde_json::from_slice(text).with_context(about)?)
        })
    }
}
