//! What is made ahead and what is forgotten, every hour. Each chore is a job of its own, and what may be much is deleted in
//! portions, so that one that fails or takes long keeps no other from being done.

use diesel::RunQueryDsl;
use diesel::sql_types::{BigInt, Integer};
use tutti_types::trash::TRASH_DAYS;

use super::{board, workspace};
use crate::error::Result;
use crate::gate::Tx;
use crate::jobs::{HOURLY, Kind, Next};

/// Days of events that can be resumed from, and days that are made ahead.
pub(crate) const DAYS: i32 = 7;
/// The most rows one portion deletes.
const PORTION: i64 = 500;

statement!(MakePartitions { days: i32 => Integer } -> Integer; "SELECT stream.make_partitions(" days ")");
statement!(DropPartitions { days: i32 => Integer } -> Integer; "SELECT stream.drop_partitions(" days ")");
statement!(ForgetHanded { days: i32 => Integer, portion: i64 => BigInt } -> BigInt, locks Keys;
    "DELETE FROM stream.handed WHERE (workspace_id, seq) IN
        (SELECT workspace_id, seq FROM stream.handed WHERE at < now() - make_interval(days => " days ") LIMIT " portion ")");
// Nobody locks what is so old, and who may delete keys may not lock them beforehand.
statement!(ForgetKeys { portion: i64 => BigInt } -> BigInt, locks Keys;
    "DELETE FROM idempotency_keys WHERE (user_id, key) IN
        (SELECT user_id, key FROM idempotency_keys WHERE created_at < now() - interval '24 hours' LIMIT " portion ")");
// What is old may be locked by whoever still works with it, and is left for later then: no chore waits for anybody.
statement!(ForgetTokens { portion: i64 => BigInt } -> BigInt, locks Sessions;
    "DELETE FROM refresh_tokens WHERE token_hash IN
        (SELECT token_hash FROM refresh_tokens WHERE spent_at < now() - interval '30 days' LIMIT " portion " FOR UPDATE SKIP LOCKED)");
statement!(ForgetUnused { portion: i64 => BigInt } -> BigInt, locks Sessions;
    "DELETE FROM refresh_tokens WHERE token_hash IN
        (SELECT token_hash FROM refresh_tokens WHERE spent_at IS NULL AND created_at < now() - interval '30 days' LIMIT " portion " FOR UPDATE SKIP LOCKED)");
statement!(ForgetSessions { portion: i64 => BigInt } -> BigInt, locks Sessions;
    "DELETE FROM sessions WHERE id IN
        (SELECT id FROM sessions WHERE expires_at < now() - interval '1 day' OR revoked_at < now() - interval '30 days' LIMIT " portion " FOR UPDATE SKIP LOCKED)");
statement!(ForgetLinks { portion: i64 => BigInt } -> BigInt, locks PasswordLinks;
    "DELETE FROM password_resets WHERE user_id IN
        (SELECT user_id FROM password_resets WHERE expires_at < now() LIMIT " portion " FOR UPDATE SKIP LOCKED) AND expires_at < now()");
statement!(
    /// Of a row that was changed meanwhile only its own conditions are looked at again: without the second one a task that was
    /// just restored would go. What lies in a deleted workspace rests with it.
    EmptyTrash { days: i32 => Integer, portion: i64 => BigInt } -> BigInt, locks Tasks;
    "DELETE FROM tasks WHERE (workspace_id, id) IN
        (SELECT workspace_id, id FROM tasks t WHERE deleted_at < now() - make_interval(days => " days ")
            AND NOT EXISTS (SELECT FROM workspaces w WHERE w.id = t.workspace_id AND w.deleted_at IS NOT NULL) LIMIT " portion " FOR UPDATE SKIP LOCKED)
     AND deleted_at < now() - make_interval(days => " days ")"
);

statement!(
    /// After the tasks, which were deleted before the column they stood in. An hour more than they are kept, so that no
    /// transaction that still restores one can be under way.
    EmptyColumns { days: i32 => Integer, portion: i64 => BigInt } -> BigInt, locks Columns;
    "DELETE FROM columns WHERE (workspace_id, id) IN
        (SELECT c.workspace_id, c.id FROM columns c WHERE c.deleted_at < now() - make_interval(days => " days ", hours => 1)
            AND NOT EXISTS (SELECT FROM tasks t WHERE t.workspace_id = c.workspace_id AND t.board_id = c.board_id AND t.column_id = c.id)
            AND NOT EXISTS (SELECT FROM workspaces w WHERE w.id = c.workspace_id AND w.deleted_at IS NOT NULL) LIMIT " portion " FOR UPDATE SKIP LOCKED)
     AND deleted_at < now() - make_interval(days => " days ", hours => 1)"
);

/// The partitions of the week ahead.
pub const MAKE_PARTITIONS: Kind = hourly("housekeeping.make_partitions", make_partitions);
/// The partitions that nobody can resume from.
pub const DROP_PARTITIONS: Kind = hourly("housekeeping.drop_partitions", |tx| {
    let _: i32 = (DropPartitions { days: DAYS }).get_result(tx.conn)?;
    Ok(Next::Done)
});
/// The readers of rooms that were handed over by events of which none is left: partitions go by whole days.
pub const FORGET_HANDED: Kind = hourly("housekeeping.forget_handed", |tx| {
    let (days, portion) = (DAYS + 2, PORTION);
    Ok(next((ForgetHanded { days, portion }).execute(tx.conn)?))
});
/// The keys of yesterday's requests.
pub const FORGET_KEYS: Kind = hourly("housekeeping.forget_keys", |tx| {
    Ok(next((ForgetKeys { portion: PORTION }).execute(tx.conn)?))
});
/// Long enough to tell a theft by a token that was spent; an unknown one is refused all the same.
pub const FORGET_SPENT_TOKENS: Kind = hourly("housekeeping.forget_spent_tokens", |tx| {
    Ok(next((ForgetTokens { portion: PORTION }).execute(tx.conn)?))
});
/// As old as the cookie that held it may become, so that no browser shows it any more.
pub const FORGET_UNUSED_TOKENS: Kind = hourly("housekeeping.forget_unused_tokens", |tx| {
    Ok(next((ForgetUnused { portion: PORTION }).execute(tx.conn)?))
});
/// Sessions that ended.
pub const FORGET_SESSIONS: Kind = hourly("housekeeping.forget_sessions", |tx| {
    Ok(next(
        (ForgetSessions { portion: PORTION }).execute(tx.conn)?,
    ))
});
/// Links for a new password that lapsed.
pub const FORGET_RESET_LINKS: Kind = hourly("housekeeping.forget_reset_links", |tx| {
    Ok(next((ForgetLinks { portion: PORTION }).execute(tx.conn)?))
});
/// Tasks in the trash that nobody wanted back.
pub const EMPTY_TASKS: Kind = hourly("housekeeping.empty_tasks", |tx| {
    let (days, portion) = (TRASH_DAYS, PORTION);
    Ok(next((EmptyTrash { days, portion }).execute(tx.conn)?))
});
/// Boards in the trash that nobody wanted back, each of which is a job in its workspace.
pub const EMPTY_BOARDS: Kind = hourly("housekeeping.empty_boards", board::purge_due);
/// Workspaces in the trash that nobody wanted back, each of which is a job.
pub const EMPTY_WORKSPACES: Kind = hourly("housekeeping.empty_workspaces", workspace::purge_due);
/// Columns in the trash that nobody wanted back.
pub const EMPTY_COLUMNS: Kind = hourly("housekeeping.empty_columns", |tx| {
    let (days, portion) = (TRASH_DAYS, PORTION);
    Ok(next((EmptyColumns { days, portion }).execute(tx.conn)?))
});

const fn hourly(name: &'static str, chore: fn(&mut Tx<'_>) -> Result<Next>) -> Kind {
    Kind::recurring(name, HOURLY, chore)
}

/// What follows on a portion of which so much was deleted.
fn next(deleted: usize) -> Next {
    match i64::try_from(deleted) {
        Ok(deleted) if deleted < PORTION => Next::Done,
        _ => Next::More,
    }
}

/// Makes the partitions of today and the week ahead: before the first event is written, and daily.
///
/// # Errors
/// Where the database fails.
pub fn make_partitions(tx: &mut Tx<'_>) -> Result<Next> {
    let _: i32 = (MakePartitions { days: DAYS }).get_result(tx.conn)?;
    Ok(Next::Done)
}
