//! What a screen reads, over several tables, at one moment.

pub mod activity;
pub mod board;
pub mod events;
pub mod rooms;
pub mod roster;
pub mod snapshot;
pub mod tasks;
pub mod trash;
