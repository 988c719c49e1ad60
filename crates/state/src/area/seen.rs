//! What the person sees: the truth with what is laid over it.

use super::Area;

/// The two together, to be read.
#[derive(Debug)]
pub(crate) struct Seen<'a, A: Area> {
    pub(crate) truth: &'a A,
    pub(crate) shown: &'a A::Shown,
}

impl<A: Area> Clone for Seen<'_, A> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<A: Area> Copy for Seen<'_, A> {}
