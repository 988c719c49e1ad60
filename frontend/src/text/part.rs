//! A part of the program that did not come.

pub use super::ui::TRY_AGAIN;

pub const TITLE: &str = "Not loaded";
pub const NEW_VERSION: &str = "A new version of Tutti is ready";
pub const NEW_VERSION_TEXT: &str =
    "This page is from an earlier version. Reload it to continue; your text is kept.";
pub const RELOAD: &str = "Reload";
pub const NOT_LOADED: &str = "This page could not be loaded";
pub const NOT_OPENED: &str = "This could not be opened";
pub const FAILED_TEXT: &str = "The server did not send it. Try again in a moment.";
pub const NOBODY_TEXT: &str = "The server is not responding. Check your connection and try again.";
pub const NO_ANSWER_TEXT: &str =
    "The server is not responding. Check your connection; this page loads once it is back.";
