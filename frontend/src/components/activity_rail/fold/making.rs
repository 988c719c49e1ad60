//! A board in the making: whoever makes one goes on with its columns, which is no news besides.

use tutti_types::SubjectId;
use tutti_types::activity::{Activity, SubjectKind};
use tutti_types::events::EventKind;

use super::{MAKING, Thing};

/// The name of the board that comes with a new workspace; whoever gives it another one sets it up rather than renames it.
pub const UNNAMED_BOARD: &str = "Board";

/// The board of what happened to one of its columns.
pub fn board_of(entry: &Activity) -> Option<Thing> {
    let board = entry.board_id()?;
    let is_column = entry.subject.kind == SubjectKind::Column;
    is_column.then_some((SubjectKind::Board, SubjectId(board.0)))
}

/// Whether what happened to a column belongs to what was done to its board: to its making, or its first name.
pub fn goes_on(board: &Activity, column: &Activity) -> bool {
    let names = |field| board.changes.iter().find(|change| change.field == field);
    let is_made = match board.kind {
        EventKind::BoardCreated => !super::is_restored(board),
        EventKind::BoardUpdated => {
            names("name").is_some_and(|change| change.from.as_str() == Some(UNNAMED_BOARD))
        }
        _ => false,
    };
    is_made && column.at.as_millis() - board.at.as_millis() < MAKING
}
