//! The request of an op, ready to be sent.

use tutti_types::WorkspaceId;

use super::Entry;
use crate::outgoing::{Call, Sent};

/// A request as plain data. It is sent with the access token of the moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// `POST`, `PATCH` or `DELETE`.
    pub method: &'static str,
    pub path: String,
    /// The JSON body.
    pub body: Option<String>,
    /// The header `Idempotency-Key`.
    pub key: String,
    /// The header `If-Match`, quotes included.
    pub if_match: Option<String>,
}

impl Request {
    pub(super) fn of(ws: WorkspaceId, entry: &Entry) -> Self {
        let sent = Sent {
            version: entry.version,
            stale: entry.stale,
        };
        let Call {
            method,
            path,
            body,
            version,
        } = entry.op.intent.outgoing().call(ws, sent);
        Self {
            method,
            path,
            body,
            key: entry.op.key.clone(),
            if_match: version.map(|version| format!("\"{version}\"")),
        }
    }
}
