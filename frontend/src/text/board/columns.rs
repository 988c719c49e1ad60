//! Columns: their heads, menus and dialogs, and what they hold.

use tutti_types::columns::{Category, MAX_WIP_LIMIT};

use super::{Words, say, tasks, typed};

/// A button of the toolbar.
pub const ADD_COLUMN: &str = "Add column";
/// A phone's way from column to column.
pub const COLUMNS: &str = "Columns";
/// An item of a column's menu, and its dialog.
pub const EDIT_COLUMN: &str = "Edit column";
/// An item of a column's menu.
pub const MOVE_LEFT: &str = "Move left";
/// An item of a column's menu.
pub const MOVE_RIGHT: &str = "Move right";
/// An item of a column's menu.
pub const DELETE_COLUMN: &str = "Delete column";
/// A field.
pub const LIMIT: &str = "Limit";
/// What it means.
pub const LIMIT_HINT: &str = "How many tasks may stand here at once. Empty: as many as you like.";
/// A field.
pub const TASKS_IN_IT: &str = "Tasks in it are";
/// The rest of a column did not come.
pub const MORE_FAILED: &str = "The cards did not load";
/// What a limit is.
pub fn limit_wrong() -> String {
    format!("Must be a number from 1 to {MAX_WIP_LIMIT}.")
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
