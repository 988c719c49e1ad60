//! The parser's own answers, as it writes them and as we do.

use std::fmt::Write;

use actix_web::ResponseError;
use actix_web::body::MessageBody;
use bytes::Bytes;
use tutti_types::ErrorCode;

use super::target::LONGEST as LONGEST_TARGET;
use crate::app::App;
use crate::{ApiError, headers};

/// The parser's heads are shorter than this.
const LONGEST: usize = 256;
const END: &[u8] = b"\r\n\r\n";

/// What is to be written in place of these bytes, where they end with an answer of the parser's own: to a request whose address is too long,
/// if one was.
pub(super) fn instead(bytes: &[u8], too_long: bool, app: &App) -> Option<Bytes> {
    let (before, head) = bare(bytes)?;
    let mut rest = before.to_vec();
    rest.extend_from_slice(&told(head, too_long, app));
    Some(rest.into())
}

/// A head without a body and without anything that an answer of ours has.
struct Bare<'b> {
    version: &'b str,
    status: u16,
    date: Option<&'b str>,
}

/// Splits the parser's own answer off the end of what is being written.
fn bare(bytes: &[u8]) -> Option<(&[u8], Bare<'_>)> {
    let head = bytes.strip_suffix(END)?;
    let within = head.get(head.len().saturating_sub(LONGEST)..)?;
    let start = within.windows(7).rposition(|window| window == b"HTTP/1.")?;
    let (before, head) = bytes.split_at_checked(head.len() - within.len() + start)?;
    let head = std::str::from_utf8(head).ok()?;
    let (line, fields) = head.split_once("\r\n")?;
    let (version, status) = line.split_once(' ')?;
    let status = status
        .get(..3)?
        .parse()
        .ok()
        .filter(|status| *status >= 400)?;
    let mut date = None;
    for field in fields.lines().filter(|field| !field.is_empty()) {
        match field.split_once(": ")? {
            ("content-length", "0") | ("connection", _) => {}
            ("date", _) => date = Some(field),
            _ => return None,
        }
    }
    let bare = Bare {
        version,
        status,
        date,
    };
    Some((before, bare))
}

/// The same as a problem.
fn told(bare: Bare<'_>, too_long: bool, app: &App) -> Vec<u8> {
    let error = match bare.status {
        400 | 431 if too_long => ApiError::new(
            ErrorCode::UriTooLong,
            format!("The URL of a request is at most {LONGEST_TARGET} bytes long."),
        ),
        408 => ApiError::new(
            ErrorCode::RequestTimeout,
            "The request's head did not come in time.",
        ),
        431 => ApiError::new(
            ErrorCode::HeadersTooLarge,
            "The request's head is too large.",
        ),
        500.. => ApiError::new(
            ErrorCode::Internal,
            "This is a fault of the server; it is in its log.",
        ),
        _ => ApiError::new(
            ErrorCode::BadRequest,
            "This cannot be read as an HTTP request.",
        ),
    };
    let response = headers::outside_of_a_request(app, || error.error_response());
    let mut head = format!("{} {}\r\n", bare.version, response.status());
    for (name, value) in response.headers() {
        let _infallible = write!(head, "{name}: {}\r\n", value.to_str().unwrap_or_default());
    }
    if let Some(date) = bare.date {
        let _infallible = write!(head, "{date}\r\n");
    }
    let body = response.into_body().try_into_bytes().unwrap_or_default();
    let _infallible = write!(
        head,
        "content-length: {}\r\nconnection: close\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), &body].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_parsers_own_answer_is_seen() {
        let own = "HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\nconnection: close\r\ndate: Sun, 29 Nov 2026 13:05:47 GMT\r\n\r\n";
        let (before, seen) = bare(own.as_bytes()).unwrap();
        assert!(before.is_empty());
        assert_eq!((seen.version, seen.status), ("HTTP/1.1", 400));
        assert_eq!(seen.date, Some("date: Sun, 29 Nov 2026 13:05:47 GMT"));
        // After an answer of ours to a request before it.
        let ours = "HTTP/1.1 404 Not Found\r\ncontent-length: 2\r\nx-request-id: a\r\n\r\n{}";
        let both = format!("{ours}{own}");
        assert_eq!(bare(both.as_bytes()).unwrap().0, ours.as_bytes());
        for other in [
            ours.to_owned(),
            "HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\nx-request-id: a\r\n\r\n".to_owned(),
            "HTTP/1.1 204 No Content\r\n\r\n".to_owned(),
            "HTTP/1.1 100 Continue\r\n\r\n".to_owned(),
            own.replace("\r\n\r\n", "\r\n"),
            "\r\n\r\n".to_owned(),
            String::new(),
        ] {
            assert!(bare(other.as_bytes()).is_none(), "{other}");
        }
    }
}
