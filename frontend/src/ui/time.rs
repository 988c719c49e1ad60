//! Times as people say them: relative up to a day, then the date; the whole of it in the tip.

use std::time::Duration;

use js_sys::Date;
use leptos::prelude::*;
use tutti_types::Timestamp;
use wasm_bindgen::JsValue;

use super::fill;
use crate::clock;
use crate::text::Words;
use crate::text::time::{self as text, Ahead, Behind, Day};

const MINUTE: f64 = 60_000.0;
const HOUR: f64 = 60.0 * MINUTE;
const DAY: f64 = 24.0 * HOUR;
/// The server's time, renewed often enough for minutes. One for the app, by context.
#[derive(Clone, Copy)]
pub struct Clock(RwSignal<f64>);

impl Clock {
    /// Starts it.
    #[must_use]
    pub fn start() -> Self {
        let now = RwSignal::new(clock::now_ms());
        set_interval(move || now.set(clock::now_ms()), Duration::from_secs(10));
        Self(now)
    }

    /// Milliseconds since 1970, tracked.
    #[must_use]
    pub fn now(self) -> f64 {
        // What was made a moment ago must not lie in the future of a clock that stands still between two ticks.
        self.0.track();
        clock::now_ms()
    }
}

/// The time of the app this is called in, in milliseconds since 1970; whoever reads it is told as it passes.
#[must_use]
pub fn now() -> f64 {
    use_context::<Clock>().map_or_else(clock::now_ms, Clock::now)
}

/// Tells whoever reads it as time passes.
pub fn track() {
    if let Some(clock) = use_context::<Clock>() {
        clock.0.track();
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "milliseconds of our time fit a double exactly"
)]
const fn millis(at: Timestamp) -> f64 {
    at.as_millis() as f64
}

fn local(ms: f64) -> Date {
    Date::new(&JsValue::from_f64(ms))
}

/// Midnight before a time, here.
fn midnight(ms: f64) -> f64 {
    let date = local(ms);
    date.set_hours(0);
    date.set_minutes(0);
    date.set_seconds(0);
    date.set_milliseconds(0)
}

/// `21 Nov`, with the year where it is another than this one.
#[must_use]
pub fn day(at: Timestamp) -> String {
    let (date, today) = (local(millis(at)), local(clock::now_ms()));
    let year = date.get_full_year();
    let other_year = (year != today.get_full_year()).then_some(year);
    text::day(date.get_date(), date.get_month(), other_year)
}

/// Which day a time was.
#[must_use]
pub fn day_of(at: Timestamp, now: f64) -> Day {
    let today = midnight(now);
    if today <= millis(at) {
        Day::Today
    } else if midnight(today - 1.0) <= millis(at) {
        Day::Yesterday
    } else {
        Day::Earlier
    }
}

/// `12:03`, and the day before it where it is another than today.
#[must_use]
pub fn clock(at: Timestamp) -> String {
    let time = of_day(at);
    if midnight(millis(at)) < midnight(now()) {
        format!("{}, {time}", day(at))
    } else {
        time
    }
}

fn of_day(at: Timestamp) -> String {
    let date = local(millis(at));
    format!("{:02}:{:02}", date.get_hours(), date.get_minutes())
}

/// Date and time to the minute, as this browser's language writes it.
#[must_use]
pub fn full(at: Timestamp) -> String {
    local(millis(at))
        .to_locale_string("default", &JsValue::UNDEFINED)
        .into()
}

/// How long ago, shortly: `now`, `12 min`, `3 h`, then the date.
#[must_use]
pub fn ago(at: Timestamp, now: f64) -> String {
    text::ago(behind(at, now)).unwrap_or_else(|| day(at))
}

fn behind(at: Timestamp, now: f64) -> Behind {
    let passed = now - millis(at);
    if passed < MINUTE {
        Behind::Now
    } else if passed < HOUR {
        Behind::Minutes((passed / MINUTE).floor())
    } else if passed < DAY {
        Behind::Hours((passed / HOUR).floor())
    } else {
        Behind::Days
    }
}

/// How long ago, shortly, under a label that names the day: `now`, `12 min`, `3 h`, then that day's `14:05`.
#[must_use]
pub fn ago_in_its_day(at: Timestamp, now: f64) -> String {
    text::ago(behind(at, now)).unwrap_or_else(|| of_day(at))
}

/// How long ago, in a sentence: `just now`, `12 min ago`, `yesterday`, `16 Nov`.
#[must_use]
pub fn since(at: Timestamp, now: f64) -> String {
    match day_of(at, now) {
        Day::Today => text::since(behind(at, now)).unwrap_or_else(|| day(at)),
        // Also where midnight was a moment ago.
        Day::Yesterday if now - millis(at) >= MINUTE => text::SINCE_YESTERDAY.to_owned(),
        Day::Yesterday => text::since(Behind::Now).unwrap_or_default(),
        Day::Earlier => day(at),
    }
}

/// How long until: `today`, `tomorrow`, `in 6 days`; `lapsed` where it is past.
#[must_use]
pub fn until(at: Timestamp, now: f64) -> String {
    text::until(ahead(at, now))
}

/// How far a time lies ahead.
#[must_use]
pub fn ahead(at: Timestamp, now: f64) -> Ahead {
    let days = ((midnight(millis(at)) - midnight(now)) / DAY).round();
    if millis(at) <= now {
        Ahead::Past
    } else if days < 1.0 {
        Ahead::Today
    } else if days < 2.0 {
        Ahead::Tomorrow
    } else {
        Ahead::Days(days)
    }
}

/// A time that keeps itself current; `say` is [`ago`], [`since`] or [`until`].
#[component]
pub fn Ago(
    /// The time.
    at: Timestamp,
    /// How it is said.
    #[prop(default = ago)]
    say: fn(Timestamp, f64) -> String,
) -> impl IntoView {
    // Made anew, as the time is another: see `Said`.
    move || {
        let said = Words::own(say(at, now()));
        view! { <time datetime=at.to_string() title=full(at) use:fill=said></time> }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_age_is_finer_than_the_clock_that_moves_it_on() {
        let at = Timestamp::from_micros(0);
        for (ms, said) in [
            (-500.0, "now"),
            (4_000.0, "now"),
            (59_999.0, "now"),
            (60_000.0, "1 min"),
        ] {
            assert_eq!(text::ago(behind(at, ms)).as_deref(), Some(said), "{ms}");
        }
    }
}
