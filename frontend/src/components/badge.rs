//! The connection's badge: Live, Polling or Offline, and what can be done about it.

mod told;

use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use tutti_state::Badge as Link;
use wasm_bindgen::JsCast;

pub use told::{OfflineBanner, tell_changes};

use crate::dom;
use crate::keys;
use crate::parts::{Make, Maker, OnDemand, maker};
use crate::store::Space;
use crate::text::{Words, link as text};
use crate::ui::popup::{self, Anchor, Popup};
use crate::ui::{MenuItem, Said, fill, time};

/// Connecting shows what Live does, but for the word.
const STATES: [Link; 3] = [Link::Live, Link::Polling, Link::Offline];

const fn kind_of(link: Option<Link>) -> &'static str {
    match link {
        None => "connecting",
        Some(Link::Live) => "live",
        Some(Link::Polling) => "polling",
        Some(Link::Offline) => "offline",
    }
}

/// The badge, with its menu. All states lie over one another and one is seen, so that a change moves nothing beside it.
#[component]
pub fn Badge() -> impl IntoView {
    let space = Space::here();
    let anchor = popup::anchor();
    let was_open = StoredValue::new(false);
    let kind = move || kind_of(space.badge.get());
    let open = move |event: web_sys::MouseEvent| {
        let badge = event.current_target().filter(|_| !was_open.get_value());
        anchor.set(badge.and_then(|it| it.dyn_into().ok()));
    };
    view! {
        <button
            class="link-badge"
            type="button"
            data-link=kind
            aria-label=move || space.badge.with(Option::is_none).then(|| text::badge(None))
            aria-haspopup="menu"
            aria-expanded=move || if anchor.with(Option::is_some) { "true" } else { "false" }
            on:pointerdown=move |_| was_open.set_value(anchor.with_untracked(Option::is_some))
            on:keydown=keys::pressed(move |_| was_open.set_value(false))
            on:click=open
        >
            {STATES.map(|state| view! { <State state/> }).collect_view()}
        </button>
        <OnDemand open=anchor make=Make::by(move || menu(anchor, space))/>
    }
}

#[wasm_split(layers, wasm_split_path = ::leptos::wasm_split, fallible)]
fn menu(anchor: Anchor, space: Space) -> Maker {
    maker(move || {
        view! {
            <Popup anchor label=text::CONNECTION>
                <p class="menu-label">
                    <Said words=move || text::explain(space.badge.get())/>
                </p>
                <p class="menu-label">
                    <Said words=move || last_sync(space)/>
                </p>
                {move || {
                    let waiting = space.waiting.get();
                    (waiting > 0).then(|| view! { <p class="menu-label" use:fill=text::waiting(waiting)></p> })
                }}
                <MenuItem icon="rotate-cw" press=move |()| space.reconnect()>
                    {text::RECONNECT}
                </MenuItem>
            </Popup>
        }
    })
}

#[component]
fn State(state: Link) -> impl IntoView {
    view! {
        <span class="link-state" data-state=kind_of(Some(state))>
            <span class="bars" aria-hidden="true">
                <i></i>
                <i></i>
                <i></i>
            </span>
            <span class="link-badge-word">
                {text::badge(Some(state))}
                <span class="is-minor">{text::badge_more(state)}</span>
            </span>
        </span>
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "the age of a page fits a double"
)]
fn last_sync(space: Space) -> Words {
    time::track();
    let passed = dom::steady_ms().saturating_sub(space.heard_at.get());
    text::last_sync(passed as f64 / 1_000.0)
}
