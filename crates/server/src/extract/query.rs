//! The query of a request.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use serde::de::DeserializeOwned;
use tutti_types::ErrorCode;

use crate::ApiError;

/// The query of a request; fields that are not known are refused.
#[derive(Clone, Debug)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned> FromRequest for Query<T> {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let parsed = serde_urlencoded::from_str(request.query_string());
        ready(parsed.map(Self).map_err(|e| {
            ApiError::new(
                ErrorCode::BadRequest,
                format!("The query could not be read: {e}."),
            )
        }))
    }
}
