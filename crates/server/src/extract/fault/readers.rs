//! What the readers say, each sentence provoked, so that another wording of theirs is noticed.

use serde::Deserialize;
use tutti_types::FieldError;
use tutti_types::tasks::Priority;
use url::form_urlencoded;

use super::field;
use crate::strict::Strict;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "it is only read into")]
struct Thing {
    needed: bool,
    #[serde(default)]
    text: String,
    #[serde(default)]
    whole: u8,
    #[serde(default)]
    signed: i64,
    #[serde(default)]
    decimal: f64,
    #[serde(default)]
    list: Vec<u8>,
    #[serde(default)]
    inner: Inner,
    #[serde(default)]
    word: Priority,
    #[serde(default)]
    variant: Variant,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Inner {}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Variant {
    #[default]
    First,
    Second,
}

fn of_json(text: &str) -> FieldError {
    let mut json = serde_json::Deserializer::from_str(text);
    let error = serde_path_to_error::deserialize::<_, Thing>(Strict(&mut json)).unwrap_err();
    field(&error.path().to_string(), &error.inner().to_string())
}

fn of_query(text: &str) -> FieldError {
    let pairs = form_urlencoded::parse(text.as_bytes());
    let query = serde_urlencoded::Deserializer::new(pairs);
    let error = serde_path_to_error::deserialize::<_, Asked>(query).unwrap_err();
    field(&error.path().to_string(), &error.inner().to_string())
}

#[test]
fn each_sentence_about_json_is_understood() {
    for (json, name, code, told) in [
        ("{}", "needed", "required", "is required"),
        (r#"{"x":1}"#, "x", "unknown_field", "is not known here"),
        (
            r#"{"inner":{"x":1}}"#,
            "inner.x",
            "unknown_field",
            "is not known here",
        ),
        (
            r#"{"whole":1,"whole":1}"#,
            "whole",
            "invalid",
            "is given twice",
        ),
        (
            r#"{"text":7}"#,
            "text",
            "wrong_type",
            "must be a string, not a number",
        ),
        (
            r#"{"text":1.5}"#,
            "text",
            "wrong_type",
            "must be a string, not a number",
        ),
        (
            r#"{"text":null}"#,
            "text",
            "wrong_type",
            "must be a string, not null",
        ),
        (
            r#"{"text":true}"#,
            "text",
            "wrong_type",
            "must be a string, not a boolean",
        ),
        (
            r#"{"text":[]}"#,
            "text",
            "wrong_type",
            "must be a string, not an array",
        ),
        (
            r#"{"text":{}}"#,
            "text",
            "wrong_type",
            "must be a string, not an object",
        ),
        (
            r#"{"text":"\ud800"}"#,
            "text",
            "invalid",
            "must be well-formed Unicode",
        ),
        (
            r#"{"needed":1}"#,
            "needed",
            "wrong_type",
            "must be a boolean, not a number",
        ),
        (
            r#"{"whole":"x"}"#,
            "whole",
            "wrong_type",
            "must be a whole number, not a string",
        ),
        (
            r#"{"whole":1.5}"#,
            "whole",
            "wrong_type",
            "must be a whole number, not a decimal",
        ),
        (
            r#"{"signed":1.5}"#,
            "signed",
            "wrong_type",
            "must be a whole number, not a decimal",
        ),
        (r#"{"whole":300}"#, "whole", "invalid", "is out of range"),
        (r#"{"whole":-1}"#, "whole", "invalid", "is out of range"),
        (
            r#"{"decimal":"x"}"#,
            "decimal",
            "wrong_type",
            "must be a number, not a string",
        ),
        (
            r#"{"decimal":1e999}"#,
            "decimal",
            "invalid",
            "is out of range",
        ),
        (
            r#"{"list":{}}"#,
            "list",
            "wrong_type",
            "must be an array, not an object",
        ),
        (
            r#"{"list":[1,"x"]}"#,
            "list[1]",
            "wrong_type",
            "must be a whole number, not a string",
        ),
        (
            r#"{"inner":[]}"#,
            "inner",
            "wrong_type",
            "must be an object, not an array",
        ),
        (
            r#"{"word":7}"#,
            "word",
            "wrong_type",
            "must be a string, not a number",
        ),
        (
            r#"{"word":"x"}"#,
            "word",
            "invalid",
            "must be one of `low`, `medium`, `high`",
        ),
        (
            r#"{"variant":7}"#,
            "variant",
            "wrong_type",
            "must be a string, not a number",
        ),
        (
            r#"{"variant":"x"}"#,
            "variant",
            "invalid",
            "must be `first` or `second`",
        ),
    ] {
        let fault = of_json(json);
        assert_eq!(
            (&*fault.field, &*fault.code, &*fault.message),
            (name, code, told),
            "{json}"
        );
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "it is only read into")]
struct Asked {
    #[serde(default)]
    whole: u8,
    #[serde(default)]
    truth: bool,
    #[serde(default)]
    word: Priority,
}

#[test]
fn each_sentence_about_a_query_is_understood() {
    for (query, name, code, told) in [
        ("x=1", "x", "unknown_field", "is not known here"),
        ("whole=1&whole=1", "whole", "invalid", "is given twice"),
        ("whole=x", "whole", "invalid", "must be a whole number"),
        ("whole=", "whole", "invalid", "must be a whole number"),
        ("whole=1.5", "whole", "invalid", "must be a whole number"),
        ("whole=300", "whole", "invalid", "is out of range"),
        ("truth=x", "truth", "invalid", "must be true or false"),
        (
            "word=x",
            "word",
            "invalid",
            "must be one of `low`, `medium`, `high`",
        ),
    ] {
        let fault = of_query(query);
        assert_eq!(
            (&*fault.field, &*fault.code, &*fault.message),
            (name, code, told),
            "{query}"
        );
    }
}
