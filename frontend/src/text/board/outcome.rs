//! What became of a change.

use tutti_types::ErrorCode;

use super::{Words, quoted, say, tasks, typed};

/// A change was refused.
pub const NOT_SAVED: &str = "Change not saved";
/// A card went back.
pub fn moved_back(title: &str, column: &str) -> Words {
    say(format!(
        "{} moved back to {column}",
        quoted(title),
        column = typed(column)
    ))
}
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
    say(format!("{}: change not saved", quoted(name)))
}
/// A task stays.
pub fn not_deleted(title: &str) -> Words {
    say(format!("{} not deleted", quoted(title)))
}
/// A new card was refused.
pub fn not_created(title: &str) -> Words {
    say(format!("{} was not created", quoted(title)))
}
/// A card was deleted.
pub fn deleted_task(title: &str) -> Words {
    say(format!("{} deleted", quoted(title)))
}
/// A column or a board was deleted, or the card whose place says so.
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
/// Cards were deleted.
pub fn deleted_tasks(count: usize) -> Words {
    say(format!("{} deleted", tasks(count)))
}
/// Why a card went back, in the few words that fit on it.
pub const fn fault(code: Option<ErrorCode>) -> &'static str {
    let Some(code) = code else { return NOT_SAVED };
    match code {
        ErrorCode::WipLimit => "The column is full",
        ErrorCode::Forbidden => "You may not do this",
        ErrorCode::NotFound => "It is gone",
        ErrorCode::NoSuchColumn => "The column is gone",
        ErrorCode::RateLimited => "Too many changes at once",
        ErrorCode::VersionConflict => "Someone changed it first",
        _ => NOT_SAVED,
    }
}
