//! Tasks.

mod bulk;
mod create;
mod delete;
mod list;
mod move_to;
mod restore;
mod update;
