//! What is shown of a board.

use super::{Words, quoted, say, tasks, typed};

pub const ONLY_MINE: &str = "Only mine";
/// The way back from it.
pub const EVERYBODYS: &str = "Everyone's tasks";
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
pub const ME: &str = "Me";
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
/// The same, where the card's place does not tell which it is.
pub fn filtered_out_task(title: &str) -> Words {
    say(format!("{} is hidden by the filter", quoted(title)))
}
/// Cards do not pass the filter any more.
pub fn filtered_out_tasks(count: usize) -> Words {
    say(format!("{} hidden by the filter", tasks(count)))
}
/// The way to see them.
pub const SHOW: &str = "Show";
