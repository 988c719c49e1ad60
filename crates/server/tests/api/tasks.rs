//! Tasks.

mod bulk;
mod create;
mod dates;
mod delete;
mod full_board;
mod get;
mod list;
mod locks;
mod move_to;
mod restore;
mod update;
