//! The signed-in person's own things.

use tutti_types::auth::Session;
use tutti_types::me::{ChangePassword, ChangesQuery, Me, MyChanges, UpdateMe};
use tutti_types::{SessionId, paths};

use super::{Call, Error, query};

/// Changes one's name.
pub async fn update(body: &UpdateMe) -> Result<Me, Error> {
    Call::patch(paths::ME.to_owned(), body).json().await
}

/// One's own things, where they changed since revision `after`.
pub async fn changes(after: i64) -> Result<MyChanges, Error> {
    let path = query::with(paths::ME_CHANGES.to_owned(), &ChangesQuery { after });
    Call::get(path).json().await
}

/// Changes one's password, which ends all other sessions.
pub async fn change_password(body: &ChangePassword) -> Result<(), Error> {
    Call::post(paths::ME_PASSWORD.to_owned(), body).done().await
}

/// Where one is signed in.
pub async fn sessions() -> Result<Vec<Session>, Error> {
    query::all(paths::ME_SESSIONS).await
}

/// Signs out everywhere else.
pub async fn end_other_sessions() -> Result<(), Error> {
    Call::delete(paths::ME_SESSIONS.to_owned()).done().await
}

/// Signs out somewhere else.
pub async fn end_session(id: SessionId) -> Result<(), Error> {
    Call::delete(paths::me_session(id)).done().await
}
