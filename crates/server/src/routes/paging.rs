//! Pages of lists: how many, and from where.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde::Serialize;
use serde::de::DeserializeOwned;
use tutti_types::page::{DEFAULT_LIMIT, MAX_LIMIT};
use tutti_types::{ErrorCode, Page};

use crate::{ApiError, ApiResult};

/// How many items a page shall hold.
///
/// # Errors
/// `bad_request` outside of 1 to 100.
pub fn limit(asked: Option<u16>) -> ApiResult<usize> {
    match asked.unwrap_or(DEFAULT_LIMIT) {
        limit @ 1..=MAX_LIMIT => Ok(usize::from(limit)),
        _ => Err(ApiError::new(
            ErrorCode::BadRequest,
            format!("limit must be 1 to {MAX_LIMIT}."),
        )),
    }
}

/// The position a cursor holds.
///
/// # Errors
/// `bad_request` where it is none of ours.
pub fn read<T: DeserializeOwned>(cursor: Option<&str>) -> ApiResult<Option<T>> {
    let Some(cursor) = cursor else {
        return Ok(None);
    };
    let position = BASE64_URL_SAFE_NO_PAD
        .decode(cursor)
        .ok()
        .and_then(|bytes| serde_json::from_slice(&bytes).ok());
    position
        .map(Some)
        .ok_or_else(|| ApiError::new(ErrorCode::BadRequest, "cursor is none of this list."))
}

/// A page out of rows of which one more was read than it shows; `position` tells where a row stands in the list.
#[must_use]
pub fn page<R, T, P: Serialize>(
    mut rows: Vec<R>,
    limit: usize,
    position: impl Fn(&R) -> P,
    item: impl FnMut(R) -> T,
) -> Page<T> {
    let more = rows.len() > limit;
    rows.truncate(limit);
    let last = rows.last().filter(|_| more).map(position);
    let next_cursor = last
        .and_then(|at| serde_json::to_vec(&at).ok())
        .map(|bytes| BASE64_URL_SAFE_NO_PAD.encode(bytes));
    Page {
        items: rows.into_iter().map(item).collect(),
        next_cursor,
    }
}

/// How many rows to read for a page.
#[must_use]
pub fn one_more(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::from(MAX_LIMIT)) + 1
}
