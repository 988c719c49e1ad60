//! Dates, which are the same in every time zone.

use std::fmt;
use std::str::FromStr;

use crate::Timestamp;
use crate::text::Invalid;
use crate::time::{civil, days};

const DAY: i64 = 86_400_000_000;

/// A date of the Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Date(
    /// Days since 1970-01-01.
    i64,
);

impl Date {
    /// By year, month from 1 and day from 1; none where the calendar has no such day.
    #[must_use]
    pub fn new(year: i64, month: i64, day: i64) -> Option<Self> {
        if !((1..=9_999).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day)) {
            return None;
        }
        let date = days(year, month, day);
        (civil(date) == (year, month, day)).then_some(Self(date))
    }

    /// The date in UTC, which is what an all-day time means.
    #[must_use]
    pub const fn of(at: Timestamp) -> Self {
        Self(at.as_micros().div_euclid(DAY))
    }

    /// Its midnight in UTC, as which an all-day time is kept.
    #[must_use]
    pub const fn midnight(self) -> Timestamp {
        Timestamp::from_micros(self.0.saturating_mul(DAY))
    }

    /// The year.
    #[must_use]
    pub const fn year(self) -> i64 {
        civil(self.0).0
    }

    /// The month, from 1.
    #[must_use]
    pub const fn month(self) -> i64 {
        civil(self.0).1
    }

    /// The day of the month, from 1.
    #[must_use]
    pub const fn day(self) -> i64 {
        civil(self.0).2
    }

    /// The day of the week, from 0 for Monday to 6.
    #[must_use]
    pub const fn weekday(self) -> i64 {
        // 1970-01-01 was a Thursday.
        (self.0 + 3).rem_euclid(7)
    }

    /// So many days later; earlier, where negative.
    #[must_use]
    pub const fn plus_days(self, days: i64) -> Self {
        Self(self.0.saturating_add(days))
    }

    /// The same day so many months later, or that month's last where it is shorter.
    #[must_use]
    pub fn plus_months(self, months: i64) -> Self {
        let (year, month, day) = civil(self.0);
        let months = year * 12 + (month - 1) + months;
        let (year, month) = (months.div_euclid(12), months.rem_euclid(12) + 1);
        let first = days(year, month, 1);
        let next = match month {
            12 => days(year + 1, 1, 1),
            month => days(year, month + 1, 1),
        };
        Self((first + day - 1).min(next - 1))
    }

    /// The first day of its month.
    #[must_use]
    pub const fn month_begin(self) -> Self {
        Self(self.0 - self.day() + 1)
    }

    /// The Monday of its week.
    #[must_use]
    pub const fn week_begin(self) -> Self {
        Self(self.0 - self.weekday())
    }

    /// How many days it is after another.
    #[must_use]
    pub const fn days_after(self, other: Self) -> i64 {
        self.0 - other.0
    }
}

/// ISO 8601: `2026-12-05`.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = civil(self.0);
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl FromStr for Date {
    type Err = Invalid;

    /// ISO 8601.
    fn from_str(text: &str) -> Result<Self, Invalid> {
        parse(text).ok_or(Invalid::new("must be a date such as 2026-12-05"))
    }
}

fn parse(text: &str) -> Option<Date> {
    let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let is_written_so = [(year, 4), (month, 2), (day, 2)]
        .iter()
        .all(|(part, digits)| part.len() == *digits && is_digits(part));
    if !is_written_so || parts.next().is_some() {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn text_parts_and_moment_agree() {
        for (text, weekday) in [
            ("1970-01-01", 3),
            ("2000-02-29", 1),
            ("2026-12-06", 6),
            ("9999-12-31", 4),
        ] {
            let date = date(text);
            assert_eq!(date.to_string(), text);
            assert_eq!(
                Date::new(date.year(), date.month(), date.day()),
                Some(date),
                "{text}"
            );
            assert_eq!(date.weekday(), weekday, "{text}");
            assert_eq!(Date::of(date.midnight()), date, "{text}");
            assert_eq!(
                date.midnight().to_string(),
                format!("{text}T00:00:00.000000Z")
            );
        }
        let late: Timestamp = "2026-12-05T23:59:59.999999Z".parse().unwrap();
        assert_eq!(Date::of(late), date("2026-12-05"));
    }

    #[test]
    fn months_have_their_lengths() {
        for (from, months, to) in [
            ("2026-01-31", 1, "2026-02-28"),
            ("2028-01-31", 1, "2028-02-29"),
            ("2026-12-15", 1, "2027-01-15"),
            ("2026-01-15", -1, "2025-12-15"),
            ("2026-03-31", -1, "2026-02-28"),
            ("2028-02-29", 12, "2029-02-28"),
            ("2026-05-31", -14, "2025-03-31"),
        ] {
            assert_eq!(date(from).plus_months(months), date(to), "{from} {months}");
        }
    }

    #[test]
    fn weeks_and_months_begin() {
        assert_eq!(date("2026-12-06").week_begin(), date("2026-11-30"));
        assert_eq!(date("2026-11-30").week_begin(), date("2026-11-30"));
        assert_eq!(date("2028-02-29").month_begin(), date("2028-02-01"));
        assert_eq!(date("2028-02-28").plus_days(2), date("2028-03-01"));
        assert_eq!(date("2028-03-01").days_after(date("2028-02-28")), 2);
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "",
            "2026-02-30",
            "2026-13-01",
            "2026-00-10",
            "2026-1-01",
            "2026-12-05T00:00",
            "2026-12-05-",
            "+026-12-05",
            "0000-01-01",
            "26-12-05",
        ] {
            assert!(text.parse::<Date>().is_err(), "{text}");
        }
    }
}
