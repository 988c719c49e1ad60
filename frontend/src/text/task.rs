//! The task panel.

/// The title's name.
pub const TITLE: &str = "Title";
/// The description's name.
pub const DESCRIPTION: &str = "Description";
/// Where there is none.
pub const ADD_DESCRIPTION: &str = "Add a description";
/// The history's name.
pub const HISTORY: &str = "History";
/// It cannot be shown.
pub const GONE: &str = "This task is gone";
/// Why.
pub const GONE_TEXT: &str = "It was deleted, or moved where you cannot see it.";
/// A button.
pub const COPY_LINK: &str = "Copy link";
/// It was done.
pub const COPIED: &str = "Link copied";
