//! Links that set a new password. Only the hash of a token comes here, and only the system door sees it.

use diesel::prelude::*;
use tutti_types::{Timestamp, UserId};

use crate::locks;
use crate::moment;
use crate::schema::password_resets;

/// Seconds a link can be used.
pub const LIFETIME_SECONDS: i64 = 3_600;

/// Keeps a person's new link in the place of the one before.
///
/// # Errors
/// Where the database fails.
pub fn create(conn: &mut PgConnection, user: UserId, token_hash: &[u8]) -> QueryResult<()> {
    locks::take(locks::Lock::PasswordLinks);
    let link = (
        password_resets::token_hash.eq(token_hash),
        password_resets::created_at.eq(diesel::dsl::now),
        password_resets::expires_at.eq(moment::in_seconds(LIFETIME_SECONDS)),
        password_resets::spent_at.eq(None::<Timestamp>),
    );
    diesel::insert_into(password_resets::table)
        .values((password_resets::user_id.eq(user), link.clone()))
        .on_conflict(password_resets::user_id)
        .do_update()
        .set(link)
        .execute(conn)
        .map(drop)
}

/// Whose link this is that has not lapsed, and whether it was used.
///
/// # Errors
/// Where the database fails.
pub fn find(conn: &mut PgConnection, token_hash: &[u8]) -> QueryResult<Option<(UserId, bool)>> {
    password_resets::table
        .filter(password_resets::token_hash.eq(token_hash))
        .filter(password_resets::expires_at.gt(diesel::dsl::now))
        .select((
            password_resets::user_id,
            password_resets::spent_at.is_not_null(),
        ))
        .first(conn)
        .optional()
}

/// Uses up a link that has not lapsed, and tells whose it was. Of several who use it at once, one does. It is known until it lapses.
///
/// # Errors
/// Where the database fails.
pub fn spend(conn: &mut PgConnection, token_hash: &[u8]) -> QueryResult<Option<UserId>> {
    locks::take(locks::Lock::PasswordLinks);
    diesel::update(password_resets::table)
        .filter(password_resets::token_hash.eq(token_hash))
        .filter(password_resets::expires_at.gt(diesel::dsl::now))
        .filter(password_resets::spent_at.is_null())
        .set(password_resets::spent_at.eq(diesel::dsl::now))
        .returning(password_resets::user_id)
        .get_result(conn)
        .optional()
}

/// Makes a person's link void, and forgets that it was used.
///
/// # Errors
/// Where the database fails.
pub fn forget(conn: &mut PgConnection, user: UserId) -> QueryResult<()> {
    locks::take(locks::Lock::PasswordLinks);
    diesel::delete(password_resets::table.find(user))
        .execute(conn)
        .map(drop)
}
