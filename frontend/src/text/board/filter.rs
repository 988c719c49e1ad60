//! What is shown of a board.

use super::{Words, say, tasks, typed};

/// A switch of the toolbar.
pub const ONLY_MINE: &str = "Only mine";
/// The way back from it.
pub const EVERYBODYS: &str = "Everybody's tasks";
/// The toolbar's filter.
pub const FILTER: &str = "Filter";
/// Nothing passes the filter.
pub const NO_MATCH: &str = "No task matches";
/// Nothing of what was loaded passes the filter.
pub const NO_MATCH_YET: &str = "No match among the newest tasks";
/// Takes the filter away.
pub const CLEAR_FILTER: &str = "Clear filters";
/// A filter: who works on it.
pub const ASSIGNEE: &str = "Assignee";
/// A choice of it.
pub const ME: &str = "Me";
/// A choice of it.
pub const NOBODY: &str = "Nobody";
/// What is chosen, in the room of a button.
pub fn chosen(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [one, other] => format!("{one}, {other}"),
        [one, ..] => format!("{one} + {}", names.len() - 1),
    }
}
/// *Filter by assignee: Theo*
pub fn filter_by(name: &str, chosen: &str) -> Words {
    let name = name.to_lowercase();
    match chosen {
        "" => say(format!("Filter by {name}")),
        chosen => say(format!("Filter by {name}: {}", typed(chosen))),
    }
}
/// Shows what it left out.
pub fn remove_filter(name: &str) -> String {
    format!("Remove filter: {name}")
}
/// A card does not pass the filter any more.
pub fn filtered_out(key: &str) -> Words {
    say(format!("{key} is hidden by the filter"))
}
/// Cards do not pass the filter any more.
pub fn filtered_out_tasks(count: usize) -> Words {
    say(format!("{} hidden by the filter", tasks(count)))
}
/// The way to see them.
pub const SHOW: &str = "Show";
