//! Tasks in lists and on boards.

use diesel::sql_types::{Array, BigInt, Bool, Nullable, Text, Timestamptz, Uuid};
use diesel::{PgConnection, QueryResult, RunQueryDsl};
use tutti_types::boards::DONE_CARDS;
use tutti_types::columns::Category;
use tutti_types::tasks::{Priority, Task};
use tutti_types::{BoardId, ColumnId, TaskId, Timestamp, UserId, WorkspaceId};

use super::{COLUMNS, Columns, TaskRow};

/// What a list of tasks is narrowed by. All of it must hold.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    /// The boards the reader sees, or the one wanted.
    pub boards: Vec<BoardId>,
    /// One column.
    pub column: Option<ColumnId>,
    /// One status.
    pub status: Option<Category>,
    /// One person.
    pub assignee: Option<UserId>,
    /// One priority.
    pub priority: Option<Priority>,
    /// The trash instead of the living.
    pub deleted: bool,
    /// After this entry, by the list's order.
    pub after: Option<(Timestamp, TaskId)>,
}

statement!(
    /// Living tasks, newest first.
    Newest {
        workspace: WorkspaceId => Uuid, boards: Vec<BoardId> => Array<Uuid>, column: Option<ColumnId> => Nullable<Uuid>, status: Option<Category> => Nullable<Text>,
        assignee: Option<UserId> => Nullable<Uuid>, priority: Option<Priority> => Nullable<Text>, after: bool => Bool, at: Timestamp => Timestamptz, id: TaskId => Uuid,
        limit: i64 => BigInt,
    } -> Columns;
    "SELECT " [COLUMNS] " FROM tasks t WHERE t.workspace_id = " workspace " AND t.deleted_at IS NULL AND t.board_id = ANY (" boards
    ") AND (" column " IS NULL OR t.column_id = " column ") AND (" priority " IS NULL OR t.priority = " priority
    ") AND (" status " IS NULL OR EXISTS (SELECT FROM columns c WHERE c.workspace_id = t.workspace_id AND c.id = t.column_id AND c.category = " status
    ")) AND (" assignee " IS NULL OR EXISTS (SELECT FROM task_assignees a WHERE a.workspace_id = t.workspace_id AND a.task_id = t.id AND a.user_id = " assignee
    ")) AND (NOT " after " OR (t.created_at, t.id) < (" at ", " id ")) ORDER BY t.created_at DESC, t.id DESC LIMIT " limit
);

statement!(
    /// Tasks in the trash, last deleted first.
    Trashed {
        workspace: WorkspaceId => Uuid, boards: Vec<BoardId> => Array<Uuid>, after: bool => Bool, at: Timestamp => Timestamptz, id: TaskId => Uuid, limit: i64 => BigInt,
    } -> Columns;
    "SELECT " [COLUMNS] " FROM tasks t WHERE t.workspace_id = " workspace " AND t.deleted_at IS NOT NULL AND t.board_id = ANY (" boards
    ") AND (NOT " after " OR (t.deleted_at, t.id) < (" at ", " id ")) ORDER BY t.deleted_at DESC, t.id DESC LIMIT " limit
);

statement!(
    /// Living tasks of one column, by place, after a rank.
    OfColumn { workspace: WorkspaceId => Uuid, column: ColumnId => Uuid, after: String => Text, limit: i64 => BigInt } -> Columns;
    "SELECT " [COLUMNS] " FROM tasks t WHERE t.workspace_id = " workspace " AND t.column_id = " column
    " AND t.deleted_at IS NULL AND t.position > " after " ORDER BY t.position LIMIT " limit
);

/// A page of a list, as rows; the caller asks for one more than it shows to learn whether there are more.
///
/// # Errors
/// Where the database fails.
pub fn list(
    conn: &mut PgConnection,
    workspace: WorkspaceId,
    listing: Listing,
    limit: i64,
) -> QueryResult<Vec<TaskRow>> {
    let Listing {
        boards,
        column,
        status,
        assignee,
        priority,
        deleted,
        after,
    } = listing;
    let (at, id) = after.unwrap_or((Timestamp::from_micros(0), TaskId(uuid::Uuid::nil())));
    let after = after.is_some();
    if deleted {
        return Trashed {
            workspace,
            boards,
            after,
            at,
            id,
            limit,
        }
        .get_results(conn);
    }
    Newest {
        workspace,
        boards,
        column,
        status,
        assignee,
        priority,
        after,
        at,
        id,
        limit,
    }
    .get_results(conn)
}

/// A page of one column, by place.
///
/// # Errors
/// Where the database fails.
pub fn list_column(
    conn: &mut PgConnection,
    workspace: WorkspaceId,
    column: ColumnId,
    after: String,
    limit: i64,
) -> QueryResult<Vec<TaskRow>> {
    OfColumn {
        workspace,
        column,
        after,
        limit,
    }
    .get_results(conn)
}

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
        }
    };
    Ok(rows.into_iter().map(card).collect())
}
