//! The query of a request.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use serde::de::DeserializeOwned;
use url::form_urlencoded;

use super::fault::field;
use crate::ApiError;

/// The query of a request; fields that are not known are refused by [`crate::admission`].
#[derive(Clone, Debug)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned> FromRequest for Query<T> {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let pairs = form_urlencoded::parse(request.query_string().as_bytes());
        let query = serde_urlencoded::Deserializer::new(pairs);
        let read = serde_path_to_error::deserialize(query);
        ready(read.map(Self).map_err(|error| {
            let (path, message) = (error.path().to_string(), error.inner().to_string());
            ApiError::query(field(&path, &message))
        }))
    }
}
