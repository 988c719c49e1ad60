//! A card's due date.

use leptos::prelude::*;

use super::{Due, Nearness, When};
use crate::text::{Words, date as text};
use crate::ui::{Icon, date, fill, time};

/// When a task is due; it keeps itself current.
#[component]
pub fn Chip(due: Due) -> impl IntoView {
    // All of them hear the clock, and few have another thing to say than before.
    let told = Memo::new(move |_| {
        let now = time::now();
        (due.nearness(now), date::today(now))
    });
    move || {
        let (nearness, today) = told.get();
        let When { date, minute } = due.when;
        let is_late = nearness == Nearness::Late;
        let icon = nearness.icon().map(|name| view! { <Icon name/> });
        let late = is_late.then(|| {
            view! { <span class="visually-hidden">{text::OVERDUE} " "</span> }
        });
        let words = Words::own(text::short(date, today));
        let whole = text::due(date, minute, is_late);
        view! {
            <span class=nearness.class() data-tip=whole.as_marked().to_owned()>
                {icon}
                {late}
                <time datetime=date.to_string() use:fill=words></time>
            </span>
        }
    }
}
