//! What some overlays make of the truth, while they are laid over it, one after another. Each area reads and changes its own things
//! in it.
//!
//! An optimistic place is no position string but a neighbour, looked up anew each time: while others move cards, the dragged
//! one stays before the card it was dropped before.

use tutti_types::{UserId, WorkspaceId};

use super::{Area, Reach, Seen};
use crate::base::Base;

/// The truth and what is laid over it so far. What an intent looks at and changes here is noted as its reach.
#[derive(Debug)]
pub(crate) struct Layer<'a, A: Area> {
    base: &'a Base,
    pub(crate) truth: &'a A,
    pub(crate) shown: A::Shown,
    pub(crate) reach: Reach<A::Thing>,
}

impl<'a, A: Area> Layer<'a, A> {
    pub(super) fn over(base: &'a Base, truth: &'a A) -> Self {
        Self {
            base,
            truth,
            shown: A::Shown::default(),
            reach: Reach::default(),
        }
    }

    /// What was looked at and changed since this was asked last.
    pub(super) fn take_reach(&mut self) -> Reach<A::Thing> {
        std::mem::take(&mut self.reach)
    }

    pub(super) fn into_shown(self) -> A::Shown {
        self.shown
    }

    pub(crate) const fn seen(&self) -> Seen<'_, A> {
        Seen {
            truth: self.truth,
            shown: &self.shown,
        }
    }

    pub(crate) const fn workspace_id(&self) -> WorkspaceId {
        self.base.workspace_id()
    }

    pub(crate) const fn me(&self) -> UserId {
        self.base.me()
    }
}
