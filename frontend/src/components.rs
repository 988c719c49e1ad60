//! What the board's pages are made of.

pub mod activity_rail;
pub mod badge;
pub mod board;
pub mod board_fields;
pub mod card;
pub mod column;
pub mod dates;
pub mod deleted_workspaces;
pub mod draft_list;
pub mod drag;
pub mod quick_create;
pub mod suspended_workspaces;
pub mod task_panel;
