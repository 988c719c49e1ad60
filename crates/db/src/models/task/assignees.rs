//! Who works on tasks. Only a change of the tasks, which are locked then, comes here.

use diesel::sql_types::{Array, BigInt, Uuid};
use diesel::{PgConnection, QueryResult, RunQueryDsl};
use tutti_types::{TaskId, UserId, WorkspaceId};

statement!(
    /// Takes off who is not in the list.
    Remove { workspace: WorkspaceId => Uuid, tasks: Vec<TaskId> => Array<Uuid>, users: Vec<UserId> => Array<Uuid> } -> BigInt, holds Tasks;
    "DELETE FROM task_assignees WHERE workspace_id = " workspace " AND task_id = ANY (" tasks ") AND user_id <> ALL (" users ")"
);

statement!(
    /// Puts on who is in the list, in its order. Their rows are locked by the foreign key, so in the order of their ids.
    Put { workspace: WorkspaceId => Uuid, tasks: Vec<TaskId> => Array<Uuid>, users: Vec<UserId> => Array<Uuid> } -> BigInt, holds Tasks;
    "INSERT INTO task_assignees (workspace_id, task_id, user_id, place) SELECT " workspace ", t.id, u.id, u.place
     FROM unnest(" tasks ") AS t (id), unnest(" users ") WITH ORDINALITY AS u (id, place) ORDER BY u.id, t.id
     ON CONFLICT (workspace_id, task_id, user_id) DO UPDATE SET place = excluded.place"
);

statement!(
    /// Takes off who is in the list.
    TakeOff { workspace: WorkspaceId => Uuid, tasks: Vec<TaskId> => Array<Uuid>, users: Vec<UserId> => Array<Uuid> } -> BigInt, holds Tasks;
    "DELETE FROM task_assignees WHERE workspace_id = " workspace " AND task_id = ANY (" tasks ") AND user_id = ANY (" users ")"
);

/// Takes `users` off each of some tasks.
pub(super) fn take_off(
    conn: &mut PgConnection,
    workspace: WorkspaceId,
    tasks: Vec<TaskId>,
    users: &[UserId],
) -> QueryResult<()> {
    let users = users.to_vec();
    let gone = TakeOff {
        workspace,
        tasks,
        users,
    };
    gone.execute(conn).map(drop)
}

/// Makes `users` the people of each of some tasks.
pub(super) fn replace(
    conn: &mut PgConnection,
    workspace: WorkspaceId,
    tasks: &[TaskId],
    users: &[UserId],
) -> QueryResult<()> {
    (Remove {
        workspace,
        tasks: tasks.to_vec(),
        users: users.to_vec(),
    })
    .execute(conn)?;
    if !users.is_empty() {
        (Put {
            workspace,
            tasks: tasks.to_vec(),
            users: users.to_vec(),
        })
        .execute(conn)?;
    }
    Ok(())
}
