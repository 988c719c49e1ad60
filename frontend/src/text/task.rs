//! The task panel.

pub use super::ui::{SHOW_OLDER, TRY_AGAIN};
use super::{Words, say, typed};

/// Somebody gave one something to do.
pub fn given(who: &str, title: &str) -> Words {
    say(format!("{} gave you “{}”", typed(who), typed(title)))
}

/// Somebody gave one several things to do at once.
pub fn given_several(who: &str, count: usize) -> Words {
    say(format!("{} gave you {count} tasks", typed(who)))
}

/// Several people did.
pub fn given_by_several(count: usize) -> Words {
    say(format!("You were given {count} tasks"))
}

/// A button: to what is told of.
pub const OPEN: &str = "Open";
/// A mark of what somebody gave one and one has not looked at.
pub const NEW_FOR_YOU: &str = "New for you";

pub const TITLE: &str = "Title";
pub const DESCRIPTION: &str = "Description";
/// Where there is none.
pub const ADD_DESCRIPTION: &str = "Add a description";
pub const HISTORY: &str = "History";
pub const HISTORY_FAILED: &str = "The history could not be loaded.";
/// Somebody more cannot be put on the task.
pub fn people_at_most(count: usize) -> Words {
    say(format!("A task has at most {count} people"))
}
/// It cannot be shown.
pub const GONE: &str = "This task is gone";
pub const GONE_TEXT: &str = "It was deleted, or moved where you cannot see it.";
/// A button: out of the trash.
pub const RESTORE: &str = "Restore";
pub const COPY_LINK: &str = "Copy link";
pub const COPIED: &str = "Link copied";
/// The panel's menu.
pub const MORE: &str = "More";
pub const DELETE: &str = "Delete task";
/// Who else looks at the task.
pub const VIEWING_NOW: &str = "Viewing now";
/// The word behind their faces.
pub const VIEWING: &str = "viewing";
pub const NEXT: &str = "Next task";
pub const PREVIOUS: &str = "Previous task";
/// Two people changed one text.
pub const CLASH: &str = "Someone else changed this too. Yours is not saved yet. They wrote:";
/// Somebody else changed a text after it was saved, while its writer was in it.
pub const OVERTAKEN: &str = "Someone else changed this after yours was saved. They wrote:";
/// The other text is empty.
pub const NOTHING: &str = "(nothing)";
pub const KEEP_MINE: &str = "Keep mine";
pub const USE_THEIRS: &str = "Use theirs";
/// The description is on its way.
pub const LOADING: &str = "Loading…";
/// Writing or reading.
pub const MODES: &str = "Description mode";
pub const WRITE: &str = "Write";
pub const PREVIEW: &str = "Preview";
/// How a description is written.
pub const MARKDOWN: &str = "Markdown";
/// The task's answer did not come.
pub const LOAD_FAILED: &str = "The task did not load";
pub const BOARD: &str = "Board";
/// The panel's name.
pub const TASK: &str = "Task";

/// Who made it and when: *Created 5 min ago by Nora*.
pub fn created(who: &str, since: &str) -> Words {
    say(format!("Created {since} by {who}", who = typed(who)))
}

/// *Deleted by Nora, 5 min ago*; who is not always known, and when is not until the server told.
pub fn deleted(who: Option<&str>, when: Option<&str>) -> Words {
    let by = who.map(|who| format!(" by {}", typed(who)));
    let at = when.map(|when| format!(", {when}"));
    say(format!(
        "Deleted{}{}",
        by.unwrap_or_default(),
        at.unwrap_or_default()
    ))
}

/// When it was done: *Done 5 min ago*.
pub fn done(since: &str) -> Words {
    say(format!("Done {since}"))
}

/// Since when it has its status: *Blocked since 21 Nov*.
pub fn stands(status: &str, day: &str) -> Words {
    say(format!("{status} since {day}"))
}

/// When it changed last.
pub fn updated(since: &str) -> Words {
    say(format!("Updated {since}"))
}

/// `Assignees: Nora, Theo`
pub fn prop(name: &str, value: &str) -> Words {
    say(format!("{name}: {value}", value = typed(value)))
}
