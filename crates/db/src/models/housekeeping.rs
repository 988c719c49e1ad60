//! What is made ahead and what is forgotten. Each chore is a transaction of its own, and what may be much is deleted in
//! portions, so that one that fails or takes long keeps no other from being done.

use diesel::sql_types::{BigInt, Integer};
use diesel::{PgConnection, RunQueryDsl};
use tutti_types::tasks::TRASH_DAYS;

use crate::error::Result;

/// Days of events that can be resumed from, and days that are made ahead.
const DAYS: i32 = 7;
/// The most rows one statement deletes: far less than its five seconds take.
const PORTION: i64 = 10_000;

statement!(MakePartitions { days: i32 => Integer } -> Integer; "SELECT stream.make_partitions(" days ")");
statement!(DropPartitions { days: i32 => Integer } -> Integer; "SELECT stream.drop_partitions(" days ")");
statement!(ForgetKeys { portion: i64 => BigInt } -> BigInt;
    "DELETE FROM idempotency_keys WHERE (user_id, key) IN
        (SELECT user_id, key FROM idempotency_keys WHERE created_at < now() - interval '24 hours' LIMIT " portion ")");
statement!(ForgetTokens { portion: i64 => BigInt } -> BigInt;
    "DELETE FROM refresh_tokens WHERE token_hash IN
        (SELECT token_hash FROM refresh_tokens WHERE spent_at < now() - interval '30 days' LIMIT " portion ")");
statement!(ForgetUnused { portion: i64 => BigInt } -> BigInt;
    "DELETE FROM refresh_tokens WHERE token_hash IN
        (SELECT token_hash FROM refresh_tokens WHERE spent_at IS NULL AND created_at < now() - interval '30 days' LIMIT " portion ")");
statement!(ForgetSessions { portion: i64 => BigInt } -> BigInt;
    "DELETE FROM sessions WHERE id IN
        (SELECT id FROM sessions WHERE expires_at < now() - interval '1 day' OR revoked_at < now() - interval '30 days' LIMIT " portion ")");
statement!(
    /// Of a row that was changed meanwhile only its own conditions are looked at again: without the second one a task that was
    /// just restored would go.
    EmptyTrash { days: i32 => Integer, portion: i64 => BigInt } -> BigInt;
    "DELETE FROM tasks WHERE (workspace_id, id) IN
        (SELECT workspace_id, id FROM tasks WHERE deleted_at < now() - make_interval(days => " days ") LIMIT " portion ")
     AND deleted_at < now() - make_interval(days => " days ")"
);

/// Does a chore, or a portion of it; tells whether there is more to do.
pub type Chore = fn(&mut PgConnection) -> Result<bool>;

/// All chores, the most needed first.
pub const CHORES: [(&str, Chore); 7] = [
    ("make the partitions of the week ahead", make_partitions),
    ("drop the partitions that nobody can resume from", |conn| {
        let _: i32 = (DropPartitions { days: DAYS }).get_result(conn)?;
        Ok(false)
    }),
    ("forget the keys of yesterday's requests", |conn| {
        Ok(is_full((ForgetKeys { portion: PORTION }).execute(conn)?))
    }),
    // Long enough to tell a theft by a token that was spent; an unknown one is refused all the same.
    ("forget spent refresh tokens", |conn| {
        Ok(is_full((ForgetTokens { portion: PORTION }).execute(conn)?))
    }),
    // As old as the cookie that held it may become, so that no browser shows it any more.
    ("forget refresh tokens that were never used", |conn| {
        Ok(is_full((ForgetUnused { portion: PORTION }).execute(conn)?))
    }),
    ("forget sessions that ended", |conn| {
        Ok(is_full(
            (ForgetSessions { portion: PORTION }).execute(conn)?,
        ))
    }),
    ("empty the trash of what nobody wanted back", |conn| {
        let (days, portion) = (TRASH_DAYS, PORTION);
        Ok(is_full((EmptyTrash { days, portion }).execute(conn)?))
    }),
];

fn is_full(deleted: usize) -> bool {
    i64::try_from(deleted).is_ok_and(|deleted| deleted >= PORTION)
}

/// Makes the partitions of today and the week ahead: before the first event is written, and daily.
///
/// # Errors
/// Where the database fails.
pub fn make_partitions(conn: &mut PgConnection) -> Result<bool> {
    let _: i32 = (MakePartitions { days: DAYS }).get_result(conn)?;
    Ok(false)
}
