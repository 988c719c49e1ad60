//! One thing the person did.

use serde::{Deserialize, Serialize};
use tutti_types::Timestamp;

use crate::intent::Intent;
use crate::touched::Touched;

/// One thing the person did.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Op {
    /// The request's Idempotency-Key; the event carries it as `op`.
    pub key: String,
    /// When it was done, for what the server will stamp.
    pub at: Timestamp,
    pub intent: Intent,
}

/// What [`Store::make`](crate::Store::make) gives back.
#[derive(Clone, Debug)]
pub struct Made {
    /// What looks different now.
    pub touched: Vec<Touched>,
    /// What would undo it, to be made as an op of its own; absent where there is no way back.
    pub undo: Option<Intent>,
}
