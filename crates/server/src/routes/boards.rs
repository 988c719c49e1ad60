//! Boards.

pub mod add_member;
pub mod create;
pub mod delete;
pub mod get;
pub mod list;
pub mod remove_member;
pub mod restore;
pub mod update;
