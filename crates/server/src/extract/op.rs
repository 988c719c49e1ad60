//! The headers that make a request safe to repeat, and safe against changes in between.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::header::IF_MATCH;
use actix_web::{FromRequest, HttpRequest};
use sha2::{Digest, Sha256};
use tutti_db::gate::Op;
use tutti_types::ErrorCode;

use crate::ApiError;

/// The Idempotency-Key of a request with a hash of all that it asks for.
pub(super) fn op(request: &HttpRequest, body: &[u8]) -> Result<Option<Op>, ApiError> {
    let Some(value) = request.headers().get("idempotency-key") else {
        return Ok(None);
    };
    let key = value
        .to_str()
        .ok()
        .filter(|key| (1..=255).contains(&key.len()));
    let key = key.ok_or_else(|| {
        ApiError::new(
            ErrorCode::BadRequest,
            "Idempotency-Key must be 1 to 255 visible ASCII characters.",
        )
    })?;
    let mut hash = Sha256::new();
    for part in [
        request.method().as_str().as_bytes(),
        request.uri().to_string().as_bytes(),
        body,
    ] {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    Ok(Some(Op {
        key: key.to_owned(),
        request_hash: hash.finalize().into(),
    }))
}

/// The version in `If-Match`, where there is one; `*` matches any.
#[derive(Clone, Copy, Debug)]
pub struct IfMatch(pub Option<i64>);

impl FromRequest for IfMatch {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let Some(value) = request
            .headers()
            .get(IF_MATCH)
            .map(|value| value.to_str().unwrap_or_default().trim())
        else {
            return ready(Ok(Self(None)));
        };
        if value == "*" {
            return ready(Ok(Self(None)));
        }
        // A board's ETag tells after its version what else is on it, for which an edit of the board does not care.
        let version = value
            .strip_prefix('"')
            .and_then(|rest| rest.strip_suffix('"'))
            .map(|tag| tag.split_once('.').map_or(tag, |(version, _)| version))
            .filter(|version| version.bytes().all(|byte| byte.is_ascii_digit()))
            .and_then(|version| version.parse().ok());
        ready(match version {
            Some(version) => Ok(Self(Some(version))),
            None => Err(ApiError::new(
                ErrorCode::BadRequest,
                "If-Match must be one ETag such as \"7\".",
            )),
        })
    }
}
