//! The headers under which a request is answered as it asks.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::header::{HeaderName, IF_MATCH, IF_NONE_MATCH};
use actix_web::{FromRequest, HttpRequest};
use utoipa::IntoParams;
use utoipa::openapi::Required;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ObjectBuilder, Type};

use crate::{ApiError, etag};

/// The condition in `If-Match`, of all its lines together (RFC 9110 section 5.3).
#[derive(Clone, Debug)]
pub struct IfMatch(pub tutti_db::IfMatch);

impl FromRequest for IfMatch {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(etag::if_match(request.headers()).map(Self))
    }
}

impl IntoParams for IfMatch {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        vec![header(
            &IF_MATCH,
            "Makes the change only to the version of this ETag, or of one of several; a stale one is 412. `*` and no header: whichever \
             version it has. What proxies make of our tags (`W/\"7\"`, `\"7-gzip\"`) is understood.",
            Some(etag::LIST),
            "\"7\"",
        )]
    }
}

/// `If-None-Match`, which [`crate::conditional`] honours for every answer with an ETag.
#[derive(Clone, Copy, Debug)]
pub struct IfNoneMatch;

impl IntoParams for IfNoneMatch {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        vec![header(
            &IF_NONE_MATCH,
            "The ETags the client has, or `*`. One that still holds is answered by 304 without a body; a value that is not a list of ETags is ignored.",
            None,
            "\"7\"",
        )]
    }
}

/// A header that a request may carry, and what its lines, joined by commas, have to look like.
fn header(name: &HeaderName, description: &str, pattern: Option<&str>, example: &str) -> Parameter {
    let schema = ObjectBuilder::new().schema_type(Type::String);
    ParameterBuilder::new()
        .name(title_case(name))
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some(description))
        .schema(Some(schema.pattern(pattern)))
        .example(Some(example.into()))
        .build()
}

/// A header's name as people write it: `If-Match`.
fn title_case(name: &HeaderName) -> String {
    let parts = name.as_str().split('-').map(|part| {
        let (first, rest) = part.split_at_checked(1).unwrap_or_default();
        first.to_uppercase() + rest
    });
    parts.collect::<Vec<_>>().join("-")
}
