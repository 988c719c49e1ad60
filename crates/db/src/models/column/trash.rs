//! Columns in the trash, and where their cards went.

use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Integer, Nullable, Text, Timestamptz, Uuid};
use tutti_types::trash::TRASH_DAYS;
use tutti_types::{BoardId, ColumnId, TaskId, Timestamp, UserId, WorkspaceId};

use super::ColumnRow;
use crate::access::{Granted, Trashed};
use crate::error::Result;
use crate::moment::now;
use crate::row::Sql;
use crate::schema::columns;

statement!(
    /// The row alone, locked.
    LockTrashed { workspace: WorkspaceId => Uuid, board: BoardId => Uuid, id: ColumnId => Uuid, days: i32 => Integer } -> Uuid, locks Columns;
    "SELECT id FROM columns WHERE workspace_id = " workspace " AND board_id = " board " AND id = " id
    " AND deleted_at > now() - make_interval(days => " days ") FOR NO KEY UPDATE"
);
row! {
    /// A column of the trash as it is listed.
    TrashedColumn of columns as c {
        id: ColumnId,
        /// The board it was on.
        board_id: BoardId,
        name: String,
        /// Who deleted it.
        deleted_by: Option<UserId>,
    } with {
        /// When it was deleted.
        deleted_at: Timestamp => Timestamptz = "c.deleted_at",
        /// How many cards come back with it: each is looked up, or the planner would read all cards of a workspace for each column.
        cards: i64 => BigInt = "(SELECT count(*) FROM moved_cards m CROSS JOIN LATERAL (SELECT FROM tasks t WHERE t.workspace_id = m.workspace_id AND t.id = m.task_id
            AND t.column_id = m.moved_to AND t.deleted_at IS NULL OFFSET 0) t WHERE m.workspace_id = c.workspace_id AND m.column_id = c.id)",
    }
}

statement!(
    /// Columns of the trash, last deleted first, with how many cards come back with each.
    ListTrashed {
        workspace: WorkspaceId => Uuid, boards: Vec<BoardId> => Array<Uuid>, at: Option<Timestamp> => Nullable<Timestamptz>,
        id: Option<uuid::Uuid> => Nullable<Uuid>, days: i32 => Integer, limit: i64 => BigInt,
    } -> Sql<TrashedColumn>;
    "SELECT " {TrashedColumn} " FROM columns c WHERE c.workspace_id = " workspace " AND c.board_id = ANY (" boards ") AND c.deleted_at > now() - make_interval(days => " days ")
     AND (c.deleted_at, c.id) < (coalesce(" at ", 'infinity'), coalesce(" id ", 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
     ORDER BY c.deleted_at DESC, c.id DESC LIMIT " limit
);
statement!(
    /// The first living cards of a column, locked in the one order of all who lock several. They are looked up first, since in that order
    /// the planner would look through the workspace for them.
    LockCards { workspace: WorkspaceId => Uuid, column: ColumnId => Uuid, most: i64 => BigInt } -> Uuid, locks Tasks;
    "SELECT id FROM tasks WHERE workspace_id = " workspace " AND id = ANY (ARRAY(
        SELECT id FROM tasks WHERE workspace_id = " workspace " AND column_id = " column " AND deleted_at IS NULL ORDER BY position LIMIT " most "
     )) AND column_id = " column " AND deleted_at IS NULL ORDER BY id FOR NO KEY UPDATE"
);
statement!(
    /// Remembers where cards of a column stand. One may be remembered already, by a deletion that was cut short.
    KeepCards { workspace: WorkspaceId => Uuid, column: ColumnId => Uuid, to: ColumnId => Uuid, cards: Vec<TaskId> => Array<Uuid> } -> BigInt, holds Columns;
    "INSERT INTO moved_cards (workspace_id, column_id, task_id, position, moved_to)
     SELECT workspace_id, " column ", id, position, " to " FROM tasks WHERE workspace_id = " workspace " AND id = ANY (" cards ")
     ON CONFLICT (workspace_id, column_id, task_id) DO UPDATE SET position = excluded.position, moved_to = excluded.moved_to"
);
statement!(
    /// The first of the cards that are still where the deletion moved them, locked as above, with where they stood before.
    LockMoved { workspace: WorkspaceId => Uuid, column: ColumnId => Uuid, most: i64 => BigInt } -> (Uuid, Text), locks Tasks;
    "WITH first AS MATERIALIZED (SELECT m.task_id, m.position, m.moved_to FROM moved_cards m CROSS JOIN LATERAL (
            SELECT FROM tasks t WHERE t.workspace_id = m.workspace_id AND t.id = m.task_id AND t.column_id = m.moved_to AND t.deleted_at IS NULL OFFSET 0
        ) t WHERE m.workspace_id = " workspace " AND m.column_id = " column " ORDER BY m.position LIMIT " most ")
     SELECT t.id, m.position FROM first m JOIN tasks t ON t.id = m.task_id
     WHERE t.workspace_id = " workspace " AND t.id = ANY (ARRAY(SELECT task_id FROM first)) AND t.column_id = m.moved_to AND t.deleted_at IS NULL
     ORDER BY t.id FOR NO KEY UPDATE OF t"
);
statement!(
    /// Forgets where some of them stood, or all.
    ForgetMoved { workspace: WorkspaceId => Uuid, column: ColumnId => Uuid, cards: Option<Vec<TaskId>> => Nullable<Array<Uuid>> } -> BigInt, holds Columns;
    "DELETE FROM moved_cards WHERE workspace_id = " workspace " AND column_id = " column " AND (" cards " IS NULL OR task_id = ANY (" cards "))"
);

/// A column of a board that can be restored, locked.
///
/// # Errors
/// Where the database fails.
pub fn lock_trashed(
    conn: &mut PgConnection,
    workspace: WorkspaceId,
    board: BoardId,
    id: ColumnId,
) -> QueryResult<Option<ColumnRow>> {
    let lock = LockTrashed {
        workspace,
        board,
        id,
        days: TRASH_DAYS,
    };
    let locked: Option<ColumnId> = lock.get_result(conn).optional()?;
    if locked.is_none() {
        return Ok(None);
    }
    let row = columns::table.find((workspace, id));
    row.select(ColumnRow::as_select()).first(conn).optional()
}

/// At most `limit` columns of some boards that can be restored, last deleted first, behind a place in the order of the trash.
///
/// # Errors
/// Where the database fails.
pub fn trashed(
    conn: &mut PgConnection,
    workspace: WorkspaceId,
    boards: Vec<BoardId>,
    after: Option<(Timestamp, uuid::Uuid)>,
    limit: i64,
) -> QueryResult<Vec<TrashedColumn>> {
    let (at, id) = after.unzip();
    let list = ListTrashed {
        workspace,
        boards,
        at,
        id,
        days: TRASH_DAYS,
        limit,
    };
    list.get_results(conn)
}

/// The first living cards of a locked column, `most` of them at most, locked.
///
/// # Errors
/// Where the database fails.
pub fn lock_cards(
    conn: &mut PgConnection,
    column: &Granted<ColumnRow>,
    most: usize,
) -> QueryResult<Vec<TaskId>> {
    let cards = LockCards {
        workspace: column.workspace_id,
        column: column.id,
        most: limit(most),
    };
    cards.get_results(conn)
}

fn limit(most: usize) -> i64 {
    i64::try_from(most).unwrap_or(i64::MAX)
}

/// Remembers where locked cards of a column stand before its deletion moves them to another.
///
/// # Errors
/// Where the database fails.
pub fn keep_cards(
    conn: &mut PgConnection,
    column: &Granted<ColumnRow>,
    to: &Granted<ColumnRow>,
    cards: &[TaskId],
) -> QueryResult<()> {
    let keep = KeepCards {
        workspace: column.workspace_id,
        column: column.id,
        to: to.id,
        cards: cards.to_vec(),
    };
    keep.execute(conn).map(drop)
}

/// The first of the cards that come back with a column, `most` of them at most, locked, each with where it stood; what was remembered of
/// them is forgotten. Where there are fewer, they are the last.
///
/// # Errors
/// Where the database fails.
pub fn take_cards(
    conn: &mut PgConnection,
    column: &Granted<ColumnRow>,
    most: usize,
) -> QueryResult<Vec<(TaskId, String)>> {
    let (workspace, column) = (column.workspace_id, column.id);
    let moved = LockMoved {
        workspace,
        column,
        most: limit(most),
    };
    let moved: Vec<(TaskId, String)> = moved.get_results(conn)?;
    // All others that are remembered are elsewhere by now.
    let taken = moved.iter().map(|(card, _)| *card);
    let cards = (moved.len() == most).then(|| taken.collect());
    let forget = ForgetMoved {
        workspace,
        column,
        cards,
    };
    forget.execute(conn)?;
    Ok(moved)
}

/// Puts a column that holds no living card in the trash.
///
/// # Errors
/// Where the database fails.
pub fn delete(conn: &mut PgConnection, column: &Granted<ColumnRow>) -> Result<()> {
    let row = columns::table.find((column.workspace_id, column.id));
    let now = (
        columns::deleted_at.eq(now().nullable()),
        columns::deleted_by.eq(column.grantee().person()),
    );
    diesel::update(row).set(now).execute(conn)?;
    Ok(())
}

/// Takes a column out of the trash, to a place among the others, and raises its version.
///
/// # Errors
/// Where the database fails.
pub fn restore(
    conn: &mut PgConnection,
    column: &Granted<Trashed<ColumnRow>>,
    position: String,
) -> Result<()> {
    let row = columns::table.find((column.workspace_id, column.id));
    let living = (
        columns::deleted_at.eq(None::<Timestamp>),
        columns::deleted_by.eq(None::<UserId>),
        columns::position.eq(position),
        columns::version.eq(columns::version + 1),
        columns::updated_at.eq(now()),
    );
    diesel::update(row).set(living).execute(conn)?;
    Ok(())
}
