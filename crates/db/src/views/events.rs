//! Missed events, for the hub and for polling.

use diesel::PgConnection;
use tutti_types::{Epoch, WorkspaceId};

use crate::error::Result;
use crate::models::stream::{self, EventRow};

/// A stretch of a stream as it stands in the database.
#[derive(Clone, Debug)]
pub struct Stretch {
    /// The stream's life.
    pub epoch: Epoch,
    /// The newest position.
    pub head: i64,
    /// Events after the position asked for, in order.
    pub events: Vec<EventRow>,
}

/// At most `limit` events after a position. Call it in a transaction that sees one moment.
///
/// # Errors
/// `not_found` for a workspace that is not there.
pub fn load(
    conn: &mut PgConnection,
    workspace: WorkspaceId,
    after: i64,
    limit: i64,
) -> Result<Stretch> {
    let (epoch, head) = stream::head(conn, workspace)?;
    Ok(Stretch {
        epoch,
        head,
        events: stream::after(conn, workspace, after, limit)?,
    })
}
