//! The hashes of passwords, which only the system door sees.
//!
//! A password is checked outside of any transaction, since that takes a twentieth of a second. So whatever follows from the
//! check names the hash that was checked, and does nothing where another one has taken its place meanwhile.

use diesel::prelude::*;
use diesel::sql_types::{Text, Uuid};
use tutti_types::UserId;

use crate::locks;
use crate::schema::credentials;

/// The hash of a person's password.
///
/// # Errors
/// Where the database fails.
pub fn hash(conn: &mut PgConnection, user: UserId) -> QueryResult<Option<String>> {
    let row = credentials::table.find(user);
    row.select(credentials::password_hash)
        .first(conn)
        .optional()
}

statement!(
    /// The hash, locked as for its change, which a sign-in may bring: two that share the row could not both write it.
    Lock { user: UserId => Uuid } -> Text, locks Passwords;
    "SELECT password_hash FROM credentials WHERE user_id = " user " FOR NO KEY UPDATE"
);

/// Whether the hash is still the one that was checked. It stays so to the end of the transaction, and nobody else signs the person in
/// meanwhile.
///
/// # Errors
/// Where the database fails.
pub fn is_still(conn: &mut PgConnection, user: UserId, checked: &str) -> QueryResult<bool> {
    let kept: Option<String> = (Lock { user }).get_result(conn).optional()?;
    Ok(kept.as_deref() == Some(checked))
}

/// Keeps the hash of the same password made anew with the parameters of today.
///
/// # Errors
/// Where the database fails.
pub fn rehash(
    conn: &mut PgConnection,
    user: UserId,
    checked: &str,
    password_hash: &str,
) -> QueryResult<()> {
    diesel::update(credentials::table.find(user))
        .filter(credentials::password_hash.eq(checked))
        .set(credentials::password_hash.eq(password_hash))
        .execute(conn)
        .map(drop)
}

/// Changes a password; tells whether the hash was still the one that was checked.
///
/// # Errors
/// Where the database fails.
pub fn change(
    conn: &mut PgConnection,
    user: UserId,
    checked: &str,
    password_hash: &str,
) -> QueryResult<bool> {
    locks::take(locks::Lock::Passwords);
    let changed = diesel::update(credentials::table.find(user))
        .filter(credentials::password_hash.eq(checked))
        .set((
            credentials::password_hash.eq(password_hash),
            credentials::changed_at.eq(diesel::dsl::now),
        ))
        .execute(conn)?;
    Ok(changed == 1)
}

/// Sets a password, whatever it was before.
///
/// # Errors
/// Where the database fails.
pub fn set(conn: &mut PgConnection, user: UserId, password_hash: &str) -> QueryResult<()> {
    locks::take(locks::Lock::Passwords);
    diesel::update(credentials::table.find(user))
        .set((
            credentials::password_hash.eq(password_hash),
            credentials::changed_at.eq(diesel::dsl::now),
        ))
        .execute(conn)
        .map(drop)
}
