//! What holds for every answer. Each answer of every test passes through here.

use std::sync::OnceLock;

use reqwest::Method;
use serde_json::Value;
use tutti_types::Problem;

use crate::client::Answer;

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

/// The OpenAPI file.
pub fn document() -> &'static Value {
    static DOCUMENT: OnceLock<Value> = OnceLock::new();
    DOCUMENT.get_or_init(|| serde_json::to_value(tutti_server::openapi::document()).unwrap())
}

/// An operation of the OpenAPI file.
#[derive(Clone, Debug)]
pub struct Operation {
    /// Its operationId.
    pub id: String,
    /// Its method.
    pub method: Method,
    /// Its path, with names in braces.
    pub path: String,
    /// Who may call it.
    pub permission: Option<String>,
    /// The statuses it says it may answer.
    pub statuses: Vec<u16>,
}

/// All operations of the OpenAPI file.
pub fn operations() -> &'static [Operation] {
    static OPERATIONS: OnceLock<Vec<Operation>> = OnceLock::new();
    OPERATIONS.get_or_init(|| {
        let paths = document()["paths"].as_object().unwrap();
        let each = paths.iter().flat_map(|(path, methods)| {
            methods
                .as_object()
                .unwrap()
                .iter()
                .map(move |(method, operation)| Operation {
                    id: operation["operationId"]
                        .as_str()
                        .unwrap_or_default()
                        .to_owned(),
                    method: method.to_uppercase().parse().unwrap(),
                    path: path.clone(),
                    permission: operation["x-permission"].as_str().map(str::to_owned),
                    statuses: operation["responses"]
                        .as_object()
                        .unwrap()
                        .keys()
                        .filter_map(|status| status.parse().ok())
                        .collect(),
                })
        });
        each.collect()
    })
}

/// The operation that a request reaches.
#[must_use]
pub fn operation(method: &Method, path: &str) -> Option<&'static Operation> {
    let path = path.split('?').next().unwrap_or_default();
    let fits = |pattern: &str| {
        pattern.split('/').count() == path.split('/').count()
            && pattern
                .split('/')
                .zip(path.split('/'))
                .all(|(wanted, given)| wanted.starts_with('{') || wanted == given)
    };
    let mut fitting: Vec<_> = operations()
        .iter()
        .filter(|operation| operation.method == method && fits(&operation.path))
        .collect();
    // A word comes before a name in braces: `tasks/bulk` is no task.
    fitting.sort_by_key(|operation| operation.path.matches('{').count());
    fitting.first().copied()
}

/// Fails where an answer is not as the contract says.
pub(crate) fn check(method: &Method, path: &str, answer: &Answer) {
    let what = format!(
        "{method} {path} answered {}: {}",
        answer.status, answer.text
    );
    let request_id = answer.header("x-request-id");
    assert!(
        request_id.is_some_and(|id| !id.is_empty()),
        "no X-Request-Id: {what}"
    );
    if let Some(operation) = operation(method, path) {
        assert!(
            operation.statuses.contains(&answer.status),
            "{} does not say that it may answer so: {what}",
            operation.id
        );
    }
    if answer.status < 400 || !path.starts_with("/api/v1") {
        return;
    }
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
    assert_eq!(Some(problem.request_id.as_str()), request_id, "{what}");
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
