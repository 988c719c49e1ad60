//! The list of keys.

use leptos::prelude::*;

use super::Frame;
use crate::text::shell as t;
use crate::ui::{Dialog, Kbd};

/// The dialog of the key `?`.
#[component]
pub fn Help() -> impl IntoView {
    let frame = Frame::here();
    view! {
        <Dialog open=frame.help title=t::HELP class="dialog dialog--wide">
            <div class="dialog-body keys" tabindex="0">
                {t::KEYS
                    .map(|(place, keys)| view! { <Group place keys/> })
                    .into_iter()
                    .collect_view()}
            </div>
        </Dialog>
    }
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
