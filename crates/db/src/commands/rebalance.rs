//! Spreading a column's ranks anew when they have grown long.

use diesel::RunQueryDsl;
use diesel::sql_types::{Array, BigInt, Text, Uuid};
use tutti_types::events::{Audience, ColumnReordered, EventKind};
use tutti_types::{ColumnId, TaskId, WorkspaceId};

use crate::access::Granted;
use crate::error::{Error, Result};
use crate::gate::Tx;
use crate::locks::at_once;
use crate::models::column::ColumnRow;
use crate::models::task::{self, Gap, Neighbours, TaskRow, TaskSlot};
use crate::rank;

statement!(
    /// The living cards of a column, in order. Some cards are locked already by who spreads it, so these come out of their order: it
    /// fails where somebody else holds one of them just now.
    Standing { workspace: WorkspaceId => Uuid, column: ColumnId => Uuid } -> Uuid, locks Tasks;
    "SELECT id FROM tasks WHERE workspace_id = " workspace " AND column_id = " column " AND deleted_at IS NULL ORDER BY position FOR NO KEY UPDATE NOWAIT"
);
statement!(
    /// Moves all ranks out of the way, since each must be unique at every moment.
    Aside { workspace: WorkspaceId => Uuid, column: ColumnId => Uuid } -> BigInt, holds Tasks;
    "UPDATE tasks SET position = '~' || position WHERE workspace_id = " workspace " AND column_id = " column " AND deleted_at IS NULL"
);
statement!(
    /// Gives each card its new rank. Versions stay: nothing of the card changed that a person sees.
    Assign { workspace: WorkspaceId => Uuid, tasks: Vec<TaskId> => Array<Uuid>, ranks: Vec<String> => Array<Text> } -> BigInt, holds Tasks;
    "UPDATE tasks SET position = r.rank FROM unnest(" tasks ", " ranks ") AS r (id, rank) WHERE workspace_id = " workspace " AND tasks.id = r.id"
);

/// A place for a new card in a locked column.
pub(crate) fn place_new(
    tx: &mut Tx<'_>,
    column: &Granted<ColumnRow>,
    beside: Neighbours,
) -> Result<TaskSlot> {
    let gap = task::gap(tx.conn, column, beside, &[])?;
    let places = places(tx, column, beside, &gap, &[], 1)?;
    places.into_iter().next().ok_or_else(Error::not_found)
}

/// Places for locked cards in a locked column, side by side; `None` where they stand so already.
pub(crate) fn place_all(
    tx: &mut Tx<'_>,
    column: &Granted<ColumnRow>,
    beside: Neighbours,
    cards: &[&Granted<TaskRow>],
) -> Result<Option<Vec<TaskSlot>>> {
    let gap = task::gap(tx.conn, column, beside, &ids(cards))?;
    let held = held(column, cards);
    if held.len() == cards.len() && gap.holds(&held) {
        return Ok(None);
    }
    places(tx, column, beside, &gap, cards, cards.len()).map(Some)
}

/// The place of a card that comes back to a locked column and to a rank where another stands now: right behind that.
pub(crate) fn place_behind(
    tx: &mut Tx<'_>,
    column: &Granted<ColumnRow>,
    rank: &str,
) -> Result<TaskSlot> {
    let place = task::place_after(tx.conn, column, rank)?;
    if place.position.len() <= rank::MAX_LENGTH {
        return Ok(place);
    }
    // Many came back to one place. Spread anew, the column no longer knows its old rank, but its neighbour.
    let after = task::standing_at(tx.conn, column, rank)?;
    let before = None;
    place_new(tx, column, Neighbours { before, after })
}

/// Places in a gap. Where a rank would grow too long, the column is spread anew first, which is an event of its own; the
/// ranks that were read before are void then.
fn places(
    tx: &mut Tx<'_>,
    column: &Granted<ColumnRow>,
    beside: Neighbours,
    gap: &Gap,
    cards: &[&Granted<TaskRow>],
    n: usize,
) -> Result<Vec<TaskSlot>> {
    let mut ranks = gap.ranks(n, &held(column, cards));
    if ranks.iter().any(|rank| rank.len() > rank::MAX_LENGTH) {
        let spread = spread(tx, column)?;
        let moving = ids(cards);
        let held = spread.iter().filter(|(id, _)| moving.contains(id));
        let held: Vec<&str> = held.map(|(_, rank)| rank.as_str()).collect();
        ranks = task::gap(tx.conn, column, beside, &moving)?.ranks(n, &held);
    }
    let place = |position| TaskSlot {
        board_id: column.board_id,
        column_id: column.id,
        position,
    };
    Ok(ranks.into_iter().map(place).collect())
}

fn ids(cards: &[&Granted<TaskRow>]) -> Vec<TaskId> {
    cards.iter().map(|card| card.id).collect()
}

/// The ranks of those cards that stand in the column already.
fn held<'c>(column: &ColumnRow, cards: &[&'c Granted<TaskRow>]) -> Vec<&'c str> {
    let here = |card: &TaskRow| card.column_id == column.id && card.deleted_at.is_none();
    let here = cards.iter().filter(|card| here(card));
    here.map(|card| card.position.as_str()).collect()
}

/// Spreads a column, and tells the new rank of each of its cards.
///
/// # Errors
/// [`Error::Contended`] where somebody else holds one of them.
fn spread(tx: &mut Tx<'_>, column: &Granted<ColumnRow>) -> Result<Vec<(TaskId, String)>> {
    let (workspace, id) = (column.workspace_id, column.id);
    let standing = Standing {
        workspace,
        column: id,
    };
    let tasks: Vec<TaskId> = at_once(standing.get_results(tx.conn))?;
    let ranks = rank::spread(tasks.len());
    (Aside {
        workspace,
        column: id,
    })
    .execute(tx.conn)?;
    (Assign {
        workspace,
        tasks: tasks.clone(),
        ranks: ranks.clone(),
    })
    .execute(tx.conn)?;
    let data = ColumnReordered {
        board_id: column.board_id,
        column_id: id,
        positions: tasks.into_iter().zip(ranks).collect(),
    };
    tx.emit_gone(
        EventKind::ColumnReordered,
        Audience::board(column.board_id),
        &data,
    );
    Ok(data.positions)
}
