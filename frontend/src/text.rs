//! What the app says, by area, so that it can be translated in one place.

/// No answer came to a request.
pub const NO_ANSWER: &str = "The server did not answer. Check the connection and try again.";
/// An answer could not be understood.
pub const UNREADABLE: &str = "The server answered something unexpected. Try again in a moment.";
pub const CLOSE: &str = "Close";
/// A person whose name is not known here.
pub const SOMEONE: &str = "Someone";

pub mod board;
pub mod date;
pub mod drafts;
pub mod entry;
pub mod feed;
pub mod home;
pub mod link;
pub mod part;
pub mod people;
pub mod settings;
pub mod shell;
pub mod shortcuts;
pub mod status;
pub mod task;
pub mod time;
pub mod trash;
pub mod ui;
pub mod wait;
mod words;

pub use words::{Words, bare, quoted, say, sentence, typed};
