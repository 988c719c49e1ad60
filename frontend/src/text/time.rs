//! How times are said. What time it is, and which day that was, is decided in `ui::time`.

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// How far a time lies behind, as far as less than a day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Behind {
    /// Less than a minute: a count of seconds would have to move on each second.
    Now,
    /// Whole minutes.
    Minutes(f64),
    /// Whole hours.
    Hours(f64),
    /// A day or more.
    Days,
}

/// How many midnights lie before a time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Ahead {
    /// It is over.
    Past,
    /// None.
    Today,
    /// One.
    Tomorrow,
    /// More.
    Days(f64),
}

/// The day of a time, seen from now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Day {
    /// This one.
    Today,
    /// The one before.
    Yesterday,
    /// Another.
    Earlier,
}

/// The label above what happened a moment ago.
pub const JUST_NOW: &str = "Just now";
/// The label above what happened today.
pub const TODAY: &str = "Today";
/// The label above what happened the day before.
pub const YESTERDAY: &str = "Yesterday";

/// `21 Nov`, or `21 Nov 2025` where the year has to be told. Months count from 0.
pub fn day(day: u32, month: u32, year: Option<u32>) -> String {
    let month = MONTHS.get(month as usize).copied().unwrap_or_default();
    match year {
        Some(year) => format!("{day} {month} {year}"),
        None => format!("{day} {month}"),
    }
}

/// `now`, `12 min`, `3 h`; none where the day has to be named.
pub fn ago(behind: Behind) -> Option<String> {
    Some(match behind {
        Behind::Now => "now".to_owned(),
        Behind::Minutes(n) => format!("{n:.0} min"),
        Behind::Hours(n) => format!("{n:.0} h"),
        Behind::Days => return None,
    })
}

/// `just now`, `12 min ago`; none where the day has to be named.
pub fn since(behind: Behind) -> Option<String> {
    match behind {
        Behind::Now => Some("just now".to_owned()),
        _ => ago(behind).map(|ago| format!("{ago} ago")),
    }
}

/// In a sentence: the day before.
pub const SINCE_YESTERDAY: &str = "yesterday";

/// `today`, `tomorrow`, `in 6 days`; `expired` where it is past.
pub fn until(ahead: Ahead) -> String {
    match ahead {
        Ahead::Past => "expired".to_owned(),
        Ahead::Today => "today".to_owned(),
        Ahead::Tomorrow => "tomorrow".to_owned(),
        Ahead::Days(n) => format!("in {n:.0} days"),
    }
}
