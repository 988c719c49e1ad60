//! Points in time without a calendar library, which would cost the browser more than the board.

#[cfg(feature = "diesel")]
mod sql;

use std::fmt;
use std::str::FromStr;

use crate::text::Invalid;

/// A point in time to the microsecond, as PostgreSQL keeps it; RFC 3339 in UTC on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(
    feature = "diesel",
    derive(diesel::expression::AsExpression, diesel::deserialize::FromSqlRow)
)]
#[cfg_attr(feature = "diesel", diesel(sql_type = diesel::sql_types::Timestamptz))]
pub struct Timestamp(i64);

const SECOND: i64 = 1_000_000;
const DAY: i64 = 86_400 * SECOND;
/// Microseconds between 1970-01-01 and 2000-01-01, from which PostgreSQL counts.
#[cfg(feature = "diesel")]
const POSTGRES_EPOCH: i64 = 946_684_800 * SECOND;

impl Timestamp {
    /// From microseconds since 1970-01-01 UTC.
    #[must_use]
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }
    /// Microseconds since 1970-01-01 UTC.
    #[must_use]
    pub const fn as_micros(self) -> i64 {
        self.0
    }
    /// Milliseconds since 1970-01-01 UTC, as a browser's `Date` counts.
    #[must_use]
    pub const fn as_millis(self) -> i64 {
        self.0.div_euclid(1_000)
    }
    /// The beginning of its day in UTC.
    #[must_use]
    pub const fn midnight(self) -> Self {
        Self(self.0.div_euclid(DAY).saturating_mul(DAY))
    }
    /// Now, by the clock of this machine.
    #[cfg(not(target_arch = "wasm32"))]
    #[must_use]
    pub fn now() -> Self {
        let since = std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .unwrap_or_default();
        Self(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
    }
    /// This many seconds later; earlier, where negative.
    #[must_use]
    pub const fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(SECOND)))
    }
}

/// Year, month and day of a day counted from 1970-01-01; Howard Hinnant's `civil_from_days`.
pub(crate) const fn civil(days: i64) -> (i64, i64, i64) {
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let day_of_era = z.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    (year_of_era + era * 400 + (month <= 2) as i64, month, day)
}

/// The inverse of [`civil`].
pub(crate) const fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let shifted = if month > 2 { month - 3 } else { month + 9 };
    let day_of_year = (153 * shifted + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = civil(self.0.div_euclid(DAY));
        let rest = self.0.rem_euclid(DAY);
        let (seconds, micros) = (rest / SECOND, rest % SECOND);
        let (hour, minute, second) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
        write!(
            f,
            "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{micros:06}Z"
        )
    }
}

impl FromStr for Timestamp {
    type Err = Invalid;

    /// RFC 3339 with any offset, a space for the `T` included; more digits of a second than six are cut. A leap second, which is the last
    /// of June or of December in UTC, is the second after it, as clocks without leap seconds count. A time outside the years 0000 to 9999 in
    /// UTC is refused, since it could not be written.
    fn from_str(text: &str) -> Result<Self, Invalid> {
        parse(text.as_bytes()).ok_or(Invalid::new("must be a time such as 2026-11-21T09:30:00Z"))
    }
}

fn parse(text: &[u8]) -> Option<Timestamp> {
    let number = |from: usize, to: usize| -> Option<i64> {
        text.get(from..to)?.iter().try_fold(0_i64, |n, b| {
            b.is_ascii_digit().then(|| n * 10 + i64::from(b - b'0'))
        })
    };
    let is = |at: usize, allowed: &[u8]| text.get(at).is_some_and(|b| allowed.contains(b));
    if !(is(4, b"-") && is(7, b"-") && is(10, b"Tt ") && is(13, b":") && is(16, b":")) {
        return None;
    }
    let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
    let (hour, minute, second) = (number(11, 13)?, number(14, 16)?, number(17, 19)?);
    let in_range = (1..=12).contains(&month)
        && (1..=31).contains(&day)
        && hour < 24
        && minute < 60
        && second <= 60;
    let date = days(year, month, day);
    if !in_range || civil(date) != (year, month, day) {
        return None;
    }
    let mut at = 19;
    let mut micros = 0;
    if is(at, b".") {
        let digits = text
            .get(at + 1..)?
            .iter()
            .take_while(|b| b.is_ascii_digit())
            .count();
        let kept = digits.min(6);
        micros = number(at + 1, at + 1 + kept)? * 10_i64.pow(u32::try_from(6 - kept).ok()?);
        if digits == 0 {
            return None;
        }
        at += 1 + digits;
    }
    let offset = match text.get(at)? {
        b'Z' | b'z' if text.len() == at + 1 => 0,
        sign @ (b'+' | b'-') if text.len() == at + 6 && is(at + 3, b":") => {
            let (hours, minutes) = (number(at + 1, at + 3)?, number(at + 4, at + 6)?);
            if hours >= 24 || minutes >= 60 {
                return None;
            }
            let minutes = hours * 60 + minutes;
            if *sign == b'+' { minutes } else { -minutes }
        }
        _ => return None,
    };
    let seconds = hour * 3_600 + (minute - offset) * 60 + second;
    let whole = date * DAY + seconds * SECOND;
    if second == 60 && !ends_with_a_leap_second(whole) {
        return None;
    }
    let range = days(0, 1, 1) * DAY..days(10_000, 1, 1) * DAY;
    Some(whole + micros)
        .filter(|at| range.contains(at))
        .map(Timestamp)
}

/// Whether a leap second may come just before this moment (RFC 3339 section 5.7): at the end of June and of December, in UTC.
const fn ends_with_a_leap_second(micros: i64) -> bool {
    let (_, month, day) = civil(micros.div_euclid(DAY));
    micros.rem_euclid(DAY) == 0 && day == 1 && matches!(month, 1 | 7)
}

impl serde::Serialize for Timestamp {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Timestamp {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for Timestamp {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .format(Some(utoipa::openapi::SchemaFormat::KnownFormat(
                utoipa::openapi::KnownFormat::DateTime,
            )))
            .description(Some("RFC 3339, UTC, to the microsecond"))
            .examples(["2026-11-21T09:30:00.000000Z"])
            .into()
    }
}
#[cfg(feature = "openapi")]
impl utoipa::ToSchema for Timestamp {}

#[cfg(test)]
mod tests;
