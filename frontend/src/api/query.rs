//! Queries from the types' own structs, so that a renamed parameter is renamed here too.

use serde::Serialize;
use serde_json::Value;

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
