//! The people of a workspace.

use tutti_types::members::Member;
use tutti_types::{UserId, WorkspaceId, paths};

use super::{Call, Error, query};

/// All whom one may know of.
pub async fn all(ws: WorkspaceId) -> Result<Vec<Member>, Error> {
    query::all(&paths::members(ws)).await
}

/// Removes somebody; oneself: leaves.
pub async fn remove(ws: WorkspaceId, user: UserId) -> Result<(), Error> {
    Call::delete(paths::member(ws, user)).done().await
}
