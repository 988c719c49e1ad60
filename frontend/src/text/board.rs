//! The board.

mod columns;
mod filter;
mod moving;
mod outcome;

pub use super::ui::{CANCEL, COPIED, COPY, RETRY, SHOW_OLDER, TRY_AGAIN};
use super::{Words, bare, quoted, say, typed};
pub use columns::*;
pub use filter::*;
pub use moving::*;
pub use outcome::*;

pub const NEW_TASK: &str = "New task";
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
        "You can create up to {most} tasks at once; this is {count}."
    ))
}
/// One of several lines cannot be a title.
pub fn line_fault(line: usize, why: &str) -> Words {
    say(format!("Line {line}: {}.", bare(why)))
}
/// The placeholder of quick create.
pub const QUICK_HINT: &str = "What needs to be done?";
/// The rail, its list, and what shows it.
pub const ACTIVITY: &str = "Activity";
/// A card whose change waits.
pub const SAVING: &str = "Saving";
/// The same without a network.
pub const WAITING: &str = "Waiting";
/// A card of nobody.
pub const UNASSIGNED: &str = "Unassigned";
/// A text that was refused is not lost.
pub const TEXT_KEPT: &str = "Your text is kept.";
/// Two people changed one text.
pub const CHANGED_TOO: &str =
    "Someone else changed the same text. Yours is kept: open the task to choose.";
pub const DISCARD: &str = "Discard";
/// A new card that was refused.
pub const NOT_CREATED: &str = "Not created";
/// The board's answer did not come.
pub const LOAD_FAILED: &str = "The board did not load";
pub const VIEW: &str = "View";
/// A board's menu.
pub const BOARD_OPTIONS: &str = "Board options";
/// An item of it, and its dialog.
pub const EDIT_BOARD: &str = "Edit board";
pub const PEOPLE: &str = "People";
pub const DELETE_BOARD: &str = "Delete board";
pub const SAVE: &str = "Save";
pub const A_BOARD: &str = "Board";
pub const A_COLUMN: &str = "Column";
pub const A_MEMBER: &str = "Member";
/// Who sees a private board.
pub const PRIVATE_HINT: &str = "Only these people and workspace admins can see this board.";
/// Who sees an open board.
pub const OPEN_HINT: &str = "Every member can see this board. Add guests who should see it too.";
/// The dialog of a board's people.
pub const BOARD_PEOPLE: &str = "People on this board";
pub const DONE: &str = "Done";
/// A change of them was refused.
pub const NOT_CHANGED: &str = "Not changed";
/// Who looks at the board.
pub const HERE_NOW: &str = "Here now";
pub const CLOSE_ACTIVITY: &str = "Close activity";
pub const ACTIVITY_OF: &str = "Activity of";
pub const THIS_BOARD: &str = "This board";
pub const EVERYTHING: &str = "Everything";
pub const OLDER_FAILED: &str = "Older entries could not be loaded";
/// The rail's answer did not come.
pub const ACTIVITY_FAILED: &str = "Activity did not load";
pub const ACTIVITY_FAILED_TEXT: &str = "The board itself is not affected.";
/// The rail is empty.
pub const NO_ACTIVITY: &str = "Nothing yet";
/// What will be in it.
pub const NO_ACTIVITY_TEXT: &str = "Activity on your boards will appear here.";
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
pub const NAME: &str = "Name";
pub const COLOUR: &str = "Colour";
pub const NO_COLOUR: &str = "None";
/// A card's sign.
pub const HAS_DESCRIPTION: &str = "Has a description";
/// The field of quick create.
pub const NEW_TITLE: &str = "Title of the new task";
/// No more cards can be marked.
pub fn at_most(count: usize) -> Words {
    say(format!("You can select up to {count} tasks"))
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
