//! Dates of the calendar.

use tutti_types::Date;

use super::super::MONTHS;
use super::{names, number};

/// What comes first where all parts of a date are numbers, which is the browser's language to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Then the month.
    Day,
    /// Then the day.
    Month,
    /// Then the month, then the day.
    Year,
}

impl Order {
    /// The date of whose notation it is told: no two of its parts are the same.
    pub const EXAMPLE: (u32, u32, u32) = (2033, 11, 22);

    /// The order in which a language writes [`Order::EXAMPLE`]. Where that cannot be seen, as of another calendar, it is the day's:
    /// most of the world begins with it.
    pub fn of(written: &str) -> Self {
        let (year, month, day) = Self::EXAMPLE;
        let at = |part: u32| written.find(&part.to_string());
        match (at(year), at(month), at(day)) {
            (Some(year), Some(month), Some(day)) if year < month && month < day => Self::Year,
            (_, Some(month), Some(day)) if month < day => Self::Month,
            _ => Self::Day,
        }
    }
}

/// Reads `2026-12-05`, `12/12`, `5.12.2026`, `12 Dec`, `Dec 12`, `12 December 2027`. Without a year it is the next such day.
pub fn parse(words: &[&str], today: Date, order: Order) -> Option<Date> {
    match *words {
        [word] => word.parse().ok().or_else(|| of_numbers(word, today, order)),
        [a, b] => {
            let (day, month) = day_and_month(a, b)?;
            next_such(month, day, today)
        }
        [a, b, year] => {
            let (day, month) = day_and_month(a, b)?;
            Date::new(parse_year(year)?, month, day)
        }
        _ => None,
    }
}

fn day_and_month(a: &str, b: &str) -> Option<(i64, i64)> {
    let both = |day: &str, month: &str| Some((parse_day(day)?, month_named(month)?));
    both(a, b).or_else(|| both(b, a))
}

/// `5`, `5.` and `5th`.
fn parse_day(word: &str) -> Option<i64> {
    let endings = [".", "st", "nd", "rd", "th"];
    let bare = endings.iter().find_map(|ending| word.strip_suffix(ending));
    number(bare.unwrap_or(word), 2)
}

fn month_named(word: &str) -> Option<i64> {
    let at = MONTHS.iter().position(|name| names(word, name))?;
    i64::try_from(at + 1).ok()
}

/// Two digits are of this century. Of those that no task can have the field says so.
fn parse_year(word: &str) -> Option<i64> {
    let year = number(word, 4)?;
    match word.len() {
        2 => Some(2_000 + year),
        4 => Some(year),
        _ => None,
    }
}

fn next_such(month: i64, day: i64, today: Date) -> Option<Date> {
    // Between two leap days are eight years at most.
    let mut years = today.year()..=today.year() + 8;
    years.find_map(|year| Date::new(year, month, day).filter(|date| *date >= today))
}

/// `12/12`, `12/5/2026`, `5.12.`: with a slash in the order of the language, with a point beginning with the day. What cannot be the
/// month is the day.
fn of_numbers(word: &str, today: Date, order: Order) -> Option<Date> {
    let (parts, order): (Vec<&str>, _) = if word.contains('/') {
        (word.split('/').collect(), order)
    } else {
        let word = word.strip_suffix('.').unwrap_or(word);
        (word.split('.').collect(), Order::Day)
    };
    let found = |day: &str, month: &str, year: Option<&str>| {
        let (day, month) = (number(day, 2)?, number(month, 2)?);
        let (day, month) = if month > 12 {
            (month, day)
        } else {
            (day, month)
        };
        match year {
            Some(year) => Date::new(parse_year(year)?, month, day),
            None => next_such(month, day, today),
        }
    };
    match (&parts[..], order) {
        ([year, month, day], _) if year.len() == 4 => found(day, month, Some(*year)),
        ([day, month, year], Order::Day) | ([month, day, year], Order::Month) => {
            found(day, month, Some(*year))
        }
        ([year, month, day], Order::Year) => found(day, month, Some(*year)),
        ([day, month], Order::Day) | ([month, day], Order::Month | Order::Year) => {
            found(day, month, None)
        }
        _ => None,
    }
}
