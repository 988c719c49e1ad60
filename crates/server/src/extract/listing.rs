//! The page of a list that a request asks for.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpRequest};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde::Serialize;
use serde::de::DeserializeOwned;
use tutti_types::Page;
use tutti_types::page::{DEFAULT_LIMIT, MAX_CURSOR, MAX_LIMIT, PageQuery};
use url::form_urlencoded;

use crate::app::App;
use crate::{ApiError, ApiResult};

/// How many items, and from where.
///
/// A cursor is the position of a page's last item and a seal over it and over the list: its path, and all of its query but `limit`
/// and `cursor`. So it is good for the list that gave it, as it was narrowed then, and nobody makes one.
pub struct Listing {
    app: Data<App>,
    list: Vec<u8>,
    limit: usize,
    cursor: Option<String>,
}

impl FromRequest for Listing {
    type Error = ApiError;
    type Future = Ready<ApiResult<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(read(request))
    }
}

fn read(request: &HttpRequest) -> ApiResult<Listing> {
    let app = request.app_data::<Data<App>>();
    let app = app.cloned().ok_or_else(ApiError::unavailable)?;
    let (mut narrowed, mut own) = (Vec::new(), PageQuery::default());
    for (name, value) in form_urlencoded::parse(request.query_string().as_bytes()) {
        match &*name {
            "cursor" => own.cursor = Some(value.into_owned()),
            "limit" => own.limit = Some(value.parse().unwrap_or(0)),
            _ => narrowed.push((name, value)),
        }
    }
    narrowed.sort_unstable();
    let limit = own.limit.unwrap_or(DEFAULT_LIMIT);
    if !(1..=MAX_LIMIT).contains(&limit) {
        return Err(ApiError::in_query(
            "limit",
            format!("must be 1 to {MAX_LIMIT}"),
        ));
    }
    Ok(Listing {
        app,
        list: serde_json::to_vec(&(request.path(), narrowed)).unwrap_or_default(),
        limit: usize::from(limit),
        cursor: own.cursor,
    })
}

impl Listing {
    /// How many rows to read: one more than the page shows tells whether another page follows.
    #[must_use]
    pub fn rows(&self) -> i64 {
        i64::try_from(self.limit).unwrap_or(i64::from(MAX_LIMIT)) + 1
    }

    /// The position of the last item before this page; `None` on the first.
    ///
    /// # Errors
    /// `bad_request` naming `cursor` where it is none that this list gave.
    pub fn after<T: DeserializeOwned>(&self) -> ApiResult<Option<T>> {
        let Some(cursor) = &self.cursor else {
            return Ok(None);
        };
        let parts = cursor
            .split_once('.')
            .filter(|_| cursor.len() <= MAX_CURSOR);
        let position = parts.and_then(|(position, seal)| {
            let position = BASE64_URL_SAFE_NO_PAD.decode(position).ok()?;
            let sealed = self.app.tokens.is_sealed(&self.sealed(&position), seal);
            sealed.then(|| serde_json::from_slice(&position).ok())?
        });
        match position {
            Some(position) => Ok(Some(position)),
            None => Err(ApiError::in_query("cursor", "is not a cursor of this list")),
        }
    }

    /// A page out of rows of which one more was read than it shows; `position` tells where a row stands in the list.
    pub fn page<R, T, P: Serialize>(
        &self,
        mut rows: Vec<R>,
        position: impl Fn(&R) -> P,
        item: impl FnMut(R) -> T,
    ) -> Page<T> {
        let more = rows.len() > self.limit;
        rows.truncate(self.limit);
        let last = rows.last().filter(|_| more).map(position);
        let next_cursor = last.and_then(|at| {
            let position = serde_json::to_vec(&at).ok()?;
            let seal = self.app.tokens.seal(&self.sealed(&position));
            Some(format!(
                "{}.{seal}",
                BASE64_URL_SAFE_NO_PAD.encode(position)
            ))
        });
        Page {
            items: rows.into_iter().map(item).collect(),
            next_cursor,
        }
    }

    /// What a seal is over.
    fn sealed(&self, position: &[u8]) -> Vec<u8> {
        [b"cursor\0", position, b"\0", &self.list[..]].concat()
    }
}
