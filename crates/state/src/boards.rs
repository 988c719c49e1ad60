//! Boards, their columns and cards: what a person may want of them, and how that is shown over what the server said.

pub mod intents;
mod layer;
mod reach;
mod seen;

pub(crate) use layer::Layer;
pub(crate) use reach::{Reach, Thing};
pub(crate) use seen::{Seen, Shown};
