//! Taking a column out of the trash.

use std::collections::HashMap;

use tutti_types::columns::Column;
use tutti_types::{BoardId, ColumnId, Permission, TaskId};

use super::events::restored;
use super::order::rank_at;
use super::{SLICE, require_room};
use crate::access::{self, Granted};
use crate::commands::rebalance::place_behind;
use crate::commands::task::put_all;
use crate::error::Result;
use crate::gate::{Member, Slice, Tx};
use crate::if_match::IfMatch;
use crate::models::column::{self, ColumnRow};
use crate::models::task;

/// Takes a column out of the trash, to where it stood, and then the cards that its deletion moved and that are still there: at most
/// [`SLICE`] in each transaction, of which `before` have been. One that is not in the trash is answered as it is, once all of them are back.
///
/// # Errors
/// `not_found`, also where its board is in the trash; `forbidden`, `limit_reached`, `version_conflict`.
pub fn restore(
    tx: &mut Tx<'_>,
    me: &Member,
    board_id: BoardId,
    id: ColumnId,
    if_match: &IfMatch,
    before: usize,
) -> Result<Slice<Column>> {
    let permission = Permission::ColumnsManage;
    let board = access::board(tx.conn, me, board_id, permission)?;
    let Some(trashed) = access::trashed_column(tx.conn, &board, id)? else {
        let living = access::column(tx.conn, me, board_id, id, permission)?;
        let told = Column::from((*living).clone());
        // Its version rose with the first.
        if before == 0 {
            if_match.require(told.version, || told.clone())?;
        }
        return bring_back(tx, me, &living, told);
    };
    if_match.require(trashed.version, || Column::from((**trashed).clone()))?;
    let standing = column::of_board(tx.conn, me.workspace_id(), board_id)?;
    require_room(&standing)?;
    let position = place_again(tx, me, standing, &trashed.position)?;
    column::restore(tx.conn, &trashed, position)?;
    let column = access::column(tx.conn, me, board_id, id, permission)?;
    let mut told = Column::from((*column).clone());
    restored(tx, &mut told, trashed.deleted_at);
    bring_back(tx, me, &column, told)
}

/// The rank the column had, or one behind the column that stands there now.
fn place_again(
    tx: &mut Tx<'_>,
    me: &Member,
    standing: Vec<ColumnRow>,
    had: &str,
) -> Result<String> {
    if standing.iter().all(|column| column.position != had) {
        return Ok(had.to_owned());
    }
    let at = standing.partition_point(|column| column.position.as_str() <= had);
    rank_at(tx, me, standing, at)
}

/// Moves cards back to where they stood. The column held them, so its limit does not count.
fn bring_back(
    tx: &mut Tx<'_>,
    me: &Member,
    column: &Granted<ColumnRow>,
    told: Column,
) -> Result<Slice<Column>> {
    let stood = column::take_cards(tx.conn, column, SLICE)?;
    if stood.is_empty() {
        return Ok(Slice::Done(told));
    }
    let slice = match stood.len() {
        SLICE => Slice::More,
        _ => Slice::Done(told),
    };
    let mut stood: HashMap<TaskId, String> = stood.into_iter().collect();
    let ids: Vec<TaskId> = stood.keys().copied().collect();
    let mut cards = access::carried(tx.conn, column, &ids)?;
    cards.sort_by(|a, b| stood.get(&a.id).cmp(&stood.get(&b.id)));
    // Since the column is back, others put cards into it, too.
    let mut free = task::free_ranks(tx.conn, column, stood.values().cloned().collect())?;
    let (alone, crowded): (Vec<_>, Vec<_>) = cards
        .into_iter()
        .partition(|card| stood.get(&card.id).is_some_and(|rank| free.remove(rank)));
    let ranks = alone.iter().filter_map(|card| stood.remove(&card.id));
    let ranks = ranks.collect();
    put_all(tx, me, alone, column, ranks)?;
    // Each of these finds the one before it at its place.
    for card in crowded {
        let rank = stood.remove(&card.id).unwrap_or_default();
        let place = place_behind(tx, column, &rank)?;
        put_all(tx, me, vec![card], column, vec![place.position])?;
    }
    Ok(slice)
}
