//! The list of keys, made of the table that they are looked up in.

use leptos::prelude::*;
use leptos::wasm_split::wasm_split;

use super::Frame;
use crate::keys::{Line, Part, SHORTCUTS};
use crate::parts::{Make, Maker, OnDemand, maker};
use crate::text::shell as t;
use crate::ui::{Dialog, Kbd};

/// The dialog of the key `?`.
#[component]
pub fn Help() -> impl IntoView {
    let open = Frame::here().help;
    view! { <OnDemand open make=Make::by(move || dialog(open))/> }
}

#[wasm_split(layers, wasm_split_path = ::leptos::wasm_split, preload(fetch), fallible)]
fn dialog(open: RwSignal<bool>) -> Maker {
    maker(move || {
        let groups = || {
            let groups = SHORTCUTS.overview().into_iter();
            groups
                .map(|group| view! { <Group title=group.title lines=group.lines/> })
                .collect_view()
        };
        view! {
            <Dialog open title=t::HELP class="dialog dialog--wide">
                <div class="dialog-body" tabindex="0">
                    <div class="keys">{groups()}</div>
                </div>
            </Dialog>
        }
    })
}

/// Loads what dialogs and menus are made by, before one is opened.
pub async fn fetch_layers() {
    // What does not come now is asked for again where it is wanted.
    let _ = fetch().await;
}

/// What acts in one place.
#[component]
fn Group(title: &'static str, lines: Vec<Line>) -> impl IntoView {
    let row = |line: Line| {
        let parts = line.parts.into_iter().map(|part| match part {
            Part::Key(key) => view! { <Kbd key/> }.into_any(),
            Part::Between(word) => view! { <span class="faint">{word}</span> }.into_any(),
        });
        view! {
            <div class="keys-row">
                <dt>{parts.collect_view()}</dt>
                <dd>{line.words}</dd>
            </div>
        }
    };
    view! {
        <section>
            <h3 class="menu-label">{title}</h3>
            <dl>{lines.into_iter().map(row).collect_view()}</dl>
        </section>
    }
}
