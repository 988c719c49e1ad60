//! From the bytes of a body to its value, or to all that is wrong with it.

use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::Value;
use serde_json::error::Category;
use tutti_types::{ErrorCode, FieldError};
use utoipa::PartialSchema;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::Schema;

use super::fault::{BEYOND_ALL, field};
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
        let first = number_of_a_wrong_type::<T>(text, &error).or_else(|| fault(text, &error));
        first.map_or_else(no_json, |first| ApiError::fields(all::<T>(first, text)))
    })?;
    json.end()
        .map_err(|_| ApiError::new(ErrorCode::BadRequest, "Something follows the JSON value."))?;
    Ok(value)
}

fn no_json() -> ApiError {
    ApiError::new(ErrorCode::BadRequest, "The body is not JSON.")
}

type ReadError = serde_path_to_error::Error<serde_json::Error>;

/// The field that stopped a reading; `None` where the text is no JSON at all.
fn fault(text: &str, error: &ReadError) -> Option<FieldError> {
    let of_a_value = match error.inner().classify() {
        Category::Data => true,
        // Numbers beyond all types and halves of surrogate pairs are faults of syntax to serde_json, but only of their value.
        Category::Syntax => serde_json::from_str::<IgnoredAny>(text).is_ok(),
        _ => false,
    };
    of_a_value.then(|| field(&error.path().to_string(), &error.inner().to_string()))
}

/// The same where a number beyond all types stands for a value that is not a number. The reader looks at the number first, so another
/// takes its place and is read instead.
fn number_of_a_wrong_type<T: DeserializeOwned>(
    text: &str,
    error: &ReadError,
) -> Option<FieldError> {
    if !error.inner().to_string().starts_with(BEYOND_ALL) {
        return None;
    }
    let text = with_zero(text, error.inner())?;
    let mut json = serde_json::Deserializer::from_str(&text);
    let again = serde_path_to_error::deserialize::<_, T>(Strict(&mut json)).err()?;
    let fault = fault(&text, &again)?;
    let is_the_same = again.path().to_string() == error.path().to_string();
    (is_the_same && fault.code == "wrong_type").then_some(fault)
}

/// A text with 0 for the number at which its reading stopped.
fn with_zero(text: &str, error: &serde_json::Error) -> Option<String> {
    let lines = text
        .split_inclusive('\n')
        .take(error.line().checked_sub(1)?);
    let at = lines.map(str::len).sum::<usize>() + error.column();
    let (before, after) = text.split_at_checked(at)?;
    let is_of_a_number = |c: char| c.is_ascii_digit() || "+-.eE".contains(c);
    let before = before.trim_end_matches(is_of_a_number);
    let after = after.trim_start_matches(is_of_a_number);
    Some(format!("{before}0{after}"))
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
            "422 validation_failed: title must be a string, not a number."
        );
        assert_eq!(
            refusal(&format!("{{{board},\"title\":\"a\",\"priority\":true}}")),
            "422 validation_failed: priority must be a string, not a boolean."
        );
        assert_eq!(
            refusal(&format!(
                "{{{board},\"title\":\"a\",\"priority\":\"urgent\"}}"
            )),
            "422 validation_failed: priority must be one of `low`, `medium`, `high`."
        );
    }

    #[test]
    fn a_number_beyond_all_types_is_a_number() {
        for (body, told) in [
            ("{\"title\":1e999}", "title must be a string, not a number."),
            (
                "{\n\"title\" : -1.5E+999\n, \"x\":1}",
                "title must be a string, not a number.",
            ),
            (
                "{\"assignee_ids\":[\"0190a0a0-0000-7000-8000-000000000000\",1e999]}",
                "assignee_ids[1] must be a UUID, not a number.",
            ),
        ] {
            let told = format!("422 validation_failed: {told}");
            assert_eq!(refusal(body), told, "{body}");
        }
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
        // No value can hold such a number, so nothing else is read.
        assert_eq!(
            named(r#"{"title":["x"],"board_id":1e999}"#),
            [pair("title", "wrong_type")]
        );
        assert_eq!(
            named(r#"{"board_id":1e999}"#),
            [pair("board_id", "wrong_type")]
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
