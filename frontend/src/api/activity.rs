//! The feed.

use tutti_types::activity::{Activity, ActivityQuery};
use tutti_types::{Page, WorkspaceId, paths};

use super::{Call, Error, query};

/// A page of it, newest first.
pub async fn list(ws: WorkspaceId, filter: &ActivityQuery) -> Result<Page<Activity>, Error> {
    Call::get(query::with(paths::activity(ws), filter))
        .json()
        .await
}
