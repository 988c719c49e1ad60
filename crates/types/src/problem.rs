//! Errors as RFC 9457 problem details with stable codes.

use serde::{Deserialize, Serialize};

text_enum!(
    /// What went wrong, for programs. Codes are never renamed.
    ErrorCode {
        /// The request could not be read: not JSON, a bad path or query, a bad cursor. 400
        BadRequest = "bad_request",
        /// Fields are missing, unknown or break their rule; `errors` names each. 422
        ValidationFailed = "validation_failed",
        /// No valid access token. 401
        Unauthenticated = "unauthenticated",
        /// E-mail and password do not belong together. 401
        WrongCredentials = "wrong_credentials",
        /// A member without the right. 403
        Forbidden = "forbidden",
        /// The request came from a foreign origin. 403
        ForeignOrigin = "foreign_origin",
        /// Sign-up is closed, or by invitation only. 403
        SignupClosed = "signup_closed",
        /// It does not exist, or is not yours to know of. 404
        NotFound = "not_found",
        /// The path exists, not with this method. 405
        MethodNotAllowed = "method_not_allowed",
        /// The id a client gave its new thing belongs to another one. 409
        IdTaken = "id_taken",
        /// The e-mail address has an account. 409
        EmailTaken = "email_taken",
        /// Another workspace has this slug. 409
        SlugTaken = "slug_taken",
        /// A request with this Idempotency-Key is still running. 409
        InProgress = "in_progress",
        /// The column is full. 409
        WipLimit = "wip_limit",
        /// The board has no column of the wanted status. 409
        NoSuchColumn = "no_such_column",
        /// The column still holds tasks. 409
        ColumnNotEmpty = "column_not_empty",
        /// A board keeps at least one column. 409
        LastColumn = "last_column",
        /// A workspace keeps at least one owner. 409
        LastOwner = "last_owner",
        /// Already a member. 409
        AlreadyMember = "already_member",
        /// The invitation was used, revoked or is past its time. 409
        InvitationUnusable = "invitation_unusable",
        /// The link was used, replaced by a newer one, or is past its time. 409
        TokenUnusable = "token_unusable",
        /// The workspace, board or list holds as many as it may. 409
        LimitReached = "limit_reached",
        /// `If-Match` is stale; `current` holds the resource as it is. 412
        VersionConflict = "version_conflict",
        /// The head of the request did not come in time. 408
        RequestTimeout = "request_timeout",
        /// The head of the request is larger than 128 KiB, or has more than 96 headers. 431
        HeadersTooLarge = "headers_too_large",
        /// The address of the request is longer than 65 534 bytes. 414
        UriTooLong = "uri_too_long",
        /// The body is larger than 1 MiB. 413
        TooLarge = "too_large",
        /// The body is not `application/json`, or has a Content-Encoding. 415
        UnsupportedMediaType = "unsupported_media_type",
        /// The Idempotency-Key was used with another request. 422
        KeyReused = "key_reused",
        /// Too many requests; see Retry-After. 429
        RateLimited = "rate_limited",
        /// Our fault; `request_id` finds it in the log. 500
        Internal = "internal",
        /// The database is away or everything is busy; see Retry-After. 503
        Unavailable = "unavailable",
    }
);

impl ErrorCode {
    /// The HTTP status: the one table of code → status.
    #[must_use]
    pub const fn status(self) -> u16 {
        match self {
            Self::BadRequest => 400,
            Self::Unauthenticated | Self::WrongCredentials => 401,
            Self::Forbidden | Self::ForeignOrigin | Self::SignupClosed => 403,
            Self::NotFound => 404,
            Self::MethodNotAllowed => 405,
            Self::IdTaken
            | Self::EmailTaken
            | Self::SlugTaken
            | Self::InProgress
            | Self::WipLimit
            | Self::NoSuchColumn
            | Self::ColumnNotEmpty
            | Self::LastColumn
            | Self::LastOwner
            | Self::AlreadyMember
            | Self::InvitationUnusable
            | Self::TokenUnusable
            | Self::LimitReached => 409,
            Self::RequestTimeout => 408,
            Self::HeadersTooLarge => 431,
            Self::UriTooLong => 414,
            Self::VersionConflict => 412,
            Self::TooLarge => 413,
            Self::UnsupportedMediaType => 415,
            Self::ValidationFailed | Self::KeyReused => 422,
            Self::RateLimited => 429,
            Self::Internal => 500,
            Self::Unavailable => 503,
        }
    }

    /// The short human title, the same for every occurrence.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::BadRequest => "The request could not be read",
            Self::ValidationFailed => "Some fields are not right",
            Self::Unauthenticated => "Please sign in",
            Self::WrongCredentials => "E-mail and password do not match",
            Self::Forbidden => "You may not do this",
            Self::ForeignOrigin => "Requests from this origin are refused",
            Self::SignupClosed => "Sign-up is not open to everybody",
            Self::NotFound => "Not found",
            Self::MethodNotAllowed => "Method not allowed",
            Self::IdTaken => "This id is taken",
            Self::EmailTaken => "This e-mail address has an account",
            Self::SlugTaken => "This URL is taken",
            Self::InProgress => "The same request is still running",
            Self::WipLimit => "The column is full",
            Self::NoSuchColumn => "The board has no such column",
            Self::ColumnNotEmpty => "The column still holds tasks",
            Self::LastColumn => "A board keeps at least one column",
            Self::LastOwner => "A workspace keeps at least one owner",
            Self::AlreadyMember => "Already a member",
            Self::InvitationUnusable => "The invitation can no longer be used",
            Self::TokenUnusable => "The link can no longer be used",
            Self::LimitReached => "Limit reached",
            Self::VersionConflict => "It was changed in the meantime",
            Self::RequestTimeout => "The request took too long",
            Self::HeadersTooLarge => "The request's head is too large",
            Self::UriTooLong => "The request's URL is too long",
            Self::TooLarge => "The request is too large",
            Self::UnsupportedMediaType => "The body must be plain JSON",
            Self::KeyReused => "The Idempotency-Key was used for another request",
            Self::RateLimited => "Too many requests",
            Self::Internal => "Something went wrong on our side",
            Self::Unavailable => "Not available right now",
        }
    }
}

/// One field that is not right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldError {
    /// Its path in the body, such as `title` or `ids[3]`.
    pub field: String,
    /// `required`, `unknown_field`, `wrong_type` or `invalid`.
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schemas::faults))]
    pub code: String,
    /// A sentence that can stand under the field.
    pub message: String,
}

/// The body of every answer that is an error.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// `urn:tutti:problem:<code>`.
    pub r#type: String,
    /// What kind of thing went wrong, the same for every occurrence.
    pub title: String,
    /// The HTTP status again.
    pub status: u16,
    /// What went wrong this time.
    pub detail: String,
    /// The stable code.
    pub code: ErrorCode,
    /// Finds the request in the server's log.
    pub request_id: String,
    /// With `validation_failed`: each field that is not right.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
    /// With `version_conflict`: the resource as it is now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub current: Option<serde_json::Value>,
}
