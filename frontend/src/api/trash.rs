//! The trash. What is taken out of it goes through the queue of `tutti_state`.

use tutti_types::trash::{TrashItem, TrashQuery};
use tutti_types::{Page, WorkspaceId, paths};

use super::{Call, Error, query};

/// A page of what was deleted, last deleted first.
pub async fn list(ws: WorkspaceId, filter: &TrashQuery) -> Result<Page<TrashItem>, Error> {
    Call::get(query::with(paths::trash(ws), filter))
        .json()
        .await
}
