//! What somebody missed, for the hub and for polling.

use diesel::{PgConnection, RunQueryDsl};
use tutti_types::WorkspaceId;
use tutti_types::events::{Audience, Share};

use crate::error::Result;
use crate::models::stream::{self, EventRow};

/// A reader's share of a stretch of a stream.
#[derive(Clone, Debug)]
pub struct Stretch {
    /// All of it is here up to this position.
    pub upto: i64,
    /// Whether the event after the position asked for is kept still, and so all that follow.
    pub is_kept: bool,
    /// In order.
    pub events: Vec<EventRow>,
}

/// At most `limit` of somebody's events after a position and up to another that the stream has reached. What others read is not
/// looked at. Call it in a transaction that sees one moment.
///
/// # Errors
/// Where the database fails.
pub fn of_reader(
    conn: &mut PgConnection,
    workspace: WorkspaceId,
    share: &Share,
    after: i64,
    upto: i64,
    limit: i64,
) -> Result<Stretch> {
    let permissions = share.permissions.iter().copied().map(Audience::May);
    let rooms = share.rooms.iter().copied().map(Audience::Room);
    let audiences = [Audience::Everyone]
        .into_iter()
        .chain(permissions)
        .chain(rooms);
    let over_limit = share.over_limit.iter().copied().map(Audience::Room);
    let asked = stream::OfReader {
        workspace,
        audiences: audiences.map(|audience| audience.to_string()).collect(),
        user: share.user,
        over_limit: over_limit.map(|audience| audience.to_string()).collect(),
        after,
        upto,
        limit,
    };
    let events: Vec<EventRow> = asked.get_results(conn)?;
    // A full page may have cut something off, and then ends with its last event.
    let is_full = i64::try_from(events.len()).is_ok_and(|n| n >= limit);
    let last = events.last().filter(|_| is_full).map(|event| event.seq);
    Ok(Stretch {
        upto: last.unwrap_or(upto),
        is_kept: after >= upto || stream::is_kept(conn, workspace, after + 1)?,
        events,
    })
}
