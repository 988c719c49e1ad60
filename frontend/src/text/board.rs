//! The board.

mod filter;
mod moving;

use tutti_types::ErrorCode;
use tutti_types::columns::Category;

pub use super::ui::{CANCEL, COPY, RETRY};
use super::{Words, say, typed};
pub use filter::*;
pub use moving::*;

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
/// A button of the toolbar.
pub const ADD_COLUMN: &str = "Add column";
/// A phone's way from column to column.
pub const COLUMNS: &str = "Columns";
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
/// A change was refused.
pub const NOT_SAVED: &str = "Change not saved";
/// What it did.
pub const COPIED: &str = "Copied";
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
/// A button.
pub const TRY_AGAIN: &str = "Try again";
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
/// An item of a column's menu, and its dialog.
pub const EDIT_COLUMN: &str = "Edit column";
/// An item of a column's menu.
pub const MOVE_LEFT: &str = "Move left";
/// An item of a column's menu.
pub const MOVE_RIGHT: &str = "Move right";
/// An item of a column's menu.
pub const DELETE_COLUMN: &str = "Delete column";
/// A field is empty.
pub const NAME_MISSING: &str = "Give it a name.";
/// A field.
pub const NAME: &str = "Name";
/// A field.
pub const LIMIT: &str = "Limit";
/// What it means.
pub const LIMIT_HINT: &str = "How many tasks may stand here at once. Empty: as many as you like.";
/// A field.
pub const COLOUR: &str = "Colour";
/// A choice of it.
pub const NO_COLOUR: &str = "None";
/// What a limit is.
pub const LIMIT_WRONG: &str = "Must be a number from 1 to 1000.";
/// A field.
pub const TASKS_IN_IT: &str = "Tasks in it are";
/// The rest of a column did not come.
pub const MORE_FAILED: &str = "The cards did not load";
/// A card's sign.
pub const HAS_DESCRIPTION: &str = "Has a description";
/// The field of quick create.
pub const NEW_TITLE: &str = "Title of the new task";
/// A button with its key.
pub const CLOSE_KEY: &str = "Close, Escape";
/// A card went back.
pub fn moved_back(key: &str, column: &str) -> Words {
    say(format!(
        "{key} moved back to {column}",
        column = typed(column)
    ))
}
/// *Delete To do?*
pub fn delete_column(column: &str) -> Words {
    say(format!("Delete {column}?", column = typed(column)))
}
/// Where its tasks go.
pub fn move_tasks_to(count: usize) -> Words {
    match count {
        1 => "Move its task to".into(),
        n => say(format!("Move its {n} tasks to")),
    }
}
/// What undo does then.
pub const DELETE_COLUMN_HINT: &str =
    "The column goes to the trash. Restored, it takes back those that are still there.";
/// *5 tasks moved to In progress*.
pub fn tasks_moved_to(count: usize, column: &str) -> Words {
    say(format!(
        "{} moved to {column}",
        tasks(count),
        column = typed(column)
    ))
}
/// *Launch not deleted*, *Launch not restored*.
pub fn not_done(name: &str, what: &str) -> Words {
    say(format!("{name} not {what}", name = typed(name)))
}
/// A change of a task, a column or a board was refused.
pub fn not_saved(name: &str) -> Words {
    say(format!("{name}: change not saved", name = typed(name)))
}
/// A task stays.
pub fn not_deleted(key: &str) -> Words {
    say(format!("{key} not deleted"))
}
/// A new card was refused.
pub fn not_created(title: &str) -> Words {
    say(format!("“{title}” was not created", title = typed(title)))
}
/// A card, a column or a board was deleted.
pub fn deleted(name: &str) -> Words {
    say(format!("{name} deleted", name = typed(name)))
}
/// Where a card went that somebody else took.
pub fn moved_to(key: &str, column: &str) -> Words {
    say(format!("{key} moved to {column}", column = typed(column)))
}
/// A card went where one cannot see it.
pub fn gone(key: &str) -> Words {
    say(format!("{key} moved away"))
}
/// No more cards can be marked.
pub fn at_most(count: usize) -> Words {
    say(format!(
        "{count} tasks are as many as can be selected at once"
    ))
}
/// Cards that wait to be shown.
pub fn new_cards(count: usize) -> Words {
    say(format!("{count} new"))
}
/// The button that shows them.
pub fn show_new(count: usize, column: &str) -> Words {
    say(format!(
        "Show {count} new in {column}",
        column = typed(column)
    ))
}
/// Cards were deleted.
pub fn deleted_tasks(count: usize) -> Words {
    say(format!("{} deleted", tasks(count)))
}
/// Cards are marked.
pub fn selected(count: usize) -> Words {
    say(format!("{count} selected"))
}
/// What the bar over the board is for.
pub fn selected_tasks(count: usize) -> String {
    format!("{} selected", tasks(count))
}
/// What an empty column says.
const fn empty_column(category: Category) -> &'static str {
    match category {
        Category::Todo => "Nothing to do.",
        Category::InProgress => "Nothing in progress.",
        Category::Done => "Nothing done yet.",
        Category::Blocked => "Nothing is blocked.",
    }
}
/// The same, and what to do about it.
pub fn empty_hint(category: Category) -> Words {
    let empty = empty_column(category);
    say(format!("{empty} Drag a card here, or press C."))
}

/// Why a card went back, in the few words that fit on it.
pub const fn fault(code: Option<ErrorCode>) -> &'static str {
    let Some(code) = code else { return NOT_SAVED };
    match code {
        ErrorCode::WipLimit => "The column is full",
        ErrorCode::Forbidden => "You may not do this",
        ErrorCode::NotFound => "It is gone",
        ErrorCode::NoSuchColumn => "No such column",
        ErrorCode::RateLimited => "Too many changes at once",
        ErrorCode::VersionConflict => "Someone changed it first",
        _ => NOT_SAVED,
    }
}

/// *5 tasks*.
pub fn tasks(count: usize) -> String {
    match count {
        1 => "1 task".to_owned(),
        n => format!("{n} tasks"),
    }
}
/// How many tasks are in a column: *9*, *9 / 5* with a limit, *2/9* where a filter leaves some out, *2 of 9 / 5* with both.
pub fn count_of(shown: Option<usize>, of: usize, limit: Option<i32>) -> String {
    match (shown, limit) {
        (None, None) => of.to_string(),
        (None, Some(limit)) => format!("{of} / {limit}"),
        (Some(shown), None) => format!("{shown}/{of}"),
        (Some(shown), Some(limit)) => format!("{shown} of {of} / {limit}"),
    }
}
/// *9 tasks, limit 5*.
pub fn limited(tasks: &str, limit: i32) -> String {
    format!("{tasks}, limit {limit}")
}
/// *2 of 9 tasks*.
pub fn shown_tasks(shown: usize, of: usize) -> String {
    format!("{shown} of {}", tasks(of))
}
/// *Board, 4 columns*.
pub fn board_of(columns: usize) -> String {
    match columns {
        1 => "Board, 1 column".to_owned(),
        n => format!("Board, {n} columns"),
    }
}
/// *Add task to To do*.
pub fn add_task_to(column: &str) -> Words {
    say(format!("Add task to {column}", column = typed(column)))
}
/// *To do options*.
pub fn column_options(column: &str) -> Words {
    say(format!("{column} options", column = typed(column)))
}
/// *To do tasks*.
pub fn column_tasks(column: &str) -> String {
    format!("{column} tasks")
}
/// *Look through 750 older ones*, for what a filter shows.
pub fn look_through(count: usize) -> Words {
    say(format!("Look through {count} older ones"))
}
/// *Show 20 more*.
pub fn show_more(count: usize) -> Words {
    say(format!("Show {count} more"))
}
/// *3 more*, for faces there is no room for.
pub fn more_people(count: usize, names: &str) -> String {
    format!("{count} more: {names}")
}
