//! Who asks.

use std::future::{Ready, ready};
use std::ops::Deref;

use actix_web::dev::Payload;
use actix_web::http::header::AUTHORIZATION;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpRequest};
use tutti_db::gate::Principal;

use crate::ApiError;
use crate::app::App;

/// The person whose access token came with the request. Whether their session still lives is asked by the gate.
#[derive(Clone, Copy, Debug)]
pub struct Caller(pub Principal);

impl Deref for Caller {
    type Target = Principal;
    fn deref(&self) -> &Principal {
        &self.0
    }
}

impl FromRequest for Caller {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(of(request))
    }
}

/// The token of `Bearer` credentials. The scheme's name is read in any case, and one or more spaces follow it (RFC 9110 sections 11.1
/// and 11.4).
fn bearer(credentials: &str) -> Option<&str> {
    let (scheme, token) = credentials.split_once(' ')?;
    scheme
        .eq_ignore_ascii_case("bearer")
        .then(|| token.trim_start_matches(' '))
}

/// The caller of a request.
pub(crate) fn of(request: &HttpRequest) -> Result<Caller, ApiError> {
    let app = request
        .app_data::<Data<App>>()
        .ok_or_else(ApiError::unavailable)?;
    let credentials = request
        .headers()
        .get(AUTHORIZATION)
        .and_then(|value| value.to_str().ok());
    let token = credentials
        .and_then(bearer)
        .ok_or_else(ApiError::unauthenticated)?;
    let person = app
        .tokens
        .verify(token)
        .ok_or_else(ApiError::unauthenticated)?;
    app.limits.request(person.user_id)?;
    Ok(Caller(person))
}
