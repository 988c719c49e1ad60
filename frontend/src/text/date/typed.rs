//! How dates may be typed: `fri`, `next week`, `2w`, `12 Dec`, `Dec 12`, `12/12`, `2026-12-05`, each with a time before or behind it or
//! none; and `18:00` alone. Case does not matter, nor do commas.

mod absolute;
mod clock;
mod relative;
#[cfg(test)]
mod tests;

use tutti_types::Date;

pub use absolute::Order;
pub use clock::parse_minute;

use super::time;

/// Where and when something is typed, which decides what it means.
#[derive(Clone, Copy, Debug)]
pub struct Here {
    pub today: Date,
    /// The time of day, in minutes since midnight.
    pub now: u16,
    /// What comes first where all parts of a date are numbers.
    pub order: Order,
    /// The present date, which keeps its day where only a time is typed.
    pub stands: Option<Date>,
}

/// Reads what somebody typed. A time alone is one of the present date or, where there is none, the next such time.
pub fn parse(typed: &str, here: Here) -> Option<(Date, Option<u16>)> {
    let typed = apart(&typed.to_lowercase());
    let words: Vec<&str> = typed.split_whitespace().collect();
    let (words, minute) = clock::take(&words);
    let date = match (words, minute) {
        ([], Some(minute)) => here.stands.unwrap_or_else(|| {
            let is_over = minute <= here.now;
            here.today.plus_days(i64::from(is_over))
        }),
        _ => relative::parse(words, here.today)
            .or_else(|| absolute::parse(words, here.today, here.order))?,
    };
    Some((date, minute))
}

/// The words of it, apart. ISO 8601 has a `T` between date and time.
fn apart(typed: &str) -> String {
    let typed = typed.replace(',', " ");
    match typed.split_once('t') {
        Some((date, time))
            if date.ends_with(|c: char| c.is_ascii_digit())
                && time.starts_with(|c: char| c.is_ascii_digit()) =>
        {
            format!("{date} {time}")
        }
        _ => typed,
    }
}

/// How a date stands in the field in which it may be typed anew: as short as it is read as the same one.
pub fn written(date: Date, today: Date) -> String {
    let part = |part: i64| u32::try_from(part).unwrap_or_default();
    let is_next_such = date.year() == today.year() && date >= today;
    let year = (!is_next_such).then(|| part(date.year()));
    time::day(part(date.day()), part(date.month() - 1), year)
}

/// Whether a word is a name, or the first three letters of it at least.
fn names(word: &str, name: &str) -> bool {
    word.len() >= 3 && name.to_lowercase().starts_with(word)
}

/// A number of so many digits at most. A sign is none of it.
fn number(word: &str, most: usize) -> Option<i64> {
    let is_digits = word.bytes().all(|byte| byte.is_ascii_digit());
    (is_digits && word.len() <= most)
        .then(|| word.parse().ok())
        .flatten()
}
