//! Streams and their events.

use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bool, Nullable, Text, Uuid};
use tutti_types::{Epoch, Timestamp, UserId, WorkspaceId};

use crate::connection;
use crate::error::Result as Outcome;
use crate::row::Sql;
use crate::schema::streams;

row! {
    /// An event as it stands in the database. Kind and audience are text: a newer server may have written ones we do not know.
    EventRow of events as e {
        /// Its position.
        seq: i64,
        at: Timestamp,
        /// Who did it.
        actor_id: Option<UserId>,
        /// The Idempotency-Key of the request.
        op: Option<String>,
        /// The kind of event.
        kind: String,
        /// The payload, JSON.
        data: String,
    } with {
        /// Who may read it. A list of people stands in a column of its own.
        audience: String => Text = "e.audience || coalesce(':' || array_to_string(e.people, ','), '')",
        /// The room whose readers it hands over, as an audience, a space, and they.
        handed: Option<String> => Nullable<Text> =
            "(SELECT h.room || ' ' || h.readers FROM stream.handed h WHERE h.workspace_id = e.workspace_id AND h.seq = e.seq)",
    }
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
    After { workspace: WorkspaceId => Uuid, after: i64 => BigInt, limit: i64 => BigInt } -> Sql<EventRow>;
    "SELECT " {EventRow} " FROM stream.events e WHERE e.workspace_id = " workspace " AND e.seq > " after
    " ORDER BY e.seq LIMIT " limit
);

/// The kinds of events that change who may read what. The partial index on them says the same words.
const RIGHTS: &str = "kind IN ('member.joined', 'member.updated', 'member.removed', 'board.created', 'board.updated', 'board.deleted')";

statement!(
    /// At most `limit` of somebody's events after a position and up to another, in order: those of some audiences, those that name them,
    /// and of the audiences `over_limit` what changes who reads them. First where they are, by the index alone for most, then what they are, so that
    /// no more rows are read than are given, however many audiences there are.
    OfReader { workspace: WorkspaceId => Uuid, audiences: Vec<String> => Array<Text>, user: UserId => Uuid, over_limit: Vec<String> => Array<Text>,
        after: i64 => BigInt, upto: i64 => BigInt, limit: i64 => BigInt }
    -> Sql<EventRow>;
    "WITH theirs AS MATERIALIZED (
        (SELECT k.seq, k.at FROM unnest(" audiences ") AS a (audience) CROSS JOIN LATERAL (SELECT e.seq, e.at FROM stream.events e
            WHERE e.workspace_id = " workspace " AND e.audience = a.audience AND e.seq > " after " AND e.seq <= " upto " ORDER BY e.seq LIMIT " limit ") k)
        UNION ALL (SELECT e.seq, e.at FROM stream.events e WHERE e.workspace_id = " workspace " AND e.audience = 'users' AND e.seq > " after
            " AND e.seq <= " upto " AND " user " = ANY (e.people) ORDER BY e.seq LIMIT " limit ")
        UNION ALL (SELECT e.seq, e.at FROM stream.events e WHERE e.workspace_id = " workspace " AND e.audience = ANY (" over_limit ") AND e.seq > " after
            " AND e.seq <= " upto " AND " [RIGHTS] " ORDER BY e.seq LIMIT " limit ")
        UNION ALL (SELECT e.seq, e.at FROM stream.handed h CROSS JOIN LATERAL (SELECT e.seq, e.at FROM stream.events e
            WHERE e.workspace_id = " workspace " AND e.seq = h.seq AND e.audience = h.room OFFSET 0) e
            WHERE h.workspace_id = " workspace " AND h.room = ANY (" over_limit ") AND h.seq > " after " AND h.seq <= " upto " ORDER BY e.seq LIMIT " limit ")
        ORDER BY 1 LIMIT " limit ")
     SELECT f.* FROM theirs t CROSS JOIN LATERAL (SELECT " {EventRow} " FROM stream.events e
        WHERE e.workspace_id = " workspace " AND e.seq = t.seq AND e.at = t.at OFFSET 0) f ORDER BY f.seq"
);
statement!(
    /// Whether an event is kept.
    IsKept { workspace: WorkspaceId => Uuid, seq: i64 => BigInt } -> Bool;
    "SELECT EXISTS (SELECT FROM stream.events WHERE workspace_id = " workspace " AND seq = " seq ")"
);

row! {
    /// An event that changed who may read what.
    RightsChange of events as e {
        /// Its position.
        seq: i64,
        kind: String,
        /// The payload, JSON.
        data: String,
    }
}

statement!(
    /// The newest events that changed rights, the last first.
    RightsChanges { workspace: WorkspaceId => Uuid, limit: i64 => BigInt } -> Sql<RightsChange>;
    "SELECT " {RightsChange} " FROM stream.events e WHERE e.workspace_id = " workspace " AND " [RIGHTS] " ORDER BY e.seq DESC LIMIT " limit
);

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

/// Whether the event of this position is kept still.
///
/// # Errors
/// Where the database fails.
pub fn is_kept(conn: &mut PgConnection, workspace: WorkspaceId, seq: i64) -> QueryResult<bool> {
    (IsKept { workspace, seq }).get_result(conn)
}

// The one row of the whole instance, for what the streams are given next.
statement!(Restamp { } -> Text, locks Streams;
    "UPDATE instance SET stamp = stream.stamp() WHERE stamp IS DISTINCT FROM stream.stamp() RETURNING stamp");
statement!(NewEpochs { } -> BigInt, locks Streams;
    "WITH every AS (SELECT workspace_id FROM streams ORDER BY workspace_id FOR NO KEY UPDATE)
     UPDATE streams s SET epoch = gen_random_uuid() FROM every WHERE s.workspace_id = every.workspace_id");

statement!(Renew { workspace: WorkspaceId => Uuid } -> BigInt, locks Streams;
    "UPDATE streams SET epoch = gen_random_uuid() WHERE workspace_id = " workspace);

/// Gives a stream a new epoch. For the gate alone, at the end of a transaction: see [`Tx::renew_stream`](crate::gate::Tx::renew_stream).
///
/// # Errors
/// Where the database fails.
pub(crate) fn renew(conn: &mut PgConnection, workspace: WorkspaceId) -> QueryResult<()> {
    (Renew { workspace }).execute(conn).map(drop)
}

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
    let mut conn = connection::establish(url).map_err(|e| e.to_string())?;
    diesel::connection::SimpleConnection::batch_execute(&mut conn, "SET tutti.door = 'system'")
        .map_err(|e| e.to_string())?;
    NewEpochs {}
        .execute(&mut conn)
        .map(|_| ())
        .map_err(|e| e.to_string())
}
