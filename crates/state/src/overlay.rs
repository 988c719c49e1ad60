//! Optimistic changes: what the person did, over what the server said.

use serde::{Deserialize, Serialize};
use tutti_types::Timestamp;

use crate::answer::Answer;
use crate::entity::Entity;
use crate::intents::Intent;
use crate::touched::Touched;
use crate::view::Reach;

/// One thing the person did.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Op {
    /// The request's Idempotency-Key; the event carries it as `op`.
    pub key: String,
    /// When it was done, for what the server will stamp.
    pub at: Timestamp,
    pub intent: Intent,
}

/// An op that lies over the truth until its event is applied.
#[derive(Clone, Debug)]
pub struct Overlay {
    /// What was done.
    pub op: Op,
    /// What the server answered, where its event is still to come. The answer then stands for the intent.
    pub answer: Option<Answer>,
    /// The store's count of requests when the answer came.
    pub(crate) since: u64,
    /// A resync, or a page that names rooms to be loaded anew, may have left out its event.
    pub(crate) lost: bool,
    pub(crate) entity: Entity,
    /// What it looked at and changed when it was laid last.
    pub(crate) reach: Reach,
    /// Whether it was laid since it was made or answered.
    pub(crate) is_laid: bool,
}

impl Overlay {
    pub(crate) fn new(op: Op) -> Self {
        Self {
            entity: op.intent.entity(),
            op,
            answer: None,
            since: 0,
            lost: false,
            reach: Reach::default(),
            is_laid: false,
        }
    }
}

/// What [`Store::make`](crate::Store::make) gives back.
#[derive(Clone, Debug)]
pub struct Made {
    /// What looks different now.
    pub touched: Vec<Touched>,
    /// What would undo it, to be made as an op of its own; absent where there is no way back.
    pub undo: Option<Intent>,
}
