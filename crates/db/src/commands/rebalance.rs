//! Spreading a column's ranks anew when they have grown long.

use diesel::RunQueryDsl;
use diesel::sql_types::{Array, BigInt, Text, Uuid};
use tutti_types::events::{Audience, ColumnReordered, EventKind};
use tutti_types::{ColumnId, TaskId, WorkspaceId};

use crate::access::Granted;
use crate::error::Result;
use crate::gate::Tx;
use crate::models::column::ColumnRow;
use crate::models::task::{Neighbours, Place, place};
use crate::rank;

statement!(
    /// The living cards of a column, in order.
    Standing { workspace: WorkspaceId => Uuid, column: ColumnId => Uuid } -> Uuid;
    "SELECT id FROM tasks WHERE workspace_id = " workspace " AND column_id = " column " AND deleted_at IS NULL ORDER BY position"
);
statement!(
    /// Moves all ranks out of the way, since each must be unique at every moment.
    Aside { workspace: WorkspaceId => Uuid, column: ColumnId => Uuid } -> BigInt;
    "UPDATE tasks SET position = '~' || position WHERE workspace_id = " workspace " AND column_id = " column " AND deleted_at IS NULL"
);
statement!(
    /// Gives each card its new rank. Versions stay: nothing of the card changed that a person sees.
    Assign { workspace: WorkspaceId => Uuid, tasks: Vec<TaskId> => Array<Uuid>, ranks: Vec<String> => Array<Text> } -> BigInt;
    "UPDATE tasks SET position = r.rank FROM unnest(" tasks ", " ranks ") AS r (id, rank) WHERE workspace_id = " workspace " AND tasks.id = r.id"
);

/// A place in a locked column; where its rank would grow too long, the column is spread anew first, which is an event of its own.
pub(crate) fn place_in(
    tx: &mut Tx<'_>,
    column: &Granted<ColumnRow>,
    beside: Neighbours,
    moving: &[TaskId],
    standing: Option<&str>,
) -> Result<Place> {
    let chosen = place(tx.conn, column, beside, moving, standing)?;
    if chosen.position.len() <= rank::MAX_LENGTH {
        return Ok(chosen);
    }
    spread(tx, column)?;
    place(tx.conn, column, beside, moving, None)
}

fn spread(tx: &mut Tx<'_>, column: &Granted<ColumnRow>) -> Result<()> {
    let (workspace, id) = (column.workspace_id, column.id);
    let tasks: Vec<TaskId> = (Standing {
        workspace,
        column: id,
    })
    .get_results(tx.conn)?;
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
        Audience::Board(column.board_id),
        &data,
    );
    Ok(())
}
