//! How dates are said, and how they may be typed. Which day is today is decided in `ui::date`.

mod typed;

use tutti_types::Date;

pub use typed::{Here, Order, parse, parse_minute, written};

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
    fn the_years_are_those_of_the_wire() {
        let [first, last] = [EARLIEST, LATEST].map(|at| at.to_string());
        let years = format!("from {} to {}.", &first[..4], &last[..4]);
        assert!(OUT_OF_RANGE.contains(&years), "{OUT_OF_RANGE}");
    }
}
