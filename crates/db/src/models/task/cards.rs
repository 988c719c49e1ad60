//! The cards of a board.

use diesel::sql_types::{Array, BigInt, Bool, Nullable, Text, Timestamptz, Uuid};
use diesel::{PgConnection, QueryResult, RunQueryDsl};
use tutti_types::boards::DONE_CARDS;
use tutti_types::columns::Category;
use tutti_types::tasks::{Priority, Task};
use tutti_types::{BoardId, ColumnId, TaskId, Timestamp, UserId, WorkspaceId};

/// The columns of [`Card`], which leave out the description: a board does not read what it does not show.
type CardColumns = (
    Uuid,
    Uuid,
    BigInt,
    Text,
    Bool,
    Text,
    Text,
    BigInt,
    Nullable<Uuid>,
    Timestamptz,
    Timestamptz,
    Array<Uuid>,
);

type Card = (
    TaskId,
    ColumnId,
    i64,
    String,
    bool,
    Priority,
    String,
    i64,
    Option<UserId>,
    Timestamp,
    Timestamp,
    Vec<UserId>,
);

statement!(
    /// A board's cards column by column, at most `most` of each column whose category is done.
    OfBoard { workspace: WorkspaceId => Uuid, board: BoardId => Uuid, most: i64 => BigInt } -> (CardColumns, Text);
    "SELECT t.id, t.column_id, t.number, t.title, t.description <> '', t.priority, t.position, t.version, t.created_by, t.created_at, t.updated_at,
        ARRAY(SELECT a.user_id FROM task_assignees a WHERE a.workspace_id = t.workspace_id AND a.task_id = t.id ORDER BY a.place), c.category
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
    let rows: Vec<(Card, Category)> = OfBoard {
        workspace,
        board,
        most: DONE_CARDS,
    }
    .get_results(conn)?;
    let card = |(card, status): (Card, Category)| {
        let (
            id,
            column_id,
            number,
            title,
            has_description,
            priority,
            position,
            version,
            created_by,
            created_at,
            updated_at,
            assignee_ids,
        ) = card;
        Task {
            id,
            workspace_id: workspace,
            board_id: board,
            column_id,
            number,
            key: format!("{prefix}-{number}"),
            title,
            has_description,
            description: None,
            status,
            priority,
            assignee_ids,
            position,
            version,
            created_by,
            created_at,
            updated_at,
            deleted_at: None,
            deleted_by: None,
        }
    };
    Ok(rows.into_iter().map(card).collect())
}
