//! Workspaces.

use tutti_types::me::MyWorkspace;
use tutti_types::snapshot::Snapshot;
use tutti_types::workspaces::{CreateWorkspace, UpdateWorkspace, Workspace};
use tutti_types::{WorkspaceId, paths};

use super::{Call, Error, query};

/// All of one's own workspaces.
pub async fn all() -> Result<Vec<MyWorkspace>, Error> {
    query::all(paths::WORKSPACES).await
}

/// Makes one.
pub async fn create(body: &CreateWorkspace) -> Result<Workspace, Error> {
    Call::post(paths::WORKSPACES.to_owned(), body).json().await
}

/// Renames one.
pub async fn update(ws: WorkspaceId, body: &UpdateWorkspace) -> Result<Workspace, Error> {
    Call::patch(paths::workspace(ws), body).json().await
}

/// Deletes one, for good.
pub async fn delete(ws: WorkspaceId) -> Result<(), Error> {
    Call::delete(paths::workspace(ws)).done().await
}

/// All that is small in one, with its position in the stream.
pub async fn snapshot(ws: WorkspaceId) -> Result<Snapshot, Error> {
    Call::get(paths::snapshot(ws)).json().await
}
