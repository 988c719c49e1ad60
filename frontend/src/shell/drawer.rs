//! A phone's navigation: the sidebar, over the screen, when it is called.

use leptos::html::Dialog;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::Frame;
use super::sidebar::SidebarBody;
use crate::effect::effect;
use crate::text::shell as t;
use crate::ui::IconButton;

/// The drawer. It closes when it has led somewhere.
#[component]
pub fn Drawer() -> impl IntoView {
    let open = Frame::here().drawer;
    let node = NodeRef::<Dialog>::new();
    let is_here = RwSignal::new(false);
    let location = use_location();

    effect(move || {
        location.pathname.track();
        open.set(false);
    });
    effect(move || {
        if open.get() {
            is_here.set(true);
        } else if let Some(drawer) = node.get_untracked() {
            drawer.close();
        }
    });
    effect(move || {
        if let Some(drawer) = node.get() {
            // It fails only where it is open already.
            let _ = drawer.show_modal();
        }
    });
    let closed = move |_| {
        is_here.set(false);
        open.set(false);
    };
    view! {
        <Show when=move || is_here.get()>
            <dialog class="drawer" aria-label=t::NAVIGATION node_ref=node on:close=closed>
                <nav class="drawer-body" aria-label=t::WORKSPACE>
                    <IconButton
                        icon="x"
                        label=crate::text::CLOSE
                        class="btn btn--icon btn--quiet drawer-close"
                        press=move |()| open.set(false)
                    />
                    <SidebarBody/>
                </nav>
            </dialog>
        </Show>
    }
}
