//! Tasks.

pub mod bulk;
pub mod create;
pub mod delete;
pub mod get;
pub mod list;
pub mod move_to;
pub mod restore;
pub mod update;
