//! Which day and which time of day a moment is in this browser's time zone.

use js_sys::Date as JsDate;
use leptos::prelude::window;
use tutti_types::{Date, Timestamp};
use wasm_bindgen::prelude::*;

use crate::text::date::Order;

#[wasm_bindgen]
extern "C" {
    /// How languages write dates.
    #[wasm_bindgen(js_namespace = Intl)]
    type DateTimeFormat;

    /// It throws for a language whose name is none.
    #[wasm_bindgen(constructor, js_namespace = Intl, catch)]
    fn new(languages: &JsValue) -> Result<DateTimeFormat, JsValue>;

    #[wasm_bindgen(method)]
    fn format(this: &DateTimeFormat, date: &JsDate) -> String;
}

#[expect(
    clippy::cast_precision_loss,
    reason = "milliseconds of our time fit a double exactly"
)]
fn js(at: Timestamp) -> JsDate {
    JsDate::new(&JsValue::from_f64(at.as_millis() as f64))
}

fn day_of(date: &JsDate) -> Date {
    let (year, month, day) = (date.get_full_year(), date.get_month(), date.get_date());
    let found = Date::new(year.into(), i64::from(month) + 1, day.into());
    found.unwrap_or(Date::of(Timestamp::from_micros(0)))
}

/// Its day.
#[must_use]
pub fn of(at: Timestamp) -> Date {
    day_of(&js(at))
}

/// The day of a time in milliseconds since 1970.
#[must_use]
pub fn today(now: f64) -> Date {
    day_of(&JsDate::new(&JsValue::from_f64(now)))
}

/// Its time of day, in whole minutes.
#[must_use]
pub fn minute(at: Timestamp) -> u16 {
    let date = js(at);
    u16::try_from(date.get_hours() * 60 + date.get_minutes()).unwrap_or_default()
}

/// In which order the person's language writes a date in numbers.
#[must_use]
pub fn order() -> Order {
    let (year, month, day) = Order::EXAMPLE;
    let example = JsDate::new_with_year_month_day(year, month as i32 - 1, day as i32);
    let format = DateTimeFormat::new(&window().navigator().languages());
    format.map_or(Order::Day, |format| Order::of(&format.format(&example)))
}

/// The moment of a minute of a day. Where clocks go forward, one that they leave out is as much later.
#[must_use]
#[expect(
    clippy::cast_possible_truncation,
    reason = "the parts of a date are small, and its milliseconds are whole"
)]
pub fn at(date: Date, minute: u16) -> Timestamp {
    let moment = JsDate::new_with_year_month_day_hr_min(
        u32::try_from(date.year()).unwrap_or_default(),
        date.month() as i32 - 1,
        date.day() as i32,
        i32::from(minute / 60),
        i32::from(minute % 60),
    );
    Timestamp::from_micros(moment.get_time() as i64 * 1_000)
}
