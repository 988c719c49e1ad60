//! The stream by polling, for whom the socket is blocked.

use tutti_types::events::{Events, EventsQuery};
use tutti_types::{WorkspaceId, paths};

use super::{Call, Error, query};

/// What happened since.
pub async fn after(ws: WorkspaceId, position: &EventsQuery) -> Result<Events, Error> {
    Call::get(query::with(paths::events(ws), position))
        .json()
        .await
}
