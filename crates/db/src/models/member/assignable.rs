//! Who can work on the tasks of a board.

use diesel::sql_types::{Array, Bool, Nullable, Text, Uuid};
use diesel::{PgConnection, RunQueryDsl};
use tutti_types::permissions::may_read_board;
use tutti_types::tasks::MAX_ASSIGNEES;
use tutti_types::{Rights, Role, UserId, WorkspaceId};

use super::CUSTOM_ROLE;
use crate::error::{Error, Result};
use crate::models::board::BoardRow;

statement!(
    /// Those of a list who are members, and whether they are locked out.
    Among { workspace: WorkspaceId => Uuid, users: Vec<UserId> => Array<Uuid> } -> (Uuid, Text, Nullable<Array<Text>>, Bool);
    "SELECT m.user_id, m.role, r.permissions, m.suspended_at IS NOT NULL
     FROM workspace_members m" [CUSTOM_ROLE] "
     WHERE m.workspace_id = " workspace " AND m.user_id = ANY (" users ")"
);

/// Checks that each of `users` is a member who sees the board, and drops doubles. Who is locked out keeps what they have and
/// gets no more: they may be named where they are among those who are `staying`.
///
/// # Errors
/// `validation_failed` naming the place in `assignee_ids`.
pub fn assignable(
    conn: &mut PgConnection,
    board: &BoardRow,
    users: &[UserId],
    staying: &[UserId],
) -> Result<Vec<UserId>> {
    if users.len() > MAX_ASSIGNEES {
        return Err(Error::invalid(
            "assignee_ids",
            format!("must name at most {MAX_ASSIGNEES} people"),
        ));
    }
    let seeing = seeing(conn, board, users)?;
    let may = |user: &UserId| {
        let mut seeing = seeing.iter();
        seeing.any(|(id, suspended)| id == user && (!suspended || staying.contains(user)))
    };
    if let Some(i) = users.iter().position(|user| !may(user)) {
        return Err(Error::invalid(
            format!("assignee_ids[{i}]"),
            "must be a member who sees this board",
        ));
    }
    Ok(seeing.into_iter().map(|(user, _)| user).collect())
}

/// Those of `users` who are members and see the board, or would if they were not locked out; in their order, each once.
///
/// # Errors
/// Where the database fails.
pub fn who_sees(
    conn: &mut PgConnection,
    board: &BoardRow,
    users: &[UserId],
) -> Result<Vec<UserId>> {
    let seeing = seeing(conn, board, users)?;
    Ok(seeing.into_iter().map(|(user, _)| user).collect())
}

/// The same, with whether they are locked out.
fn seeing(
    conn: &mut PgConnection,
    board: &BoardRow,
    users: &[UserId],
) -> Result<Vec<(UserId, bool)>> {
    if users.is_empty() {
        return Ok(Vec::new());
    }
    let members: Vec<(UserId, Role, Option<Vec<String>>, bool)> = (Among {
        workspace: board.workspace_id,
        users: users.to_vec(),
    })
    .get_results(conn)?;
    let mut kept: Vec<(UserId, bool)> = Vec::with_capacity(users.len());
    for user in users {
        let member = members.iter().find(|(id, ..)| id == user);
        let listed = board.member_ids.contains(user);
        if let Some((_, role, custom, suspended)) = member
            && may_read_board(
                Rights::of_member(*role, custom.as_deref()),
                board.visibility,
                listed,
            )
            && !kept.iter().any(|(id, _)| id == user)
        {
            kept.push((*user, *suspended));
        }
    }
    Ok(kept)
}
