//! What stands in place of a part that did not come. The address is the wanted page's by then, so a reload leads there.

use std::time::Duration;

use leptos::prelude::*;
use leptos::reactive::computed::ScopedFuture;
use leptos::task::spawn_local;

use crate::components::task_panel::BareHead;
use crate::dom;
use crate::parts::{ScreenLoading, Why};
use crate::shell::TopBar;
use crate::text::part as t;
use crate::ui::{Art, Button, Empty, Kind};

/// How often it is asked whether somebody answers again.
const ASK_EVERY: Duration = Duration::from_secs(5);

/// What it is a part of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// A page of its own.
    Entrance,
    /// A page in the shell.
    Office,
    /// Over a board.
    Panel,
}

/// Says why the part did not come, and shows it once it does.
#[component]
pub fn Unloaded(place: Place, load: fn() -> ScreenLoading) -> impl IntoView {
    let view = StoredValue::new_local(None::<AnyView>);
    let is_here = RwSignal::new(false);
    let why = RwSignal::new(None::<Why>);
    let busy = RwSignal::new(false);
    let owner = Owner::current().unwrap_or_default();
    let try_again = move || {
        if busy.try_get_untracked() != Some(false) {
            return;
        }
        busy.set(true);
        // What the part shows is made within it, so it belongs to this page.
        let loading = owner.with(|| ScopedFuture::new(load()));
        spawn_local(async move {
            let came = match loading.await {
                Ok(part) => view.try_set_value(Some(part)).is_none(),
                Err(_) => false,
            };
            if came {
                is_here.try_set(true);
            } else {
                why.try_set(Some(Why::find_out().await));
            }
            busy.try_set(false);
        });
    };
    spawn_local(async move {
        why.try_set(Some(Why::find_out().await));
    });
    let online = window_event_listener(leptos::ev::online, {
        let try_again = try_again.clone();
        move |_| try_again()
    });
    let asking = set_interval_with_handle(
        {
            let try_again = try_again.clone();
            move || {
                if why.try_get_untracked() == Some(Some(Why::NoAnswer)) {
                    try_again();
                }
            }
        },
        ASK_EVERY,
    );
    on_cleanup(move || {
        online.remove();
        if let Ok(asking) = asking {
            asking.clear();
        }
    });
    let press = Callback::new(move |()| match why.get_untracked() {
        Some(Why::NewVersion) => dom::reload(),
        _ => try_again(),
    });
    move || {
        let part = is_here.get().then(|| view.try_update_value(Option::take));
        match part.flatten().flatten() {
            Some(part) => part,
            None => framed(place, why, busy, press),
        }
    }
}

fn framed(
    place: Place,
    why: RwSignal<Option<Why>>,
    busy: RwSignal<bool>,
    press: Callback<()>,
) -> AnyView {
    match place {
        Place::Entrance => view! {
            <main class="entry-alone" id="main">
                <Reason why busy press heading=true/>
            </main>
        }
        .into_any(),
        Place::Office => view! {
            <main class="sheet" id="main" tabindex="-1">
                <TopBar title=t::TITLE/>
                <Reason why busy press/>
            </main>
        }
        .into_any(),
        Place::Panel => view! {
            <aside class="panel" aria-label=t::TITLE tabindex="-1">
                <BareHead/>
                <Reason why busy press/>
            </aside>
        }
        .into_any(),
    }
}

/// Why, and what to do; nothing until that is found out.
#[component]
fn Reason(
    why: RwSignal<Option<Why>>,
    busy: RwSignal<bool>,
    press: Callback<()>,
    #[prop(optional)] heading: bool,
) -> impl IntoView {
    move || {
        let (title, text, label, kind) = match why.get()? {
            Why::NewVersion => (
                t::NEW_VERSION,
                t::NEW_VERSION_TEXT,
                t::RELOAD,
                Kind::Primary,
            ),
            Why::Failed => (t::NOT_LOADED, t::FAILED_TEXT, t::TRY_AGAIN, Kind::Secondary),
            Why::NoAnswer => (
                t::NOT_LOADED,
                t::NO_ANSWER_TEXT,
                t::TRY_AGAIN,
                Kind::Secondary,
            ),
        };
        Some(view! {
            <Empty art=Art::Pulse heading title text>
                <Button kind icon="rotate-cw" busy press>
                    {label}
                </Button>
            </Empty>
        })
    }
}
