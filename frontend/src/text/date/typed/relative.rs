//! Dates that are said from today on.

use tutti_types::Date;

use super::super::{TODAY, TOMORROW, WEEKDAYS, YESTERDAY};
use super::{names, number};

const WEEK: &str = "week";
const MONTH: &str = "month";
const YEAR: &str = "year";

/// Reads `today`, `tomorrow`, `yesterday`, `fri`, `next week`, `next fri`, `2w`, `+3d`, `-1w`, `in 2 weeks`. A weekday is the next one that comes,
/// and never today; one of next week is said so. A week, month or year that is next is meant from its first day.
pub fn parse(words: &[&str], today: Date) -> Option<Date> {
    match words {
        [word] => named(word, today).or_else(|| away(word, today)),
        ["next", what] => next(what, today),
        ["in", count] => away(count, today),
        ["in", count, unit] | [count, unit] => away(&format!("{count}{unit}"), today),
        _ => None,
    }
}

fn named(word: &str, today: Date) -> Option<Date> {
    let near = [(YESTERDAY, -1), (TODAY, 0), (TOMORROW, 1)];
    if let Some((_, days)) = near.iter().find(|(name, _)| names(word, name)) {
        return Some(today.plus_days(*days));
    }
    let days = (weekday(word)? - today.weekday()).rem_euclid(7);
    Some(today.plus_days(if days == 0 { 7 } else { days }))
}

fn next(what: &str, today: Date) -> Option<Date> {
    let monday = today.week_begin().plus_days(7);
    match what {
        WEEK => Some(monday),
        MONTH => Some(today.month_begin().plus_months(1)),
        YEAR => Date::new(today.year() + 1, 1, 1),
        day => Some(monday.plus_days(weekday(day)?)),
    }
}

fn weekday(word: &str) -> Option<i64> {
    let at = WEEKDAYS.iter().position(|(_, name)| names(word, name))?;
    i64::try_from(at).ok()
}

/// `2w`, `+3d`, `-2 weeks`, and `+3`, which is of days too. More than 9999 of them are taken for a slip. What is short for months
/// might be of minutes.
fn away(word: &str, today: Date) -> Option<Date> {
    let (sign, rest) = match word.as_bytes().first()? {
        b'+' => (Some(1), word.get(1..)?),
        b'-' => (Some(-1), word.get(1..)?),
        _ => (None, word),
    };
    let at = rest.find(|c: char| !c.is_ascii_digit());
    let (count, unit) = rest.split_at_checked(at.unwrap_or(rest.len()))?;
    let count = sign.unwrap_or(1) * number(count, 4)?;
    match unit {
        "" => sign.map(|_| today.plus_days(count)),
        "d" | "day" | "days" => Some(today.plus_days(count)),
        "w" | "week" | "weeks" => Some(today.plus_days(count * 7)),
        "month" | "months" => Some(today.plus_months(count)),
        _ => None,
    }
}
