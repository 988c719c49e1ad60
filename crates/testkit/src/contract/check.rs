//! What holds for every answer. Each answer of every test passes through here.

use reqwest::Method;
use serde_json::Value;
use tutti_types::Problem;

use super::request::{self, Sent};
use super::{Operation, document, operation, schema};
use crate::response::TestResponse;

/// What no answer may tell: statements, programs and places of the server's own.
const INSIDES: [&str; 10] = [
    "SELECT ",
    "INSERT INTO",
    "UPDATE ",
    "diesel",
    "panicked",
    "backtrace",
    "postgres",
    "/src/",
    "tutti_app",
    "violates",
];

/// What readers of JSON, of queries and of HTTP say in terms of their own.
const WORDS_OF_READERS: [&str; 12] = [
    "invalid type",
    "invalid value",
    "invalid length",
    "invalid digit",
    "unknown variant",
    "unknown field",
    "missing field",
    "duplicate field",
    "trailing ",
    " at line ",
    "surrogate",
    "UUID parsing",
];

/// Headers of which the file does not tell, since every HTTP client handles them.
const OF_THE_MESSAGE: [&str; 6] = [
    "content-type",
    "content-length",
    "content-encoding",
    "transfer-encoding",
    "connection",
    "date",
];

/// Fails where an answer is not as the contract says, or a request was accepted that is none by it.
pub(crate) fn check(sent: &Sent<'_>, answer: &TestResponse) {
    let Sent { method, path, .. } = *sent;
    let what = format!(
        "{method} {path} answered {}: {}",
        answer.status, answer.text
    );
    let request_id = answer.header("x-request-id");
    assert!(
        request_id.is_some_and(|id| !id.is_empty()),
        "no X-Request-Id: {what}"
    );
    // HEAD is the same operation, without the body.
    let head = method == Method::HEAD;
    let asked = if head { &Method::GET } else { method };
    if let Some(operation) = operation(asked, path) {
        let described = response(operation, answer.status);
        let (pointer, described) = described.unwrap_or_else(|| {
            panic!(
                "{} does not say that it may answer so: {what}",
                operation.id
            )
        });
        if !head {
            body(&pointer, described, answer, &what);
        }
        headers(described, answer, &what);
        if (200..300).contains(&answer.status) {
            let faults = request::faults(operation, sent);
            assert!(faults.is_empty(), "accepted {faults:?}: {what}");
        }
    }
    if answer.status >= 400 && path.starts_with("/api/v1") && !head {
        problem(answer, &what);
    }
}

/// What the file says of an answer, and where.
fn response(operation: &Operation, status: u16) -> Option<(String, &'static Value)> {
    let pointer = format!("{}/responses/{status}", operation.pointer());
    let described = document().pointer(&pointer)?;
    match described["$ref"].as_str() {
        Some(shared) => {
            let pointer = shared.trim_start_matches('#').to_owned();
            document().pointer(&pointer).map(|there| (pointer, there))
        }
        None => Some((pointer, described)),
    }
}

/// Holds a body against its schema.
fn body(pointer: &str, described: &Value, answer: &TestResponse, what: &str) {
    let content = &described["content"];
    if answer.text.is_empty() {
        assert!(content.is_null(), "the file tells of a body: {what}");
        return;
    }
    let kind = answer.header("content-type").unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default();
    assert!(
        !content[kind].is_null(),
        "the file tells of no {kind}: {what}"
    );
    let body: Value = serde_json::from_str(&answer.text).unwrap();
    let pointer = format!("{pointer}/content/{}/schema", schema::part(kind));
    assert_eq!(schema::fault(&pointer, &body), None, "{what}");
}

/// Holds the headers against those of which the file tells: no more, and none of those that are always there left out.
fn headers(described: &Value, answer: &TestResponse, what: &str) {
    let empty = serde_json::Map::new();
    let told = described["headers"].as_object().unwrap_or(&empty);
    for name in answer.headers.keys() {
        let name = name.as_str();
        let own = OF_THE_MESSAGE.contains(&name) || name.starts_with("access-control-");
        let told = told.keys().any(|told| told.eq_ignore_ascii_case(name));
        assert!(own || told, "the file tells nothing of {name}: {what}");
    }
    for (name, header) in told {
        let header = header["$ref"].as_str().unwrap().trim_start_matches('#');
        let header = document().pointer(header).unwrap();
        let Some(value) = answer.header(name) else {
            assert_eq!(header["required"], false, "no {name}: {what}");
            continue;
        };
        if header["schema"]["type"] == "integer" {
            assert!(value.parse::<u64>().is_ok(), "{name} is {value}: {what}");
        }
    }
}

/// Holds a refusal against what all of them are.
fn problem(answer: &TestResponse, what: &str) {
    assert_eq!(
        answer.header("content-type"),
        Some("application/problem+json"),
        "{what}"
    );
    let problem: Problem = serde_json::from_str(&answer.text)
        .unwrap_or_else(|e| panic!("no problem body ({e}): {what}"));
    assert_eq!(problem.status, answer.status, "{what}");
    assert_eq!(problem.code.status(), answer.status, "{what}");
    assert_eq!(
        problem.r#type,
        format!("urn:tutti:problem:{}", problem.code),
        "{what}"
    );
    let request_id = answer.header("x-request-id");
    assert_eq!(Some(problem.request_id.as_str()), request_id, "{what}");
    let told = problem.errors.iter().map(|error| &error.message);
    for text in told.chain([&problem.detail]) {
        let word = WORDS_OF_READERS.iter().find(|word| text.contains(**word));
        assert_eq!(word, None, "{what}");
    }
    let retries = matches!(answer.status, 429 | 503);
    assert_eq!(
        answer.header("retry-after").is_some(),
        retries,
        "Retry-After: {what}"
    );
    for field in ["ratelimit", "ratelimit-policy"] {
        assert_eq!(
            answer.header(field).is_some(),
            answer.status == 429,
            "{field}: {what}"
        );
    }
    for inside in INSIDES {
        assert!(
            !answer.text.contains(inside),
            "{inside:?} is nobody's business: {what}"
        );
    }
}
