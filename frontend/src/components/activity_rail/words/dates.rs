//! When a task begins and when it is due.

use serde_json::Value;
use tutti_types::activity::Change;
use tutti_types::{Date, Timestamp};

use super::{Sentence, change, only};
use crate::components::activity_rail::names::Names;
use crate::components::dates::Which;
use crate::text::{Words, feed as text, say};

/// Whether it is due on a date, and on which or when: two fields, and one thing to people.
const IS_DATE: &str = "due_all_day";
const DUE: &str = "due_at";

/// Which of them a field is.
fn which(field: &str) -> Option<Which> {
    match field {
        "start_at" => Some(Which::Start),
        DUE | IS_DATE => Some(Which::Due),
        _ => None,
    }
}

/// What a field is called.
pub fn label(field: &str) -> Option<&'static str> {
    Some(match which(field)? {
        Which::Start => "start date",
        Which::Due => "due date",
    })
}

/// Whether nothing but dates was changed.
pub fn tells_of_dates(changes: &[Change]) -> bool {
    let is_date = |change: &Change| which(&change.field).is_some();
    !changes.is_empty() && changes.iter().all(is_date)
}

/// Whether another change tells of this one.
pub fn is_told(changes: &[Change], one: &Change) -> bool {
    one.field == IS_DATE && change(changes, DUE).is_some()
}

/// *set the due date of* Week view *to 5 Dec*
pub fn sentence(names: &impl Names, changes: &[Change], one: &Change) -> Option<Sentence> {
    let which = which(&one.field)?;
    let (set, removed, changed) = match which {
        Which::Start => (
            "set the start date of",
            "removed the start date of",
            "changed the start date of",
        ),
        Which::Due => (
            "set the due date of",
            "removed the due date of",
            "changed the due date of",
        ),
    };
    let (from, to) = said(names, which, changes, one);
    Some(match (from, to) {
        _ if one.field == IS_DATE => only(changed),
        (_, None) => only(removed),
        (from, Some(to)) => Sentence {
            whole: from.map(|from| say(format!("from {from} to {to}"))),
            rest: Some(say(format!("to {to}"))),
            ..only(set)
        },
    })
}

/// Its old and its new value.
pub fn values(names: &impl Names, changes: &[Change], one: &Change) -> Option<(Words, Words)> {
    let which = which(&one.field)?;
    if one.field == IS_DATE {
        let kind = |value: &Value| match value.as_bool() {
            Some(true) => text::ALL_DAY,
            _ => text::AT_A_TIME,
        };
        return Some((kind(&one.from).into(), kind(&one.to).into()));
    }
    let (from, to) = said(names, which, changes, one);
    let words = |date: Option<String>| date.map_or_else(|| text::NOTHING.into(), Words::own);
    Some((words(from), words(to)))
}

fn said(
    names: &impl Names,
    which: Which,
    changes: &[Change],
    one: &Change,
) -> (Option<String>, Option<String>) {
    let (from, to) = (moment(&one.from), moment(&one.to));
    let (was, is) = are_dates(which, changes, from, to);
    let say = |at: Option<Timestamp>, is_date| Some(names.date(which, at?, is_date));
    (say(from, was), say(to, is))
}

fn moment(value: &Value) -> Option<Timestamp> {
    value.as_str()?.parse().ok()
}

/// Whether the old value is a date and not a moment, and whether the new one is. Where the entry does not tell, both are the same, and
/// nothing is no date; two midnights in UTC are dates then, and hardly ever moments.
fn are_dates(
    which: Which,
    changes: &[Change],
    from: Option<Timestamp>,
    to: Option<Timestamp>,
) -> (bool, bool) {
    if which == Which::Start {
        return (false, false);
    }
    if let Some(told) = change(changes, IS_DATE) {
        let is = |value: &Value| value.as_bool() == Some(true);
        return (is(&told.from), is(&told.to));
    }
    let is_midnight = |at: Option<Timestamp>| at.is_some_and(|at| Date::of(at).midnight() == at);
    let both = is_midnight(from) && is_midnight(to);
    (both, both)
}
