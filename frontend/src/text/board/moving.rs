//! Moving cards and columns, and what is read out meanwhile.

use super::{Words, quoted, say, typed};

/// How a card is moved without a pointer.
pub const DND_HELP: &str =
    "Press Space to lift the card, arrow keys to move it, Space to drop, Escape to cancel.";
/// Somebody else moved the card in one's hand.
pub fn moved_by(who: &str, title: &str, column: &str) -> Words {
    say(format!(
        "{who} moved {} to {column}",
        quoted(title),
        who = typed(who),
        column = typed(column)
    ))
}
pub const YOUR_DROP_COUNTS: &str = "Your drop will override this.";
/// Somebody else deleted the card in one's hand.
pub fn deleted_by(who: &str, title: &str) -> Words {
    say(format!("{who} deleted {}", quoted(title), who = typed(who)))
}
pub const NOTHING_TO_DROP: &str = "There is nothing left to drop.";
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
/// *Lifted To do, column 1 of 4.*
pub fn lifted_column(name: &str, at: usize, of: usize) -> String {
    format!("Lifted {name}, column {} of {of}.", at + 1)
}
/// *Column 2 of 4.*
pub fn column_place(at: usize, of: usize) -> String {
    format!("Column {} of {of}.", at + 1)
}
/// *Dropped, column 2 of 4.*
pub fn dropped_column(at: usize, of: usize) -> String {
    format!("Dropped, column {} of {of}.", at + 1)
}
/// *Cancelled, back to column 1 of 4.*
pub fn cancelled_column(at: usize, of: usize) -> String {
    format!("Cancelled, back to column {} of {of}.", at + 1)
}
/// What was lifted is not on the board any more.
pub const COLUMN_GONE: &str = "The column is gone.";
/// How a column is moved without a pointer.
pub const COLUMN_HELP: &str = "Press Enter to edit the column, Space to lift it, arrow keys to move it, Space to drop, Escape to cancel.";
/// *Cancelled, back in To do, 2 of 5.*
pub fn cancelled(place: &str) -> String {
    format!("Cancelled, back in {place}.")
}
/// *In progress, 1 of 6*.
pub fn place(column: &str, at: usize, of: usize) -> String {
    format!("{column}, {} of {of}", at + 1)
}
