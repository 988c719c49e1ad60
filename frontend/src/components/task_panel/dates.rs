//! The dates among a task's properties.

use leptos::prelude::*;

use super::Card;
use crate::components::dates::{Due, Nearness, When, Which, picker, starts_late};
use crate::parts::{Make, OnDemand};
use crate::store::Space;
use crate::text::{Words, date as text, task as task_text};
use crate::ui::{Icon, MenuButton, Said, date, popup, time};

/// What a date is told by.
#[derive(Clone, Copy, PartialEq)]
struct Told {
    when: When,
    nearness: Nearness,
    /// Whether it begins after it is due, which is told at the beginning.
    starts_late: bool,
    today: tutti_types::Date,
}

impl Told {
    fn day(self) -> String {
        text::long(self.when.date, self.when.minute, self.today)
    }

    /// For the name of the button.
    fn plain(self) -> String {
        let note = if self.nearness == Nearness::Late {
            Some(text::OVERDUE)
        } else {
            self.starts_late.then_some(text::STARTS_LATE)
        };
        let day = self.day();
        note.map_or_else(|| day.clone(), |note| format!("{day}. {note}"))
    }
}

/// One of them: what it is now is the button that opens the picker; plain where one may not.
#[component]
pub fn DateProp(card: Card, may: Memo<bool>, which: Which) -> impl IntoView {
    let space = Space::here();
    let task = card.with_untracked(|card| card.task.id);
    let anchor = popup::anchor();
    let told = Memo::new(move |_| {
        let now = time::now();
        card.with(|card| {
            let due = Due::of(&card.task).filter(|_| which == Which::Due);
            Some(Told {
                when: which.of(&card.task)?,
                nearness: due.map_or(Nearness::Far, |due| due.nearness(now)),
                starts_late: which == Which::Start && starts_late(&card.task),
                today: date::today(now),
            })
        })
    });
    let face = move || told.get().map_or_else(none, face);
    let value = move || {
        told.get()
            .map_or_else(|| text::NO_DATE.to_owned(), Told::plain)
    };
    let shown = move || {
        if may.get() {
            view! {
                <MenuButton
                    anchor
                    label=move || task_text::prop(which.name(), &value())
                    class="prop-btn"
                    opens="dialog"
                    face=ViewFn::from(move || face)
                />
            }
            .into_any()
        } else {
            view! { <span class="prop-btn">{face}</span> }.into_any()
        }
    };
    view! {
        <div class="prop">
            <dt>{which.name()}</dt>
            <dd>
                {shown}
                <OnDemand open=anchor make=Make::by(move || picker(anchor, space, which, task))/>
            </dd>
        </div>
    }
}

fn none() -> AnyView {
    view! { <span class="faint">{text::NO_DATE}</span> }.into_any()
}

fn face(told: Told) -> AnyView {
    let is_late = told.nearness == Nearness::Late;
    // Beside the badge, which says it in a word, there is no room for the icon.
    let icon = told.nearness.icon().filter(|_| !is_late);
    let icon = icon.map(|name| view! { <Icon name/> });
    let late = is_late.then(|| view! { <span class="badge badge--danger">{text::OVERDUE}</span> });
    let note = told.starts_late.then(|| {
        view! { <span class="prop-note">{text::STARTS_LATE}</span> }
    });
    view! {
        <span class=told.nearness.class()>
            {icon}
            <Said words=Words::own(told.day())/>
        </span>
        " "
        {late}
        {note}
    }
    .into_any()
}
