//! The server's time. A machine's own clock may be minutes off, and then what was done just now would be told as of long ago.
//!
//! Each answer carries the server's date in whole seconds, and it was written between sending the request and hearing the answer.
//! That bounds how far the two clocks are apart; several answers bound it closely.

use std::cell::Cell;

use js_sys::Date;
use tutti_types::Timestamp;

/// Between which differences of the clocks, in milliseconds, all answers agree.
#[derive(Clone, Copy)]
struct Bounds {
    least: f64,
    most: f64,
}

thread_local! {
    static BOUNDS: Cell<Option<Bounds>> = const { Cell::new(None) };
}

/// Milliseconds that a `Date` header leaves out.
const WHOLE_SECOND: f64 = 1_000.0;

/// Takes in the `Date` header of an answer to a request; `sent` and `heard` are by this machine's clock.
pub fn learn(date: &str, sent: f64, heard: f64) {
    let server = Date::parse(date);
    if server.is_nan() || heard < sent {
        return;
    }
    let told = Bounds {
        least: server - heard,
        most: server + WHOLE_SECOND - sent,
    };
    let both = BOUNDS.get().map(|known| Bounds {
        least: known.least.max(told.least),
        most: known.most.min(told.most),
    });
    // Where they contradict each other one of the clocks was set, and the newer answer knows.
    let agreed = both.filter(|both| both.least <= both.most);
    BOUNDS.set(Some(agreed.unwrap_or(told)));
}

/// How far the server's clock is ahead of this machine's, in milliseconds; nothing where they may be the same.
fn ahead() -> f64 {
    BOUNDS.get().map_or(0.0, |Bounds { least, most }| {
        if least <= 0.0 && most >= 0.0 {
            0.0
        } else {
            f64::midpoint(least, most)
        }
    })
}

/// The server's time as far as it is known, in milliseconds since 1970.
pub fn now_ms() -> f64 {
    Date::now() + ahead()
}

/// The same, for what is dated here. Spans are measured by [`crate::dom::steady_ms`].
#[expect(
    clippy::cast_possible_truncation,
    reason = "a date of our time is far from the ends"
)]
pub fn now() -> Timestamp {
    Timestamp::from_micros(now_ms() as i64 * 1_000)
}
