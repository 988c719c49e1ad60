//! What was typed and is not saved.

pub use super::ui::{COPIED, COPY};
use super::{Words, say, typed};
use crate::drafts::Place;

/// The browser's storage is full or blocked.
pub const NOT_KEPT: &str = "This browser cannot keep drafts";
pub const NOT_KEPT_WHY: &str =
    "Its storage is full or blocked. Do not close this page until your text is saved.";
pub const DRAFTS: &str = "Drafts";
/// What the list holds.
pub const DRAFTS_NOTE: &str = "Unsaved text, kept in this browser.";
/// It holds nothing any more.
pub const NONE: &str = "No unsaved text.";
/// Above those of a place that is gone.
pub const LEFT: &str = "You have unsaved text here:";
pub const OPEN: &str = "Open";
pub const DISCARD: &str = "Discard";
/// A draft was removed.
pub const DISCARDED: &str = "Draft discarded";
/// One may no longer write there.
pub const READ_ONLY: &str = "This is not saved, and you can no longer change it here.";
/// The task is in the trash.
pub const IN_TRASH: &str = "This is not saved. It will be when the task is restored.";

/// What a text is of, such as *Description of LRK-214*.
pub fn what(place: Place, of: &str) -> Words {
    let (kind, joined) = match place {
        Place::Title(_) => ("Title", "Title of"),
        Place::Description(_) => ("Description", "Description of"),
        Place::NewTask(_) => ("New task", "New task in"),
        Place::NewColumn(_) => ("New column", "New column on"),
        Place::ColumnName(_) => ("Column name", "Column name of"),
        Place::NewBoard(_) => ("New board", "New board in"),
        Place::BoardName(_) => ("Board name", "Board name of"),
        Place::Invitation(_) => ("Invitation", "Invitation to"),
        Place::WorkspaceName(_) => ("Workspace name", "Workspace name of"),
        Place::WorkspaceAddress(_) => ("Workspace URL", "Workspace URL of"),
        Place::TaskPrefix(_) => ("Task prefix", "Task prefix of"),
        Place::NewWorkspaceName => ("Name of a new workspace", ""),
        Place::NewWorkspaceAddress => ("URL of a new workspace", ""),
        Place::PersonName => ("Your name", ""),
    };
    if of.is_empty() {
        kind.into()
    } else {
        say(format!("{joined} {}", typed(of)))
    }
}

/// `Unsaved text from 12:03.`, under a field that holds it, and what stands elsewhere by now.
pub fn note(since: Option<&str>, now: Option<&str>) -> Words {
    let since = since.map(|since| format!("Unsaved text from {since}."));
    let now = now.map(|now| match now {
        "" => "It is empty elsewhere now.".to_owned(),
        now => format!("Elsewhere it is “{}” now.", typed(now)),
    });
    say(since.into_iter().chain(now).collect::<Vec<_>>().join(" "))
}

/// A new task that was begun in a column.
pub fn begun(text: &str) -> Words {
    say(format!("Draft: {}", typed(text)))
}
