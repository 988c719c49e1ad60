//! Tasks as cards.

use diesel::sql_types::{Array, BigInt, Bool, Nullable, Text, Timestamptz, Uuid};
use diesel::{PgConnection, QueryResult, Queryable, RunQueryDsl};
use tutti_types::boards::DONE_CARDS;
use tutti_types::columns::Category;
use tutti_types::tasks::{Priority, Task};
use tutti_types::{BoardId, ColumnId, TaskId, Timestamp, UserId, WorkspaceId};

/// What a card is made of, for a row `t` of tasks; its column's category follows. The description is left out: a board and a
/// list do not read what they do not show.
pub(super) const CARD: &str = "t.workspace_id, t.id, t.board_id, t.column_id, t.number, t.title, t.description <> '', t.priority, t.position,
    t.version, t.created_by, t.created_at, t.updated_at, t.deleted_at, t.deleted_by,
    ARRAY(SELECT a.user_id FROM task_assignees a WHERE a.workspace_id = t.workspace_id AND a.task_id = t.id ORDER BY a.place)";

/// The types of [`CARD`] and the category.
pub(super) type Card = (
    Uuid,
    Uuid,
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
    Nullable<Timestamptz>,
    Nullable<Uuid>,
    Array<Uuid>,
    Text,
);

/// A task as a board or a list shows it.
#[derive(Clone, Debug, Queryable)]
pub struct CardRow {
    /// The workspace.
    pub workspace_id: WorkspaceId,
    /// Its id.
    pub id: TaskId,
    /// The board.
    pub board_id: BoardId,
    /// The column.
    pub column_id: ColumnId,
    /// Its number in the workspace.
    pub number: i64,
    /// One line.
    pub title: String,
    /// Whether it has a description.
    pub has_description: bool,
    /// How urgent.
    pub priority: Priority,
    /// Its place in the column.
    pub position: String,
    /// Rises with each change.
    pub version: i64,
    /// Who made it.
    pub created_by: Option<UserId>,
    /// When.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// In the trash since.
    pub deleted_at: Option<Timestamp>,
    /// Who put it there.
    pub deleted_by: Option<UserId>,
    /// Who works on it.
    pub assignee_ids: Vec<UserId>,
    /// The category of its column.
    pub status: Category,
}

impl CardRow {
    /// The task as clients see it, without its description.
    #[must_use]
    pub fn into_task(self, prefix: &str) -> Task {
        Task {
            id: self.id,
            workspace_id: self.workspace_id,
            board_id: self.board_id,
            column_id: self.column_id,
            number: self.number,
            key: format!("{prefix}-{}", self.number),
            title: self.title,
            has_description: self.has_description,
            description: None,
            status: self.status,
            priority: self.priority,
            assignee_ids: self.assignee_ids,
            position: self.position,
            version: self.version,
            created_by: self.created_by,
            created_at: self.created_at,
            updated_at: self.updated_at,
            deleted_at: self.deleted_at,
            deleted_by: self.deleted_by,
        }
    }
}

statement!(
    /// A board's cards column by column, at most `most` of each column whose category is done.
    OfBoard { workspace: WorkspaceId => Uuid, board: BoardId => Uuid, most: i64 => BigInt } -> Card;
    "SELECT " [CARD] ", c.category
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
