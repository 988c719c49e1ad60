//! Commands on passwords, for the system door. Whoever knew the old password loses what they opened with it: sessions end in the
//! transaction that changes it.

use serde_json::json;
use tutti_types::{ErrorCode, SessionId, UserId};

use super::session::end_all;
use crate::error::{Error, Result};
use crate::gate::{Principal, Tx};
use crate::models::{credential, password_reset, session, user};

/// The hash of a person's password, where the session that asks lives.
///
/// # Errors
/// `unauthenticated`.
pub fn hash_of(tx: &mut Tx<'_>, person: Principal) -> Result<Option<String>> {
    require_session(tx, person)?;
    Ok(credential::hash(tx.conn, person.user_id)?)
}

/// Changes a person's password, of which the hash `checked` was just found to be that of what they typed. Their other sessions
/// end, and a link that would set another password is void.
///
/// # Errors
/// `unauthenticated`; `validation_failed` where it was changed meanwhile.
pub fn change(tx: &mut Tx<'_>, person: Principal, checked: &str, new: &str) -> Result<()> {
    require_session(tx, person)?;
    password_reset::forget(tx.conn, person.user_id)?;
    if !credential::change(tx.conn, person.user_id, checked, new)? {
        return Err(wrong());
    }
    let kept = Some(person.session_id);
    replaced(tx, person.user_id, kept, "password.changed")
}

/// The refusal of a wrong current password. No 401, which would tell the page that its session has ended.
#[must_use]
pub fn wrong() -> Error {
    Error::invalid("current_password", "is not your password")
}

/// Keeps a new link for the account of an address, in the place of the one before.
///
/// # Errors
/// `not_found` where no account has the address.
pub fn issue_link(tx: &mut Tx<'_>, email: &str, token_hash: &[u8]) -> Result<()> {
    let found = user::by_email(tx.conn, email)?;
    let (user, _) = found.ok_or_else(Error::not_found)?;
    password_reset::create(tx.conn, user.id, token_hash)?;
    tx.log(user.id, "password.link_issued", json!({}));
    Ok(())
}

/// A link that has not lapsed.
#[derive(Debug)]
pub enum ResetLinkState {
    /// It can be used.
    Fresh,
    /// It was used. Who set the very password of today by it, and was not told so, asks for nothing new.
    Used {
        /// The hash of the person's password today.
        password_hash: String,
    },
}

/// Looks at a link, before anybody goes to the length of hashing a password for it.
///
/// # Errors
/// `token_unusable`, for a token of nothing too.
pub fn look_at_link(tx: &mut Tx<'_>, token_hash: &[u8]) -> Result<ResetLinkState> {
    match password_reset::find(tx.conn, token_hash)?.ok_or_else(unusable)? {
        (_, false) => Ok(ResetLinkState::Fresh),
        (user, true) => {
            let password_hash = credential::hash(tx.conn, user)?.ok_or_else(unusable)?;
            Ok(ResetLinkState::Used { password_hash })
        }
    }
}

/// Sets a new password by a link, which is used up. All sessions end. Where somebody else used it meanwhile, nothing is set; then
/// the link is given as it is now.
///
/// # Errors
/// `token_unusable`.
pub fn reset(tx: &mut Tx<'_>, token_hash: &[u8], new: &str) -> Result<Option<ResetLinkState>> {
    let Some(user) = password_reset::spend(tx.conn, token_hash)? else {
        return look_at_link(tx, token_hash).map(Some);
    };
    credential::set(tx.conn, user, new)?;
    replaced(tx, user, None, "password.reset")?;
    Ok(None)
}

fn replaced(
    tx: &mut Tx<'_>,
    user: UserId,
    kept: Option<SessionId>,
    why: &'static str,
) -> Result<()> {
    tx.log(user, why, json!({ "session_id": kept }));
    end_all(tx, user, kept)
}

fn require_session(tx: &mut Tx<'_>, person: Principal) -> Result<()> {
    if session::is_alive(tx.conn, person.user_id, person.session_id)? {
        Ok(())
    } else {
        Err(Error::unauthenticated())
    }
}

/// The refusal of a link that cannot be used, whatever the reason.
#[must_use]
pub fn unusable() -> Error {
    Error::refused(
        ErrorCode::TokenUnusable,
        "This link was used, replaced by a newer one, or is past its time. Ask for another one.",
    )
}
