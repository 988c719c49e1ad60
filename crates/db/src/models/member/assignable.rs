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

/// Checks that each of `users` is a member who sees the board, and drops doubles. Who is locked out, or lost the board by their role,
/// keeps what they have and gets no more: they may be named where they are among those who are `staying`.
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
    let members = members(conn, board, users)?;
    let may = |user: &UserId| {
        let member = members.iter().find(|member| member.user_id == *user);
        member.is_some_and(|m| (m.sees && !m.suspended) || staying.contains(user))
    };
    if let Some(i) = users.iter().position(|user| !may(user)) {
        return Err(Error::invalid(
            format!("assignee_ids[{i}]"),
            "must be a member who sees this board",
        ));
    }
    Ok(members.into_iter().map(|member| member.user_id).collect())
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
    let members = members(conn, board, users)?.into_iter();
    let seeing = members.filter(|member| member.sees);
    Ok(seeing.map(|member| member.user_id).collect())
}

/// What counts of a member.
struct Named {
    user_id: UserId,
    /// Whether they see the board, or would if they were not locked out.
    sees: bool,
    suspended: bool,
}

/// Those of `users` who are members, in their order, each once.
fn members(conn: &mut PgConnection, board: &BoardRow, users: &[UserId]) -> Result<Vec<Named>> {
    if users.is_empty() {
        return Ok(Vec::new());
    }
    let members: Vec<(UserId, Role, Option<Vec<String>>, bool)> = (Among {
        workspace: board.workspace_id,
        users: users.to_vec(),
    })
    .get_results(conn)?;
    let mut named: Vec<Named> = Vec::with_capacity(users.len());
    for user in users {
        let member = members.iter().find(|(id, ..)| id == user);
        if let Some((user_id, role, custom, suspended)) = member
            && !named.iter().any(|other| other.user_id == *user)
        {
            let rights = Rights::of_member(*role, custom.as_deref());
            let listed = board.member_ids.contains(user);
            named.push(Named {
                user_id: *user_id,
                sees: may_read_board(rights, board.visibility, listed),
                suspended: *suspended,
            });
        }
    }
    Ok(named)
}
