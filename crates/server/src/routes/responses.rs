//! The answers that many operations share, for the OpenAPI file.

use std::collections::BTreeMap;

use utoipa::IntoResponses;
use utoipa::openapi::{Ref, RefOr, Response};

/// Each status that is a problem, with its name in the file and when it comes.
pub(crate) const PROBLEMS: [(&str, &str, &str); 16] = [
    (
        "400",
        "BadRequest",
        "The path, the query, a header or the body could not be read",
    ),
    (
        "401",
        "Unauthenticated",
        "No valid access token, or credentials that are not right",
    ),
    (
        "403",
        "Forbidden",
        "A member without the right, or not from here",
    ),
    ("404", "NotFound", "Not there, or not yours to see"),
    (
        "405",
        "MethodNotAllowed",
        "The path has other methods; see Allow",
    ),
    (
        "408",
        "RequestTimeout",
        "The head of the request did not come in time",
    ),
    (
        "409",
        "Conflict",
        "Not possible as things stand; see `code`",
    ),
    (
        "412",
        "VersionConflict",
        "It was changed after the version in If-Match; `current` is the thing as it is",
    ),
    ("413", "TooLarge", "The body is larger than 1 MiB"),
    (
        "414",
        "UriTooLong",
        "The address of the request is longer than 65 534 bytes",
    ),
    (
        "415",
        "UnsupportedMediaType",
        "The body is not application/json, or has a Content-Encoding",
    ),
    (
        "422",
        "ValidationFailed",
        "Fields are not right; see `errors`",
    ),
    ("429", "RateLimited", "Too many requests; see Retry-After"),
    (
        "431",
        "HeadersTooLarge",
        "The head of the request is larger than 128 KiB, or has more than 96 headers",
    ),
    (
        "500",
        "Internal",
        "A fault of the server; `request_id` finds it in the log",
    ),
    (
        "503",
        "Unavailable",
        "The database is away or everything is busy; see Retry-After",
    ),
];

fn problems(wanted: &[&str]) -> BTreeMap<String, RefOr<Response>> {
    let wanted = PROBLEMS
        .iter()
        .filter(|(status, ..)| wanted.contains(status));
    wanted
        .map(|(status, name, _)| {
            let response = RefOr::Ref(Ref::from_response_name(*name));
            ((*status).to_owned(), response)
        })
        .collect()
}

/// What can go wrong with a read.
pub struct ReadProblems;
impl IntoResponses for ReadProblems {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        problems(&["400", "401", "404", "422", "429", "500", "503"])
    }
}

/// What can go wrong with a read that takes a permission which not every member holds.
pub struct GuardedReadProblems;
impl IntoResponses for GuardedReadProblems {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        problems(&["400", "401", "403", "404", "422", "429", "500", "503"])
    }
}

/// What can go wrong with a change.
pub struct WriteProblems;
impl IntoResponses for WriteProblems {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        problems(&[
            "400", "401", "403", "404", "409", "413", "415", "422", "429", "500", "503",
        ])
    }
}

/// What can go wrong with a change that tells in its body what it began from.
pub struct ComparingProblems;
impl IntoResponses for ComparingProblems {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        problems(&["412"])
    }
}

/// What can go wrong where nobody is signed in yet.
pub struct PublicProblems;
impl IntoResponses for PublicProblems {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        problems(&[
            "400", "401", "403", "404", "409", "413", "415", "422", "429", "500", "503",
        ])
    }
}
