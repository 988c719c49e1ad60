//! A list that loads: its shape until it is there, why it is not, that it is empty, or the list and the way to more of it.

use leptos::prelude::*;

use super::{Art, Button, Empty, Kind, Loading};
use crate::remote::{More, Shown, State};
use crate::text::Words;
use crate::text::ui as t;

/// The list, or what stands in its place. What has been shown stays while it loads again.
#[component]
pub fn Loaded(
    /// How it stands.
    of: Shown,
    /// What is said where it did not come.
    failed: &'static str,
    /// Skeletons of its real shape and height.
    #[prop(into)]
    shape: ViewFn,
    /// What stands there where it is empty.
    #[prop(optional, into)]
    empty: ViewFn,
    /// The list itself.
    children: ChildrenFn,
) -> impl IntoView {
    let body = move || match of.state.get() {
        State::Asking => {
            let shape = shape.clone();
            view! { <Loading retry=of.again>{shape.run()}</Loading> }.into_any()
        }
        State::Failed(why) => view! { <Failed title=failed why again=of.again/> }.into_any(),
        State::Empty => empty.run(),
        State::Here => children(),
    };
    view! {
        {body}
        {of.more.map(|more| view! { <Older more/> })}
    }
}

/// That a list did not come, and why.
#[component]
fn Failed(title: &'static str, why: Words, again: Callback<()>) -> impl IntoView {
    view! {
        <div class="group">
            <Empty art=Art::Pulse title text=why>
                <Button icon="rotate-cw" press=again>
                    {t::TRY_AGAIN}
                </Button>
            </Empty>
        </div>
    }
}

/// The way to the page below the list.
#[component]
fn Older(more: More) -> impl IntoView {
    move || {
        more.is_there.get().then(|| {
            view! {
                <Button kind=Kind::Quiet class="btn--block" busy=more.busy press=more.load>
                    {t::SHOW_OLDER}
                </Button>
            }
        })
    }
}
