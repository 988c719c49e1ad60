//! Taking a column out of the trash.

use std::collections::HashMap;

use tutti_types::columns::Column;
use tutti_types::{BoardId, ColumnId, Permission, TaskId};

use super::events::restored;
use super::order::rank_at;
use super::require_room;
use crate::access::{self, Granted};
use crate::commands::task::put_all;
use crate::error::Result;
use crate::gate::{Member, Tx};
use crate::if_match::IfMatch;
use crate::models::column::{self, ColumnRow};

/// Takes a column out of the trash, to where it stood, with the cards that its deletion moved and that are still there. One that
/// is not in the trash is answered as it is.
///
/// # Errors
/// `not_found`, also where its board is in the trash; `forbidden`, `limit_reached`, `version_conflict`.
pub fn restore(
    tx: &mut Tx<'_>,
    me: &Member,
    board_id: BoardId,
    id: ColumnId,
    if_match: &IfMatch,
) -> Result<Column> {
    let permission = Permission::ColumnsManage;
    let board = access::board(tx.conn, me, board_id, permission)?;
    let Some(trashed) = access::trashed_column(tx.conn, &board, id)? else {
        let living = access::column(tx.conn, me, board_id, id, permission)?;
        let living = Column::from(living.into_subject());
        if_match.require(living.version, || living.clone())?;
        return Ok(living);
    };
    if_match.require(trashed.version, || Column::from((**trashed).clone()))?;
    let standing = column::of_board(tx.conn, me.workspace_id(), board_id)?;
    require_room(&standing)?;
    let position = place_again(tx, me, standing, &trashed.position)?;
    column::restore(tx.conn, &trashed, position)?;
    let column = access::column(tx.conn, me, board_id, id, permission)?;
    let mut told = Column::from((*column).clone());
    restored(tx, &mut told, trashed.deleted_at);
    bring_back(tx, me, &column)?;
    Ok(told)
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

/// Moves the cards back to where they stood. The column held them, so its limit does not count.
fn bring_back(tx: &mut Tx<'_>, me: &Member, column: &Granted<ColumnRow>) -> Result<()> {
    let mut stood: HashMap<TaskId, String> =
        column::take_cards(tx.conn, column)?.into_iter().collect();
    let ids: Vec<TaskId> = stood.keys().copied().collect();
    let mut cards = access::carried(tx.conn, column, &ids)?;
    cards.sort_by(|a, b| stood.get(&a.id).cmp(&stood.get(&b.id)));
    let positions = cards.iter().filter_map(|card| stood.remove(&card.id));
    let positions = positions.collect();
    put_all(tx, me, cards, column, positions)?;
    Ok(())
}
