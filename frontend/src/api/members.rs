//! The people of a workspace.

use tutti_types::members::{Member, UpdateMember};
use tutti_types::{UserId, WorkspaceId, paths};

use super::{Call, Error, query};

/// All whom one may know of.
pub async fn all(ws: WorkspaceId) -> Result<Vec<Member>, Error> {
    query::all(&paths::members(ws)).await
}

/// Changes a role, or locks out.
pub async fn update(
    ws: WorkspaceId,
    user: UserId,
    body: &UpdateMember,
    key: &str,
) -> Result<Member, Error> {
    let call = Call::patch(paths::member(ws, user), body);
    call.keyed(key).json().await
}

/// Removes somebody; oneself: leaves.
pub async fn remove(ws: WorkspaceId, user: UserId) -> Result<(), Error> {
    Call::delete(paths::member(ws, user)).done().await
}
