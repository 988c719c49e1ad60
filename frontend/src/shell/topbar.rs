//! The bar at the top of a screen.

use leptos::prelude::*;

use super::Frame;
use crate::dom;
use crate::effect::effect;
use crate::keys::{Anywhere, SHORTCUTS};
use crate::session::Session;
use crate::text::shell as t;
use crate::text::shortcuts::with_key;
use crate::ui::{Icon, IconButton, Said, Saying};

/// Sidebar button and title at the left; the children are what stands at the right.
#[component]
pub fn TopBar(
    /// The screen's heading, and the page's title.
    #[prop(into)]
    title: Saying,
    /// Stands behind the heading.
    #[prop(optional, into)]
    beside: Option<ViewFn>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let frame = Frame::here();
    // After a form of the way in the frame is new, but the page is not, and the focus went with the form.
    let arrived = Session::here().arrived.try_update_value(std::mem::take) == Some(true);
    let toggle = SHORTCUTS.anywhere.key(Anywhere::Sidebar);
    effect(move || {
        // Only a page that was just loaded begins where the browser does.
        if !frame.turned.get_value() {
            frame.turned.set_value(true);
            if !arrived {
                return;
            }
        }
        request_animation_frame(|| {
            if !dom::has_focus() {
                dom::focus("#main h1");
            }
        });
    });
    Effect::new({
        let title = title.clone();
        move |_| {
            let title = title.plain();
            let title = match frame.over.get() {
                Some(over) => format!("{over} · {title}"),
                None => title,
            };
            document().set_title(&format!("{title} · Tutti"));
        }
    });
    view! {
        <header class="topbar">
            <IconButton
                icon="menu"
                label=t::OPEN_NAVIGATION
                class="btn btn--icon btn--quiet topbar-menu"
                press=move |()| frame.drawer.set(true)
            />
            <button
                class="btn btn--icon btn--quiet btn--flat topbar-toggle"
                type="button"
                aria-label=with_key(t::TOGGLE_SIDEBAR, toggle)
                aria-expanded=move || if frame.collapsed.get() { "false" } else { "true" }
                data-tip=t::TOGGLE_SIDEBAR
                data-key=toggle
                on:click=move |_| frame.toggle_sidebar()
            >
                <Icon name="panel-left"/>
            </button>
            <div class="topbar-title">
                <h1 tabindex="-1">
                    <Said words=title/>
                </h1>
                {beside.map(|beside| beside.run())}
            </div>
            <div class="topbar-end">{children.map(|children| children())}</div>
        </header>
    }
}
