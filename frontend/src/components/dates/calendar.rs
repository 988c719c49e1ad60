//! A month, as a grid that the arrow keys walk.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::picking::{Picking, today};
use crate::dom;
use crate::keys::{self, InCalendar, Keystroke, SHORTCUTS};
use crate::text::{Words, date as text};
use crate::ui::{IconButton, Said, announce};

const TITLE: &str = "picker-month";
/// As many as a month can touch: whichever it is, the picker has one height.
const WEEKS: i64 = 6;

/// Gives the focus to the day that the calendar stands on, once it is shown.
pub fn focus(picking: Picking) {
    request_animation_frame(move || {
        let layer = picking.node.try_get_untracked().flatten();
        let day = layer.and_then(|layer| layer.query_selector("td[tabindex='0']").ok().flatten());
        if let Some(day) = day.and_then(|day| day.dyn_into::<HtmlElement>().ok()) {
            // It fails only where the picker goes.
            let _ = day.focus();
        }
    });
}

/// The month of the day that the calendar stands on.
#[component]
pub fn Calendar(picking: Picking) -> impl IntoView {
    let active = picking.active;
    let month = Memo::new(move |_| active.get().month_begin());
    let today = Memo::new(move |_| today());
    let turn = move |months: i64| {
        picking.go_to(active.get_untracked().plus_months(months));
        announce::say(&text::month(active.get_untracked()));
    };
    let heads = text::WEEKDAYS
        .map(|(short, name)| view! { <th scope="col" abbr=name>{short}</th> })
        .collect_view();
    // A field that has the focus brings up the keyboard of a phone, which has no room for both.
    let is_first = dom::matches("(pointer: coarse)");
    let day = move |at: i64| {
        let date = Memo::new(move |_| month.get().week_begin().plus_days(at));
        let is_picked = move || {
            picking
                .value
                .get()
                .is_some_and(|when| when.date == date.get())
        };
        let is_outside = move || date.get().month_begin() != month.get();
        view! {
            <td
                role="gridcell"
                class="day"
                class:is-outside=is_outside
                tabindex=move || if active.get() == date.get() { "0" } else { "-1" }
                data-first=move || (is_first && active.get() == date.get()).then_some("")
                aria-selected=move || if is_picked() { "true" } else { "false" }
                aria-current=move || (today.get() == date.get()).then_some("date")
                aria-label=move || text::full(date.get())
                on:click=move |_| picking.pick(Some(date.get_untracked()))
            >
                <Said words=move || Words::own(date.get().day().to_string())/>
            </td>
        }
    };
    let weeks = (0..WEEKS)
        .map(|week| view! { <tr>{(0..7).map(|at| day(week * 7 + at)).collect_view()}</tr> })
        .collect_view();
    view! {
        <div class="picker-head">
            <IconButton
                icon="arrow-left"
                label=text::PREVIOUS_MONTH
                key=SHORTCUTS.in_calendar.key(InCalendar::Months(-1))
                class="btn btn--icon btn--quiet btn--sm"
                press=move |()| turn(-1)
            />
            <h3 id=TITLE>
                <Said words=move || Words::own(text::month(month.get()))/>
            </h3>
            <IconButton
                icon="arrow-right"
                label=text::NEXT_MONTH
                key=SHORTCUTS.in_calendar.key(InCalendar::Months(1))
                class="btn btn--icon btn--quiet btn--sm"
                press=move |()| turn(1)
            />
        </div>
        <table
            class="month"
            role="grid"
            aria-labelledby=TITLE
            on:keydown=keys::pressed(move |press| walk(picking, press))
        >
            <thead>
                <tr>{heads}</tr>
            </thead>
            <tbody>{weeks}</tbody>
        </table>
    }
}

/// The keys of the grid.
fn walk(picking: Picking, press: &Keystroke) {
    let Some(asked) = SHORTCUTS.in_calendar.asked(press) else {
        return;
    };
    let from = picking.active.get_untracked();
    let to = match asked {
        InCalendar::Days(days) => from.plus_days(days),
        InCalendar::WeekBegin => from.week_begin(),
        InCalendar::WeekEnd => from.week_begin().plus_days(6),
        InCalendar::Months(months) => from.plus_months(months),
        InCalendar::Today => untrack(today),
        InCalendar::Pick => {
            press.take();
            if !press.is_repeat() {
                picking.pick(Some(from));
            }
            return;
        }
    };
    press.take();
    picking.go_to(to);
    focus(picking);
}
