//! Tasks as cards.

use diesel::sql_types::{BigInt, Uuid};
use diesel::{PgConnection, QueryResult, RunQueryDsl};
use tutti_types::boards::DONE_CARDS;
use tutti_types::tasks::Task;
use tutti_types::{BoardId, WorkspaceId};

use super::CardRow;
use crate::row::Sql;

statement!(
    /// A board's cards column by column, at most `most` of each column whose category is done.
    OfBoard { workspace: WorkspaceId => Uuid, board: BoardId => Uuid, most: i64 => BigInt } -> Sql<CardRow>;
    "SELECT " {CardRow} ", c.category
     FROM columns c CROSS JOIN LATERAL (
        SELECT * FROM tasks t WHERE t.workspace_id = c.workspace_id AND t.column_id = c.id AND t.deleted_at IS NULL
        ORDER BY t.position LIMIT CASE WHEN c.category = 'done' THEN " most " END
     ) t
     WHERE c.workspace_id = " workspace " AND c.board_id = " board " AND c.deleted_at IS NULL
     ORDER BY c.position, t.position"
);

/// A board's cards, by column and place; of a column of category done the first [`DONE_CARDS`].
///
/// # Errors
/// Where the database fails.
pub fn cards_of_board(
    conn: &mut PgConnection,
    workspace: WorkspaceId,
    board: BoardId,
    prefix: &str,
) -> QueryResult<Vec<Task>> {
    let rows: Vec<CardRow> = OfBoard {
        workspace,
        board,
        most: DONE_CARDS,
    }
    .get_results(conn)?;
    Ok(rows
        .into_iter()
        .map(|card| card.into_task(prefix))
        .collect())
}
