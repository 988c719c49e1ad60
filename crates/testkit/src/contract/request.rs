//! Requests that were accepted, held against what the OpenAPI file says of them: body, path, query, and the headers by which an
//! operation does otherwise than without them.

use reqwest::header::HeaderMap;
use reqwest::{Method, Url};
use serde_json::{Value, json};

use super::{Operation, Parameter, schema, walk};

/// Headers that are refused where they are not as the file says. A caller's own `X-Request-Id` of another form is replaced.
const HEADERS: [&str; 3] = ["Idempotency-Key", "If-Match", "If-None-Match"];

/// A request as it was sent.
pub(crate) struct Sent<'s> {
    pub method: &'s Method,
    /// With its query.
    pub path: &'s str,
    pub headers: &'s HeaderMap,
    pub body: Option<&'s [u8]>,
}

/// What of a request is not as the file says.
pub(super) fn faults(operation: &Operation, sent: &Sent<'_>) -> Vec<String> {
    let mut faults = Vec::new();
    faults.extend(body(operation, sent.body));
    let parameters = operation.parameters();
    let url = Url::parse(&format!("http://tutti{}", sent.path)).unwrap();
    path(operation, &parameters, &url, &mut faults);
    query(&parameters, &url, &mut faults);
    for name in HEADERS {
        let told = parameters
            .iter()
            .find(|told| told.is_in("header") && told.name == name);
        let lines: Vec<_> = sent.headers.get_all(name).iter().collect();
        if let Some(told) = told.filter(|_| !lines.is_empty()) {
            // Several lines are one list (RFC 9110 section 5.3).
            let lines = lines.iter().map(|line| line.to_str().unwrap_or("\u{fffd}"));
            let value = lines.collect::<Vec<_>>().join(", ");
            faults.extend(told.fault(&json!(value)));
        }
    }
    faults
}

fn body(operation: &Operation, given: Option<&[u8]>) -> Option<String> {
    let given = given.filter(|body| !body.is_empty())?;
    if operation.body().is_none() {
        // Where nothing is to be said, an empty object says it.
        return (given != b"{}").then(|| "a body, of which the file tells nothing".to_owned());
    }
    let given: Value = serde_json::from_slice(given).unwrap();
    let pointer = "requestBody/content/application~1json/schema";
    let fault = schema::fault(&format!("{}/{pointer}", operation.pointer()), &given)?;
    Some(format!("{given}: {fault}"))
}

fn path(operation: &Operation, parameters: &[Parameter], url: &Url, faults: &mut Vec<String>) {
    let wanted = operation.path.split('/');
    for (wanted, given) in wanted.zip(url.path().split('/')) {
        let Some(name) = wanted.strip_prefix('{').and_then(|n| n.strip_suffix('}')) else {
            continue;
        };
        let mut named = parameters.iter();
        match named.find(|told| told.is_in("path") && told.name == name) {
            Some(told) => faults.extend(told.fault(&json!(given))),
            None => faults.push(format!(
                "{name} in the path, of which the file tells nothing"
            )),
        }
    }
}

fn query(parameters: &[Parameter], url: &Url, faults: &mut Vec<String>) {
    let given: Vec<_> = url.query_pairs().collect();
    let in_query = || parameters.iter().filter(|told| told.is_in("query"));
    for (name, value) in &given {
        match in_query().find(|told| told.name == *name) {
            Some(told) => faults.extend(told.fault(&read(told.schema(), value))),
            None => faults.push(format!(
                "{name} in the query, of which the file tells nothing"
            )),
        }
    }
    for told in in_query() {
        match given.iter().filter(|(name, _)| *name == told.name).count() {
            0 if told.required => faults.push(format!("no {} in the query", told.name)),
            0 | 1 => {}
            _ => faults.push(format!("{} more than once in the query", told.name)),
        }
    }
}

/// A value of a query as what its schema asks for, where it is one.
fn read(schema: &'static Value, value: &str) -> Value {
    match walk::kind(walk::resolve(schema).0) {
        "integer" | "boolean" => serde_json::from_str(value).unwrap_or(json!(value)),
        _ => json!(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::operation;

    const WS: &str = "/api/v1/workspaces/0190a0a0-0000-7000-8000-000000000000";

    fn faults_of(method: &Method, path: &str, headers: &[(&'static str, &str)]) -> String {
        let told = headers
            .iter()
            .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()));
        let sent = Sent {
            method,
            path,
            headers: &told.collect(),
            body: None,
        };
        faults(operation(method, path).unwrap(), &sent).join("; ")
    }

    #[test]
    fn what_is_as_the_file_says_has_no_fault() {
        let tasks = format!("{WS}/tasks?limit=100&deleted=true&status=done&q=a%26b");
        assert_eq!(faults_of(&Method::GET, &tasks, &[]), "");
        let id = WS.rsplit('/').next().unwrap();
        let events = format!("{WS}/events?epoch={id}&after=0");
        assert_eq!(faults_of(&Method::GET, &events, &[]), "");
        for tag in ["\"7\"", "*", "W/\"7-gzip\",, \"x\"", ", \"7\" ,", ""] {
            let headers = [("if-match", tag), ("idempotency-key", "a key")];
            assert_eq!(faults_of(&Method::PATCH, WS, &headers), "", "{tag}");
        }
        let twice = [("if-match", "\"7\""), ("if-match", "\"8\"")];
        assert_eq!(faults_of(&Method::PATCH, WS, &twice), "");
        // Names any request, and is replaced where it is none.
        assert_eq!(faults_of(&Method::GET, WS, &[("x-request-id", "?")]), "");
    }

    #[test]
    fn what_is_not_as_the_file_says_is_named() {
        for (beside, fault) in [
            ("/workspaces/larkfield", "ws in the path: \"larkfield\""),
            ("/workspaces?page=1", "page in the query, of which"),
            ("?x=1", "x in the query, of which"),
            ("/tasks?limit=101", "limit in the query: 101"),
            ("/tasks?limit=%2B1", "limit in the query: \"+1\""),
            ("/tasks?limit=01", "limit in the query: \"01\""),
            ("/tasks?deleted=1", "deleted in the query: 1"),
            ("/tasks?status=Done", "status in the query: \"Done\""),
            ("/tasks?board=7", "board in the query: \"7\""),
            ("/tasks?q=a&q=b", "q more than once"),
            ("/events?after=0", "no epoch in the query"),
        ] {
            let of_all = beside.starts_with("/workspaces");
            let path = format!("{}{beside}", if of_all { "/api/v1" } else { WS });
            let told = faults_of(&Method::GET, &path, &[]);
            assert!(told.starts_with(fault), "{path}: {told}");
        }
        for (name, value) in [
            ("if-match", "7"),
            ("if-match", "\"7"),
            ("if-match", "*, \"7\""),
            ("if-match", "\"7\" \"8\""),
            ("if-match", "w/\"7\""),
            ("idempotency-key", ""),
            ("idempotency-key", "a\tb"),
            ("idempotency-key", "x".repeat(256).as_str()),
        ] {
            let told = faults_of(&Method::PATCH, WS, &[(name, value)]);
            assert!(told.to_lowercase().starts_with(name), "{value}: {told}");
        }
    }
}
