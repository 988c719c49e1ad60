//! Entity tags and the conditions made of them (RFC 9110 sections 8.8.3 and 13.1).
//!
//! A thing's tag is its version, `"3"`. Where more is shown than raises it, that is named after a point: a board's with all its cards
//! is `"3.<whole>"`, a task's `"3.<hash>"`. A proxy that compresses an answer changes its
//! tag: nginx marks it as weak (`W/"3"`), others add the coding's name (`"3-gzip"`, `"3--gzip"`, `"3;gzip"`). Such a tag comes
//! back to us as it left the proxy and still names the version, so all comparisons are weak and pass over the coding. For
//! `If-Match` the RFC asks for the strong comparison, which would make every conditional write through such a proxy fail.

use actix_web::http::header::{ETAG, HeaderMap, HeaderName, HeaderValue, IF_MATCH, IF_NONE_MATCH};
use serde::Serialize;
use sha2::{Digest, Sha256};
use tutti_db::IfMatch;
use tutti_types::ErrorCode;

use crate::ApiError;

/// What [`if_match`] reads, as a pattern of the OpenAPI file: `*`, or tags with commas and white space between them, of which there may
/// be too many.
pub const LIST: &str = r#"^[ \t]*(\*[ \t]*|[, \t]*((W/)?"[^"]*"[ \t]*(,[, \t]*|$))*)$"#;

/// The header of a thing's version.
#[must_use]
pub fn of(version: i64) -> (HeaderName, HeaderValue) {
    let value = HeaderValue::from_str(&format!("\"{version}\""));
    (ETAG, value.unwrap_or(HeaderValue::from_static("\"0\"")))
}

/// The header of a thing that also shows what does not raise its version. All servers make the same of the same.
#[must_use]
pub fn with(version: i64, beside: &impl Serialize) -> (HeaderName, HeaderValue) {
    let shown = serde_json::to_vec(beside).unwrap_or_default();
    let mut hash = hex::encode(Sha256::digest(shown));
    // A part of it tells the states of one version of one thing apart.
    hash.truncate(16);
    let value = HeaderValue::from_str(&format!("\"{version}.{hash}\""));
    value.map_or_else(|_| of(version), |value| (ETAG, value))
}

/// The versions that `If-Match` asks for.
///
/// # Errors
/// `bad_request` where it is no list of entity tags.
pub fn if_match(headers: &HeaderMap) -> Result<IfMatch, ApiError> {
    if !headers.contains_key(IF_MATCH) {
        return Ok(IfMatch::Any);
    }
    match Tags::read(headers, &IF_MATCH) {
        Some(Tags::Any) => Ok(IfMatch::Any),
        Some(Tags::Listed(tags)) => Ok(IfMatch::OneOf(
            tags.into_iter().filter_map(version).collect(),
        )),
        None => Err(ApiError::new(
            ErrorCode::BadRequest,
            "If-Match must be *, or ETags such as \"7\" with commas between them.",
        )),
    }
}

/// Whether `If-None-Match` names this tag, quotes included. What is no list of tags names none.
#[must_use]
pub fn if_none_match(headers: &HeaderMap, tag: &str) -> bool {
    let own = tag.trim_matches('"').as_bytes();
    match Tags::read(headers, &IF_NONE_MATCH) {
        Some(Tags::Any) => headers.contains_key(IF_NONE_MATCH),
        Some(Tags::Listed(tags)) => tags.into_iter().any(|tag| {
            let rest = tag.strip_prefix(own);
            rest.is_some_and(|rest| rest.is_empty() || is_coding(rest))
        }),
        None => false,
    }
}

/// What a header of entity tags says, all its lines together.
enum Tags<'h> {
    /// `*`
    Any,
    /// The tags, without quotes and marks.
    Listed(Vec<&'h [u8]>),
}

impl<'h> Tags<'h> {
    /// `None` where it is neither `*` nor a list of tags.
    fn read(headers: &'h HeaderMap, name: &HeaderName) -> Option<Self> {
        let mut lines = headers.get_all(name).map(HeaderValue::as_bytes);
        let mut tags = Vec::new();
        for mut line in &mut lines {
            if line.trim_ascii() == b"*" && tags.is_empty() {
                return lines.next().is_none().then_some(Self::Any);
            }
            while let Some((tag, rest)) = first(line)? {
                tags.push(tag);
                line = rest;
            }
        }
        Some(Self::Listed(tags))
    }
}

/// The first tag of a list and what follows it; `Some(None)` where only commas and spaces are left.
#[expect(clippy::option_option, reason = "not a list, the end of one, a tag")]
fn first(list: &[u8]) -> Option<Option<(&[u8], &[u8])>> {
    let between = |byte: &u8| matches!(byte, b',' | b' ' | b'\t');
    let Some(start) = list.iter().position(|byte| !between(byte)) else {
        return Some(None);
    };
    let tag = list.get(start..)?;
    let tag = tag.strip_prefix(b"W/").unwrap_or(tag).strip_prefix(b"\"")?;
    let end = tag.iter().position(|byte| *byte == b'"')?;
    let (tag, rest) = tag.split_at_checked(end)?;
    let rest = rest.strip_prefix(b"\"")?.trim_ascii_start();
    let ends = rest.is_empty() || rest.starts_with(b",");
    ends.then_some(Some((tag, rest)))
}

/// The version that a tag of ours names, whatever a proxy added to it.
fn version(tag: &[u8]) -> Option<i64> {
    let digits = tag.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (digits, rest) = tag.split_at_checked(digits)?;
    // What else is shown stands after a point.
    let ours = rest.is_empty() || rest.starts_with(b".") || is_coding(rest);
    let canonical = digits == b"0" || !digits.starts_with(b"0");
    let digits = std::str::from_utf8(digits).ok()?;
    digits.parse().ok().filter(|_| ours && canonical)
}

/// Whether this is what a proxy puts behind a tag for the coding it has applied.
fn is_coding(rest: &[u8]) -> bool {
    let name = match rest {
        [b'-', b'-', name @ ..] | [b'-' | b';' | b':' | b'+' | b'_' | b'~', name @ ..] => name,
        _ => return false,
    };
    name.first().is_some_and(u8::is_ascii_alphabetic) && name.iter().all(u8::is_ascii_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(name: HeaderName, lines: &[&str]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(name.clone(), line.parse().unwrap());
        }
        headers
    }

    #[test]
    fn what_proxies_make_of_a_version_is_read() {
        for (lines, versions) in [
            (&["\"3\""][..], Some(vec![3])),
            (&["W/\"3\""], Some(vec![3])),
            (&["\"3-gzip\""], Some(vec![3])),
            (&["W/\"3--gzip\""], Some(vec![3])),
            (&["\"3;br\""], Some(vec![3])),
            (
                &["\"3.0190a0a0-0000-7000-8000-00000000000a-12-zstd\""],
                Some(vec![3]),
            ),
            (&["\"1\", W/\"2\" ,, \"3-br\""], Some(vec![1, 2, 3])),
            (&["\"1\"", "\"2\""], Some(vec![1, 2])),
            // Tags that were never ours match nothing.
            (
                &["\"\"", "\"x\"", "\"+1\"", "\"-1\"", "\"03\"", "\"3x\""],
                Some(vec![]),
            ),
            (&["\"99999999999999999999\"", "\"a,b\""], Some(vec![])),
            (&["3"], None),
            (&["\"3"], None),
            (&["\"3\" \"4\""], None),
            (&["w/\"3\""], None),
            (&["*, \"3\""], None),
            (&["*", "\"3\""], None),
        ] {
            let read = if_match(&headers(IF_MATCH, lines)).ok();
            assert_eq!(read, versions.map(IfMatch::OneOf), "{lines:?}");
        }
        assert_eq!(if_match(&headers(IF_MATCH, &["*"])).unwrap(), IfMatch::Any);
        assert_eq!(if_match(&HeaderMap::new()).unwrap(), IfMatch::Any);
    }

    #[test]
    fn a_tag_is_found_whatever_a_proxy_made_of_it() {
        let own = "\"3.e-12\"";
        for (lines, found) in [
            (&["\"3.e-12\""][..], true),
            (&["W/\"3.e-12\""], true),
            (&["\"3.e-12-gzip\""], true),
            (&["\"x\", W/\"3.e-12;gzip\""], true),
            (&["\"x\"", "\"3.e-12\""], true),
            (&["*"], true),
            (&["\"3.e-1\""], false),
            (&["\"3.e-123\""], false),
            (&["\"3\""], false),
            (&["3.e-12"], false),
            (&[], false),
        ] {
            let headers = headers(IF_NONE_MATCH, lines);
            assert_eq!(if_none_match(&headers, own), found, "{lines:?}");
        }
    }
}
