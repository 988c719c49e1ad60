//! The JSON body of a request.

use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::web::BytesMut;
use actix_web::{FromRequest, HttpRequest};
use futures_util::StreamExt;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::error::Category;
use tutti_db::gate::Op;
use tutti_types::{ErrorCode, FieldError};

use super::op::op;
use super::person;
use crate::ApiError;

/// A body holds at most this many bytes.
const MAX: usize = 1 << 20;

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

impl<T: DeserializeOwned + 'static> FromRequest for Body<T> {
    type Error = ApiError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, ApiError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, payload) = (request.clone(), payload.take());
        Box::pin(async move {
            require_json(&request)?;
            let body = read(payload).await?;
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
            let body = read(payload).await?;
            if body.is_empty() || parse::<Empty>(&body).is_ok() {
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
    // Who has no token learns that first, whatever they sent.
    if !request.path().starts_with("/api/v1/auth/") {
        person::of(request)?;
    }
    Err(ApiError::new(
        ErrorCode::UnsupportedMediaType,
        "Send the body as application/json.",
    ))
}

async fn read(mut payload: Payload) -> Result<BytesMut, ApiError> {
    let mut body = BytesMut::new();
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|e| {
            ApiError::new(
                ErrorCode::BadRequest,
                format!("The body could not be read: {e}."),
            )
        })?;
        if body.len() + chunk.len() > MAX {
            return Err(ApiError::new(
                ErrorCode::TooLarge,
                "A body holds at most 1 MiB.",
            ));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, ApiError> {
    // RFC 8259 section 8.1: JSON is UTF-8, whatever field the bytes stand in.
    let text = std::str::from_utf8(body)
        .map_err(|_| ApiError::new(ErrorCode::BadRequest, "The body is not JSON."))?;
    let mut json = serde_json::Deserializer::from_str(text);
    let value = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let path = error.path().to_string();
        match error.inner().classify() {
            Category::Data => field(&path, &error.inner().to_string()),
            // Where a word of an enumeration is wanted, any other value is a fault of syntax to serde_json.
            Category::Syntax if serde_json::from_slice::<IgnoredAny>(body).is_ok() => {
                field(&path, "invalid type: expected a string")
            }
            _ => ApiError::new(ErrorCode::BadRequest, "The body is not JSON."),
        }
    })?;
    json.end()
        .map_err(|_| ApiError::new(ErrorCode::BadRequest, "Something follows the JSON value."))?;
    Ok(value)
}

/// The field a message of serde is about. Its own words are kept without the line and column, which nobody typed.
fn field(path: &str, message: &str) -> ApiError {
    let message = message.split(" at line ").next().unwrap_or(message);
    let named = message.split('`').nth(1).unwrap_or_default();
    let path = if path == "." { "" } else { path };
    let below = |name: &str| {
        if path.is_empty() || path.ends_with(name) {
            if path.is_empty() {
                name.to_owned()
            } else {
                path.to_owned()
            }
        } else {
            format!("{path}.{name}")
        }
    };
    let (field, code, message) = if message.starts_with("unknown field") {
        (
            below(named),
            "unknown_field",
            "is not known here".to_owned(),
        )
    } else if message.starts_with("missing field") {
        (below(named), "required", "is required".to_owned())
    } else if message.starts_with("invalid type") {
        (
            path.to_owned(),
            "wrong_type",
            format!(
                "has the wrong type: {}",
                message.trim_start_matches("invalid type: ")
            ),
        )
    } else if message.starts_with("unknown variant") {
        (
            path.to_owned(),
            "invalid",
            format!(
                "must be {}",
                message.split("expected ").nth(1).unwrap_or("another value")
            ),
        )
    } else {
        (path.to_owned(), "invalid", message.to_owned())
    };
    ApiError::field(FieldError {
        field,
        code: code.to_owned(),
        message,
    })
}

#[cfg(test)]
mod tests {
    use actix_web::ResponseError;
    use tutti_types::tasks::CreateTask;

    use super::*;

    fn refusal(body: &str) -> String {
        let error = parse::<CreateTask>(body.as_bytes()).unwrap_err();
        format!("{} {error}", error.status_code().as_u16())
    }

    #[test]
    fn what_is_wrong_is_named() {
        let board = "\"board_id\":\"0190a0a0-0000-7000-8000-000000000000\"";
        assert_eq!(refusal("{"), "400 bad_request: The body is not JSON.");
        assert_eq!(
            refusal("{} x"),
            "422 validation_failed: board_id is required."
        );
        assert_eq!(
            refusal(&format!("{{{board},\"title\":\"a\"}} x")),
            "400 bad_request: Something follows the JSON value."
        );
        assert_eq!(
            refusal(&format!("{{{board},\"title\":\"\"}}")),
            "422 validation_failed: title must not be empty."
        );
        assert_eq!(
            refusal(&format!("{{{board},\"title\":\"a\",\"x\":1}}")),
            "422 validation_failed: x is not known here."
        );
        assert_eq!(
            refusal(&format!("{{{board},\"title\":7}}")),
            "422 validation_failed: title has the wrong type: integer `7`, expected a string."
        );
        assert_eq!(
            refusal(&format!("{{{board},\"title\":\"a\",\"priority\":true}}")),
            "422 validation_failed: priority has the wrong type: expected a string."
        );
        assert_eq!(
            refusal(&format!(
                "{{{board},\"title\":\"a\",\"priority\":\"urgent\"}}"
            )),
            "422 validation_failed: priority must be one of `low`, `medium`, `high`."
        );
    }
}
