//! The trash: boards, columns and tasks that were deleted, last deleted first.

use std::cmp::Reverse;
use std::collections::HashMap;

use diesel::PgConnection;
use tutti_types::boards::Board;
use tutti_types::trash::{TrashItem, TrashKind};
use tutti_types::{BoardId, TaskId, Timestamp};
use uuid::Uuid;

use crate::access::{self, Restorable};
use crate::error::Result;
use crate::gate::Member;
use crate::models::board::BoardRow;
use crate::models::column::TrashedColumn;
use crate::models::task::{self, CardRow, Filter, Order};
use crate::models::{board, column};

/// A place in the list, behind which a page begins.
pub type TrashCursor = (Timestamp, Uuid);

/// At most `limit` things: boards that the member may restore, and what was on the boards they see, or on one of them.
///
/// # Errors
/// `not_found` for a board of which the member may not know.
pub fn list(
    conn: &mut PgConnection,
    me: &Member,
    of: Option<BoardId>,
    after: Option<TrashCursor>,
    limit: i64,
) -> Result<Vec<TrashItem>> {
    let workspace = me.workspace_id();
    let (trashed, seen) = match of {
        Some(id) => (Vec::new(), vec![access::readable_board(conn, me, id)?.id]),
        None => {
            let mut seen = board::all(conn, workspace)?;
            seen.retain(|board| access::reads(me, board));
            let seen = seen.into_iter().map(|board| board.id).collect();
            let after = after.map(|(at, id)| (at, BoardId(id)));
            (boards(conn, me, after, limit)?, seen)
        }
    };
    let mut items: Vec<TrashItem> = trashed.into_iter().map(of_board).collect();
    let columns = column::trashed(conn, workspace, seen.clone(), after, limit)?;
    items.extend(columns.into_iter().map(of_column));
    let order = Order::Trashed(after.map(|(at, id)| (at, TaskId(id))));
    let tasks = task::list(conn, Filter::of_boards(workspace, seen), order, limit)?;
    items.extend(tasks.into_iter().filter_map(|card| of_task(card, me)));
    items.sort_by_key(|item| Reverse(cursor(item)));
    items.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    count(conn, me, &mut items)?;
    Ok(items)
}

/// At most `limit` boards of the trash that the member may restore, last deleted first.
///
/// # Errors
/// Where the database fails.
pub fn boards(
    conn: &mut PgConnection,
    me: &Member,
    after: Option<(Timestamp, BoardId)>,
    limit: i64,
) -> Result<Vec<BoardRow>> {
    match Restorable::by(me) {
        Some(may) => Ok(board::trashed(conn, me.workspace_id(), may, after, limit)?),
        None => Ok(Vec::new()),
    }
}

/// Where a thing stands in the list.
#[must_use]
pub fn cursor(item: &TrashItem) -> TrashCursor {
    let id = match (item.task_id, item.column_id) {
        (Some(task), _) => task.0,
        (None, Some(column)) => column.0,
        (None, None) => item.board_id.0,
    };
    (item.deleted_at, id)
}

fn of_board(row: BoardRow) -> TrashItem {
    let board = Board::from(row);
    TrashItem {
        kind: TrashKind::Board,
        board_id: board.id,
        column_id: None,
        task_id: None,
        name: board.name,
        key: None,
        count: None,
        deleted_at: board.deleted_at.unwrap_or(board.updated_at),
        deleted_by: board.deleted_by,
    }
}

fn of_column(row: TrashedColumn) -> TrashItem {
    TrashItem {
        kind: TrashKind::Column,
        board_id: row.board_id,
        column_id: Some(row.id),
        task_id: None,
        name: row.name,
        key: None,
        count: Some(row.cards),
        deleted_at: row.deleted_at,
        deleted_by: row.deleted_by,
    }
}

fn of_task(card: CardRow, me: &Member) -> Option<TrashItem> {
    let task = card.into_task(me.task_prefix());
    Some(TrashItem {
        kind: TrashKind::Task,
        board_id: task.board_id,
        column_id: None,
        task_id: Some(task.id),
        name: task.title,
        key: Some(task.key),
        count: None,
        deleted_at: task.deleted_at?,
        deleted_by: task.deleted_by,
    })
}

/// Counts what comes back with each board.
fn count(conn: &mut PgConnection, me: &Member, items: &mut [TrashItem]) -> Result<()> {
    let boards = items.iter().filter(|item| item.kind == TrashKind::Board);
    let boards: Vec<BoardId> = boards.map(|item| item.board_id).collect();
    if boards.is_empty() {
        return Ok(());
    }
    let counts = task::counts_of_boards(conn, me.workspace_id(), boards)?;
    let counts: HashMap<BoardId, i64> = counts.into_iter().collect();
    for item in items.iter_mut().filter(|i| i.kind == TrashKind::Board) {
        item.count = counts.get(&item.board_id).copied();
    }
    Ok(())
}
