//! Where a column stands. The board is locked meanwhile, so that two drops at one spot end on two places.

use diesel::RunQueryDsl;
use diesel::sql_types::{BigInt, Uuid};
use tutti_types::columns::{Column, MoveColumn};
use tutti_types::{BoardId, ColumnId, Permission, WorkspaceId};

use super::events::{spread, updated};
use super::locked;
use crate::access;
use crate::error::{Error, Result};
use crate::gate::{Member, Tx};
use crate::if_match::IfMatch;
use crate::models::column::{self, ColumnChanges, ColumnRow};
use crate::rank;

/// Moves a column among those of its board.
///
/// # Errors
/// `not_found`, also for a neighbour of another board; `forbidden`.
pub fn move_to(
    tx: &mut Tx<'_>,
    me: &Member,
    board: BoardId,
    id: ColumnId,
    request: MoveColumn,
    if_match: &IfMatch,
) -> Result<Column> {
    let moving = locked(tx, me, board, id)?;
    if_match.require(moving.version, || Column::from((*moving).clone()))?;
    let before = neighbour(tx, &moving, request.before)?;
    let after = neighbour(tx, &moving, request.after)?;
    let mut standing = column::of_board(tx.conn, me.workspace_id(), board)?;
    let order: Vec<ColumnId> = standing.iter().map(|column| column.id).collect();
    let Some(at) = place(&order, id, before, after) else {
        return Ok(moving.into_subject().into());
    };
    standing.retain(|column| column.id != id);
    let changes = ColumnChanges {
        position: Some(rank_at(tx, me, standing, at)?),
        ..ColumnChanges::default()
    };
    let mut now: Column = column::update(tx.conn, &moving, &changes)?.into();
    updated(tx, &moving.into_subject().into(), &mut now);
    Ok(now)
}

/// A neighbour of this board; one that is deleted counts as not given.
fn neighbour(
    tx: &mut Tx<'_>,
    moving: &ColumnRow,
    id: Option<ColumnId>,
) -> Result<Option<ColumnId>> {
    let Some(id) = id else { return Ok(None) };
    match column::find(tx.conn, moving.workspace_id, id)? {
        Some((found, lives)) if found.board_id == moving.board_id => Ok(lives.then_some(id)),
        _ => Err(Error::not_found()),
    }
}

/// The place of `moving` among the other columns of `order`; `None` where it stands there already.
fn place(
    order: &[ColumnId],
    moving: ColumnId,
    before: Option<ColumnId>,
    after: Option<ColumnId>,
) -> Option<usize> {
    let own = order.iter().position(|id| *id == moving)?;
    let among_others = |id: ColumnId| {
        let others = order.iter().filter(|other| **other != moving);
        let found = others.clone().position(|other| *other == id);
        (found, others.count())
    };
    let at = match (before, after) {
        (Some(id), _) | (None, Some(id)) if id == moving => own,
        (Some(id), _) => among_others(id).0?,
        (None, Some(id)) => among_others(id).0? + 1,
        (None, None) => among_others(moving).1,
    };
    (at != own).then_some(at)
}

statement!(
    /// Moves all ranks of a board's columns out of the way, since each must be unique at every moment.
    Aside { workspace: WorkspaceId => Uuid, board: BoardId => Uuid } -> BigInt, holds Columns;
    "UPDATE columns SET position = '~' || position WHERE workspace_id = " workspace " AND board_id = " board " AND deleted_at IS NULL"
);

/// A rank for the place `at` among the columns `standing` on a locked board. Where it would grow too long, they are spread anew
/// first, each with an event of its own.
///
/// # Errors
/// [`Error::Contended`] where they have to be spread and somebody else holds one of them.
pub(super) fn rank_at(
    tx: &mut Tx<'_>,
    me: &Member,
    standing: Vec<ColumnRow>,
    at: usize,
) -> Result<String> {
    let rank_of = |i: usize| standing.get(i).map(|column| column.position.as_str());
    let chosen = rank::between(at.checked_sub(1).and_then(rank_of), rank_of(at));
    if chosen.len() <= rank::MAX_LENGTH {
        return Ok(chosen);
    }
    let mut ranks = rank::spread(standing.len() + 1);
    let chosen = ranks.remove(at.min(standing.len()));
    if let Some(first) = standing.first() {
        column::lock_standing(tx.conn, first.workspace_id, first.board_id)?;
        (Aside {
            workspace: first.workspace_id,
            board: first.board_id,
        })
        .execute(tx.conn)?;
    }
    for (old, position) in standing.into_iter().zip(ranks) {
        let permission = Permission::ColumnsManage;
        let column = access::column(tx.conn, me, old.board_id, old.id, permission)?;
        let changes = ColumnChanges {
            position: Some(position),
            ..ColumnChanges::default()
        };
        let now = column::update(tx.conn, &column, &changes)?;
        spread(tx, now.into());
    }
    Ok(chosen)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn before_wins_over_after_and_neither_is_the_end() {
        let ids: Vec<ColumnId> = (0..4).map(|_| ColumnId::new()).collect();
        let [a, b, c, d] = ids[..] else { panic!() };
        for (moving, before, after, at) in [
            (a, None, None, Some(3)),
            (d, None, None, None),
            (d, Some(a), None, Some(0)),
            (d, Some(b), Some(a), Some(1)),
            (d, Some(a), Some(b), Some(0)),
            (a, None, Some(b), Some(1)),
            (a, None, Some(d), Some(3)),
            // Where it stands already.
            (b, Some(c), None, None),
            (b, None, Some(a), None),
            (b, Some(b), None, None),
            (b, None, Some(b), None),
        ] {
            assert_eq!(place(&ids, moving, before, after), at);
        }
    }
}
