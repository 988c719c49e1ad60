//! Commands on columns. Each locks the board first: the columns of a board are one order.

mod delete;
mod events;
mod order;
mod restore;

use tutti_types::columns::{
    Column, CreateColumn, MAX_COLUMNS, MAX_MOVED, MAX_WIP_LIMIT, UpdateColumn,
};
use tutti_types::{BoardId, ColumnId, ErrorCode, Permission};

use super::repeat::{remember_request, require_same};
use crate::access::{self, Granted};
use crate::error::{Error, Result};
use crate::gate::{Member, Tx};
use crate::if_match::IfMatch;
use crate::models::board::BoardRow;
use crate::models::column::{self, ColumnChanges, ColumnRow, NewColumn};
use crate::models::task;
pub use delete::delete;
use events::{created, updated};
pub use order::move_to;
use order::rank_at;
pub use restore::restore;

/// The most cards that go from one column to another in one transaction. Each has an event, and a lane is to be held 100 ms at most.
const SLICE: usize = 150;
/// Transactions that one deletion or restore may take: twice those for as many cards as it may move, since others go on meanwhile.
pub const MOST_SLICES: usize = 2 * MAX_MOVED.div_ceil(SLICE);

/// Makes a column, the last of its board.
///
/// # Errors
/// `not_found`, `forbidden`, `limit_reached`, `id_taken`, `validation_failed` for the limit.
pub fn create(
    tx: &mut Tx<'_>,
    me: &Member,
    board_id: BoardId,
    request: &CreateColumn,
) -> Result<Column> {
    require_limit(request.wip_limit)?;
    let board = access::board(tx.conn, me, board_id, Permission::ColumnsManage)?;
    let request_hash = remember_request(tx, me.user_id(), request.id, request)?;
    if let Some(known) = known(tx, &board, request.id, request_hash.as_ref())? {
        return Ok(known);
    }
    let standing = column::of_board(tx.conn, me.workspace_id(), board_id)?;
    require_room(&standing)?;
    let end = standing.len();
    let new = NewColumn {
        workspace_id: me.workspace_id(),
        id: request.id.unwrap_or_else(ColumnId::new),
        board_id,
        name: request.name.as_str().to_owned(),
        category: request.category,
        color: request.color.as_ref().map(|c| c.as_str().to_owned()),
        wip_limit: request.wip_limit,
        position: rank_at(tx, me, standing, end)?,
        request_hash,
    };
    let mut column: Column = column::create(tx.conn, &board, &new)?.into();
    created(tx, &mut column);
    Ok(column)
}

/// A create that comes again with the client's own id gets the column as it is now. Columns do not say who made them, but what
/// is kept of the request does.
fn known(
    tx: &mut Tx<'_>,
    board: &Granted<BoardRow>,
    id: Option<ColumnId>,
    request_hash: Option<&Vec<u8>>,
) -> Result<Option<Column>> {
    let Some(id) = id else { return Ok(None) };
    let Some((found, lives)) = column::find(tx.conn, board.workspace_id, id)? else {
        return Ok(None);
    };
    let kept = column::request_hash(tx.conn, &found)?;
    let theirs = lives && found.board_id == board.id;
    require_same("column", theirs, kept, request_hash)?;
    Ok(Some(found.into()))
}

/// Changes the fields that were sent. Another category is another status of all its tasks since the moment of the change;
/// it is told by the column alone.
///
/// # Errors
/// `not_found`, `forbidden`, `version_conflict`, `validation_failed` for the limit.
pub fn update(
    tx: &mut Tx<'_>,
    me: &Member,
    board: BoardId,
    id: ColumnId,
    request: &UpdateColumn,
    if_match: &IfMatch,
) -> Result<Column> {
    require_limit(request.wip_limit.or_keep(None))?;
    let column = locked(tx, me, board, id)?;
    if_match.require(column.version, || Column::from((*column).clone()))?;
    let named = request.name.as_ref().map(|name| name.as_str().to_owned());
    let coloured = request.color.clone().into_change();
    let coloured = coloured.map(|color| color.map(String::from));
    let limited = request.wip_limit.into_change();
    let changes = ColumnChanges {
        name: named.filter(|name| *name != column.name),
        category: request
            .category
            .filter(|category| *category != column.category),
        color: coloured.filter(|color| *color != column.color),
        wip_limit: limited.filter(|limit| *limit != column.wip_limit),
        position: None,
    };
    if changes.is_empty() {
        return Ok(column.into_subject().into());
    }
    let mut now: Column = column::update(tx.conn, &column, &changes)?.into();
    if now.category != column.category {
        task::turn_all(tx.conn, &column, now.updated_at)?;
    }
    updated(tx, &column.into_subject().into(), &mut now);
    Ok(now)
}

/// A column, locked after its board.
fn locked(
    tx: &mut Tx<'_>,
    me: &Member,
    board: BoardId,
    id: ColumnId,
) -> Result<Granted<ColumnRow>> {
    let permission = Permission::ColumnsManage;
    match access::board(tx.conn, me, board, permission) {
        Ok(_) => access::column(tx.conn, me, board, id, permission),
        Err(error) => Err(error),
    }
}

/// Refuses where a board that holds these columns has no room for one more.
fn require_room(standing: &[ColumnRow]) -> Result<()> {
    if i64::try_from(standing.len()).unwrap_or(i64::MAX) < MAX_COLUMNS {
        return Ok(());
    }
    Err(Error::refused(
        ErrorCode::LimitReached,
        format!("A board holds at most {MAX_COLUMNS} columns."),
    ))
}

/// A limit of cards is 1 to [`MAX_WIP_LIMIT`], or none.
fn require_limit(limit: Option<i32>) -> Result<()> {
    match limit {
        Some(limit) if !(1..=MAX_WIP_LIMIT).contains(&limit) => Err(Error::invalid(
            "wip_limit",
            format!("must be 1 to {MAX_WIP_LIMIT}"),
        )),
        _ => Ok(()),
    }
}
