//! Whose ids stand on a board without their being on it: who acts there, works on its tasks or made them.

use diesel::sql_types::{Array, BigInt, Nullable, Text, Uuid};
use diesel::{PgConnection, QueryResult, RunQueryDsl};
use tutti_types::{BoardId, UserId, WorkspaceId};

/// Entries of each board's feed that are looked through for who acted.
const ENTRIES: i64 = 500;

statement!(
    /// The people of each board, with the name of who has left. A board's entries are named by a range, as in the feed, so that its index is
    /// taken.
    Acting { workspace: WorkspaceId => Uuid, boards: Vec<BoardId> => Array<Uuid>, entries: i64 => BigInt } -> (Uuid, Uuid, Nullable<Text>);
    "WITH known (board_id, user_id) AS (
        SELECT b.id, acted.actor_id FROM unnest(" boards ") AS b (id) CROSS JOIN LATERAL (
            SELECT l.actor_id FROM activity_log l WHERE l.workspace_id = " workspace " AND l.room_id >= b.id AND l.room_id <= b.id AND l.room_kind = 'board'
            ORDER BY l.room_id, l.seq DESC LIMIT " entries ") acted
        UNION SELECT t.board_id, t.created_by FROM tasks t WHERE t.workspace_id = " workspace " AND t.board_id = ANY (" boards ")
        UNION SELECT t.board_id, a.user_id FROM tasks t JOIN task_assignees a ON a.workspace_id = t.workspace_id AND a.task_id = t.id
            WHERE t.workspace_id = " workspace " AND t.board_id = ANY (" boards ")
     )
     SELECT k.board_id, k.user_id, f.name FROM known k LEFT JOIN former_members f ON f.workspace_id = " workspace " AND f.user_id = k.user_id
     WHERE k.user_id IS NOT NULL"
);

statement!(
    /// The boards, among some, of which [`Acting`] would name one person.
    ActsOn { workspace: WorkspaceId => Uuid, user: UserId => Uuid, boards: Vec<BoardId> => Array<Uuid>, entries: i64 => BigInt } -> Uuid;
    "SELECT t.board_id FROM tasks t WHERE t.workspace_id = " workspace " AND t.created_by = " user " AND t.board_id = ANY (" boards ")
     UNION SELECT t.board_id FROM task_assignees a JOIN tasks t ON t.workspace_id = a.workspace_id AND t.id = a.task_id
        WHERE a.workspace_id = " workspace " AND a.user_id = " user " AND t.board_id = ANY (" boards ")
     UNION SELECT b.id FROM unnest(" boards ") AS b (id) CROSS JOIN LATERAL (
        SELECT l.actor_id FROM activity_log l WHERE l.workspace_id = " workspace " AND l.room_id >= b.id AND l.room_id <= b.id AND l.room_kind = 'board'
        ORDER BY l.room_id, l.seq DESC LIMIT " entries ") acted WHERE acted.actor_id = " user
);

/// Who made or works on tasks of each of some boards, and who acted there within its last 500 entries; with the name of who is no
/// member any more. Somebody may stand for several boards.
///
/// # Errors
/// Where the database fails.
pub fn acting_on(
    conn: &mut PgConnection,
    workspace: WorkspaceId,
    boards: Vec<BoardId>,
) -> QueryResult<Vec<(BoardId, UserId, Option<String>)>> {
    let entries = ENTRIES;
    (Acting {
        workspace,
        boards,
        entries,
    })
    .get_results(conn)
}

/// The boards, among some, that [`acting_on`] would name somebody for.
///
/// # Errors
/// Where the database fails.
pub fn acts_on(
    conn: &mut PgConnection,
    workspace: WorkspaceId,
    user: UserId,
    boards: Vec<BoardId>,
) -> QueryResult<Vec<BoardId>> {
    if boards.is_empty() {
        return Ok(Vec::new());
    }
    let entries = ENTRIES;
    (ActsOn {
        workspace,
        user,
        boards,
        entries,
    })
    .get_results(conn)
}
