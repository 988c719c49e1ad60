//! A date and its time, typed. What is typed counts when it is confirmed or left; Escape leaves it out.

use leptos::html::Input;
use leptos::prelude::*;
use tutti_types::Date;

use super::When;
use super::calendar;
use super::picking::{Picking, bounds, today};
use crate::keys;
use crate::text::{Words, date as text};
use crate::ui::{Icon, Toast, Toasts, fill};

const ENTRY: &str = "date-entry";
const FAULT: &str = "date-entry-fault";
const UNDERSTOOD: &str = "date-entry-understood";

/// A date as it was typed; none of an empty field.
fn read(typed: &str, here: text::Here) -> Result<Option<(Date, Option<u16>)>, &'static str> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    let found = text::parse(typed, here).ok_or(text::NO_SUCH_DATE)?;
    let (first, last) = bounds();
    if found.0 < first || found.0 > last {
        return Err(text::OUT_OF_RANGE);
    }
    Ok(Some(found))
}

/// The date's field.
#[component]
pub fn DateEntry(picking: Picking) -> impl IntoView {
    let typed = picking.typed;
    let fault = RwSignal::new(None::<&'static str>);
    let toasts = Toasts::here();
    // The clock is heard, and most often there is nothing else to show.
    let shown = Memo::new(move |_| {
        let is = || {
            let when = picking.value.get()?;
            Some(text::written(when.date, today()))
        };
        typed.get().or_else(is).unwrap_or_default()
    });
    let take = move || {
        let Some(Some(written)) = typed.try_get_untracked() else {
            return true;
        };
        let date = match read(&written, picking.here()) {
            Ok(date) => date,
            Err(why) => {
                fault.set(Some(why));
                return false;
            }
        };
        typed.set(None);
        fault.set(None);
        picking.write(date.map(|(date, minute)| {
            let minute = minute.or_else(|| untrack(|| picking.minute()));
            When { date, minute }
        }));
        true
    };
    on_cleanup(move || {
        if !take() {
            let written = typed.try_get_untracked().flatten().unwrap_or_default();
            toasts.show(Toast::error(text::not_taken(&written)).text(text::NO_SUCH_DATE));
        }
    });
    let is_wrong = move || fault.with(Option::is_some);
    let understood = Memo::new(move |_| {
        typed.with(|typed| {
            typed
                .as_deref()
                .and_then(|typed| read(typed, picking.here()).ok().flatten())
        })
    });
    let described = move || {
        if is_wrong() {
            return Some(FAULT);
        }
        understood.with(Option::is_some).then_some(UNDERSTOOD)
    };
    view! {
        <div class="field">
            <input
                class="input input--md"
                id=ENTRY
                type="text"
                aria-label=text::DATE
                placeholder=text::DATE_HINT
                autocomplete="off"
                spellcheck="false"
                prop:value=shown
                aria-invalid=move || is_wrong().then_some("true")
                aria-describedby=described
                on:input=move |event| {
                    let written = event_target_value(&event);
                    let date = read(&written, picking.here());
                    if let Ok(Some((date, _))) = date {
                        picking.go_to(date);
                    }
                    if is_wrong() {
                        fault.set(date.err());
                    }
                    typed.set(Some(written));
                }
                on:blur=move |_| _ = take()
                on:keydown=keys::pressed(move |press| match press.key() {
                    "Enter" if !press.is_repeat() => {
                        press.take();
                        if take() {
                            picking.close();
                        }
                    }
                    "ArrowDown" => {
                        press.take();
                        calendar::focus(picking);
                    }
                    _ => {}
                })
            />
            // It stands there before it has a text, since only then is the text said.
            <p class="field-hint" id=UNDERSTOOD role="status">
                {move || {
                    understood
                        .get()
                        .filter(|_| !is_wrong())
                        .map(|(date, minute)| view! { <span use:fill=text::understood(date, minute)></span> })
                }}
            </p>
            {move || {
                fault
                    .get()
                    .map(|why| {
                        view! {
                            <p class="field-error" id=FAULT role="alert">
                                <Icon name="circle-alert" class="icon icon--sm"/>
                                <span use:fill=Words::from(why)></span>
                            </p>
                        }
                    })
            }}
        </div>
    }
}

/// The switch for a time, and its field.
#[component]
pub fn TimeEntry(picking: Picking) -> impl IntoView {
    let node = NodeRef::<Input>::new();
    let typed = RwSignal::new(None::<String>);
    let minute = Memo::new(move |_| picking.minute());
    let has_time = move || minute.with(Option::is_some);
    let written = move || minute.get().map(text::minute).unwrap_or_default();
    let show = move || {
        if let Some(field) = node.get_untracked() {
            field.set_value(&untrack(written));
        }
    };
    let take = move || {
        let Some(Some(text)) = typed.try_get_untracked() else {
            return;
        };
        typed.set(None);
        match text::parse_minute(&text) {
            Some(minute) => picking.set_minute(Some(minute)),
            // Half a time is none.
            None => show(),
        }
    };
    on_cleanup(take);
    view! {
        <div class="picker-time">
            <label class="picker-switch">
                <input
                    class="switch"
                    type="checkbox"
                    role="switch"
                    prop:checked=has_time
                    on:change=move |event| {
                        typed.set(None);
                        let is_on = event_target_checked(&event);
                        picking.set_minute(is_on.then(|| picking.usual_minute()));
                    }
                />
                {text::WITH_TIME}
            </label>
            <Show when=has_time>
                // What is typed in it is not written back, which would empty a time that is half typed.
                <input
                    class="input input--md num"
                    type="time"
                    aria-label=text::TIME
                    node_ref=node
                    prop:value=written
                    on:input=move |event| typed.set(Some(event_target_value(&event)))
                    on:blur=move |_| take()
                    on:keydown=keys::pressed(move |press| match press.key() {
                        "Enter" if !press.is_repeat() => {
                            press.take();
                            take();
                            picking.close();
                        }
                        "Escape" => typed.set(None),
                        _ => {}
                    })
                />
            </Show>
        </div>
    }
}
