//! A single field of a change: what it is called, and its values in words.

use std::str::FromStr;

use serde_json::Value;
use tutti_types::activity::Change;

use super::{dates, people, people_named};
use crate::components::activity_rail::names::Names;
use crate::text::feed::deeds;
use crate::text::{Words, feed as text, say};
use crate::ui::{priority_name, status_name};

/// A field's value in words.
#[derive(Debug, PartialEq, Eq)]
pub enum Field {
    /// A word or a few.
    Short(Words),
    /// A text that stands in a block of its own.
    Long(String),
}

/// What a field is called; none of one that no change is told of.
pub fn label(field: &str) -> Option<&'static str> {
    deeds::field(field).or_else(|| dates::label(field))
}

/// A field's old and new value, of one of the `changes` that came together; none where the field tells a person nothing.
pub fn said(names: &impl Names, changes: &[Change], change: &Change) -> Option<(Field, Field)> {
    label(&change.field)?;
    if dates::is_told(changes, change) {
        return None;
    }
    if let Some((from, to)) = dates::values(names, changes, change) {
        return Some((Field::Short(from), Field::Short(to)));
    }
    Some((
        value(names, &change.field, &change.from),
        value(names, &change.field, &change.to),
    ))
}

fn value(names: &impl Names, field: &str, value: &Value) -> Field {
    let text = value.as_str().unwrap_or_default();
    Field::Short(match field {
        "description" if !text.is_empty() => return Field::Long(text.to_owned()),
        "assignee_ids" | "member_ids" => match people(value).as_slice() {
            [] => text::NOTHING.into(),
            people => say(people_named(names, people)),
        },
        "column_id" => found(text, |id| names.column(id), text::UNKNOWN_COLUMN),
        "board_id" => found(text, |id| names.board(id), text::UNKNOWN_BOARD),
        "status" | "category" => text.parse().map_or(text::NOTHING, status_name).into(),
        "priority" => text.parse().map_or(text::NOTHING, priority_name).into(),
        "suspended" => match value.as_bool() {
            Some(true) => text::SUSPENDED.into(),
            _ => text::NOT_SUSPENDED.into(),
        },
        _ => match value {
            Value::String(text) if !text.is_empty() => Words::typed(text),
            Value::String(_) | Value::Null => text::NOTHING.into(),
            other => Words::own(other.to_string()),
        },
    })
}

fn found<T: FromStr>(id: &str, name: impl Fn(T) -> Option<String>, unknown: &'static str) -> Words {
    let named = id.parse().ok().and_then(name);
    named.map_or_else(|| unknown.into(), |name| Words::typed(&name))
}
