//! A time of day: `18:00`, `9am`, `9:30 pm`.

use super::number;

/// Takes the time out of the words, from their end or else from their beginning; the others, and it in minutes since midnight.
pub fn take<'a, 'w>(words: &'a [&'w str]) -> (&'a [&'w str], Option<u16>) {
    let whole = |word: &str| parse_minute(word).or_else(|| of_twelve(word));
    if let [before @ .., number, half] = words
        && let Some(minute) = of_twelve(&format!("{number}{half}"))
    {
        return (before, Some(minute));
    }
    if let [before @ .., last] = words
        && let Some(minute) = whole(last)
    {
        return (before, Some(minute));
    }
    if let [number, half, after @ ..] = words
        && let Some(minute) = of_twelve(&format!("{number}{half}"))
    {
        return (after, Some(minute));
    }
    if let [first, after @ ..] = words
        && let Some(minute) = whole(first)
    {
        return (after, Some(minute));
    }
    (words, None)
}

/// Reads `14:30` as minutes since midnight.
pub fn parse_minute(text: &str) -> Option<u16> {
    let (hour, minute) = text.split_once(':')?;
    let (hour, minute) = (part(hour)?, part(minute)?);
    (hour < 24 && minute < 60).then_some(hour * 60 + minute)
}

/// Reads `9am` and `9:30pm`. Midnight is `12am`, noon is `12pm`.
fn of_twelve(text: &str) -> Option<u16> {
    let (text, after) = match (text.strip_suffix("am"), text.strip_suffix("pm")) {
        (Some(text), _) => (text, 0),
        (_, Some(text)) => (text, 12 * 60),
        _ => return None,
    };
    let (hour, minute) = text.split_once(':').unwrap_or((text, "0"));
    let (hour, minute) = (part(hour)?, part(minute)?);
    ((1..=12).contains(&hour) && minute < 60).then_some(hour % 12 * 60 + minute + after)
}

fn part(text: &str) -> Option<u16> {
    number(text, 2)?.try_into().ok()
}
