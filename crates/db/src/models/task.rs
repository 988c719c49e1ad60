//! Tasks.

mod assigned;
mod assignees;
mod cards;
mod change;
mod list;
mod moved;
mod place;

use std::collections::HashMap;

use diesel::sql_types::{Array, BigInt, Bool, Nullable, Text, Timestamptz, Uuid};
use diesel::{PgConnection, Queryable, RunQueryDsl};
use tutti_types::columns::Category;
use tutti_types::permissions::{Visibility, may_read_board};
use tutti_types::tasks::{Priority, Task};
use tutti_types::{BoardId, ColumnId, TaskId, Timestamp, UserId, WorkspaceId};

use crate::error::Result;
use crate::gate::Member;
pub(crate) use assigned::{lock_all_of, lock_assigned, people_of_board};
pub use cards::{CardRow, cards_of_board};
pub use change::{
    NewTask, TaskChanges, assign, create, delete_all, put_all, request_hash, restore_all, update,
    update_all,
};
pub use list::{Filter, Order, list};
pub use moved::moved_within;
pub(crate) use moved::note_moved;
pub use place::{
    Gap, Neighbours, Place, counts_of_boards, end_of_status, free_ranks, gap, place_after,
    standing_at,
};
pub(crate) use place::{require_room, require_room_on_board};

/// What a task's queries give, for a row `t` of tasks. A statement that locks may show other tables as they were before it
/// waited: see [`lock_all`].
pub(crate) const COLUMNS: &str = "t.workspace_id, t.id, t.board_id, t.column_id, t.number, t.title, t.description, t.priority, t.position,
    t.version, t.created_by, t.created_at, t.updated_at, t.deleted_at, t.deleted_by,
    (SELECT c.category FROM columns c WHERE c.workspace_id = t.workspace_id AND c.id = t.column_id),
    ARRAY(SELECT a.user_id FROM task_assignees a WHERE a.workspace_id = t.workspace_id AND a.task_id = t.id ORDER BY a.place)";

/// The types of [`COLUMNS`].
pub(crate) type Columns = (
    Uuid,
    Uuid,
    Uuid,
    Uuid,
    BigInt,
    Text,
    Text,
    Text,
    Text,
    BigInt,
    Nullable<Uuid>,
    Timestamptz,
    Timestamptz,
    Nullable<Timestamptz>,
    Nullable<Uuid>,
    Text,
    Array<Uuid>,
);

/// A task as it stands in the database, with its status and its people.
#[derive(Clone, Debug, Queryable)]
pub struct TaskRow {
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
    /// Markdown.
    pub description: String,
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
    /// The category of its column.
    pub status: Category,
    /// Who works on it.
    pub assignee_ids: Vec<UserId>,
}

impl TaskRow {
    /// The task whole, as clients see it.
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
            has_description: !self.description.is_empty(),
            description: Some(self.description),
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

/// A task with what decides whether a member sees it.
#[derive(Debug, Queryable)]
pub struct Found {
    /// The task.
    pub row: TaskRow,
    visibility: Option<Visibility>,
    listed: bool,
}

impl Found {
    /// Whether its board is there and the member sees it.
    #[must_use]
    pub fn readable_by(&self, member: &Member) -> bool {
        self.visibility
            .is_some_and(|visibility| may_read_board(member.rights(), visibility, self.listed))
    }
}

const ACCESS: &str = "(SELECT b.visibility FROM boards b WHERE b.workspace_id = t.workspace_id AND b.id = t.board_id AND b.deleted_at IS NULL),
    EXISTS (SELECT FROM board_members m WHERE m.workspace_id = t.workspace_id AND m.board_id = t.board_id AND m.user_id = ";

statement!(
    /// Tasks with what decides whether a member sees them.
    Find { workspace: WorkspaceId => Uuid, user: UserId => Uuid, tasks: Vec<TaskId> => Array<Uuid> } -> (Columns, Nullable<Text>, Bool);
    "SELECT " [COLUMNS] ", " [ACCESS] user ") FROM tasks t WHERE t.workspace_id = " workspace " AND t.id = ANY (" tasks ")"
);

statement!(
    /// The same, locked in the one order of all who lock several, and whether each was changed while it was waited for.
    Lock { workspace: WorkspaceId => Uuid, user: UserId => Uuid, tasks: Vec<TaskId> => Array<Uuid> } -> ((Columns, Nullable<Text>, Bool), Bool), locks Tasks;
    "SELECT " [COLUMNS] ", " [ACCESS] user "), t.ctid <> (SELECT seen.ctid FROM tasks seen WHERE seen.workspace_id = t.workspace_id AND seen.id = t.id)
     FROM tasks t WHERE t.workspace_id = " workspace " AND t.id = ANY (" tasks ") ORDER BY t.id FOR NO KEY UPDATE"
);

/// A task by its id, whether the member sees it or not.
///
/// # Errors
/// Where the database fails.
pub fn find(conn: &mut PgConnection, member: &Member, task: TaskId) -> Result<Option<Found>> {
    Ok(find_all(conn, member, &[task])?.into_iter().next())
}

/// Those of some tasks that are there, whether the member sees them or not, in the order asked for.
///
/// # Errors
/// Where the database fails.
pub fn find_all(conn: &mut PgConnection, member: &Member, tasks: &[TaskId]) -> Result<Vec<Found>> {
    let find = Find {
        workspace: member.workspace_id(),
        user: member.user_id(),
        tasks: tasks.to_vec(),
    };
    let found: Vec<Found> = find.get_results(conn)?;
    Ok(as_asked(tasks, found, |found| found.row.id))
}

/// The same, locked. A statement that waited for a lock sees the row as it is after the wait, but other tables (its people,
/// its column, its board) as they were before; they are read again then. So whoever changes a task's people has to write its
/// row too.
///
/// # Errors
/// Where the database fails.
pub fn lock_all(conn: &mut PgConnection, member: &Member, tasks: &[TaskId]) -> Result<Vec<Found>> {
    let lock = Lock {
        workspace: member.workspace_id(),
        user: member.user_id(),
        tasks: tasks.to_vec(),
    };
    let locked: Vec<(Found, bool)> = lock.get_results(conn)?;
    if locked.iter().any(|(_, changed)| *changed) {
        return find_all(conn, member, tasks);
    }
    let found = locked.into_iter().map(|(found, _)| found).collect();
    Ok(as_asked(tasks, found, |found| found.row.id))
}

/// Rows in the order of the ids they were asked by.
fn as_asked<T>(ids: &[TaskId], rows: Vec<T>, id: impl Fn(&T) -> TaskId) -> Vec<T> {
    if rows.len() < 2 {
        return rows;
    }
    let mut by_id: HashMap<TaskId, T> = rows.into_iter().map(|row| (id(&row), row)).collect();
    ids.iter().filter_map(|id| by_id.remove(id)).collect()
}
