//! Sessions and their refresh tokens. Only the system door sees tokens.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Binary, Bool, Uuid};
use tutti_types::{SessionId, Timestamp, UserId};

use crate::error::Result;
use crate::locks;
use crate::moment;
use crate::row::Sql;
use crate::schema::{refresh_tokens, sessions};

/// How long a session lives without being renewed.
pub const LIFETIME_DAYS: i64 = 30;

/// How many tokens that were never used a session keeps beside the one that is shown: more than there are tabs whose exchanges
/// cross.
pub const MOST_UNSPENT: i64 = 50;

row! {
    /// A session as it stands in the database.
    #[derive(Selectable)]
    #[diesel(table_name = sessions)]
    SessionRow of sessions as sessions {
        id: SessionId,
        user_id: UserId,
        /// The browser as it named itself.
        user_agent: String,
        /// The address it signed in from.
        ip: Option<String>,
        /// When it signed in.
        created_at: Timestamp,
        /// When it last renewed its token.
        last_seen_at: Timestamp,
    }
}

/// Opens a session with its first refresh token.
///
/// # Errors
/// Where the database fails.
pub fn create(
    conn: &mut PgConnection,
    user: UserId,
    user_agent: &str,
    ip: Option<&str>,
    token_hash: &[u8],
) -> Result<SessionId> {
    let id = SessionId::new();
    let row = (
        sessions::id.eq(id),
        sessions::user_id.eq(user),
        sessions::user_agent.eq(user_agent),
        sessions::ip.eq(ip),
        sessions::expires_at.eq(moment::in_seconds(LIFETIME_DAYS * 86_400)),
    );
    diesel::insert_into(sessions::table)
        .values(row)
        .execute(conn)?;
    diesel::insert_into(refresh_tokens::table)
        .values((
            refresh_tokens::token_hash.eq(token_hash),
            refresh_tokens::session_id.eq(id),
        ))
        .execute(conn)?;
    Ok(id)
}

row! {
    /// A refresh token that was shown.
    Shown of refresh_tokens as t {
        session_id: SessionId,
        /// The token it was exchanged for.
        parent_hash: Option<Vec<u8>>,
    } with {
        user_id: UserId => Uuid = "s.user_id",
        /// Whether the session still lives.
        alive: bool => Bool = "s.revoked_at IS NULL AND s.expires_at > now()",
        /// Whether a successor of it has been in use for more than 10 s. Until then it is taken for a tab that was late, or an answer
        /// that was lost.
        is_old: bool => Bool = "coalesce(t.spent_at < now() - interval '10 s', false)",
    }
}

statement!(
    /// A token with its session, which alone is locked, so that two exchanges come one after the other. A token that was locked before its
    /// session would be in the way of the other exchange. What this one waits for can make no token older than 10 s.
    Show { hash: Vec<u8> => Binary } -> Sql<Shown>, locks Sessions;
    "SELECT " {Shown} " FROM refresh_tokens t JOIN sessions s ON s.id = t.session_id WHERE t.token_hash = " hash " FOR NO KEY UPDATE OF s"
);

/// The token with this hash.
///
/// # Errors
/// Where the database fails.
pub fn show(conn: &mut PgConnection, hash: &[u8]) -> QueryResult<Option<Shown>> {
    (Show {
        hash: hash.to_vec(),
    })
    .get_result(conn)
    .optional()
}

statement!(
    /// Forgets a session's oldest tokens that were never used, beyond so many; not the one that is shown.
    ForgetUnspent { session: SessionId => Uuid, shown: Vec<u8> => Binary, most: i64 => BigInt } -> BigInt, holds Sessions;
    "DELETE FROM refresh_tokens WHERE token_hash IN
        (SELECT token_hash FROM refresh_tokens WHERE session_id = " session " AND spent_at IS NULL AND token_hash <> " shown
    " ORDER BY created_at DESC OFFSET " most ")"
);

/// Exchanges a token: its parent is spent now if it was not, and `successor` comes after it. Who shows one token again and
/// again, and uses none that they are given, leaves no more than [`MOST_UNSPENT`] behind.
///
/// # Errors
/// Where the database fails.
pub fn exchange(
    conn: &mut PgConnection,
    shown: &Shown,
    hash: &[u8],
    successor: &[u8],
) -> Result<()> {
    if let Some(parent) = &shown.parent_hash {
        diesel::update(
            refresh_tokens::table
                .find(parent)
                .filter(refresh_tokens::spent_at.is_null()),
        )
        .set(refresh_tokens::spent_at.eq(diesel::dsl::now))
        .execute(conn)?;
    }
    let row = (
        refresh_tokens::token_hash.eq(successor),
        refresh_tokens::session_id.eq(shown.session_id),
        refresh_tokens::parent_hash.eq(hash),
    );
    diesel::insert_into(refresh_tokens::table)
        .values(row)
        .execute(conn)?;
    ForgetUnspent {
        session: shown.session_id,
        shown: hash.to_vec(),
        most: MOST_UNSPENT,
    }
    .execute(conn)?;
    diesel::update(sessions::table.find(shown.session_id))
        .set((
            sessions::last_seen_at.eq(diesel::dsl::now),
            sessions::expires_at.eq(moment::in_seconds(LIFETIME_DAYS * 86_400)),
        ))
        .execute(conn)?;
    Ok(())
}

/// A page of a person's living sessions after one of them, last seen first; the caller asks for one more than it shows to learn
/// whether there are more.
///
/// # Errors
/// Where the database fails.
pub fn page(
    conn: &mut PgConnection,
    user: UserId,
    after: Option<(Timestamp, SessionId)>,
    limit: i64,
) -> QueryResult<Vec<SessionRow>> {
    let living = sessions::table
        .filter(sessions::user_id.eq(user))
        .filter(sessions::revoked_at.is_null())
        .filter(sessions::expires_at.gt(diesel::dsl::now))
        .order((sessions::last_seen_at.desc(), sessions::id.desc()))
        .limit(limit)
        .select(SessionRow::as_select());
    match after {
        None => living.load(conn),
        Some((at, id)) => living
            .filter(
                sessions::last_seen_at
                    .lt(at)
                    .or(sessions::last_seen_at.eq(at).and(sessions::id.lt(id))),
            )
            .load(conn),
    }
}

/// A person's living sessions beyond so many, those that were not used for the longest time, by their ids. No more than are ended in
/// a moment.
///
/// # Errors
/// Where the database fails.
pub fn beyond(conn: &mut PgConnection, user: UserId, most: i64) -> QueryResult<Vec<SessionId>> {
    let unused = sessions::table
        .filter(sessions::user_id.eq(user))
        .filter(sessions::revoked_at.is_null())
        .filter(sessions::expires_at.gt(diesel::dsl::now))
        .order((sessions::last_seen_at.desc(), sessions::id.desc()))
        .offset(most)
        .limit(100)
        .select(sessions::id);
    let mut unused: Vec<SessionId> = unused.load(conn)?;
    unused.sort_unstable();
    Ok(unused)
}

/// Ends a session of a person; tells whether it was theirs and alive.
///
/// # Errors
/// Where the database fails.
pub fn revoke(conn: &mut PgConnection, user: UserId, session: SessionId) -> Result<bool> {
    locks::take(locks::Lock::Sessions);
    let ended = diesel::update(sessions::table.find(session))
        .filter(sessions::user_id.eq(user))
        .filter(sessions::revoked_at.is_null())
        .set(sessions::revoked_at.eq(diesel::dsl::now))
        .execute(conn)?;
    Ok(ended == 1)
}

statement!(
    /// Ends living sessions, locked in one order.
    RevokeAll { user: UserId => Uuid, kept: SessionId => Uuid } -> Uuid, locks Sessions;
    "WITH theirs AS (SELECT id FROM sessions WHERE user_id = " user " AND id <> " kept
    " AND revoked_at IS NULL AND expires_at > now() ORDER BY id FOR NO KEY UPDATE)
     UPDATE sessions s SET revoked_at = now() FROM theirs WHERE s.id = theirs.id RETURNING s.id"
);

/// Ends all living sessions of a person but one; tells which.
///
/// # Errors
/// Where the database fails.
pub fn revoke_all(
    conn: &mut PgConnection,
    user: UserId,
    but: Option<SessionId>,
) -> QueryResult<Vec<SessionId>> {
    let kept = but.unwrap_or(SessionId(uuid::Uuid::nil()));
    (RevokeAll { user, kept }).get_results(conn)
}

/// Whether a session is this person's and lives.
///
/// # Errors
/// Where the database fails.
pub fn is_alive(conn: &mut PgConnection, user: UserId, session: SessionId) -> QueryResult<bool> {
    let living = sessions::table
        .find(session)
        .filter(sessions::user_id.eq(user))
        .filter(sessions::revoked_at.is_null())
        .filter(sessions::expires_at.gt(diesel::dsl::now));
    diesel::select(diesel::dsl::exists(living)).get_result(conn)
}

/// Sessions that ended after a moment, for the nodes that did not do it.
///
/// # Errors
/// Where the database fails.
pub fn revoked_since(conn: &mut PgConnection, since: Timestamp) -> QueryResult<Vec<SessionId>> {
    sessions::table
        .filter(sessions::revoked_at.gt(since))
        .select(sessions::id)
        .order(sessions::revoked_at)
        .limit(10_000)
        .load(conn)
}
