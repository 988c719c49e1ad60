//! Workspaces.

use tutti_types::me::MyWorkspace;
use tutti_types::page::MAX_LIMIT;
use tutti_types::snapshot::Snapshot;
use tutti_types::workspaces::{CreateWorkspace, UpdateWorkspace, Workspace, WorkspaceQuery};
use tutti_types::{Page, WorkspaceId, paths};

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

/// Those in the trash that one may restore, last deleted first: the first hundred.
pub async fn deleted() -> Result<Vec<MyWorkspace>, Error> {
    let filter = WorkspaceQuery {
        deleted: Some(true),
        limit: Some(MAX_LIMIT),
        cursor: None,
    };
    let path = query::with(paths::WORKSPACES.to_owned(), &filter);
    let page: Page<MyWorkspace> = Call::get(path).json().await?;
    Ok(page.items)
}

/// Takes one out of the trash.
pub async fn restore(ws: WorkspaceId) -> Result<Workspace, Error> {
    Call::change("POST", paths::workspace_restore(ws), None)
        .json()
        .await
}

/// Puts one into the trash.
pub async fn delete(ws: WorkspaceId) -> Result<(), Error> {
    Call::delete(paths::workspace(ws)).done().await
}

/// All that is small in one, with its position in the stream.
pub async fn snapshot(ws: WorkspaceId) -> Result<Snapshot, Error> {
    Call::get(paths::snapshot(ws)).json().await
}
