//! Tasks.

mod assigned;
mod assignees;
mod cards;
mod change;
mod create;
mod fields;
mod list;
mod moved;
mod room;
mod slot;

use std::collections::HashMap;

use diesel::sql_types::{Array, Bool, Nullable, Text, Uuid};
use diesel::{OptionalExtension, PgConnection, Queryable, RunQueryDsl};
use tutti_types::permissions::{Visibility, may_read_board};
use tutti_types::{TaskId, UserId, WorkspaceId};

use crate::error::Result;
use crate::gate::Member;
use crate::row::Sql;
pub(crate) use assigned::{lock_all_of, lock_assigned};
pub use cards::cards_of_board;
pub(crate) use change::turn_all;
pub use change::{assign, delete_all, put_all, restore_all, take_off, update, update_all};
pub use create::{NewTask, create, request_hash};
pub(crate) use fields::note_edits;
pub use fields::{CardRow, TaskFields, TaskRow};
pub use list::{Filter, Order, list};
pub use moved::moved_within;
pub(crate) use moved::note_moved;
pub use room::counts_of_boards;
pub(crate) use room::{count, require_room, require_room_for, require_room_on_board};
pub use slot::{
    Gap, Neighbours, TaskSlot, end_of_status, free_ranks, gap, place_after, standing_at,
};

/// A task with what decides whether a member sees it.
#[derive(Debug, Queryable)]
pub struct Found {
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

/// Who sees the board of a task `t`, and whether the person whose id follows this text is on its list.
pub(crate) const ACCESS: &str = "(SELECT b.visibility FROM boards b WHERE b.workspace_id = t.workspace_id AND b.id = t.board_id AND b.deleted_at IS NULL),
    EXISTS (SELECT FROM board_members m WHERE m.workspace_id = t.workspace_id AND m.board_id = t.board_id AND m.user_id = ";

statement!(
    /// Tasks with what decides whether a member sees them.
    Find { workspace: WorkspaceId => Uuid, user: UserId => Uuid, tasks: Vec<TaskId> => Array<Uuid> } -> (Sql<TaskRow>, Nullable<Text>, Bool);
    "SELECT " {TaskRow} ", " [ACCESS] user ") FROM tasks t WHERE t.workspace_id = " workspace " AND t.id = ANY (" tasks ")"
);

/// Whether a locked task `t` was changed while it was waited for.
pub(crate) const CHANGED: &str = "t.ctid <> (SELECT seen.ctid FROM tasks seen WHERE seen.workspace_id = t.workspace_id AND seen.id = t.id)";

/// What a statement that locks a task tells of it. It sees the row as it is after a wait for the lock, but other tables (its people, its
/// column, its board) as they were before: [`as_locked`] reads them again then. So whoever changes a task's people has to write its row too.
#[derive(Debug, Queryable)]
pub struct Locked {
    found: Found,
    changed: bool,
}

/// The SQL types of a [`Locked`].
pub(crate) type LockedSql = ((Sql<TaskRow>, Nullable<Text>, Bool), Bool);

impl Locked {
    #[must_use]
    pub fn id(&self) -> TaskId {
        self.found.row.id
    }
}

statement!(
    /// The same, locked.
    Lock { workspace: WorkspaceId => Uuid, user: UserId => Uuid, task: TaskId => Uuid } -> LockedSql, locks Tasks;
    "SELECT " {TaskRow} ", " [ACCESS] user "), " [CHANGED] " FROM tasks t WHERE t.workspace_id = " workspace " AND t.id = " task " FOR NO KEY UPDATE"
);

statement!(
    /// Several, locked in the one order of all who lock several.
    LockAll { workspace: WorkspaceId => Uuid, user: UserId => Uuid, tasks: Vec<TaskId> => Array<Uuid> } -> LockedSql, locks Tasks;
    "SELECT " {TaskRow} ", " [ACCESS] user "), " [CHANGED] " FROM tasks t WHERE t.workspace_id = " workspace " AND t.id = ANY (" tasks ") ORDER BY t.id FOR NO KEY UPDATE"
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

/// Locks a task.
///
/// # Errors
/// Where the database fails.
pub fn lock(conn: &mut PgConnection, member: &Member, task: TaskId) -> Result<Option<Locked>> {
    let lock = Lock {
        workspace: member.workspace_id(),
        user: member.user_id(),
        task,
    };
    Ok(lock.get_result(conn).optional()?)
}

/// A locked task as it is.
///
/// # Errors
/// Where the database fails.
pub fn as_locked(
    conn: &mut PgConnection,
    member: &Member,
    locked: Locked,
) -> Result<Option<Found>> {
    match locked.changed {
        true => find(conn, member, locked.id()),
        false => Ok(Some(locked.found)),
    }
}

/// Those of some tasks that are there, locked, in the order asked for.
///
/// # Errors
/// Where the database fails.
pub fn lock_all(conn: &mut PgConnection, member: &Member, tasks: &[TaskId]) -> Result<Vec<Found>> {
    let lock = LockAll {
        workspace: member.workspace_id(),
        user: member.user_id(),
        tasks: tasks.to_vec(),
    };
    let locked: Vec<Locked> = lock.get_results(conn)?;
    if locked.iter().any(|task| task.changed) {
        return find_all(conn, member, tasks);
    }
    let found = locked.into_iter().map(|task| task.found).collect();
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
