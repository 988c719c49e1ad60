//! Who asks.

use std::future::{Ready, ready};
use std::ops::Deref;

use actix_web::dev::Payload;
use actix_web::http::header::AUTHORIZATION;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpRequest};
use tutti_db::gate::Person;

use crate::ApiError;
use crate::app::App;
use crate::limits::Rule;

/// The person whose access token came with the request. Whether their session still lives is asked by the gate.
#[derive(Clone, Copy, Debug)]
pub struct Caller(pub Person);

impl Deref for Caller {
    type Target = Person;
    fn deref(&self) -> &Person {
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

/// The caller of a request.
pub(super) fn of(request: &HttpRequest) -> Result<Caller, ApiError> {
    let app = request
        .app_data::<Data<App>>()
        .ok_or_else(ApiError::unavailable)?;
    let token = request
        .headers()
        .get(AUTHORIZATION)
        .and_then(|value| value.to_str().ok());
    let token = token
        .and_then(|value| value.strip_prefix("Bearer "))
        .ok_or_else(ApiError::unauthenticated)?;
    let person = app
        .tokens
        .verify(token)
        .ok_or_else(ApiError::unauthenticated)?;
    app.limits.take(Rule::Person, person.user_id.0.as_u128())?;
    Ok(Caller(person))
}
