//! Columns.

mod trash;

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Uuid};
use tutti_types::columns::{Category, Column};
use tutti_types::{BoardId, ColumnId, Timestamp, WorkspaceId};

use crate::access::Granted;
use crate::error::Result;
use crate::locks::at_once;
use crate::models::board::BoardRow;
use crate::moment::now;
use crate::row::Sql;
use crate::schema::columns;
pub use trash::{
    TrashedColumn, delete, keep_cards, lock_cards, lock_trashed, restore, take_cards, trashed,
};

row! {
    /// A column as it stands in the database.
    #[derive(Selectable)]
    #[diesel(table_name = columns)]
    ColumnRow of columns as columns {
        workspace_id: WorkspaceId,
        id: ColumnId,
        board_id: BoardId,
        name: String,
        /// The status of the tasks in it.
        category: Category,
        /// A colour of its own.
        color: Option<String>,
        /// How many tasks may stand in it.
        wip_limit: Option<i32>,
        position: String,
        /// Rises with each change.
        version: i64,
        /// The position of the event that told of its last change.
        changed_seq: i64,
        /// When it was made.
        created_at: Timestamp,
        /// When it last changed.
        updated_at: Timestamp,
        /// In the trash since.
        deleted_at: Option<Timestamp>,
    }
}

impl From<ColumnRow> for Column {
    fn from(row: ColumnRow) -> Self {
        Self {
            id: row.id,
            workspace_id: row.workspace_id,
            board_id: row.board_id,
            name: row.name,
            category: row.category,
            color: row.color,
            wip_limit: row.wip_limit,
            position: row.position,
            count: None,
            version: row.version,
            changed_seq: row.changed_seq,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}

/// A column to be made.
#[derive(Clone, Debug, Insertable)]
#[diesel(table_name = columns)]
pub struct NewColumn {
    pub workspace_id: WorkspaceId,
    pub id: ColumnId,
    pub board_id: BoardId,
    pub name: String,
    /// The status of the tasks in it.
    pub category: Category,
    /// A colour of its own.
    pub color: Option<String>,
    /// How many tasks may stand in it.
    pub wip_limit: Option<i32>,
    pub position: String,
    /// What is kept of the request, where the client gave its own id.
    pub request_hash: Option<Vec<u8>>,
}

/// What changes of a column; what is absent stays.
#[derive(Clone, Debug, Default, AsChangeset)]
#[diesel(table_name = columns)]
pub struct ColumnChanges {
    pub name: Option<String>,
    /// The status of the tasks in it.
    pub category: Option<Category>,
    /// A colour of its own.
    pub color: Option<Option<String>>,
    /// How many tasks may stand in it.
    pub wip_limit: Option<Option<i32>>,
    pub position: Option<String>,
}

impl ColumnChanges {
    /// Whether nothing changes.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.name.is_none()
            && self.category.is_none()
            && self.color.is_none()
            && self.wip_limit.is_none()
            && self.position.is_none()
    }
}

statement!(
    /// A living column of a board, locked.
    Lock { workspace: WorkspaceId => Uuid, board: BoardId => Uuid, id: ColumnId => Uuid } -> Sql<ColumnRow>, locks Columns;
    "SELECT " {ColumnRow} " FROM columns WHERE workspace_id = " workspace " AND id = " id " AND board_id = " board
    " AND deleted_at IS NULL FOR NO KEY UPDATE"
);
statement!(
    /// The living columns of a board that somebody else has not locked just now: it fails where one is. Columns are locked by who holds
    /// one of them already, so out of their order.
    LockStanding { workspace: WorkspaceId => Uuid, board: BoardId => Uuid } -> Uuid, locks Columns;
    "SELECT id FROM columns WHERE workspace_id = " workspace " AND board_id = " board " AND deleted_at IS NULL FOR NO KEY UPDATE NOWAIT"
);

/// Locks all living columns of a locked board, by who may hold one of them already.
///
/// # Errors
/// [`Error::Contended`](crate::Error::Contended) where somebody else holds one of them.
pub fn lock_standing(
    conn: &mut PgConnection,
    workspace: WorkspaceId,
    board: BoardId,
) -> Result<()> {
    let locked = (LockStanding { workspace, board }).get_results::<ColumnId>(conn);
    at_once(locked).map(drop)
}

/// A living column of a board, locked.
///
/// # Errors
/// Where the database fails.
pub fn lock(
    conn: &mut PgConnection,
    workspace: WorkspaceId,
    board: BoardId,
    id: ColumnId,
) -> QueryResult<Option<ColumnRow>> {
    (Lock {
        workspace,
        board,
        id,
    })
    .get_result(conn)
    .optional()
}

/// A board's living columns, by place.
///
/// # Errors
/// Where the database fails.
pub fn of_board(
    conn: &mut PgConnection,
    workspace: WorkspaceId,
    board: BoardId,
) -> QueryResult<Vec<ColumnRow>> {
    columns::table
        .filter(columns::workspace_id.eq(workspace))
        .filter(columns::board_id.eq(board))
        .filter(columns::deleted_at.is_null())
        .order(columns::position)
        .select(ColumnRow::as_select())
        .load(conn)
}

/// The columns of some boards that mean a status, the deleted too, in which what is in the trash stood.
///
/// # Errors
/// Where the database fails.
pub fn of_status(
    conn: &mut PgConnection,
    workspace: WorkspaceId,
    boards: &[BoardId],
    status: Category,
) -> QueryResult<Vec<ColumnId>> {
    columns::table
        .filter(columns::workspace_id.eq(workspace))
        .filter(columns::board_id.eq_any(boards))
        .filter(columns::category.eq(status))
        .select(columns::id)
        .load(conn)
}

/// A column by its id, living or deleted, of whichever board; for a create that comes again and for neighbours.
///
/// # Errors
/// Where the database fails.
pub fn find(
    conn: &mut PgConnection,
    workspace: WorkspaceId,
    id: ColumnId,
) -> QueryResult<Option<(ColumnRow, bool)>> {
    columns::table
        .find((workspace, id))
        .select((ColumnRow::as_select(), columns::deleted_at.is_null()))
        .first(conn)
        .optional()
}

/// What is kept of the request that made a column.
///
/// # Errors
/// Where the database fails.
pub fn request_hash(conn: &mut PgConnection, column: &ColumnRow) -> QueryResult<Option<Vec<u8>>> {
    let row = columns::table.find((column.workspace_id, column.id));
    row.select(columns::request_hash).first(conn)
}

statement!(
    /// A board's columns with how many living tasks stand in each.
    Counts { workspace: WorkspaceId => Uuid, board: BoardId => Uuid } -> (Uuid, BigInt);
    "SELECT c.id, (SELECT count(*) FROM tasks t WHERE t.workspace_id = c.workspace_id AND t.column_id = c.id AND t.deleted_at IS NULL)
     FROM columns c WHERE c.workspace_id = " workspace " AND c.board_id = " board " AND c.deleted_at IS NULL"
);

/// How many living tasks stand in each of a board's columns.
///
/// # Errors
/// Where the database fails.
pub fn counts(
    conn: &mut PgConnection,
    workspace: WorkspaceId,
    board: BoardId,
) -> QueryResult<Vec<(ColumnId, i64)>> {
    (Counts { workspace, board }).get_results(conn)
}

/// Makes a column on a board.
///
/// # Errors
/// `id_taken`.
pub fn create(
    conn: &mut PgConnection,
    board: &Granted<BoardRow>,
    new: &NewColumn,
) -> Result<ColumnRow> {
    debug_assert_eq!(board.id, new.board_id, "the proof is for another board");
    Ok(diesel::insert_into(columns::table)
        .values(new)
        .returning(ColumnRow::as_returning())
        .get_result(conn)?)
}

/// Changes a column.
///
/// # Errors
/// Where the database fails.
pub fn update(
    conn: &mut PgConnection,
    column: &Granted<ColumnRow>,
    changes: &ColumnChanges,
) -> Result<ColumnRow> {
    let row = columns::table.find((column.workspace_id, column.id));
    let versions = (
        columns::version.eq(columns::version + 1),
        columns::updated_at.eq(now()),
    );
    Ok(diesel::update(row)
        .set((changes, versions))
        .returning(ColumnRow::as_returning())
        .get_result(conn)?)
}

statement!(
    /// Whether a column still holds a living task, and whether its board has another column.
    Deletable { workspace: WorkspaceId => Uuid, board: BoardId => Uuid, column: ColumnId => Uuid } -> (Bool, Bool);
    "SELECT EXISTS (SELECT FROM tasks WHERE workspace_id = " workspace " AND column_id = " column " AND deleted_at IS NULL),
        EXISTS (SELECT FROM columns WHERE workspace_id = " workspace " AND board_id = " board " AND id <> " column " AND deleted_at IS NULL)"
);

/// Whether a column still holds a living task, and whether its board has another column.
///
/// # Errors
/// Where the database fails.
pub fn holds_tasks_has_sibling(
    conn: &mut PgConnection,
    column: &ColumnRow,
) -> QueryResult<(bool, bool)> {
    (Deletable {
        workspace: column.workspace_id,
        board: column.board_id,
        column: column.id,
    })
    .get_result(conn)
}
