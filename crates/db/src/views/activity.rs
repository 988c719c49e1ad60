//! The activity feed, newest first, read with the rights of today.

use diesel::sql_types::{Array, BigInt, Nullable, Text, Uuid};
use diesel::{OptionalExtension, PgConnection, RunQueryDsl};
use tutti_types::activity::{Activity, Actor, ActorKind, Subject, SubjectKind};
use tutti_types::events::Audience;
use tutti_types::rooms::{Room, RoomKind};
use tutti_types::{BoardId, Permission, RoomId, SubjectId, TaskId, Timestamp, UserId, WorkspaceId};

use crate::access;
use crate::error::{Error, Result};
use crate::gate::Member;
use crate::models::{board, task};
use crate::row::Sql;

row! {
    /// An entry of the log.
    EntryRow of activity_log as l {
        seq: i64,
        at: Timestamp,
        actor_kind: ActorKind,
        actor_id: Option<UserId>,
        actor_name: Option<String>,
        /// A newer server may have written one we do not know.
        kind: String,
        subject_kind: SubjectKind,
        subject_id: SubjectId,
        /// The name it had.
        subject_name: String,
        room_kind: Option<RoomKind>,
        room_id: Option<RoomId>,
        /// JSON.
        changes: String,
    }
}

/// Whether an entry's room is a board: a client chooses ids, so another room may have a board's.
const IS_ON_BOARD: &str = "l.room_kind = 'board'";
/// Whether an entry's task is on some boards today, wherever it was when that happened: the boards follow, and a parenthesis. It
/// is asked beside where it happened, so that of a task that comes out of a private board its time there stays private.
const IS_NOT_ELSEWHERE: &str = "NOT EXISTS (SELECT FROM moved_tasks m WHERE l.subject_kind = 'task' AND m.workspace_id = l.workspace_id AND m.task_id = l.subject_id AND m.board_id <> ALL (";

// A board's entries are named by a range and not by an equality, and put in the order of the index on boards: by an equality the
// planner may go through the whole log by its key instead, where it believes that most of it happened on this board.

statement!(
    /// Everything, for who sees every board.
    Everything { workspace: WorkspaceId => Uuid, audiences: Vec<String> => Array<Text>, before: i64 => BigInt, limit: i64 => BigInt } -> Sql<EntryRow>;
    "SELECT " {EntryRow} " FROM activity_log l WHERE l.workspace_id = " workspace " AND l.seq < " before
    " AND (" [IS_ON_BOARD] " OR l.room_id IS NULL AND l.audience = ANY (" audiences ")) ORDER BY l.seq DESC LIMIT " limit
);
statement!(
    /// Everything of some boards, and what concerns none: the newest of each, so that no page looks through what its reader may not
    /// see.
    Readable {
        workspace: WorkspaceId => Uuid, boards: Vec<BoardId> => Array<Uuid>, audiences: Vec<String> => Array<Text>, before: i64 => BigInt,
        limit: i64 => BigInt,
    } -> Sql<EntryRow>;
    "SELECT " {EntryRow} " FROM (
        SELECT there.* FROM unnest(" boards ") AS b (id) CROSS JOIN LATERAL (
            SELECT " {EntryRow} " FROM activity_log l WHERE l.workspace_id = " workspace " AND l.room_id >= b.id AND l.room_id <= b.id
            AND " [IS_ON_BOARD] " AND l.seq < " before " AND " [IS_NOT_ELSEWHERE] boards ")) ORDER BY l.room_id, l.seq DESC LIMIT " limit ") there
        UNION ALL
        (SELECT " {EntryRow} " FROM activity_log l WHERE l.workspace_id = " workspace " AND l.room_id IS NULL AND l.audience = ANY (" audiences
            ") AND l.seq < " before " ORDER BY l.seq DESC LIMIT " limit ")
    ) l ORDER BY l.seq DESC LIMIT " limit
);
statement!(
    /// Of one task that the reader sees; `boards` are all they see, absent where that is every one.
    OfTask {
        workspace: WorkspaceId => Uuid, task: TaskId => Uuid, board: Option<BoardId> => Nullable<Uuid>, actor: Option<UserId> => Nullable<Uuid>,
        boards: Option<Vec<BoardId>> => Nullable<Array<Uuid>>, before: i64 => BigInt, limit: i64 => BigInt,
    } -> Sql<EntryRow>;
    "SELECT " {EntryRow} " FROM activity_log l WHERE l.workspace_id = " workspace " AND l.subject_id = " task " AND l.subject_kind = 'task' AND " [IS_ON_BOARD] " AND (" board " IS NULL OR l.room_id = " board
    ") AND (" actor " IS NULL OR l.actor_id = " actor ") AND (" boards " IS NULL OR l.room_id = ANY (" boards ")) AND l.seq < " before
    " ORDER BY l.seq DESC LIMIT " limit
);
statement!(
    /// What happened on one board that the reader sees; `boards` as for one task.
    OnBoard {
        workspace: WorkspaceId => Uuid, board: BoardId => Uuid, actor: Option<UserId> => Nullable<Uuid>, boards: Option<Vec<BoardId>> => Nullable<Array<Uuid>>,
        before: i64 => BigInt, limit: i64 => BigInt,
    } -> Sql<EntryRow>;
    "SELECT " {EntryRow} " FROM activity_log l WHERE l.workspace_id = " workspace " AND l.room_id >= " board " AND l.room_id <= " board " AND " [IS_ON_BOARD] " AND (" actor
    " IS NULL OR l.actor_id = " actor ") AND l.seq < " before " AND (" boards " IS NULL OR " [IS_NOT_ELSEWHERE] boards
    "))) ORDER BY l.room_id, l.seq DESC LIMIT " limit
);
statement!(
    /// By one person; `boards` as for one task.
    ByActor {
        workspace: WorkspaceId => Uuid, actor: UserId => Uuid, boards: Option<Vec<BoardId>> => Nullable<Array<Uuid>>,
        audiences: Vec<String> => Array<Text>, before: i64 => BigInt, limit: i64 => BigInt,
    } -> Sql<EntryRow>;
    "SELECT " {EntryRow} " FROM activity_log l WHERE l.workspace_id = " workspace " AND l.actor_id = " actor " AND l.seq < " before
    " AND CASE WHEN l.room_id IS NULL THEN l.audience = ANY (" audiences ") ELSE " [IS_ON_BOARD] " AND (" boards " IS NULL OR (l.room_id = ANY (" boards
    ") AND " [IS_NOT_ELSEWHERE] boards ")))) END ORDER BY l.seq DESC LIMIT " limit
);
statement!(
    /// The board of the newest entry of a task.
    LastOn { workspace: WorkspaceId => Uuid, task: TaskId => Uuid } -> Nullable<Uuid>;
    "SELECT room_id FROM activity_log WHERE workspace_id = " workspace " AND subject_id = " task " AND subject_kind = 'task' AND room_kind = 'board' ORDER BY seq DESC LIMIT 1"
);

/// What the feed is narrowed by. All of it must hold.
#[derive(Clone, Copy, Debug, Default)]
pub struct Filter {
    /// Entries of this task.
    pub task: Option<TaskId>,
    /// Entries of this board.
    pub board: Option<BoardId>,
    /// Entries by this person.
    pub actor: Option<UserId>,
}

/// At most `limit` entries before a position.
///
/// # Errors
/// `not_found` for a task or board of which the member may not know.
pub fn load(
    conn: &mut PgConnection,
    me: &Member,
    filter: Filter,
    before: i64,
    limit: i64,
) -> Result<Vec<Activity>> {
    let workspace = me.workspace_id();
    let boards = readable_boards(conn, me)?;
    require_readable(conn, me, boards.as_deref(), filter)?;
    let audiences = audiences(me);
    let Filter { task, board, actor } = filter;
    // The narrowest of what is given leads, since each of them has an index of its own.
    let rows: Vec<EntryRow> = match (task, board, actor, boards) {
        (Some(task), .., boards) => OfTask {
            workspace,
            task,
            board,
            actor,
            boards,
            before,
            limit,
        }
        .get_results(conn)?,
        (None, Some(board), _, boards) => OnBoard {
            workspace,
            board,
            actor,
            boards,
            before,
            limit,
        }
        .get_results(conn)?,
        (None, None, Some(actor), boards) => ByActor {
            workspace,
            actor,
            boards,
            audiences,
            before,
            limit,
        }
        .get_results(conn)?,
        (None, None, None, Some(boards)) => Readable {
            workspace,
            boards,
            audiences,
            before,
            limit,
        }
        .get_results(conn)?,
        (None, None, None, None) => Everything {
            workspace,
            audiences,
            before,
            limit,
        }
        .get_results(conn)?,
    };
    Ok(rows.into_iter().filter_map(entry).collect())
}

/// The boards a member sees today; `None` for who sees every board, the deleted ones too: who deleted what must not vanish
/// with it.
fn readable_boards(conn: &mut PgConnection, me: &Member) -> Result<Option<Vec<BoardId>>> {
    if me.rights().may(Permission::BoardsReadAll) {
        return Ok(None);
    }
    let boards = board::all(conn, me.workspace_id())?;
    let seen = boards.iter().filter(|b| access::reads(me, b));
    Ok(Some(seen.map(|b| b.id).collect()))
}

/// Refuses where the filter names a board of which the reader may not know, or a task on one.
fn require_readable(
    conn: &mut PgConnection,
    me: &Member,
    boards: Option<&[BoardId]>,
    filter: Filter,
) -> Result<()> {
    let mut named: Vec<BoardId> = filter.board.into_iter().collect();
    if let Some(task) = filter.task {
        named.push(board_of(conn, me, task)?);
    }
    for id in named {
        let known = match boards {
            Some(boards) => boards.contains(&id),
            None => board::exists(conn, me.workspace_id(), id)?,
        };
        if !known {
            return Err(Error::not_found());
        }
    }
    Ok(())
}

/// The board a task is on; of one that is gone for good, the last it was on.
fn board_of(conn: &mut PgConnection, me: &Member, task: TaskId) -> Result<BoardId> {
    if let Some(found) = task::find(conn, me, task)? {
        return Ok(found.row.board_id);
    }
    let workspace = me.workspace_id();
    let last: Option<Option<BoardId>> = (LastOn { workspace, task }).get_result(conn).optional()?;
    last.flatten().ok_or_else(Error::not_found)
}

/// The audiences a member belongs to today, but those of boards.
fn audiences(me: &Member) -> Vec<String> {
    let held = me.rights().permissions().map(Audience::May);
    let all = held.chain([Audience::Everyone]);
    all.map(|audience| audience.to_string()).collect()
}

/// The entry as clients see it; one of a kind that only a newer server knows is left out.
fn entry(row: EntryRow) -> Option<Activity> {
    Some(Activity {
        seq: row.seq,
        at: row.at,
        actor: Actor {
            kind: row.actor_kind,
            id: row.actor_id,
            name: row.actor_name,
        },
        kind: row.kind.parse().ok()?,
        subject: Subject {
            kind: row.subject_kind,
            id: row.subject_id,
            name: row.subject_name,
        },
        room: row
            .room_kind
            .zip(row.room_id)
            .map(|(kind, id)| Room { kind, id }),
        changes: serde_json::from_str(&row.changes).unwrap_or_default(),
    })
}
