//! What goes wrong, as a problem answer.
//!
//! Handlers return [`ApiResult`]; [`tutti_db::Error`] becomes an [`ApiError`] by `?`. Causes go to the log, never to the
//! answer.

mod echo;

use std::borrow::Cow;
use std::{fmt, mem};

use actix_web::body::BoxBody;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpResponse, ResponseError};
use tutti_db::sqlstate::SqlState;
use tutti_db::{Error as DbError, Refusal};
use tutti_types::{ErrorCode, FieldError, Problem};

use crate::headers::current_request_id;
use crate::limits::Exceeded;

/// What a handler returns.
pub type ApiResult<T = HttpResponse> = Result<T, ApiError>;

/// A refusal on its way to the client.
#[derive(Debug)]
pub struct ApiError {
    refusal: Box<Refusal>,
    retry_after_s: Option<u32>,
    exceeded: Option<Exceeded>,
    /// It is about how the body is encoded, so the answer tells which codings are taken (RFC 9110 section 12.5.3).
    is_about_coding: bool,
    /// The gate refused, which had asked first whether the caller's session lives.
    is_of_gate: bool,
}

impl ApiError {
    /// A code with a sentence.
    pub fn new(code: ErrorCode, detail: impl Into<Cow<'static, str>>) -> Self {
        Self::from(Box::new(Refusal {
            code,
            detail: detail.into(),
            errors: Vec::new(),
            current: None,
        }))
    }
    /// The one 404.
    #[must_use]
    pub fn not_found() -> Self {
        Self {
            is_of_gate: false,
            ..DbError::not_found().into()
        }
    }
    /// No valid access token.
    #[must_use]
    pub fn unauthenticated() -> Self {
        Self::new(
            ErrorCode::Unauthenticated,
            "Send a valid access token as Authorization: Bearer.",
        )
    }
    /// Fields of the body that are not right; the sentence is about the first. A name that is too long is cut.
    #[must_use]
    pub fn fields(mut errors: Vec<FieldError>) -> Self {
        for error in &mut errors {
            error.field = echo::cut(mem::take(&mut error.field));
        }
        let detail = match errors.first() {
            Some(error) if !error.field.is_empty() => format!("{} {}.", error.field, error.message),
            Some(error) => format!("The body {}.", error.message),
            None => "The body is not right.".to_owned(),
        };
        let mut refused = Self::new(ErrorCode::ValidationFailed, detail);
        refused.refusal.errors = errors;
        refused
    }
    /// The same of a field of the query.
    #[must_use]
    pub fn query(mut error: FieldError) -> Self {
        error.field = echo::cut(error.field);
        let detail = match error.field.as_str() {
            "" => format!("The query {}.", error.message),
            field => format!("{field} {}.", error.message),
        };
        let mut refused = Self::new(ErrorCode::BadRequest, detail);
        refused.refusal.errors = vec![error];
        refused
    }
    /// The same of a field whose value is none that is taken.
    #[must_use]
    pub fn in_query(field: &str, message: impl Into<String>) -> Self {
        Self::query(FieldError {
            field: field.to_owned(),
            code: "invalid".to_owned(),
            message: message.into(),
        })
    }
    /// Too many requests; come back in so many seconds.
    #[must_use]
    pub fn rate_limited(exceeded: Exceeded) -> Self {
        let detail = format!("Try again in {} s.", exceeded.retry_after_s);
        Self {
            retry_after_s: Some(exceeded.retry_after_s),
            exceeded: Some(exceeded),
            ..Self::new(ErrorCode::RateLimited, detail)
        }
    }
    /// A body with a Content-Encoding.
    #[must_use]
    pub fn encoded() -> Self {
        Self {
            is_about_coding: true,
            ..Self::new(
                ErrorCode::UnsupportedMediaType,
                "Send the body as it is, without a Content-Encoding.",
            )
        }
    }
    /// Busy or away; come back in a second.
    #[must_use]
    pub fn unavailable() -> Self {
        let detail = "The server is busy or its database is away. A change may have been made or not: sent again with the same Idempotency-Key, it is made once.";
        Self {
            retry_after_s: Some(1),
            ..Self::new(ErrorCode::Unavailable, detail)
        }
    }
    /// The fields that are not right.
    #[must_use]
    pub fn errors(&self) -> &[FieldError] {
        &self.refusal.errors
    }
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> ErrorCode {
        self.refusal.code
    }
    /// Whether the request was refused for how it is made, before anybody asked for the caller's session.
    pub(crate) fn is_before_gate(&self) -> bool {
        !self.is_of_gate && matches!(self.status_code().as_u16(), 400 | 404 | 413 | 415 | 422)
    }
}

impl From<Box<Refusal>> for ApiError {
    fn from(refusal: Box<Refusal>) -> Self {
        Self {
            refusal,
            retry_after_s: None,
            exceeded: None,
            is_about_coding: false,
            is_of_gate: false,
        }
    }
}

impl From<DbError> for ApiError {
    fn from(error: DbError) -> Self {
        match error {
            DbError::Refused(refusal) => Self {
                is_of_gate: true,
                ..refusal.into()
            },
            DbError::Contended => Self::unavailable(),
            DbError::Unavailable(_)
            | DbError::Lost(_)
            | DbError::ReadOnly
            | DbError::Exhausted(_) => {
                tracing::warn!(%error, "a request could not be carried out");
                Self::unavailable()
            }
            DbError::Database(cause) => {
                let state = SqlState::of(&cause).map(|state| state.to_string());
                tracing::error!(%cause, state, "a query failed");
                Self::new(
                    ErrorCode::Internal,
                    "This is a fault of the server; it is in its log.",
                )
            }
        }
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.refusal.code, self.refusal.detail)
    }
}

impl ResponseError for ApiError {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.refusal.code.status())
            .unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn error_response(&self) -> HttpResponse<BoxBody> {
        let Refusal {
            code,
            detail,
            errors,
            current,
        } = &*self.refusal;
        let problem = Problem {
            r#type: format!("urn:tutti:problem:{code}"),
            title: code.title().to_owned(),
            status: code.status(),
            detail: detail.clone().into_owned(),
            code: *code,
            request_id: current_request_id(),
            errors: errors.clone(),
            current: current.clone(),
        };
        let mut answer = HttpResponse::build(self.status_code());
        answer.insert_header((
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        ));
        if let Some(seconds) = self.retry_after_s {
            answer.insert_header((header::RETRY_AFTER, seconds));
        }
        for field in self.exceeded.into_iter().flat_map(Exceeded::fields) {
            answer.insert_header(field);
        }
        if self.is_about_coding {
            let taken = HeaderValue::from_static("identity");
            answer.insert_header((header::ACCEPT_ENCODING, taken));
        }
        if code.status() == 401 {
            answer.insert_header((header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer")));
        }
        answer.body(serde_json::to_vec(&problem).unwrap_or_default())
    }
}
