//! Putting a column in the trash.

use tutti_types::columns::{Column, MAX_MOVED};
use tutti_types::{BoardId, ColumnId, ErrorCode, Permission};

use super::SLICE;
use super::events::deleted;
use crate::access::{self, Granted};
use crate::commands::task::relocate;
use crate::error::{Error, Result};
use crate::gate::{Member, Slice, Tx};
use crate::if_match::IfMatch;
use crate::models::column::{self, ColumnRow};
use crate::models::task::{self, Neighbours};

/// Deletes a column that is not its board's last. Its cards go to the end of the column `to` before it, in their order and at most
/// [`SLICE`] in each transaction, of which `before` have been; they come back with it as long as they are there.
///
/// # Errors
/// `not_found`, also for a column `to` of another board; `forbidden`, `column_not_empty` where it holds cards and there is no
/// `to`, `last_column`, `wip_limit` of the other column, `limit_reached` for more than [`MAX_MOVED`] cards, `validation_failed`
/// where both are one.
pub fn delete(
    tx: &mut Tx<'_>,
    me: &Member,
    board: BoardId,
    id: ColumnId,
    to: Option<ColumnId>,
    if_match: &IfMatch,
    before: usize,
) -> Result<Slice<()>> {
    if to == Some(id) {
        return Err(Error::invalid("to", "must be another column of the board"));
    }
    access::board(tx.conn, me, board, Permission::ColumnsManage)?;
    // Columns are locked in the order of their ids.
    let mut ids: Vec<ColumnId> = to.into_iter().chain([id]).collect();
    ids.sort_unstable();
    let lock = |id| access::column(tx.conn, me, board, id, Permission::ColumnsManage);
    let locked = ids.into_iter().map(lock).collect::<Result<Vec<_>>>()?;
    let (own, other): (Vec<_>, Vec<_>) = locked.into_iter().partition(|column| column.id == id);
    let (own, other) = (own.into_iter().next(), other.into_iter().next());
    let column = own.ok_or_else(Error::not_found)?;
    // What changes while it is being deleted must not stop it halfway: the caller would be told that nothing was done.
    if before == 0 {
        if_match.require(column.version, || Column::from((*column).clone()))?;
    }
    let (holds_cards, has_sibling) = column::holds_tasks_has_sibling(tx.conn, &column)?;
    if !has_sibling {
        return Err(Error::refused(
            ErrorCode::LastColumn,
            "A board keeps at least one column.",
        ));
    }
    match other {
        Some(other) if holds_cards => {
            if before == 0 {
                require_room(tx, &column, &other)?;
            }
            if move_cards(tx, me, &column, &other)? == SLICE {
                return Ok(Slice::More);
            }
        }
        None if holds_cards => {
            return Err(Error::refused(
                ErrorCode::ColumnNotEmpty,
                format!("Say where the tasks in {} shall go.", column.name),
            ));
        }
        _ => {}
    }
    column::delete(tx.conn, &column)?;
    deleted(tx, &column);
    Ok(Slice::Done(()))
}

/// Refuses where a locked column holds too many cards to be moved, or more than the other one has room for.
fn require_room(
    tx: &mut Tx<'_>,
    column: &Granted<ColumnRow>,
    to: &Granted<ColumnRow>,
) -> Result<()> {
    let cards = task::count(tx.conn, column, &[])?;
    if cards > MAX_MOVED {
        return Err(Error::refused(
            ErrorCode::LimitReached,
            format!("At most {MAX_MOVED} tasks can be moved at once. Move some of them first."),
        ));
    }
    task::require_room_for(tx.conn, to, cards)
}

/// Moves the first cards of a locked column to the end of another one, and remembers where they stood. Says how many.
fn move_cards(
    tx: &mut Tx<'_>,
    me: &Member,
    column: &Granted<ColumnRow>,
    to: &Granted<ColumnRow>,
) -> Result<usize> {
    let ids = column::lock_cards(tx.conn, column, SLICE)?;
    column::keep_cards(tx.conn, column, to, &ids)?;
    let mut cards = access::carried(tx.conn, column, &ids)?;
    cards.sort_by(|a, b| a.position.cmp(&b.position));
    relocate(tx, me, cards, to, Neighbours::default())?;
    Ok(ids.len())
}
