//! One thing the person did, over what the server said.

use tutti_types::Timestamp;

use super::{Act, Area, Reach};
use crate::answer::Answer;
use crate::entity::Entity;

/// An intent that lies over the truth until its event is applied.
#[derive(Debug)]
pub(crate) struct Overlay<A: Area> {
    pub(crate) key: String,
    /// When it was done.
    pub(crate) at: Timestamp,
    pub(crate) intent: A::Intent,
    /// What the server answered, where its event is still to come. The answer then stands for the intent.
    pub(crate) answer: Option<Answer>,
    /// The store's count of requests when the answer came.
    pub(crate) since: u64,
    /// A resync, or a page that names rooms to be loaded anew, may have left out its event.
    pub(crate) is_lost: bool,
    pub(crate) entity: Entity,
    /// What it looked at and changed when it was laid last.
    pub(super) reach: Reach<A::Thing>,
    /// Whether it was laid since it was made or answered.
    pub(super) is_laid: bool,
}

impl<A: Area> Overlay<A> {
    pub(super) fn new(key: String, at: Timestamp, intent: A::Intent) -> Self {
        Self {
            entity: A::act(&intent).entity(),
            key,
            at,
            intent,
            answer: None,
            since: 0,
            is_lost: false,
            reach: Reach::default(),
            is_laid: false,
        }
    }

    pub(crate) fn act(&self) -> &dyn Act<Area = A> {
        A::act(&self.intent)
    }

    /// Whether it is needed no longer: it is answered, and the truth has caught up with it.
    pub(super) fn is_settled(&self, truth: &A) -> bool {
        let awaits = match &self.answer {
            None => true,
            Some(Answer::Done) => self.act().awaits_end(truth, self.is_lost),
            Some(answer) => truth.awaits(answer, self.act()),
        };
        !awaits
    }
}
