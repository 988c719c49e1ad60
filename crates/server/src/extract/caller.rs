//! Who asks.

use std::future::{Ready, ready};
use std::ops::Deref;

use actix_web::dev::Payload;
use actix_web::http::header::AUTHORIZATION;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpRequest};
use tutti_db::Error;
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

/// The caller of a request, which counts among those that they may make.
pub(crate) fn of(request: &HttpRequest) -> Result<Caller, ApiError> {
    let app = app(request)?;
    let person = person(request, app)?;
    app.limits.request(person.user_id)?;
    Ok(Caller(person))
}

/// Refuses where a request's caller is signed in no longer: their access token outlives their session by minutes. Where that cannot be
/// asked, what else is wrong with the request is told.
pub(crate) async fn require_session(request: &HttpRequest) -> Result<(), ApiError> {
    let app = app(request)?;
    let person = person(request, app)?;
    match app.gate.me(person, None, None, |_| Ok(())).await {
        Err(Error::Refused(refusal)) => Err(refusal.into()),
        _ => Ok(()),
    }
}

fn app(request: &HttpRequest) -> Result<&Data<App>, ApiError> {
    request
        .app_data::<Data<App>>()
        .ok_or_else(ApiError::unavailable)
}

/// Whose access token came with a request.
fn person(request: &HttpRequest, app: &App) -> Result<Principal, ApiError> {
    let credentials = request
        .headers()
        .get(AUTHORIZATION)
        .and_then(|value| value.to_str().ok());
    let token = credentials
        .and_then(bearer)
        .ok_or_else(ApiError::unauthenticated)?;
    app.tokens
        .verify(token)
        .ok_or_else(ApiError::unauthenticated)
}
