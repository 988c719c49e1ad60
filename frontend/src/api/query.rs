//! Queries from the types' own structs, so that a renamed parameter is renamed here too.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use tutti_types::Page;
use tutti_types::page::{MAX_LIMIT, PageQuery};

use super::{Call, Error};

/// All of a list, page by page.
pub(super) async fn all<T: DeserializeOwned>(path: &str) -> Result<Vec<T>, Error> {
    let mut known = Vec::new();
    let mut filter = PageQuery {
        limit: Some(MAX_LIMIT),
        cursor: None,
    };
    loop {
        let page: Page<T> = Call::get(with(path.to_owned(), &filter)).json().await?;
        known.extend(page.items);
        if page.next_cursor.is_none() {
            return Ok(known);
        }
        filter.cursor = page.next_cursor;
    }
}

/// `path?name=value&…` of all fields that are not absent.
pub(super) fn with(path: String, query: &impl Serialize) -> String {
    let Ok(Value::Object(fields)) = serde_json::to_value(query) else {
        return path;
    };
    let pairs: Vec<String> = fields
        .iter()
        .filter_map(|(name, value)| match value {
            Value::Null => None,
            Value::String(text) => {
                let text = String::from(js_sys::encode_uri_component(text));
                Some(format!("{name}={text}"))
            }
            other => Some(format!("{name}={other}")),
        })
        .collect();
    if pairs.is_empty() {
        path
    } else {
        format!("{path}?{}", pairs.join("&"))
    }
}
