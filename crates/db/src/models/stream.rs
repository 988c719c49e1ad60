//! Streams and their events.

use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Nullable, Text, Timestamptz, Uuid};
use tutti_types::{Epoch, Timestamp, UserId, WorkspaceId};

use crate::error::Result as Outcome;
use crate::schema::streams;

/// An event as it stands in the database. Kind and audience are text: a newer server may have written ones we do not know.
#[derive(Clone, Debug, Queryable)]
pub struct EventRow {
    /// Its position.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// Who did it.
    pub actor_id: Option<UserId>,
    /// The Idempotency-Key of the request.
    pub op: Option<String>,
    /// What happened.
    pub kind: String,
    /// Who may read it.
    pub audience: String,
    /// The payload, JSON.
    pub data: String,
}

/// A stream's life and newest position.
///
/// # Errors
/// Where the database fails.
pub fn head(conn: &mut PgConnection, workspace: WorkspaceId) -> QueryResult<(Epoch, i64)> {
    streams::table
        .find(workspace)
        .select((streams::epoch, streams::seq))
        .first(conn)
}

statement!(
    /// The heads of some streams.
    Heads { workspaces: Vec<WorkspaceId> => Array<Uuid> } -> (Uuid, Uuid, BigInt);
    "SELECT workspace_id, epoch, seq FROM streams WHERE workspace_id = ANY (" workspaces ")"
);
statement!(
    /// Events after a position, in order.
    After { workspace: WorkspaceId => Uuid, after: i64 => BigInt, limit: i64 => BigInt }
    -> (BigInt, Timestamptz, Nullable<Uuid>, Nullable<Text>, Text, Text, Text);
    "SELECT seq, at, actor_id, op, kind, audience, data FROM stream.events WHERE workspace_id = " workspace " AND seq > " after
    " ORDER BY seq LIMIT " limit
);

/// The kinds of events that change who may read what. The partial index on them says the same words.
const RIGHTS: &str = "kind IN ('member.joined', 'member.updated', 'member.removed', 'board.created', 'board.updated', 'board.deleted')";

statement!(
    /// The newest events that changed rights, the last first.
    RightsChanges { workspace: WorkspaceId => Uuid, limit: i64 => BigInt } -> (BigInt, Text, Text);
    "SELECT seq, kind, data FROM stream.events WHERE workspace_id = " workspace " AND " [RIGHTS] " ORDER BY seq DESC LIMIT " limit
);

/// An event that changed who may read what: its position, kind and payload.
pub type RightsChange = (i64, String, String);

/// At most `limit` of the events that changed who may read what, the newest ones that are kept, in order.
///
/// # Errors
/// Where the database fails.
pub fn rights_changes(
    conn: &mut PgConnection,
    workspace: WorkspaceId,
    limit: i64,
) -> QueryResult<Vec<RightsChange>> {
    let mut changes: Vec<RightsChange> = (RightsChanges { workspace, limit }).get_results(conn)?;
    changes.reverse();
    Ok(changes)
}

/// The lives and newest positions of some streams.
///
/// # Errors
/// Where the database fails.
pub fn heads(
    conn: &mut PgConnection,
    workspaces: Vec<WorkspaceId>,
) -> QueryResult<Vec<(WorkspaceId, Epoch, i64)>> {
    (Heads { workspaces }).get_results(conn)
}

/// At most `limit` events after a position, in order. Where the first is not the next one, older days are gone.
///
/// # Errors
/// Where the database fails.
pub fn after(
    conn: &mut PgConnection,
    workspace: WorkspaceId,
    after: i64,
    limit: i64,
) -> QueryResult<Vec<EventRow>> {
    (After {
        workspace,
        after,
        limit,
    })
    .get_results(conn)
}

statement!(Restamp { } -> Text;
    "UPDATE instance SET stamp = stream.stamp() WHERE stamp IS DISTINCT FROM stream.stamp() RETURNING stamp");
statement!(NewEpochs { } -> BigInt; "UPDATE streams SET epoch = gen_random_uuid()");

/// Gives every stream a new epoch where the database is not the one of the last start: restored, copied or moved, its
/// positions may have been used for other events. Tells whether it did.
///
/// # Errors
/// Where the database fails.
pub fn check_stamp(conn: &mut PgConnection) -> Outcome<bool> {
    let changed: Option<String> = (Restamp {}).get_result(conn).optional()?;
    if changed.is_some() {
        NewEpochs {}.execute(conn)?;
    }
    Ok(changed.is_some())
}

/// Gives every stream a new epoch, as the owner of the database at `url`.
///
/// # Errors
/// Where the database cannot be reached.
pub fn renew_epochs(url: &str) -> Result<(), String> {
    let mut conn = PgConnection::establish(url).map_err(|e| e.to_string())?;
    diesel::connection::SimpleConnection::batch_execute(&mut conn, "SET tutti.door = 'system'")
        .map_err(|e| e.to_string())?;
    NewEpochs {}
        .execute(&mut conn)
        .map(|_| ())
        .map_err(|e| e.to_string())
}
