//! What schemas of the OpenAPI file have in common.

use std::fmt::Write;
use std::ops::RangeInclusive;

use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder, OneOfBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

/// The text of doc comments, without the space that each line begins with.
fn prose(doc: &str) -> String {
    let lines: Vec<&str> = doc.lines().map(str::trim).collect();
    lines.join("\n").trim().to_owned()
}

/// One of some words, each with what it means.
pub(crate) fn words(doc: &str, words: &[(&'static str, &str)]) -> RefOr<Schema> {
    let mut description = prose(doc);
    for (word, meaning) in words {
        let _infallible = write!(description, "\n- `{word}`: {}", prose(meaning));
    }
    ObjectBuilder::new()
        .schema_type(Type::String)
        .description(Some(description))
        .enum_values(Some(words.iter().map(|(word, _)| *word)))
        .into()
}

/// What is wrong with a field.
pub(crate) fn faults() -> RefOr<Schema> {
    words(
        "What is wrong with it.",
        &[
            ("required", "It is missing."),
            ("unknown_field", "Nothing here has this name."),
            ("wrong_type", "Such as a number where a text is wanted."),
            ("invalid", "It breaks its rule."),
        ],
    )
}

/// Why missed events cannot be given.
pub(crate) fn reasons() -> RefOr<Schema> {
    words(
        "Why what was missed cannot be sent.",
        &[
            (
                "epoch",
                "The stream began anew, so its positions are others.",
            ),
            ("ahead", "The position has not been reached yet."),
            (
                "too_old",
                "What followed is kept no longer, or was before the reader came.",
            ),
            ("too_many", "More happened than is worth sending."),
        ],
    )
}

/// A text that is checked. JSON Schema counts Unicode code points, as we do.
pub(crate) fn text(doc: &str, length: RangeInclusive<usize>) -> ObjectBuilder {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .description(Some(prose(doc)))
        .min_length(Some(*length.start()).filter(|min| *min > 0))
        .max_length(Some(*length.end()))
}

/// What a field of a resource holds: a text, a number, a boolean, several texts, or nothing.
pub(crate) struct FieldValue;

impl PartialSchema for FieldValue {
    fn schema() -> RefOr<Schema> {
        let of = |kind| ObjectBuilder::new().schema_type(kind);
        OneOfBuilder::new()
            .item(of(Type::String))
            .item(of(Type::Integer))
            .item(of(Type::Boolean))
            .item(ArrayBuilder::new().items(of(Type::String)))
            .item(of(Type::Null))
            .description(Some(
                "A text, a number, a boolean, several texts, or nothing.",
            ))
            .into()
    }
}

impl ToSchema for FieldValue {}
