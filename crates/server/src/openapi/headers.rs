//! The headers of requests and answers, as the OpenAPI file tells of them.
//!
//! Not told are those of the message itself, which every HTTP client handles (`Content-Type`, `Content-Length`,
//! `Content-Encoding`, `Date`, `Connection`), and those of the Fetch standard for pages of other origins (`Access-Control-…`).

use serde_json::{Map, Value, json};
use tutti_types::limits::MAX_IDEMPOTENCY_KEY;

/// A header of an answer.
#[derive(Clone, Copy, Debug)]
pub(super) struct Header {
    pub name: &'static str,
    description: &'static str,
    example: &'static str,
    /// Whether every such answer has it.
    required: bool,
}

const fn header(name: &'static str, description: &'static str, example: &'static str) -> Header {
    Header {
        name,
        description,
        example,
        required: true,
    }
}

/// One that only some answers have.
const fn optional(name: &'static str, description: &'static str, example: &'static str) -> Header {
    Header {
        required: false,
        ..header(name, description, example)
    }
}

/// Every answer has these.
pub(super) const ALWAYS: &[Header] = &[
    header(
        "X-Request-Id",
        "Finds the request in the server's log: the caller's own, or a new one.",
        "0190a0a0-0000-7000-8000-000000000000",
    ),
    header(
        "Cache-Control",
        "Answers of the API are kept by nobody.",
        "no-store",
    ),
    header(
        "Content-Security-Policy",
        "What a page of ours may do; of no use to other clients.",
        "default-src 'none'",
    ),
    header(
        "Cross-Origin-Opener-Policy",
        "Keeps windows of other origins apart.",
        "same-origin",
    ),
    header(
        "Referrer-Policy",
        "Addresses are told to nobody.",
        "no-referrer",
    ),
    header(
        "X-Content-Type-Options",
        "The type is what Content-Type says.",
        "nosniff",
    ),
    header("X-Frame-Options", "No page may show it in a frame.", "DENY"),
    optional(
        "Strict-Transport-Security",
        "Where people come by https: browsers are to come by it alone.",
        "max-age=31536000",
    ),
];

/// Every answer below `/api/v1` has these too.
pub(super) const API: &[Header] = &[optional(
    "Vary",
    "What of the request the answer depends on.",
    "Origin",
)];

/// What is one thing with a version has this.
pub(super) const VERSIONED: &[Header] = &[header(
    "ETag",
    "The version, for If-Match and If-None-Match; of a board with its cards, and of a task that is read, the version and what names its whole state.",
    "\"7\"",
)];

/// Signing in, staying signed in and signing out have this, twice.
pub(super) const SIGNED_IN: &[Header] = &[header(
    "Set-Cookie",
    "The refresh token, which no script can read (`HttpOnly`, `SameSite=Strict`, 30 days), and a cookie that tells pages whether it is worth asking for a session. Both are empty after signing out.",
    "tutti_0190a0a00000=…; HttpOnly; SameSite=Strict; Path=/; Max-Age=2592000",
)];

/// What opens a socket (RFC 6455 section 4.2.2).
pub(super) const SOCKET: &[Header] = &[
    header("Upgrade", "The protocol from now on.", "websocket"),
    header(
        "Sec-WebSocket-Accept",
        "Proves that the key was understood.",
        "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=",
    ),
    optional(
        "Sec-WebSocket-Protocol",
        "The subprotocol, where the client offered it.",
        "tutti.v1",
    ),
];

const CHALLENGE: &[Header] = &[header(
    "WWW-Authenticate",
    "How to authenticate (RFC 6750 section 3).",
    "Bearer",
)];

const ALLOWED: &[Header] = &[header(
    "Allow",
    "The methods of the path.",
    "GET, HEAD, OPTIONS",
)];

const CODINGS: &[Header] = &[optional(
    "Accept-Encoding",
    "How a body may be encoded: not at all. Only where the refused one was (RFC 9110 section 12.5.3).",
    "identity",
)];

const RETRY_AFTER: Header = header(
    "Retry-After",
    "Seconds after which it is worth trying again.",
    "1",
);
const AGAIN: &[Header] = &[RETRY_AFTER];

const LIMITED: &[Header] = &[
    RETRY_AFTER,
    header(
        "RateLimit-Policy",
        "The limit that was reached: how many at once (`q`), all there again after so many seconds (`w`); draft-ietf-httpapi-ratelimit-headers.",
        "\"person\";q=200;w=20",
    ),
    header(
        "RateLimit",
        "What is left of it (`r`), and seconds until there is more (`t`).",
        "\"person\";r=0;t=1",
    ),
];

/// What a problem of this status has besides.
pub(super) fn of_problem(status: &str) -> &'static [Header] {
    match status {
        "401" => CHALLENGE,
        "405" => ALLOWED,
        "415" => CODINGS,
        "429" => LIMITED,
        "503" => AGAIN,
        _ => &[],
    }
}

/// All of them, by name.
pub(super) fn all() -> Value {
    let tables = [
        ALWAYS, API, VERSIONED, SIGNED_IN, SOCKET, CHALLENGE, ALLOWED, CODINGS, LIMITED,
    ];
    let each = tables.into_iter().flatten().map(|header| {
        let kind = if header.name == "Retry-After" {
            "integer"
        } else {
            "string"
        };
        let told = json!({
            "description": header.description,
            "required": header.required,
            "schema": {"type": kind},
            "example": header.example,
        });
        (header.name.to_owned(), told)
    });
    each.collect::<Map<_, _>>().into()
}

/// Headers that many requests may carry.
pub(super) fn parameters() -> Value {
    json!({
        "Idempotency-Key": {
            "name": "Idempotency-Key", "in": "header", "required": false,
            "description": "Makes the request safe to repeat: the same person, key and request get the first answer again, for 24 hours; a create with the client's own `id` gets what it made, as it is now. Another request with the key is 422 `key_reused`; while the first one runs, 409 `in_progress`.",
            "schema": {"type": "string", "minLength": 1, "maxLength": MAX_IDEMPOTENCY_KEY, "pattern": "^[ -~]+$"},
            "example": "0190a0a0-0000-7000-8000-000000000000",
        },
        "X-Request-Id": {
            "name": "X-Request-Id", "in": "header", "required": false,
            "description": "Names the request in the server's log and in the answer. One of another form is replaced by a new one.",
            "schema": {"type": "string", "minLength": 1, "maxLength": 64, "pattern": "^[A-Za-z0-9-]+$"},
            "example": "0190a0a0-0000-7000-8000-000000000000",
        },
    })
}
