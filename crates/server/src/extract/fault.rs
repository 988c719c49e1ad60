//! What is wrong with a field, in words of ours.
//!
//! Readers fail with sentences of their own, in the terms of Rust and of the library that read. Of those only what they say is taken,
//! and none of their words reaches an answer: what is not understood is said to be unreadable. Sentences of our own types go through;
//! each begins with "must", "is" or "are", as it stands behind the name of its field.

#[cfg(test)]
mod readers;

use tutti_types::FieldError;

/// What serde_json says of a number beyond all types, whatever was wanted.
pub(super) const BEYOND_ALL: &str = "number out of range";

/// The field that a reader's message is about, which failed at a path.
pub(super) fn field(path: &str, message: &str) -> FieldError {
    let path = if path == "." { "" } else { path };
    let message = without_place(message);
    let (name, code, message) = told(message);
    FieldError {
        field: below(path, name),
        code: code.to_owned(),
        message,
    }
}

/// A message without the line and column, which nobody typed.
fn without_place(message: &str) -> &str {
    let Some((before, place)) = message.rsplit_once(" at line ") else {
        return message;
    };
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    match place.split_once(" column ") {
        Some((line, column)) if is_number(line) && is_number(column) => before,
        _ => message,
    }
}

/// The path of a field that is named below another; some readers have it in the path already.
fn below(path: &str, name: Option<&str>) -> String {
    match name {
        None => path.to_owned(),
        Some(name) if path.is_empty() => name.to_owned(),
        Some(name) if path == name || path.ends_with(&format!(".{name}")) => path.to_owned(),
        Some(name) => format!("{path}.{name}"),
    }
}

/// The field that a message names, the code of the fault and what is told of it.
fn told(message: &str) -> (Option<&str>, &'static str, String) {
    let named = |start: &str| {
        let rest = message.strip_prefix(start)?.strip_prefix(" `")?;
        // Behind the name a reader lists those it knows, each between such quotes too.
        let listed = rest
            .find("`, expected ")
            .or_else(|| rest.find("`, there are no "));
        rest.get(..listed.or_else(|| rest.rfind('`'))?)
    };
    if let Some(name) = named("unknown field") {
        return (Some(name), "unknown_field", "is not known here".to_owned());
    }
    if let Some(name) = named("missing field") {
        return (Some(name), "required", "is required".to_owned());
    }
    if let Some(name) = named("duplicate field") {
        return (Some(name), "invalid", "is given twice".to_owned());
    }
    if let Some(types) = message.strip_prefix("invalid type: ") {
        return (None, "wrong_type", wrong_type(types));
    }
    (None, "invalid", invalid(message))
}

/// What came and what was wanted, in words of JSON.
fn wrong_type(message: &str) -> String {
    let (came, wanted) = message.rsplit_once(", expected ").unwrap_or((message, ""));
    let kind = came.split(' ').next().unwrap_or_default();
    let came = match kind {
        "map" => "an object",
        "sequence" => "an array",
        "null" | "unit" | "Option" => "null",
        "string" | "character" => "a string",
        "boolean" => "a boolean",
        "integer" | "floating" | "number" => "a number",
        _ => "this",
    };
    let wanted = match wanted {
        "a string" | "a borrowed string" | "a character" => "a string",
        "a sequence" | "an array" => "an array",
        "an object" | "a map" => "an object",
        "a UUID" => "a UUID",
        "a boolean" => "a boolean",
        "i8" | "i16" | "i32" | "i64" | "u8" | "u16" | "u32" | "u64" | "usize" | "isize" => {
            "a whole number"
        }
        "f32" | "f64" => "a number",
        _ => return "has the wrong type".to_owned(),
    };
    // Both are numbers to JSON.
    let came = match (wanted, kind) {
        ("a whole number", "floating") => "a decimal",
        _ => came,
    };
    format!("must be {wanted}, not {came}")
}

/// What is wrong with a value of the right type.
fn invalid(message: &str) -> String {
    if message.starts_with("unknown variant") {
        let words = message.rsplit_once(", expected ").map(|(_, words)| words);
        return words.map_or_else(unreadable, |words| format!("must be {words}"));
    }
    if message.starts_with("invalid value: integer") || message == BEYOND_ALL {
        return "is out of range".to_owned();
    }
    if message.contains("digit found in string") || message.contains("integer from empty string") {
        return "must be a whole number".to_owned();
    }
    if message.starts_with("number too ") {
        return "is out of range".to_owned();
    }
    if message.starts_with("provided string was not") {
        return "must be true or false".to_owned();
    }
    if message.contains("surrogate") || message.contains("unexpected end of hex escape") {
        return "must be well-formed Unicode".to_owned();
    }
    match ["must ", "is ", "are "]
        .iter()
        .any(|start| message.starts_with(start))
    {
        true => message.to_owned(),
        false => unreadable(),
    }
}

fn unreadable() -> String {
    "cannot be read".to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_of_a_reader_is_told() {
        for (message, told) in [
            (
                "invalid type: map, expected a string at line 1 column 5",
                "must be a string, not an object",
            ),
            (
                "invalid type: string \"x, expected y\", expected a sequence at line 1 column 5",
                "must be an array, not a string",
            ),
            (
                "invalid type: floating point `1.5`, expected u8",
                "must be a whole number, not a decimal",
            ),
            (
                "invalid type: null, expected struct Thing",
                "has the wrong type",
            ),
            (
                "unknown variant `a, expected b`, expected one of `low`, `high`",
                "must be one of `low`, `high`",
            ),
            (
                "invalid value: integer `300`, expected u8",
                "is out of range",
            ),
            ("invalid digit found in string", "must be a whole number"),
            (
                "cannot parse integer from empty string",
                "must be a whole number",
            ),
            ("number too large to fit in target type", "is out of range"),
            (
                "provided string was not `true` or `false`",
                "must be true or false",
            ),
            (
                "lone leading surrogate in hex escape at line 1 column 9",
                "must be well-formed Unicode",
            ),
            (
                "invalid length 3, expected a tuple of size 2",
                "cannot be read",
            ),
            (
                "data did not match any variant of untagged enum Thing",
                "cannot be read",
            ),
            ("must be at line 7", "must be at line 7"),
        ] {
            assert_eq!(field("x", message).message, told, "{message}");
        }
    }

    #[test]
    fn a_field_is_named_by_its_path_whatever_it_is_called() {
        for (path, message, name) in [
            (".", "missing field `title` at line 1 column 2", "title"),
            (
                "patch",
                "unknown field `x`, expected `title` or `status`",
                "patch.x",
            ),
            (
                "patch.x",
                "unknown field `x`, expected `title` or `status`",
                "patch.x",
            ),
            ("px", "unknown field `x`, expected `title`", "px.x"),
            (".", "unknown field `a`b`, expected `title`", "a`b"),
            (
                ".",
                "unknown field `a at line 1`, there are no fields",
                "a at line 1",
            ),
            ("ids[3]", "must be a UUID", "ids[3]"),
        ] {
            assert_eq!(field(path, message).field, name, "{message}");
        }
    }
}
