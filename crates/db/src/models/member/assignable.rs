//! Who can work on the tasks of a board.

use diesel::sql_types::{Array, Text, Uuid};
use diesel::{PgConnection, RunQueryDsl};
use tutti_types::permissions::may_read_board;
use tutti_types::tasks::MAX_ASSIGNEES;
use tutti_types::{Role, UserId, WorkspaceId};

use crate::error::{Error, Result};
use crate::models::board::BoardRow;

statement!(
    /// Those of a list who are living members.
    Living { workspace: WorkspaceId => Uuid, users: Vec<UserId> => Array<Uuid> } -> (Uuid, Text);
    "SELECT user_id, role FROM workspace_members WHERE workspace_id = " workspace " AND user_id = ANY (" users ") AND suspended_at IS NULL"
);

/// Checks that each of `users` is a member who sees the board, and drops doubles.
///
/// # Errors
/// `validation_failed` naming the place in `assignee_ids`.
pub fn assignable(
    conn: &mut PgConnection,
    board: &BoardRow,
    users: &[UserId],
) -> Result<Vec<UserId>> {
    if users.len() > MAX_ASSIGNEES {
        return Err(Error::invalid(
            "assignee_ids",
            format!("must name at most {MAX_ASSIGNEES} people"),
        ));
    }
    let seeing = who_sees(conn, board, users)?;
    if let Some(i) = users.iter().position(|user| !seeing.contains(user)) {
        return Err(Error::invalid(
            format!("assignee_ids[{i}]"),
            "must be a member who sees this board",
        ));
    }
    Ok(seeing)
}

/// Those of `users` who are members and see the board, in their order, each once.
///
/// # Errors
/// Where the database fails.
pub fn who_sees(
    conn: &mut PgConnection,
    board: &BoardRow,
    users: &[UserId],
) -> Result<Vec<UserId>> {
    if users.is_empty() {
        return Ok(Vec::new());
    }
    let living: Vec<(UserId, Role)> = (Living {
        workspace: board.workspace_id,
        users: users.to_vec(),
    })
    .get_results(conn)?;
    let sees = |user: &UserId| {
        let role = living
            .iter()
            .find(|(id, _)| id == user)
            .map(|(_, role)| *role);
        role.is_some_and(|role| {
            may_read_board(role, board.visibility, board.member_ids.contains(user))
        })
    };
    let mut kept: Vec<UserId> = Vec::with_capacity(users.len());
    for user in users {
        if sees(user) && !kept.contains(user) {
            kept.push(*user);
        }
    }
    Ok(kept)
}
