//! The activity feed, newest first, read with the rights of today.

use diesel::sql_types::{Array, BigInt, Nullable, Text, Timestamptz, Uuid};
use diesel::{PgConnection, RunQueryDsl};
use tutti_types::activity::Activity;
use tutti_types::events::{Audience, EventKind};
use tutti_types::{BoardId, Permission, Role, TaskId, Timestamp, UserId, WorkspaceId};

use crate::access;
use crate::error::Result;
use crate::gate::Member;
use crate::models::board;

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
    OfTask { task: TaskId => Uuid } " AND task_id = " task);
feed!(/// Of one board.
    OfBoard { board: BoardId => Uuid } " AND board_id = " board);
feed!(/// By one person.
    ByActor { actor: UserId => Uuid } " AND actor_id = " actor);

/// What the feed is narrowed by: the first that is given.
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
/// Where the database fails.
pub fn load(
    conn: &mut PgConnection,
    me: &Member,
    filter: Filter,
    before: i64,
    limit: i64,
) -> Result<Vec<Activity>> {
    let workspace = me.workspace_id();
    let audiences = readable(conn, me)?;
    let rows: Vec<Row> = match filter {
        Filter {
            task: Some(task), ..
        } => OfTask {
            workspace,
            task,
            audiences,
            before,
            limit,
        }
        .get_results(conn)?,
        Filter {
            board: Some(board), ..
        } => OfBoard {
            workspace,
            board,
            audiences,
            before,
            limit,
        }
        .get_results(conn)?,
        Filter {
            actor: Some(actor), ..
        } => ByActor {
            workspace,
            actor,
            audiences,
            before,
            limit,
        }
        .get_results(conn)?,
        _ => All {
            workspace,
            audiences,
            before,
            limit,
        }
        .get_results(conn)?,
    };
    Ok(rows.into_iter().filter_map(entry).collect())
}

/// The audiences a member belongs to today.
fn readable(conn: &mut PgConnection, me: &Member) -> Result<Vec<String>> {
    let mut audiences = vec![Audience::Everyone];
    if me.role() >= Role::Member {
        audiences.push(Audience::Members);
    }
    if me.role().allows(Permission::AuditRead) {
        audiences.push(Audience::Admins);
    }
    if me.role().allows(Permission::BoardsReadAll) {
        // Deleted ones too: who deleted what must not vanish with it.
        audiences.extend(
            board::ids(conn, me.workspace_id())?
                .into_iter()
                .map(Audience::Board),
        );
    } else {
        let boards = board::all(conn, me.workspace_id())?;
        audiences.extend(
            boards
                .iter()
                .filter(|b| access::reads(me, b))
                .map(|b| Audience::Board(b.id)),
        );
    }
    Ok(audiences.iter().map(ToString::to_string).collect())
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
