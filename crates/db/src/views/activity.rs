//! The activity feed, newest first, read with the rights of today.

use diesel::sql_types::{Array, BigInt, Nullable, Text, Timestamptz, Uuid};
use diesel::{PgConnection, RunQueryDsl};
use tutti_types::activity::Activity;
use tutti_types::events::{Audience, EventKind};
use tutti_types::{BoardId, Permission, Role, TaskId, Timestamp, UserId, WorkspaceId};

use crate::access;
use crate::error::{Error, Result};
use crate::gate::Member;
use crate::models::{board, task};

type Columns = (
    BigInt,
    Timestamptz,
    Nullable<Uuid>,
    Text,
    Nullable<Uuid>,
    Nullable<Uuid>,
    Text,
    Text,
);
type Row = (
    i64,
    Timestamp,
    Option<UserId>,
    String,
    Option<BoardId>,
    Option<TaskId>,
    String,
    String,
);

macro_rules! feed {
    ($(#[$doc:meta])* $name:ident { $($field:ident: $rust:ty => $sql:ty),* } $($condition:tt)*) => {
        statement!(
            $(#[$doc])*
            $name { workspace: WorkspaceId => Uuid, $($field: $rust => $sql,)* audiences: Vec<String> => Array<Text>, before: i64 => BigInt, limit: i64 => BigInt } -> Columns;
            "SELECT seq, at, actor_id, kind, board_id, task_id, subject, changes FROM activity_log WHERE workspace_id = " workspace
            $($condition)* " AND seq < " before " AND audience = ANY (" audiences ") ORDER BY seq DESC LIMIT " limit
        );
    };
}
feed!(/// Everything.
    All {});
feed!(/// Of one task.
    OfTask { task: TaskId => Uuid, board: Option<BoardId> => Nullable<Uuid>, actor: Option<UserId> => Nullable<Uuid> }
    " AND task_id = " task " AND (" board " IS NULL OR board_id = " board ") AND (" actor " IS NULL OR actor_id = " actor ")");
feed!(/// Of one board.
    OfBoard { board: BoardId => Uuid, actor: Option<UserId> => Nullable<Uuid> }
    " AND board_id = " board " AND (" actor " IS NULL OR actor_id = " actor ")");
feed!(/// By one person.
    ByActor { actor: UserId => Uuid } " AND actor_id = " actor);

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
    require_readable(conn, me, &boards, filter)?;
    let audiences = audiences(me, boards);
    let Filter { task, board, actor } = filter;
    // The narrowest of what is given leads, since each of them has an index of its own.
    let rows: Vec<Row> = match (task, board, actor) {
        (Some(task), ..) => OfTask {
            workspace,
            task,
            board,
            actor,
            audiences,
            before,
            limit,
        }
        .get_results(conn)?,
        (None, Some(board), _) => OfBoard {
            workspace,
            board,
            actor,
            audiences,
            before,
            limit,
        }
        .get_results(conn)?,
        (None, None, Some(actor)) => ByActor {
            workspace,
            actor,
            audiences,
            before,
            limit,
        }
        .get_results(conn)?,
        (None, None, None) => All {
            workspace,
            audiences,
            before,
            limit,
        }
        .get_results(conn)?,
    };
    Ok(rows.into_iter().filter_map(entry).collect())
}

/// The boards a member sees today. For who sees every board the deleted ones too: who deleted what must not vanish with it.
fn readable_boards(conn: &mut PgConnection, me: &Member) -> Result<Vec<BoardId>> {
    if me.role().allows(Permission::BoardsReadAll) {
        return Ok(board::ids(conn, me.workspace_id())?);
    }
    let boards = board::all(conn, me.workspace_id())?;
    let seen = boards.iter().filter(|b| access::reads(me, b));
    Ok(seen.map(|b| b.id).collect())
}

/// Refuses where the filter names a board that is none of these, or a task on none of them.
fn require_readable(
    conn: &mut PgConnection,
    me: &Member,
    boards: &[BoardId],
    filter: Filter,
) -> Result<()> {
    let mut named: Vec<BoardId> = filter.board.into_iter().collect();
    if let Some(task) = filter.task {
        let found = task::find(conn, me, task)?.ok_or_else(Error::not_found)?;
        named.push(found.row.board_id);
    }
    if named.iter().all(|board| boards.contains(board)) {
        Ok(())
    } else {
        Err(Error::not_found())
    }
}

/// The audiences a member belongs to today.
fn audiences(me: &Member, boards: Vec<BoardId>) -> Vec<String> {
    let mut audiences = vec![Audience::Everyone];
    if me.role() >= Role::Member {
        audiences.push(Audience::Members);
    }
    if me.role().allows(Permission::AuditRead) {
        audiences.push(Audience::Admins);
    }
    audiences.extend(boards.into_iter().map(Audience::Board));
    audiences.iter().map(ToString::to_string).collect()
}

/// The entry as clients see it; one of a kind that only a newer server knows is left out.
fn entry((seq, at, actor_id, kind, board_id, task_id, subject, changes): Row) -> Option<Activity> {
    let kind: EventKind = kind.parse().ok()?;
    Some(Activity {
        seq,
        at,
        actor_id,
        kind,
        board_id,
        task_id,
        subject,
        changes: serde_json::from_str(&changes).unwrap_or_default(),
    })
}
