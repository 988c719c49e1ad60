//! How dates are said, and how they may be typed. Which day is today is decided in `ui::date`.

use tutti_types::Date;

use super::time;
use super::{Words, say};

/// The days of a week: what heads a column, and its name.
pub const WEEKDAYS: [(&str, &str); 7] = [
    ("Mon", "Monday"),
    ("Tue", "Tuesday"),
    ("Wed", "Wednesday"),
    ("Thu", "Thursday"),
    ("Fri", "Friday"),
    ("Sat", "Saturday"),
    ("Sun", "Sunday"),
];

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

const TODAY: &str = "Today";
const TOMORROW: &str = "Tomorrow";
const YESTERDAY: &str = "Yesterday";

pub const START: &str = "Start";
pub const DUE: &str = "Due";
pub const START_DATE: &str = "Start date";
pub const DUE_DATE: &str = "Due date";
pub const NO_DATE: &str = "No date";
/// It is past, and the task is not done.
pub const OVERDUE: &str = "Overdue";
/// What the picker's text is.
pub const DATE: &str = "Date";
/// What may be typed.
pub const DATE_HINT: &str = "fri, +3d, 12 Dec";
/// What was typed is none.
pub const NO_SUCH_DATE: &str = "Enter a date such as fri, +3d, 12 Dec or 2026-12-05.";
/// What was typed lies outside of what a task can have.
pub const OUT_OF_RANGE: &str = "Choose a year from 1970 to 9999.";
pub const WITH_TIME: &str = "With a time";
/// The field beside it.
pub const TIME: &str = "Time";
pub const CLEAR: &str = "Clear";
pub const GO_TO_TODAY: &str = "Today";
pub const NEXT_MONTH: &str = "Next month";
pub const PREVIOUS_MONTH: &str = "Previous month";
/// The two dates contradict each other.
pub const STARTS_LATE: &str = "Starts after it is due.";

/// What was typed as a date is none, and it is gone with the picker.
pub fn not_taken(typed: &str) -> Words {
    say(format!("“{}” is not a date", super::typed(typed)))
}

fn relative(date: Date, today: Date) -> Option<&'static str> {
    match date.days_after(today) {
        -1 => Some(YESTERDAY),
        0 => Some(TODAY),
        1 => Some(TOMORROW),
        _ => None,
    }
}

/// `5 Dec`, with the year where it is another than this one.
fn plain(date: Date, today: Date) -> String {
    let part = |part: i64| u32::try_from(part).unwrap_or_default();
    let year = (date.year() != today.year()).then(|| part(date.year()));
    time::day(part(date.day()), part(date.month() - 1), year)
}

/// `14:30`, of minutes since midnight.
pub fn minute(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

fn with_time(day: String, at: Option<u16>) -> String {
    match at {
        Some(at) => format!("{day}, {}", minute(at)),
        None => day,
    }
}

/// On a card: `Tomorrow`, `5 Dec`.
pub fn short(date: Date, today: Date) -> String {
    relative(date, today).map_or_else(|| plain(date, today), str::to_owned)
}

/// In the panel: `Tomorrow, 14:30`, `Fri 5 Dec`.
pub fn long(date: Date, at: Option<u16>, today: Date) -> String {
    let day = relative(date, today).map_or_else(
        || format!("{} {}", weekday(date).0, plain(date, today)),
        str::to_owned,
    );
    with_time(day, at)
}

/// Whenever it is read: `5 Dec, 14:30`.
pub fn lasting(date: Date, at: Option<u16>, today: Date) -> String {
    with_time(plain(date, today), at)
}

/// `Due Friday 5 December 2026, 14:30`; the whole of it.
pub fn due(date: Date, at: Option<u16>, is_late: bool) -> Words {
    let due = with_time(full(date), at);
    say(if is_late {
        format!("{OVERDUE}: {due}")
    } else {
        format!("{DUE} {due}")
    })
}

/// `Friday 5 December 2026`
pub fn full(date: Date) -> String {
    format!("{} {} {}", weekday(date).1, date.day(), month(date))
}

/// `December 2026`
pub fn month(date: Date) -> String {
    let at = usize::try_from(date.month() - 1).unwrap_or_default();
    let name = MONTHS.get(at).copied().unwrap_or_default();
    format!("{name} {}", date.year())
}

fn weekday(date: Date) -> (&'static str, &'static str) {
    let at = usize::try_from(date.weekday()).unwrap_or_default();
    WEEKDAYS.get(at).copied().unwrap_or_default()
}

/// What was typed is this date, and Enter takes it.
pub fn understood(date: Date, at: Option<u16>) -> Words {
    say(with_time(full(date), at))
}

/// Reads what somebody typed: `2026-12-05`, `5 Dec`, `5 December 2027`, `today`, `tomorrow`, `yesterday`, `fri`, `+3d`, `-1w`, each with a time behind it or none. A weekday is the next one that comes, and never today. Days and weeks count from today.
pub fn parse(typed: &str, today: Date) -> Option<(Date, Option<u16>)> {
    let typed = typed.trim().replace(',', " ");
    // ISO 8601 has a `T` before the time.
    let typed = match typed.split_once('T') {
        Some((date, time)) if date.ends_with(|c: char| c.is_ascii_digit()) => {
            format!("{date} {time}")
        }
        _ => typed,
    };
    let mut words: Vec<&str> = typed.split_whitespace().collect();
    let time = words.last().and_then(|word| parse_minute(word));
    if time.is_some() {
        words.pop();
    }
    Some((parse_date(&words, today)?, time))
}

fn parse_date(words: &[&str], today: Date) -> Option<Date> {
    match words {
        [word] if word.eq_ignore_ascii_case(TODAY) => Some(today),
        [word] if word.eq_ignore_ascii_case(TOMORROW) => Some(today.plus_days(1)),
        [word] if word.eq_ignore_ascii_case(YESTERDAY) => Some(today.plus_days(-1)),
        [word] => word
            .parse()
            .ok()
            .or_else(|| next_weekday(word, today))
            .or_else(|| away(word, today)),
        [day, month] => Date::new(today.year(), month_named(month)?, day.parse().ok()?),
        [day, month, year] => Date::new(year.parse().ok()?, month_named(month)?, day.parse().ok()?),
        _ => None,
    }
}

/// Whether a word is a name, or the first three letters of it at least.
fn names(word: &str, name: &str) -> bool {
    word.len() >= 3 && name.to_lowercase().starts_with(&word.to_lowercase())
}

fn month_named(word: &str) -> Option<i64> {
    let at = MONTHS.iter().position(|name| names(word, name))?;
    i64::try_from(at + 1).ok()
}

fn next_weekday(word: &str, today: Date) -> Option<Date> {
    let at = WEEKDAYS.iter().position(|(_, name)| names(word, name))?;
    let away = (i64::try_from(at).ok()? - today.weekday()).rem_euclid(7);
    Some(today.plus_days(if away == 0 { 7 } else { away }))
}

/// `+3d`, `-2w`, and `+3`, which is of days too. More than 9999 of them are taken for a slip.
fn away(word: &str, today: Date) -> Option<Date> {
    let (sign, rest) = match word.as_bytes().first()? {
        b'+' => (1, word.get(1..)?),
        b'-' => (-1, word.get(1..)?),
        _ => return None,
    };
    let digits = rest.trim_end_matches(|c: char| !c.is_ascii_digit());
    let days = match rest.get(digits.len()..)? {
        "" | "d" | "D" => 1,
        "w" | "W" => 7,
        _ => return None,
    };
    if digits.len() > 4 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let count: i64 = digits.parse().ok()?;
    Some(today.plus_days(sign * count * days))
}

/// Reads `14:30` as minutes since midnight.
pub fn parse_minute(text: &str) -> Option<u16> {
    let (hour, minute) = text.split_once(':')?;
    let number = |part: &str| {
        part.bytes()
            .all(|b| b.is_ascii_digit())
            .then(|| part.parse().ok())
    };
    let (hour, minute): (u16, u16) = (number(hour)??, number(minute)??);
    (hour < 24 && minute < 60).then_some(hour * 60 + minute)
}

#[cfg(test)]
mod tests {
    use tutti_types::tasks::{EARLIEST, LATEST};

    use super::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn a_date_is_said_as_near_as_it_is() {
        let today = date("2026-12-01");
        for (then, on_card, in_panel, later) in [
            ("2026-11-30", "Yesterday", "Yesterday", "30 Nov"),
            ("2026-12-01", "Today", "Today", "1 Dec"),
            ("2026-12-02", "Tomorrow", "Tomorrow", "2 Dec"),
            ("2026-12-04", "4 Dec", "Fri 4 Dec", "4 Dec"),
            ("2027-01-02", "2 Jan 2027", "Sat 2 Jan 2027", "2 Jan 2027"),
            ("2025-12-01", "1 Dec 2025", "Mon 1 Dec 2025", "1 Dec 2025"),
        ] {
            let then = date(then);
            assert_eq!(short(then, today), on_card);
            assert_eq!(long(then, None, today), in_panel);
            assert_eq!(lasting(then, None, today), later);
            assert_eq!(long(then, Some(870), today), format!("{in_panel}, 14:30"));
            assert_eq!(lasting(then, Some(5), today), format!("{later}, 00:05"));
        }
    }

    #[test]
    fn a_new_year_is_near_too() {
        assert_eq!(short(date("2027-01-01"), date("2026-12-31")), "Tomorrow");
    }

    #[test]
    fn the_whole_of_a_date() {
        assert_eq!(full(date("2026-12-05")), "Saturday 5 December 2026");
        assert_eq!(
            due(date("2026-12-05"), Some(870), false).plain(),
            "Due Saturday 5 December 2026, 14:30"
        );
        assert_eq!(
            due(date("2026-11-30"), None, true).plain(),
            "Overdue: Monday 30 November 2026"
        );
    }

    #[test]
    fn what_is_typed_is_understood() {
        let today = date("2026-12-01");
        for (typed, wanted, time) in [
            ("2026-12-05", "2026-12-05", None),
            (" 2026-12-05 ", "2026-12-05", None),
            ("2026-12-05T14:30", "2026-12-05", Some(870)),
            ("2026-12-05 9:05", "2026-12-05", Some(545)),
            ("5 dec", "2026-12-05", None),
            ("5 December 2027, 23:59", "2027-12-05", Some(1_439)),
            ("29 February 2028", "2028-02-29", None),
            ("today", "2026-12-01", None),
            ("TOMORROW 00:00", "2026-12-02", Some(0)),
            ("yesterday", "2026-11-30", None),
            ("12 dec", "2026-12-12", None),
            // It is a Tuesday.
            ("tue", "2026-12-08", None),
            ("wed", "2026-12-02", None),
            ("Fri", "2026-12-04", None),
            ("thurs 9:30", "2026-12-03", Some(570)),
            ("monday", "2026-12-07", None),
            ("+3d", "2026-12-04", None),
            ("+3", "2026-12-04", None),
            ("+0d", "2026-12-01", None),
            ("+2W 14:30", "2026-12-15", Some(870)),
            ("-1d", "2026-11-30", None),
        ] {
            assert_eq!(parse(typed, today), Some((date(wanted), time)), "{typed}");
        }
        for typed in [
            "",
            "2026-12",
            "2026-02-30",
            "29 Feb",
            "5 De",
            "5",
            "14:30",
            "2026-12-05 24:00",
            "2026-12-05 +1:00",
            "5 May May",
            "next week",
            "fr",
            "fridays",
            "fri fri",
            "3d",
            "+",
            "+d",
            "+3m",
            "+-3d",
            "+3dd",
            "+99999d",
        ] {
            assert_eq!(parse(typed, today), None, "{typed}");
        }
    }

    #[test]
    fn the_years_are_those_of_the_wire() {
        let [first, last] = [EARLIEST, LATEST].map(|at| at.to_string());
        let years = format!("from {} to {}.", &first[..4], &last[..4]);
        assert!(OUT_OF_RANGE.contains(&years), "{OUT_OF_RANGE}");
    }
}
