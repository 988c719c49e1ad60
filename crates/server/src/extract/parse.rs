//! From the bytes of a body to its value, or to all that is wrong with it.

use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::Value;
use serde_json::error::Category;
use tutti_types::{ErrorCode, FieldError};
use utoipa::PartialSchema;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::Schema;

use crate::ApiError;
use crate::strict::Strict;

/// So many wrong fields are looked for, each of which takes another reading of the body.
const MOST: usize = 16;
/// Of a body larger than what people type only the first wrong field is named.
const SEARCHED: usize = 64 * 1024;

/// Reads a body.
///
/// # Errors
/// `bad_request` where it is not JSON; `validation_failed` with every field that is not right.
pub(super) fn parse<T: DeserializeOwned + PartialSchema>(body: &[u8]) -> Result<T, ApiError> {
    // RFC 8259 section 8.1: JSON is UTF-8, whatever field the bytes stand in.
    let text = std::str::from_utf8(body).map_err(|_| no_json())?;
    let mut json = serde_json::Deserializer::from_str(text);
    let value = serde_path_to_error::deserialize(Strict(&mut json)).map_err(|error| {
        fault(text, &error).map_or_else(no_json, |first| ApiError::fields(all::<T>(first, text)))
    })?;
    json.end()
        .map_err(|_| ApiError::new(ErrorCode::BadRequest, "Something follows the JSON value."))?;
    Ok(value)
}

fn no_json() -> ApiError {
    ApiError::new(ErrorCode::BadRequest, "The body is not JSON.")
}

/// The field that stopped a reading; `None` where the text is no JSON at all.
fn fault(text: &str, error: &serde_path_to_error::Error<serde_json::Error>) -> Option<FieldError> {
    let of_a_value = match error.inner().classify() {
        Category::Data => true,
        // Numbers beyond all types and halves of surrogate pairs are faults of syntax to serde_json, but only of their value.
        Category::Syntax => serde_json::from_str::<IgnoredAny>(text).is_ok(),
        _ => false,
    };
    of_a_value.then(|| field(&error.path().to_string(), &error.inner().to_string()))
}

/// All wrong fields of a body. A reading stops at the first, so what is wrong is taken out and the rest is read again; which
/// fields are required says the schema.
fn all<T: DeserializeOwned + PartialSchema>(first: FieldError, text: &str) -> Vec<FieldError> {
    let mut errors = vec![first];
    let Some(mut value) = Some(text)
        .filter(|text| text.len() <= SEARCHED)
        .and_then(|text| serde_json::from_str::<Value>(text).ok())
    else {
        return errors;
    };
    let missing: Vec<String> = value.as_object().map_or_else(Vec::new, |given| {
        let mut required = required::<T>();
        required.retain(|name| !given.contains_key(name));
        required
    });
    while errors.len() < MOST
        && errors
            .last()
            .is_some_and(|e| take_out(&mut value, &e.field))
    {
        match next::<T>(&value) {
            Some(error) if errors.iter().all(|known| known.field != error.field) => {
                errors.push(error);
            }
            _ => break,
        }
    }
    for name in missing {
        if errors.iter().all(|known| known.field != name) {
            errors.push(field("", &format!("missing field `{name}`")));
        }
    }
    errors
}

/// The field that is wrong in what is left.
fn next<T: DeserializeOwned>(value: &Value) -> Option<FieldError> {
    let text = value.to_string();
    let mut json = serde_json::Deserializer::from_str(&text);
    let error = serde_path_to_error::deserialize::<_, T>(Strict(&mut json)).err()?;
    fault(&text, &error)
}

/// Removes a field, such as `patch.title`; `ids[3]` with the whole of `ids`, since without it the fourth would be another.
fn take_out(value: &mut Value, field: &str) -> bool {
    let Some((name, rest)) = field.split_once(['.', '[']) else {
        let object = value.as_object_mut();
        return object.is_some_and(|object| object.remove(field).is_some());
    };
    match value.get_mut(name) {
        Some(inner) if inner.is_object() => take_out(inner, rest),
        _ => take_out(value, name),
    }
}

/// The names a body must hold.
fn required<T: PartialSchema>() -> Vec<String> {
    match T::schema() {
        RefOr::T(Schema::Object(object)) => object.required,
        _ => Vec::new(),
    }
}

/// The field a message of serde is about. Its own words are kept without the line and column, which nobody typed.
pub(super) fn field(path: &str, message: &str) -> FieldError {
    let message = message.split(" at line ").next().unwrap_or(message);
    let named = message.split('`').nth(1).unwrap_or_default();
    let path = if path == "." { "" } else { path };
    let below = |name: &str| {
        if path.is_empty() || path.ends_with(name) {
            if path.is_empty() {
                name.to_owned()
            } else {
                path.to_owned()
            }
        } else {
            format!("{path}.{name}")
        }
    };
    let (field, code, message) = if message.starts_with("unknown field") {
        (
            below(named),
            "unknown_field",
            "is not known here".to_owned(),
        )
    } else if message.starts_with("missing field") {
        (below(named), "required", "is required".to_owned())
    } else if message.starts_with("duplicate field") {
        (below(named), "invalid", "is given twice".to_owned())
    } else if message.starts_with("invalid type") {
        (
            path.to_owned(),
            "wrong_type",
            wrong_type(message.trim_start_matches("invalid type: ")),
        )
    } else if message.starts_with("unknown variant") {
        (
            path.to_owned(),
            "invalid",
            format!(
                "must be {}",
                message.split("expected ").nth(1).unwrap_or("another value")
            ),
        )
    } else if message.starts_with("invalid value: integer") {
        (path.to_owned(), "invalid", "is out of range".to_owned())
    } else {
        (path.to_owned(), "invalid", message.to_owned())
    };
    FieldError {
        field,
        code: code.to_owned(),
        message,
    }
}

/// What came and what was wanted, in words of JSON instead of Rust's.
fn wrong_type(message: &str) -> String {
    let (came, wanted) = message
        .split_once(", expected ")
        .unwrap_or((message, "another"));
    let came = match came {
        "map" => "object",
        "sequence" => "array",
        "unit" | "Option value" => "null",
        other => other,
    };
    let wanted = match wanted {
        "a sequence" => "an array",
        "i8" | "i16" | "i32" | "i64" | "u8" | "u16" | "u32" | "u64" => "an integer",
        other => other,
    };
    format!("has the wrong type: {came}, expected {wanted}")
}

#[cfg(test)]
mod tests {
    use actix_web::ResponseError;
    use tutti_types::tasks::CreateTask;

    use super::*;

    fn refusal(body: &str) -> String {
        let error = parse::<CreateTask>(body.as_bytes()).unwrap_err();
        format!("{} {error}", error.status_code().as_u16())
    }

    #[test]
    fn what_is_wrong_is_named() {
        let board = "\"board_id\":\"0190a0a0-0000-7000-8000-000000000000\"";
        assert_eq!(refusal("{"), "400 bad_request: The body is not JSON.");
        assert_eq!(
            refusal("{} x"),
            "422 validation_failed: board_id is required."
        );
        assert_eq!(
            refusal(&format!("{{{board},\"title\":\"a\"}} x")),
            "400 bad_request: Something follows the JSON value."
        );
        assert_eq!(
            refusal(&format!("{{{board},\"title\":\"\"}}")),
            "422 validation_failed: title must not be empty."
        );
        assert_eq!(
            refusal(&format!("{{{board},\"title\":\"a\",\"x\":1}}")),
            "422 validation_failed: x is not known here."
        );
        assert_eq!(
            refusal(&format!("{{{board},\"title\":7}}")),
            "422 validation_failed: title has the wrong type: integer `7`, expected a string."
        );
        assert_eq!(
            refusal(&format!("{{{board},\"title\":\"a\",\"priority\":true}}")),
            "422 validation_failed: priority has the wrong type: boolean `true`, expected a string."
        );
        assert_eq!(
            refusal(&format!(
                "{{{board},\"title\":\"a\",\"priority\":\"urgent\"}}"
            )),
            "422 validation_failed: priority must be one of `low`, `medium`, `high`."
        );
    }

    #[test]
    fn each_field_that_is_wrong_is_named_once() {
        let named = |body: &str| -> Vec<(String, String)> {
            let error = parse::<CreateTask>(body.as_bytes()).unwrap_err();
            let fields = error.errors().iter();
            fields.map(|e| (e.field.clone(), e.code.clone())).collect()
        };
        let pair = |field: &str, code: &str| (field.to_owned(), code.to_owned());
        assert_eq!(
            named("{}"),
            [pair("board_id", "required"), pair("title", "required")]
        );
        assert_eq!(
            named(r#"{"title":"","priority":7,"x":1,"assignee_ids":["a","b"]}"#),
            [
                pair("title", "invalid"),
                pair("assignee_ids[0]", "invalid"),
                pair("priority", "wrong_type"),
                pair("x", "unknown_field"),
                pair("board_id", "required"),
            ]
        );
        assert_eq!(named("[]"), [pair("", "wrong_type")]);
        assert_eq!(
            named(r#"{"title":["x"],"priority":{"low":null},"board_id":7}"#),
            [
                pair("title", "wrong_type"),
                pair("board_id", "wrong_type"),
                pair("priority", "wrong_type"),
            ]
        );
        // No value can hold such a number, so nothing is read beyond it.
        assert_eq!(
            named(r#"{"title":["x"],"board_id":1e999}"#),
            [pair("title", "wrong_type")]
        );
        assert_eq!(
            named(r#"{"board_id":1e999}"#),
            [pair("board_id", "invalid")]
        );
        assert_eq!(
            named(r#"{"a.b":1,"title":7}"#).first(),
            Some(&pair("a.b", "unknown_field"))
        );
        // Of a field that comes twice no reading of the values tells.
        assert_eq!(
            named(r#"{"title":"a","title":"b"}"#),
            [pair("title", "invalid"), pair("board_id", "required")]
        );
        let many: String = (0..1_000).map(|n| format!("\"x{n}\":1,")).collect();
        assert_eq!(named(&format!("{{{many}\"title\":\"a\"}}")).len(), MOST + 1);
    }
}
