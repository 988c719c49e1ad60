//! The board.

mod columns;
mod filter;
mod moving;
mod outcome;

pub use super::ui::{CANCEL, COPIED, COPY, RETRY, TRY_AGAIN};
use super::{Words, say, typed};
pub use columns::*;
pub use filter::*;
pub use moving::*;
pub use outcome::*;

/// A button.
pub const NEW_TASK: &str = "New task";
/// A button at the foot of a column.
pub const ADD_TASK: &str = "Add task";
/// All lines of the field as one task.
pub const AS_ONE: &str = "As one task";
/// A task for each line of the field.
pub fn create_tasks(count: usize) -> Words {
    say(format!("Create {}", tasks(count)))
}
/// The field has too many lines.
pub fn lines_at_most(most: usize, count: usize) -> Words {
    say(format!(
        "At most {most} tasks at once, and these are {count}."
    ))
}
/// One of several lines cannot be a title.
pub fn line_fault(line: usize, why: &str) -> Words {
    say(format!("Line {line} {why}."))
}
/// The placeholder of quick create.
pub const QUICK_HINT: &str = "What is to be done?";
/// The rail's name.
pub const ACTIVITY: &str = "Activity";
/// A card whose change waits.
pub const SAVING: &str = "Saving";
/// The same without a network.
pub const WAITING: &str = "Waiting";
/// A card of nobody.
pub const UNASSIGNED: &str = "Unassigned";
/// A text that was refused is not lost.
pub const TEXT_KEPT: &str = "What you wrote is kept.";
/// Two people changed one text.
pub const CHANGED_TOO: &str =
    "Somebody else changed the same text. What you wrote is kept: open the task to choose.";
/// A button.
pub const DISCARD: &str = "Discard";
/// A new card that was refused.
pub const NOT_CREATED: &str = "Not created";
/// The board's answer did not come.
pub const LOAD_FAILED: &str = "The board did not load";
/// The toolbar's name.
pub const VIEW: &str = "View";
/// A switch of the toolbar.
pub const LIVE_ACTIVITY: &str = "Live activity";
/// The same with its key.
pub const LIVE_ACTIVITY_KEY: &str = "Live activity, ]";
/// A board's menu.
pub const BOARD_OPTIONS: &str = "Board options";
/// An item of it, and its dialog.
pub const EDIT_BOARD: &str = "Edit board";
/// An item of it.
pub const PEOPLE: &str = "People";
/// An item of it, and a button.
pub const DELETE_BOARD: &str = "Delete board";
/// A button.
pub const SAVE: &str = "Save";
/// What cannot be named.
pub const A_BOARD: &str = "Board";
/// What cannot be named.
pub const A_COLUMN: &str = "Column";
/// Who sees a private board.
pub const PRIVATE_HINT: &str = "Only they and the workspace's admins see this board.";
/// Who sees an open board.
pub const OPEN_HINT: &str = "Every member sees this board. Add guests who should see it too.";
/// The dialog of a board's people.
pub const BOARD_PEOPLE: &str = "People on this board";
/// A button.
pub const DONE: &str = "Done";
/// A change of them was refused.
pub const NOT_CHANGED: &str = "Not changed";
/// Who looks at the board.
pub const HERE_NOW: &str = "Here now";
/// A button.
pub const CLOSE_ACTIVITY: &str = "Close activity";
/// A switch of the rail.
pub const ACTIVITY_OF: &str = "Activity of";
/// A side of it.
pub const THIS_BOARD: &str = "This board";
/// A side of it.
pub const EVERYTHING: &str = "Everything";
/// The rail's list.
pub const RECENT: &str = "Recent activity";
/// A button.
pub const SHOW_OLDER: &str = "Show older";
/// They did not come.
pub const OLDER_FAILED: &str = "Older entries could not be loaded";
/// The rail's answer did not come.
pub const ACTIVITY_FAILED: &str = "Activity did not load";
/// What that means.
pub const ACTIVITY_FAILED_TEXT: &str = "The board itself is not affected.";
/// The rail is empty.
pub const NO_ACTIVITY: &str = "Nothing yet";
/// What will be in it.
pub const NO_ACTIVITY_TEXT: &str = "What people do here shows up in this list.";
/// A card's menu: another place.
pub const MOVE_TO: &str = "Move to";
/// A card's menu: another status.
pub const STATUS: &str = "Status";
/// A card's menu: who works on it.
pub const ASSIGNEES: &str = "Assignees";
/// A card's menu: another priority.
pub const PRIORITY: &str = "Priority";
/// Puts the marked cards in the trash.
pub const DELETE: &str = "Delete";
/// Marks none any more.
pub const CLEAR_SELECTION: &str = "Clear selection";
/// A marked card's sign.
pub const SELECTED: &str = "Selected";
/// A place in the same column.
pub const TO_TOP: &str = "To the top";
/// A place in the same column.
pub const UP: &str = "Up";
/// A place in the same column.
pub const DOWN: &str = "Down";
/// A place in the same column.
pub const TO_BOTTOM: &str = "To the bottom";
/// A field is empty.
pub const NAME_MISSING: &str = "Give it a name.";
/// A field.
pub const NAME: &str = "Name";
/// A field.
pub const COLOUR: &str = "Colour";
/// A choice of it.
pub const NO_COLOUR: &str = "None";
/// A card's sign.
pub const HAS_DESCRIPTION: &str = "Has a description";
/// The field of quick create.
pub const NEW_TITLE: &str = "Title of the new task";
/// A button with its key.
pub const CLOSE_KEY: &str = "Close, Escape";
/// No more cards can be marked.
pub fn at_most(count: usize) -> Words {
    say(format!(
        "{count} tasks are as many as can be selected at once"
    ))
}
/// Cards are marked.
pub fn selected(count: usize) -> Words {
    say(format!("{count} selected"))
}
/// What the bar over the board is for.
pub fn selected_tasks(count: usize) -> String {
    format!("{} selected", tasks(count))
}
/// *5 tasks*.
pub fn tasks(count: usize) -> String {
    match count {
        1 => "1 task".to_owned(),
        n => format!("{n} tasks"),
    }
}
/// *Board, 4 columns*.
pub fn board_of(columns: usize) -> String {
    match columns {
        1 => "Board, 1 column".to_owned(),
        n => format!("Board, {n} columns"),
    }
}
/// *3 more*, for faces there is no room for.
pub fn more_people(count: usize, names: &str) -> String {
    format!("{count} more: {names}")
}
