//! Commands on accounts, for the system door.

use serde_json::json;
use tutti_types::auth::SignUp;
use tutti_types::{ErrorCode, SessionId, UserId};

use super::{invitation, session};
use crate::error::{Error, Result};
use crate::gate::Tx;
use crate::models::user::{self, UserRow};

/// An account to be made, and where from.
#[derive(Clone, Debug)]
pub struct NewAccount {
    /// The sign-in name, lower case.
    pub email: String,
    /// How colleagues see the person.
    pub name: String,
    /// Argon2id in PHC form.
    pub password_hash: String,
    /// SHA-256 of an invitation's token, which may be any text.
    pub invitation: Option<Vec<u8>>,
    /// The browser as it named itself.
    pub user_agent: String,
    /// The address it signs up from.
    pub ip: Option<String>,
    /// SHA-256 of the session's first refresh token.
    pub refresh_hash: Vec<u8>,
}

/// Makes an account with its first session. Whoever holds an invitation to the very address has joined its workspace.
///
/// # Errors
/// `signup_closed`, `email_taken`; `validation_failed` for an invitation that nobody can use.
pub fn create(tx: &mut Tx<'_>, sign_up: SignUp, new: &NewAccount) -> Result<(UserRow, SessionId)> {
    let invitation = new.invitation.as_deref();
    admit(tx, sign_up, invitation, &new.email)?;
    let user = user::create(
        tx.conn,
        UserId::new(),
        &new.email,
        &new.name,
        &new.password_hash,
    )?;
    tx.log(user.id, "account.created", json!({ "ip": new.ip }));
    let ip = new.ip.as_deref();
    let session = session::open(tx, user.id, &new.user_agent, ip, &new.refresh_hash)?;
    if let Some(hash) = invitation {
        join(tx, &user, hash)?;
    }
    Ok((user, session))
}

/// Who may make an account now. Where it is by invitation, somebody has to be the first, who can then invite the others.
///
/// # Errors
/// Where the database fails.
pub fn open_to(tx: &mut Tx<'_>, chosen: SignUp) -> Result<SignUp> {
    match chosen {
        SignUp::Invited if !user::any(tx.conn)? => Ok(SignUp::Open),
        _ => Ok(chosen),
    }
}

/// Whether this person may make an account here.
fn admit(tx: &mut Tx<'_>, sign_up: SignUp, invitation: Option<&[u8]>, email: &str) -> Result<()> {
    let closed = |why: &'static str| Err(Error::refused(ErrorCode::SignupClosed, why));
    if sign_up == SignUp::Invited && !user::any(tx.conn)? {
        // Of two who would be the first at once, neither sees the other's account before it is made. The second asks once more.
        user::queue_up(tx.conn)?;
    }
    match open_to(tx, sign_up)? {
        SignUp::Open => Ok(()),
        SignUp::Closed => closed(
            "No account can be made here, not even by an invitation. Ask whoever runs this Tutti.",
        ),
        SignUp::Invited => match invitation {
            Some(hash) if invitation::lets_in(tx, hash, email)? => Ok(()),
            _ => closed("Ask a member of a workspace here to invite you."),
        },
    }
}

/// Joins the workspace of an invitation to this address. One of another address is left for later: it is somebody's still.
///
/// After the account is made, so that whoever repeats a sign-up whose answer was lost hears of the account: their invitation is used by then.
///
/// # Errors
/// `validation_failed` for one that nobody can use, with which no account is made: they asked for a place in a workspace.
fn join(tx: &mut Tx<'_>, user: &UserRow, token_hash: &[u8]) -> Result<()> {
    let unusable = |error| match error {
        Error::Refused(_) => Error::invalid(
            "invitation",
            "can no longer be used: ask for another one, or sign up without it",
        ),
        other => other,
    };
    invitation::preview(tx, token_hash).map_err(unusable)?;
    if invitation::lets_in(tx, token_hash, &user.email)? {
        // It may have been taken back since it was looked at.
        invitation::join(tx, user.id, token_hash).map_err(unusable)?;
    }
    Ok(())
}
