//! The people of a workspace.

pub mod list;
pub mod remove;
pub mod update;
