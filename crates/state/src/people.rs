//! The area of people: the members, and what others are called.

mod answer;
mod api;
mod apply;
mod area;
mod differences;
mod entity;
mod entry;
mod intents;
mod layer;
mod news;
mod payload;
mod seen;
mod touched;

use rustc_hash::FxHashMap;
use tutti_types::UserId;
use tutti_types::members::Member;

pub use answer::Answer;
pub use entity::Entity;
pub(crate) use intents::table;
pub use intents::{Intent, MemberUpdate};
pub use news::News;
pub(crate) use payload::Payload;
pub use touched::Touched;

/// What the server said of people.
#[derive(Debug)]
pub(crate) struct People {
    members: Vec<Member>,
    /// What those are called who are not among the members, since what they did keeps their name: who left, and for a guest who is
    /// on none of their boards.
    names: FxHashMap<UserId, String>,
}
