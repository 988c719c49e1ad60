//! Columns of a board.

pub mod create;
pub mod delete;
pub mod list;
pub mod move_to;
pub mod restore;
pub mod update;
