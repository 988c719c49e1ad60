//! The trash.

use tutti_types::trash::{TRASH_DAYS, TrashKind};

use super::{Words, board, quoted, say, typed};

pub const TITLE: &str = "Trash";
pub const LIST: &str = "Deleted";
pub const BOARD: &str = "Show only this board";
pub const ANY_BOARD: &str = "All boards";
pub const FAILED: &str = "The trash did not load";
pub const EMPTY: &str = "The trash is empty";
pub const EMPTY_TEXT: &str = "Deleted boards, columns and tasks appear here and can be restored.";
pub const RESTORE: &str = "Restore";
pub const OLDER_FAILED: &str = "Older items could not be loaded";

/// What the trash is.
pub fn note() -> String {
    format!("Kept for {TRASH_DAYS} days. Restored items return to their place.")
}

/// `Restore LRK-214`
pub fn restore(what: &str) -> String {
    format!("Restore {what}")
}

/// `“Ship it” restored`
pub fn restored_task(title: &str) -> Words {
    say(format!("{} restored", quoted(title)))
}

/// `Roadmap restored`
pub fn restored(what: &str) -> Words {
    say(format!("{what} restored", what = typed(what)))
}

/// `Deleted by Nora, 5 min ago · Roadmap · with 3 tasks`
pub fn told(deleted: &Words, board: Option<&str>, count: Option<i64>) -> Words {
    let board = board.map(typed);
    let count = count.map(with_tasks);
    let parts = [Some(deleted.as_marked().to_owned()), board, count];
    say(parts.into_iter().flatten().collect::<Vec<_>>().join(" · "))
}

/// What comes back with a board or column.
fn with_tasks(count: i64) -> String {
    match usize::try_from(count) {
        Ok(count) if count > 0 => format!("with {}", board::tasks(count)),
        _ => "without tasks".to_owned(),
    }
}

/// The word before its name.
pub const fn kind(kind: TrashKind) -> &'static str {
    match kind {
        TrashKind::Board => "Board",
        TrashKind::Column => "Column",
        TrashKind::Task => "Task",
    }
}

pub const fn icon(kind: TrashKind) -> &'static str {
    match kind {
        TrashKind::Board => "square-kanban",
        TrashKind::Column => "columns-3",
        // A ticked box would say that it is done.
        TrashKind::Task => "sticky-note",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_icon_of_a_thing_says_how_it_stands() {
        for kind in [TrashKind::Board, TrashKind::Column, TrashKind::Task] {
            assert!(!icon(kind).contains("check"), "{}", icon(kind));
        }
    }
}
