//! Tasks in lists.

use diesel::sql_types::{Array, BigInt, Bool, Nullable, Text, Timestamptz, Uuid};
use diesel::{PgConnection, QueryResult, RunQueryDsl};
use tutti_types::columns::Category;
use tutti_types::tasks::Priority;
use tutti_types::{BoardId, ColumnId, TaskId, Timestamp, UserId, WorkspaceId};

use super::{COLUMNS, Columns, TaskRow};

/// What a list of tasks is narrowed by. All of it must hold.
#[derive(Clone, Debug)]
pub struct Filter {
    /// The workspace.
    pub workspace: WorkspaceId,
    /// The boards the reader sees, or the one wanted.
    pub boards: Vec<BoardId>,
    /// One status.
    pub status: Option<Category>,
    /// One person.
    pub assignee: Option<UserId>,
    /// One priority.
    pub priority: Option<Priority>,
    /// A piece of the title; or the task of `number`.
    pub text: Option<String>,
    /// The number in a text that is a task's key.
    pub number: Option<i64>,
}

/// Declares a list: the conditions of [`Filter`], and its own.
macro_rules! list {
    ($(#[$doc:meta])* $name:ident { $($field:ident: $rust:ty => $sql:ty),* } $($condition:tt)*) => {
        statement!(
            $(#[$doc])*
            $name {
                workspace: WorkspaceId => Uuid, boards: Vec<BoardId> => Array<Uuid>, status: Option<Category> => Nullable<Text>,
                assignee: Option<UserId> => Nullable<Uuid>, priority: Option<Priority> => Nullable<Text>, text: Option<String> => Nullable<Text>,
                number: Option<i64> => Nullable<BigInt>, $($field: $rust => $sql,)* limit: i64 => BigInt,
            } -> Columns;
            "SELECT " [COLUMNS] " FROM tasks t WHERE t.workspace_id = " workspace " AND t.board_id = ANY (" boards
            ") AND (" priority " IS NULL OR t.priority = " priority
            ") AND (" text " IS NULL OR strpos(lower(t.title), lower(" text ")) > 0 OR t.number = " number
            ") AND (" status " IS NULL OR EXISTS (SELECT FROM columns c WHERE c.workspace_id = t.workspace_id AND c.id = t.column_id AND c.category = " status
            ")) AND (" assignee " IS NULL OR EXISTS (SELECT FROM task_assignees a WHERE a.workspace_id = t.workspace_id AND a.task_id = t.id AND a.user_id = " assignee
            ")) AND " $($condition)* " LIMIT " limit
        );

        impl $name {
            fn page(conn: &mut PgConnection, filter: Filter, $($field: $rust,)* limit: i64) -> QueryResult<Vec<TaskRow>> {
                let Filter { workspace, boards, status, assignee, priority, text, number } = filter;
                Self { workspace, boards, status, assignee, priority, text, number, $($field,)* limit }.get_results(conn)
            }
        }
    };
}

list!(
    /// Living tasks, newest first.
    Newest { column: Option<ColumnId> => Nullable<Uuid>, after: bool => Bool, at: Timestamp => Timestamptz, id: TaskId => Uuid }
    "t.deleted_at IS NULL AND (" column " IS NULL OR t.column_id = " column
    ") AND (NOT " after " OR (t.created_at, t.id) < (" at ", " id ")) ORDER BY t.created_at DESC, t.id DESC"
);
list!(
    /// Tasks in the trash, last deleted first.
    Trashed { column: Option<ColumnId> => Nullable<Uuid>, after: bool => Bool, at: Timestamp => Timestamptz, id: TaskId => Uuid }
    "t.deleted_at IS NOT NULL AND (" column " IS NULL OR t.column_id = " column
    ") AND (NOT " after " OR (t.deleted_at, t.id) < (" at ", " id ")) ORDER BY t.deleted_at DESC, t.id DESC"
);
list!(
    /// Living tasks of one column, by place, after a rank.
    OfColumn { column: ColumnId => Uuid, after: String => Text }
    "t.deleted_at IS NULL AND t.column_id = " column " AND t.position > " after " ORDER BY t.position"
);

/// A page of the living tasks, newest first; or of those in the trash, last deleted first. As in every list, the caller asks
/// for one more than it shows to learn whether there are more.
///
/// # Errors
/// Where the database fails.
pub fn by_time(
    conn: &mut PgConnection,
    filter: Filter,
    column: Option<ColumnId>,
    deleted: bool,
    after: Option<(Timestamp, TaskId)>,
    limit: i64,
) -> QueryResult<Vec<TaskRow>> {
    let (at, id) = after.unwrap_or((Timestamp::from_micros(0), TaskId(uuid::Uuid::nil())));
    let after = after.is_some();
    if deleted {
        Trashed::page(conn, filter, column, after, at, id, limit)
    } else {
        Newest::page(conn, filter, column, after, at, id, limit)
    }
}

/// A page of one column, by place.
///
/// # Errors
/// Where the database fails.
pub fn by_place(
    conn: &mut PgConnection,
    filter: Filter,
    column: ColumnId,
    after: String,
    limit: i64,
) -> QueryResult<Vec<TaskRow>> {
    OfColumn::page(conn, filter, column, after, limit)
}
