//! Columns: their heads, menus and dialogs, and what they hold.

use tutti_types::columns::{Category, MAX_WIP_LIMIT};

use super::{Words, say, tasks, typed};

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
pub const LIMIT: &str = "Limit";
pub const LIMIT_HINT: &str = "The maximum number of tasks. Leave empty for no limit.";
pub const TASKS_IN_IT: &str = "Status of its tasks";
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
pub const DELETE_COLUMN_HINT: &str = "The column goes to the trash. If you restore it, tasks that are still in the other column move back.";
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
/// How somebody may make a card in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Making {
    /// Not at all.
    Not,
    /// At its foot.
    AtFoot,
    /// By this key.
    By(&'static str),
}
/// The same, and what somebody can do about it who may or may not drag a card there.
pub fn empty_hint(category: Category, may_drag: bool, making: Making) -> Words {
    let empty = empty_column(category);
    say(match (may_drag, making) {
        (true, Making::By(key)) => format!("{empty} Drag a card here, or press {key}."),
        (true, Making::AtFoot) => format!("{empty} Drag a card here, or add a task."),
        (true, Making::Not) => format!("{empty} Drag a card here."),
        (false, Making::By(key)) => format!("{empty} Press {key} to add a task."),
        (false, Making::AtFoot | Making::Not) => empty.to_owned(),
    })
}
/// How many tasks are in a column: *9*, *9 / 5* with a limit, *2 of 9* where a filter leaves some out, *2 of 9, limit 5* with both.
pub fn count_of(shown: Option<usize>, of: usize, limit: Option<i32>) -> String {
    match (shown, limit) {
        (None, None) => of.to_string(),
        (None, Some(limit)) => format!("{of} / {limit}"),
        (Some(shown), None) => format!("{shown} of {of}"),
        (Some(shown), Some(limit)) => format!("{shown} of {of}, limit {limit}"),
    }
}
/// The same in words: *9 tasks, limit 5*, *2 of 9 tasks*.
pub fn tasks_of(shown: Option<usize>, of: usize, limit: Option<i32>) -> String {
    let tasks = match shown {
        Some(shown) => format!("{shown} of {}", tasks(of)),
        None => tasks(of),
    };
    match limit {
        Some(limit) => format!("{tasks}, limit {limit}"),
        None => tasks,
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
/// *Search 750 older tasks*, for what a filter shows.
pub fn look_through(count: usize) -> Words {
    say(match count {
        1 => "Search 1 older task".to_owned(),
        n => format!("Search {n} older tasks"),
    })
}
/// *Show 20 more*.
pub fn show_more(count: usize) -> Words {
    say(format!("Show {count} more"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_column_names_what_may_be_done_there() {
        for (may_drag, making, wanted) in [
            (
                true,
                Making::By("C"),
                "Nothing to do. Drag a card here, or press C.",
            ),
            (
                true,
                Making::AtFoot,
                "Nothing to do. Drag a card here, or add a task.",
            ),
            (true, Making::Not, "Nothing to do. Drag a card here."),
            (
                false,
                Making::By("C"),
                "Nothing to do. Press C to add a task.",
            ),
            (false, Making::AtFoot, "Nothing to do."),
            (false, Making::Not, "Nothing to do."),
        ] {
            let hint = empty_hint(Category::Todo, may_drag, making);
            assert_eq!(hint.plain(), wanted);
        }
    }

    #[test]
    fn what_a_filter_shows_is_told_from_a_limit() {
        for (shown, limit, short, words) in [
            (None, None, "9", "9 tasks"),
            (None, Some(5), "9 / 5", "9 tasks, limit 5"),
            (Some(2), None, "2 of 9", "2 of 9 tasks"),
            (Some(2), Some(5), "2 of 9, limit 5", "2 of 9 tasks, limit 5"),
        ] {
            assert_eq!(count_of(shown, 9, limit), short);
            assert_eq!(tasks_of(shown, 9, limit), words);
        }
    }
}
