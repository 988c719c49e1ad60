//! When a task begins and when it is due.

use serde_json::Value;
use tutti_types::activity::Change;
use tutti_types::{Date, Timestamp};

use super::{Sentence, change, only, with_both};
use crate::components::activity_rail::names::Names;
use crate::components::dates::Which;
use crate::text::Words;
use crate::text::feed::{self as text, deeds};

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
        Which::Start => deeds::START_DATE,
        Which::Due => deeds::DUE_DATE,
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

/// *set its due date to 5 Dec*, behind what else was changed.
pub fn clause(names: &impl Names, changes: &[Change], one: &Change) -> Option<Words> {
    let which = which(&one.field)?;
    let date = label(&one.field)?;
    Some(match said(names, which, changes, one) {
        _ if one.field == IS_DATE => text::changed_its(date),
        (None, Some(to)) => text::set_its_date(date, &to),
        (Some(from), Some(to)) => text::moved_its_date(date, &from, &to),
        (from, None) => text::cleared_its_date(date, from.as_deref()),
    })
}

/// Whether a field is one of a date.
pub fn is_date(field: &str) -> bool {
    which(field).is_some()
}

/// *set the due date of* Week view *to 5 Dec*
pub fn sentence(names: &impl Names, changes: &[Change], one: &Change) -> Option<Sentence> {
    let which = which(&one.field)?;
    let verbs = text::date_verbs(which == Which::Due);
    Some(match said(names, which, changes, one) {
        _ if one.field == IS_DATE => only(verbs.changed),
        (None, None) => only(verbs.cleared),
        (Some(from), None) => Sentence {
            whole: Some(text::which_was(&from)),
            ..only(verbs.cleared)
        },
        (None, Some(to)) => super::with(verbs.set, deeds::to(&to)),
        (Some(from), Some(to)) => with_both(verbs.moved, &from, &to),
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
