//! Signing up, in and out.

use tutti_types::auth::{AuthOptions, Login, Register, ResetPassword, SignedIn};
use tutti_types::paths;

use super::{Call, Error, token};

/// What a page has to know before it shows a form: who may sign up.
pub async fn options() -> Result<AuthOptions, Error> {
    Call::get(paths::AUTH_OPTIONS.to_owned())
        .anonymous()
        .json()
        .await
}

/// Sets a new password by a link.
pub async fn reset_password(body: &ResetPassword) -> Result<(), Error> {
    Call::post(paths::PASSWORD_RESET.to_owned(), body)
        .anonymous()
        .done()
        .await
}

/// Signs up, and in.
pub async fn register(body: &Register) -> Result<SignedIn, Error> {
    begin(Call::post(paths::REGISTER.to_owned(), body)).await
}

/// Signs in.
pub async fn login(body: &Login) -> Result<SignedIn, Error> {
    begin(Call::post(paths::LOGIN.to_owned(), body)).await
}

async fn begin(call: Call) -> Result<SignedIn, Error> {
    let signed_in: SignedIn = call.anonymous().json().await?;
    token::begin(&signed_in);
    Ok(signed_in)
}

/// Goes on with the session of the refresh cookie, as `boot.js` began.
pub async fn resume() -> Result<SignedIn, Error> {
    token::first().await
}

/// Goes on with it where that had no answer.
pub async fn resume_again() -> Result<SignedIn, Error> {
    token::again().await
}

/// Signs out on this device.
pub async fn logout() -> Result<(), Error> {
    let done = Call::post(paths::LOGOUT.to_owned(), &serde_json::Map::new())
        .done()
        .await;
    token::forget();
    done
}
