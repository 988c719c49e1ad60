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
/// A card of nobody.
pub const UNASSIGNED: &str = "Unassigned";
/// A change was refused.
pub const NOT_SAVED: &str = "Change not saved";
/// A deletion was refused.
pub const NOT_DELETED: &str = "Task not deleted";
/// A button.
pub const RETRY: &str = "Retry";
/// The board's answer did not come.
pub const LOAD_FAILED: &str = "The board did not load";

/// A card went back.
pub fn moved_back(column: &str) -> String {
    format!("Card moved back to {column}")
}
/// A new card was refused.
pub fn not_created(title: &str) -> String {
    format!("“{title}” was not created")
}
/// A card was deleted.
pub fn deleted(key: &str) -> String {
    format!("{key} deleted")
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
/// *LRK-214, To do, 2 of 5.*
pub fn lifted(key: &str, place: &str) -> String {
    format!("Lifted {key}, {place}.")
}
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
