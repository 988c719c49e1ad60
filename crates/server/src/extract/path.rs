//! Ids in a path.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use serde::de::DeserializeOwned;

use crate::ApiError;

/// The ids in a path. What is no id names nothing, so it is the same 404 as an id of nothing.
#[derive(Clone, Copy, Debug)]
pub struct Path<T>(pub T);

impl<T: DeserializeOwned> FromRequest for Path<T> {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let ids = actix_web::web::Path::<T>::extract(request).into_inner();
        ready(
            ids.map(|ids| Self(ids.into_inner()))
                .map_err(|_| ApiError::not_found()),
        )
    }
}
