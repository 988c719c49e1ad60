//! When things were done in the example: in working hours, up to a few minutes ago.

use tutti_types::Timestamp;

const MINUTE: i64 = 60;
const DAY: i64 = 86_400;

/// A moment of the example.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum When {
    /// So many working days before today, at this time UTC.
    Day { days: u16, hour: u8, minute: u8 },
    /// So many minutes before now, whatever day and time that is.
    Ago { minutes: u16 },
}

impl When {
    /// This moment, where it is `now`.
    pub(super) fn seen_from(self, now: Timestamp) -> Timestamp {
        let now = now.as_micros().div_euclid(1_000_000);
        let seconds = match self {
            Self::Ago { minutes } => now - i64::from(minutes) * MINUTE,
            Self::Day { days, hour, minute } => {
                let day = working_day(now.div_euclid(DAY), days);
                day * DAY + (i64::from(hour) * 60 + i64::from(minute)) * MINUTE
            }
        };
        Timestamp::from_micros(seconds * 1_000_000)
    }
}

/// The date so many days after `now`, as midnight UTC; before it where that is negative.
pub(super) fn date(now: Timestamp, days: i16) -> Timestamp {
    let today = now.as_micros().div_euclid(DAY * 1_000_000);
    Timestamp::from_micros((today + i64::from(days)) * DAY * 1_000_000)
}

/// The working day so many before `today`, counted from 1970-01-01, which was a Thursday.
fn working_day(today: i64, before: u16) -> i64 {
    let works = |day: &i64| (day + 3).rem_euclid(7) < 5;
    (0..today)
        .rev()
        .filter(works)
        .nth(usize::from(before.saturating_sub(1)))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_working_days_whatever_day_it_is() {
        let day = |days, now: &str| {
            let day = When::Day {
                days,
                hour: 9,
                minute: 5,
            };
            day.seen_from(now.parse().unwrap()).to_string()
        };
        // A Monday, a Sunday and a Saturday.
        assert_eq!(
            day(1, "2026-11-30T00:10:00Z"),
            "2026-11-27T09:05:00.000000Z"
        );
        assert_eq!(
            day(1, "2026-11-29T23:00:00Z"),
            "2026-11-27T09:05:00.000000Z"
        );
        assert_eq!(
            day(5, "2026-11-28T12:00:00Z"),
            "2026-11-23T09:05:00.000000Z"
        );
        assert_eq!(
            day(6, "2026-11-28T12:00:00Z"),
            "2026-11-20T09:05:00.000000Z"
        );
        let ago = When::Ago { minutes: 14 };
        let ago = ago.seen_from("2026-11-29T00:10:00Z".parse().unwrap());
        assert_eq!(ago.to_string(), "2026-11-28T23:56:00.000000Z");
    }
}
