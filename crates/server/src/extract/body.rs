//! The JSON body of a request.

use std::pin::Pin;
use std::time::Duration;

use actix_web::dev::Payload;
use actix_web::http::header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, HeaderValue};
use actix_web::web::BytesMut;
use actix_web::{FromRequest, HttpRequest};
use futures_util::StreamExt;
use serde::de::DeserializeOwned;
use tutti_db::gate::Op;
use tutti_types::ErrorCode;
use utoipa::PartialSchema;

use super::op::op;
use super::parse::parse;
use crate::{ApiError, strict};

/// A body holds at most this many bytes.
const MAX: usize = 1 << 20;
/// And is here within this time, which suffices for all of it at 300 kbit/s: whoever sends nothing holds no memory for long.
const PATIENCE: Duration = Duration::from_secs(30);

/// A JSON body, with what makes the request safe to repeat.
#[derive(Clone, Debug)]
pub struct Body<T> {
    /// What was sent.
    pub value: T,
    /// Its Idempotency-Key.
    pub op: Option<Op>,
}

/// A request that changes something and needs no body.
#[derive(Clone, Debug)]
pub struct NoBody {
    /// Its Idempotency-Key.
    pub op: Option<Op>,
}

impl<T: DeserializeOwned + PartialSchema + 'static> FromRequest for Body<T> {
    type Error = ApiError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, ApiError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, payload) = (request.clone(), payload.take());
        Box::pin(async move {
            require_json(&request)?;
            require_identity(&request)?;
            let body = read(&request, payload).await?;
            Ok(Self {
                value: parse(&body)?,
                op: op(&request, &body)?,
            })
        })
    }
}

impl FromRequest for NoBody {
    type Error = ApiError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, ApiError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, payload) = (request.clone(), payload.take());
        Box::pin(async move {
            require_identity(&request)?;
            let body = read(&request, payload).await?;
            if body.is_empty() || strict::object::<Empty>(&body).is_ok() {
                return Ok(Self {
                    op: op(&request, &body)?,
                });
            }
            Err(ApiError::new(
                ErrorCode::BadRequest,
                "This request takes no body.",
            ))
        })
    }
}

/// `{}`, which some clients send where there is nothing to say.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Empty {}

fn require_json(request: &HttpRequest) -> Result<(), ApiError> {
    let kind = request
        .headers()
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    if kind.eq_ignore_ascii_case("application/json") {
        return Ok(());
    }
    Err(ApiError::new(
        ErrorCode::UnsupportedMediaType,
        "Send the body as application/json.",
    ))
}

/// Refuses a body that is encoded (RFC 9110 section 8.4), which would be read as something else than it is.
fn require_identity(request: &HttpRequest) -> Result<(), ApiError> {
    let is_identity = |value: &HeaderValue| {
        let codings = value.to_str().unwrap_or("?").split(',').map(str::trim);
        let mut codings = codings.filter(|coding| !coding.is_empty());
        codings.all(|coding| coding.eq_ignore_ascii_case("identity"))
    };
    if request.headers().get_all(CONTENT_ENCODING).all(is_identity) {
        return Ok(());
    }
    Err(ApiError::encoded())
}

async fn read(request: &HttpRequest, payload: Payload) -> Result<BytesMut, ApiError> {
    let announced = request.headers().get(CONTENT_LENGTH);
    let announced = announced.and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    if announced.is_some_and(|length| length > MAX as u64) {
        return Err(too_large());
    }
    let late = |_| {
        let seconds = PATIENCE.as_secs();
        ApiError::new(
            ErrorCode::BadRequest,
            format!("The body was not here within {seconds} seconds."),
        )
    };
    tokio::time::timeout(PATIENCE, gather(payload))
        .await
        .map_err(late)?
}

async fn gather(mut payload: Payload) -> Result<BytesMut, ApiError> {
    let mut body = BytesMut::new();
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|_| {
            ApiError::new(
                ErrorCode::BadRequest,
                "The body broke off, or was not sent as its head says.",
            )
        })?;
        if body.len() + chunk.len() > MAX {
            return Err(too_large());
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

fn too_large() -> ApiError {
    ApiError::new(ErrorCode::TooLarge, "A body holds at most 1 MiB.")
}
