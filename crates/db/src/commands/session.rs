//! Commands on sessions, for who signs in or out.

use serde_json::json;
use tutti_types::me::MeWhat;
use tutti_types::{SessionId, UserId};

use crate::error::Result;
use crate::gate::Tx;
use crate::models::session;

/// How many sessions a person may have. Whoever signs in once more ends the one that was not used for the longest time.
pub const MOST: i64 = 100;

/// Opens a session with its first refresh token, in the transaction that made the person, or that holds their password: so one sign-in
/// counts after the other.
///
/// # Errors
/// Where the database fails.
pub fn open(
    tx: &mut Tx<'_>,
    person: UserId,
    user_agent: &str,
    ip: Option<&str>,
    token_hash: &[u8],
) -> Result<SessionId> {
    let id = session::create(tx.conn, person, user_agent, ip, token_hash)?;
    let data = json!({ "session_id": id, "ip": ip });
    tx.log(person, "session.created", data);
    for unused in session::beyond(tx.conn, person, MOST)? {
        end(tx, person, unused, "session.ended")?;
    }
    tx.touch_person(person, MeWhat::Sessions);
    Ok(id)
}

/// Ends a session of a person and says in their log why; tells whether it was theirs and alive.
///
/// # Errors
/// Where the database fails.
pub fn end(tx: &mut Tx<'_>, person: UserId, id: SessionId, why: &'static str) -> Result<bool> {
    if !session::revoke(tx.conn, person, id)? {
        return Ok(false);
    }
    tx.log(person, why, json!({ "session_id": id }));
    tx.revoke(id);
    tx.touch_person(person, MeWhat::Sessions);
    Ok(true)
}

/// Ends all sessions of a person but one, and says so in their log.
///
/// # Errors
/// Where the database fails.
pub fn end_all(tx: &mut Tx<'_>, person: UserId, but: Option<SessionId>) -> Result<()> {
    let ended = session::revoke_all(tx.conn, person, but)?;
    if ended.is_empty() {
        return Ok(());
    }
    let data = json!({ "session_ids": ended });
    tx.log(person, "sessions.ended", data);
    ended.iter().for_each(|session| tx.revoke(*session));
    tx.touch_person(person, MeWhat::Sessions);
    Ok(())
}
