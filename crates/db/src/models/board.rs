//! Boards and who was added to them.

mod trash;

use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bool, Uuid};
use tutti_types::boards::Board;
use tutti_types::permissions::{Visibility, may_read_board};
use tutti_types::{BoardId, Timestamp, UserId, WorkspaceId};

use crate::access::{Granted, Whole};
use crate::error::Result;
use crate::moment::now;
use crate::row::Sql;
use crate::schema::{board_members, boards};
pub use trash::{delete, lock_trashed, restore, trashed};

row! {
    /// A board as it stands in the database, with who was added to it. Living, unless it is [`Trashed`](crate::access::Trashed).
    BoardRow of boards as b {
        workspace_id: WorkspaceId,
        id: BoardId,
        name: String,
        color: String,
        /// Who sees it.
        visibility: Visibility,
        /// Rises with each change of it or its members.
        version: i64,
        /// The position of the event that told of its last change.
        changed_seq: i64,
        /// Who made it.
        created_by: Option<UserId>,
        created_at: Timestamp,
        /// When it last changed.
        updated_at: Timestamp,
        /// In the trash since.
        deleted_at: Option<Timestamp>,
        /// Who put it there.
        deleted_by: Option<UserId>,
    } with {
        /// Who was added to it.
        member_ids: Vec<UserId> => Array<Uuid> =
            "ARRAY(SELECT m.user_id FROM board_members m WHERE m.workspace_id = b.workspace_id AND m.board_id = b.id ORDER BY m.added_at, m.user_id)",
    }
}

impl From<BoardRow> for Board {
    fn from(row: BoardRow) -> Self {
        Self {
            id: row.id,
            workspace_id: row.workspace_id,
            name: row.name,
            color: row.color,
            visibility: row.visibility,
            member_ids: row.member_ids,
            version: row.version,
            changed_seq: row.changed_seq,
            created_by: row.created_by,
            created_at: row.created_at,
            updated_at: row.updated_at,
            deleted_at: row.deleted_at,
            deleted_by: row.deleted_by,
        }
    }
}

/// A board to be made.
#[derive(Clone, Debug, Insertable)]
#[diesel(table_name = boards)]
pub struct NewBoard {
    pub workspace_id: WorkspaceId,
    pub id: BoardId,
    pub name: String,
    pub color: String,
    /// Who sees it.
    pub visibility: Visibility,
    /// Who makes it.
    pub created_by: UserId,
    /// What is kept of the request, where the client gave its own id.
    pub request_hash: Option<Vec<u8>>,
}

/// What changes of a board; what is absent stays.
#[derive(Clone, Debug, Default, AsChangeset)]
#[diesel(table_name = boards)]
pub struct BoardChanges {
    pub name: Option<String>,
    pub color: Option<String>,
    /// Who sees it.
    pub visibility: Option<Visibility>,
}

statement!(
    /// One living board.
    Find { workspace: WorkspaceId => Uuid, id: BoardId => Uuid } -> Sql<BoardRow>;
    "SELECT " {BoardRow} " FROM boards b WHERE b.workspace_id = " workspace " AND b.id = " id " AND b.deleted_at IS NULL"
);
statement!(
    /// Those of some that are living.
    FindAll { workspace: WorkspaceId => Uuid, ids: Vec<BoardId> => Array<Uuid> } -> Sql<BoardRow>;
    "SELECT " {BoardRow} " FROM boards b WHERE b.workspace_id = " workspace " AND b.id = ANY (" ids ") AND b.deleted_at IS NULL"
);
statement!(
    /// The row alone, locked: its members are read after.
    Lock { workspace: WorkspaceId => Uuid, id: BoardId => Uuid } -> Uuid, locks Boards;
    "SELECT b.id FROM boards b WHERE b.workspace_id = " workspace " AND b.id = " id " AND b.deleted_at IS NULL FOR NO KEY UPDATE"
);
statement!(
    /// All living boards, oldest first.
    All { workspace: WorkspaceId => Uuid } -> Sql<BoardRow>;
    "SELECT " {BoardRow} " FROM boards b WHERE b.workspace_id = " workspace " AND b.deleted_at IS NULL ORDER BY b.created_at, b.id"
);

/// A living board, whether anybody sees it or not.
///
/// # Errors
/// Where the database fails.
pub fn find(
    conn: &mut PgConnection,
    workspace: WorkspaceId,
    id: BoardId,
) -> QueryResult<Option<BoardRow>> {
    (Find { workspace, id }).get_result(conn).optional()
}

/// Those of some boards that are living, whether anybody sees them or not, in no order.
///
/// # Errors
/// Where the database fails.
pub fn find_all(
    conn: &mut PgConnection,
    workspace: WorkspaceId,
    ids: &[BoardId],
) -> QueryResult<Vec<BoardRow>> {
    let ids = ids.to_vec();
    (FindAll { workspace, ids }).get_results(conn)
}

/// What is kept of the request that made a board.
///
/// # Errors
/// Where the database fails.
pub fn request_hash(conn: &mut PgConnection, board: &BoardRow) -> QueryResult<Option<Vec<u8>>> {
    let row = boards::table.find((board.workspace_id, board.id));
    row.select(boards::request_hash).first(conn)
}

/// A living board, locked. Its members are read after the lock is held.
///
/// # Errors
/// Where the database fails.
pub fn lock(
    conn: &mut PgConnection,
    workspace: WorkspaceId,
    id: BoardId,
) -> QueryResult<Option<BoardRow>> {
    let locked: Option<BoardId> = (Lock { workspace, id }).get_result(conn).optional()?;
    if locked.is_some() {
        find(conn, workspace, id)
    } else {
        Ok(None)
    }
}

statement!(
    /// Every living board, locked in one order: their members are read after.
    LockAll { workspace: WorkspaceId => Uuid } -> Uuid, locks Boards;
    "SELECT b.id FROM boards b WHERE b.workspace_id = " workspace " AND b.deleted_at IS NULL ORDER BY b.id FOR NO KEY UPDATE"
);

/// All living boards of a workspace, locked and in the order of their ids, for a change of who a person is to all of them.
///
/// # Errors
/// Where the database fails.
pub fn lock_all(conn: &mut PgConnection, workspace: WorkspaceId) -> QueryResult<Vec<BoardRow>> {
    let _: Vec<BoardId> = (LockAll { workspace }).get_results(conn)?;
    let mut boards = all(conn, workspace)?;
    boards.sort_by_key(|board| board.id);
    Ok(boards)
}

statement!(
    /// How many boards live.
    Count { workspace: WorkspaceId => Uuid } -> BigInt;
    "SELECT count(*) FROM boards WHERE workspace_id = " workspace " AND deleted_at IS NULL"
);

/// How many living boards a workspace has.
///
/// # Errors
/// Where the database fails.
pub fn count(conn: &mut PgConnection, workspace: WorkspaceId) -> QueryResult<i64> {
    (Count { workspace }).get_result(conn)
}

/// All living boards of a workspace, oldest first.
///
/// # Errors
/// Where the database fails.
pub fn all(conn: &mut PgConnection, workspace: WorkspaceId) -> QueryResult<Vec<BoardRow>> {
    (All { workspace }).get_results(conn)
}

statement!(
    /// Whether a board was ever there.
    Exists { workspace: WorkspaceId => Uuid, id: BoardId => Uuid } -> Bool;
    "SELECT EXISTS (SELECT FROM boards WHERE workspace_id = " workspace " AND id = " id ")"
);

/// Whether a workspace has a board of this id, deleted or not.
///
/// # Errors
/// Where the database fails.
pub fn exists(conn: &mut PgConnection, workspace: WorkspaceId, id: BoardId) -> QueryResult<bool> {
    (Exists { workspace, id }).get_result(conn)
}

/// Makes a board. Its maker is added to a private one, and to one that they could not see otherwise.
///
/// # Errors
/// `id_taken`.
pub fn create(conn: &mut PgConnection, proof: &Granted<Whole>, new: &NewBoard) -> Result<BoardRow> {
    diesel::insert_into(boards::table)
        .values(new)
        .execute(conn)?;
    let sees = may_read_board(proof.grantee().rights(), new.visibility, false);
    if new.visibility == Visibility::Private || !sees {
        insert_member(conn, new.workspace_id, new.id, new.created_by)?;
    }
    Ok((Find {
        workspace: new.workspace_id,
        id: new.id,
    })
    .get_result(conn)?)
}

/// Changes a board and raises its version.
///
/// # Errors
/// Where the database fails.
pub fn update(
    conn: &mut PgConnection,
    board: &Granted<BoardRow>,
    changes: &BoardChanges,
) -> Result<BoardRow> {
    let versions = (
        boards::version.eq(boards::version + 1),
        boards::updated_at.eq(now()),
    );
    diesel::update(boards::table.find((board.workspace_id, board.id)))
        .set((changes, versions))
        .execute(conn)?;
    Ok((Find {
        workspace: board.workspace_id,
        id: board.id,
    })
    .get_result(conn)?)
}

/// Adds a member of the workspace to a board; adding them again changes nothing. Follow it by [`update`], which raises the
/// version.
///
/// # Errors
/// Where the database fails.
pub fn add_member(conn: &mut PgConnection, board: &Granted<BoardRow>, user: UserId) -> Result<()> {
    Ok(insert_member(conn, board.workspace_id, board.id, user)?)
}

fn insert_member(
    conn: &mut PgConnection,
    workspace: WorkspaceId,
    board: BoardId,
    user: UserId,
) -> QueryResult<()> {
    let row = (
        board_members::workspace_id.eq(workspace),
        board_members::board_id.eq(board),
        board_members::user_id.eq(user),
    );
    diesel::insert_into(board_members::table)
        .values(row)
        .on_conflict_do_nothing()
        .execute(conn)?;
    Ok(())
}

/// Takes a member off a board.
///
/// # Errors
/// Where the database fails.
pub fn remove_member(
    conn: &mut PgConnection,
    board: &Granted<BoardRow>,
    user: UserId,
) -> Result<()> {
    diesel::delete(board_members::table.find((board.workspace_id, board.id, user)))
        .execute(conn)?;
    Ok(())
}
