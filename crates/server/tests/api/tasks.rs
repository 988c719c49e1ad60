//! Tasks.

mod bulk;
mod create;
mod delete;
mod full_board;
mod list;
mod locks;
mod move_to;
mod restore;
mod update;
