//! What the person sees: the truth with what is laid over it. Each area has its things in it: boards, people.

mod layer;
mod reach;
mod seen;

pub(crate) use layer::Layer;
pub(crate) use reach::{Reach, Thing};
pub(crate) use seen::{Seen, Shown};
