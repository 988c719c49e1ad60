//! The board.

use tutti_types::ErrorCode;
use tutti_types::columns::Category;

/// How a card is moved without a pointer.
pub const DND_HELP: &str =
    "Press Space to lift the card, arrow keys to move it, Space to drop, Escape to cancel.";
/// A button.
pub const NEW_TASK: &str = "New task";
/// A button at the foot of a column.
pub const ADD_TASK: &str = "Add task";
/// A button of the toolbar.
pub const ADD_COLUMN: &str = "Add column";
/// A phone's way from column to column.
pub const COLUMNS: &str = "Columns";
/// The placeholder of quick create.
pub const QUICK_HINT: &str = "What is to be done?";
/// A switch of the toolbar.
pub const ONLY_MINE: &str = "Only mine";
/// The way back from it.
pub const EVERYBODYS: &str = "Everybody's tasks";
/// The toolbar's filter.
pub const FILTER: &str = "Filter";
/// The rail's name.
pub const ACTIVITY: &str = "Activity";
/// Nothing passes the filter.
pub const NO_MATCH: &str = "No task matches";
/// Takes the filter away.
pub const CLEAR_FILTER: &str = "Clear filter";
/// A card whose change waits.
pub const SAVING: &str = "Saving";
/// The same without a network.
pub const WAITING: &str = "Waiting";
/// A card of nobody.
pub const UNASSIGNED: &str = "Unassigned";
/// A change was refused.
pub const NOT_SAVED: &str = "Change not saved";
/// A button.
pub const RETRY: &str = "Retry";
/// A button.
pub const COPY: &str = "Copy";
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
/// It was refused.
pub const BOARD_NOT_DELETED: &str = "Board not deleted";
/// What it means.
pub const DELETE_BOARD_TEXT: &str =
    "The board, its columns and all tasks on it go for good. This cannot be undone.";
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
/// The rail's list.
pub const RECENT: &str = "Recent activity";
/// A button.
pub const SHOW_OLDER: &str = "Show older";
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
/// A button.
pub const CANCEL: &str = "Cancel";
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
pub fn moved_back(key: &str, column: &str) -> String {
    format!("{key} moved back to {column}")
}
/// A column cannot be deleted yet.
pub fn column_not_empty(column: &str) -> String {
    format!("{column} is not empty")
}
/// What to do about that.
pub fn empty_it_first(count: usize) -> String {
    let them = if count == 1 { "it" } else { "them" };
    format!("{} in it. Move or delete {them} first.", tasks(count))
}
/// A change of a task was refused.
pub fn not_saved(key: &str) -> String {
    format!("{key}: change not saved")
}
/// A task stays.
pub fn not_deleted(key: &str) -> String {
    format!("{key} not deleted")
}
/// A new card was refused.
pub fn not_created(title: &str) -> String {
    format!("“{title}” was not created")
}
/// A card was deleted.
pub fn deleted(key: &str) -> String {
    format!("{key} deleted")
}
/// Cards were deleted.
pub fn deleted_tasks(count: usize) -> String {
    format!("{} deleted", tasks(count))
}
/// Cards are marked.
pub fn selected(count: usize) -> String {
    format!("{count} selected")
}
/// What the bar over the board is for.
pub fn selected_tasks(count: usize) -> String {
    format!("{} selected", tasks(count))
}
/// What an empty column says.
pub const fn empty_column(category: Category) -> &'static str {
    match category {
        Category::Todo => "Nothing to do.",
        Category::InProgress => "Nothing in progress.",
        Category::Done => "Nothing done yet.",
        Category::Blocked => "Nothing is blocked.",
    }
}
/// What to do about that.
pub const EMPTY_HINT: &str = "Drag a card here, or press C.";

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
/// *2/9*, where a filter leaves some out.
pub fn shown_of(shown: usize, of: usize) -> String {
    format!("{shown}/{of}")
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
/// *Delete Roadmap?*
pub fn delete_board(name: &str) -> String {
    format!("Delete {name}?")
}
/// *Add task to To do*.
pub fn add_task_to(column: &str) -> String {
    format!("Add task to {column}")
}
/// *To do options*.
pub fn column_options(column: &str) -> String {
    format!("{column} options")
}
/// *To do tasks*.
pub fn column_tasks(column: &str) -> String {
    format!("{column} tasks")
}
/// *Show 20 more*.
pub fn show_more(count: usize) -> String {
    format!("Show {count} more")
}
/// *3 more*, for faces there is no room for.
pub fn more_people(count: usize) -> String {
    format!("{count} more")
}
/// *Lifted LRK-214, To do, 2 of 5.*, or *Lifted LRK-214 and 2 more, …*
pub fn lifted(key: &str, with: usize, place: &str) -> String {
    match with {
        0 => format!("Lifted {key}, {place}."),
        with => format!("Lifted {key} and {with} more, {place}."),
    }
}
/// What was lifted is not on the board any more.
pub const CARD_GONE: &str = "The card is gone.";
/// *Dropped in In progress, 1 of 6.*
pub fn dropped(place: &str) -> String {
    format!("Dropped in {place}.")
}
/// *Cancelled, back in To do, 2 of 5.*
pub fn cancelled(place: &str) -> String {
    format!("Cancelled, back in {place}.")
}
/// *In progress, 1 of 6*.
pub fn place(column: &str, at: usize, of: usize) -> String {
    format!("{column}, {} of {of}", at + 1)
}
