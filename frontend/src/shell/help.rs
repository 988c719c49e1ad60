//! The list of keys.

use leptos::prelude::*;
use leptos::wasm_split::wasm_split;

use super::Frame;
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
        view! {
            <Dialog open title=t::HELP class="dialog dialog--wide">
                <div class="dialog-body keys" tabindex="0">
                    {t::KEYS
                        .map(|(place, keys)| view! { <Group place keys/> })
                        .into_iter()
                        .collect_view()}
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

#[component]
fn Group(place: &'static str, keys: &'static [(&'static str, &'static str)]) -> impl IntoView {
    let row = |(key, does): &(&'static str, &'static str)| {
        let (key, does) = (*key, *does);
        view! {
            <div class="keys-row">
                <dt>
                    <Kbd key/>
                </dt>
                <dd>{does}</dd>
            </div>
        }
    };
    view! {
        <section>
            <h3 class="menu-label">{place}</h3>
            <dl>{keys.iter().map(row).collect_view()}</dl>
        </section>
    }
}
