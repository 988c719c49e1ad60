//! The trash.

pub const TITLE: &str = "Trash";
pub const LIST: &str = "Deleted tasks";
pub const NOTE: &str = "Kept for 30 days. Restoring a task puts it back where it stood.";
pub const BOARD: &str = "Show only this board";
pub const ANY_BOARD: &str = "All boards";
pub const FAILED: &str = "The trash did not load";
pub const TRY_AGAIN: &str = "Try again";
pub const EMPTY: &str = "The trash is empty";
pub const EMPTY_TEXT: &str = "Tasks that are deleted come here, and can be restored.";
pub const RESTORE: &str = "Restore";
pub const SHOW_OLDER: &str = "Show older";

/// `Restore LRK-214`
pub fn restore(key: &str) -> String {
    format!("Restore {key}")
}

/// `LRK-214 restored`
pub fn restored(key: &str) -> String {
    format!("{key} restored")
}
