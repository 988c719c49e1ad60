//! Menus: a button and what it opens.

use leptos::html::Button as ButtonElement;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::button::name_with_key;
use super::popup::{self, Anchor, Popup};
use super::{Icon, Kbd, Saying};
use crate::keys;

/// A button that opens a menu. `face` is what the button shows, the children are the items.
#[component]
pub fn Menu(
    /// The name of the button and of the menu.
    #[prop(into)]
    label: Saying,
    /// The button's classes.
    #[prop(default = "btn btn--icon btn--quiet")]
    class: &'static str,
    /// What the button shows; three dots where absent.
    #[prop(optional, into)]
    face: Option<ViewFn>,
    /// The key that opens it.
    #[prop(optional)]
    key: Option<&'static str>,
    children: ChildrenFn,
) -> impl IntoView {
    let anchor = popup::anchor();
    view! {
        <MenuButton anchor label=label.clone() class face key/>
        <Popup anchor label>
            {children()}
        </Popup>
    }
}

/// The button of a menu that is made elsewhere.
#[component]
pub fn MenuButton(
    /// What the menu opens by.
    anchor: Anchor,
    /// The name of the button and of the menu.
    #[prop(into)]
    label: Saying,
    /// The button's classes.
    #[prop(default = "btn btn--icon btn--quiet")]
    class: &'static str,
    /// What the button shows; three dots where absent.
    #[prop(optional_no_strip, into)]
    face: Option<ViewFn>,
    /// The key that opens it.
    #[prop(optional_no_strip)]
    key: Option<&'static str>,
    /// What it opens, where that is no menu.
    #[prop(default = "menu")]
    opens: &'static str,
) -> impl IntoView {
    let button = NodeRef::<ButtonElement>::new();
    // The press that closes an open menu must not open it again.
    let was_open = StoredValue::new(false);
    let name = name_with_key(label.clone(), key);
    let tip = label.clone();
    // What has words on it needs no tip.
    let is_icon = class.contains("btn--icon");
    let face = match face {
        Some(face) => face.run(),
        None => view! { <Icon name="ellipsis"/> }.into_any(),
    };
    view! {
        <button
            class=class
            type="button"
            aria-haspopup=opens
            aria-expanded=move || if anchor.with(Option::is_some) { "true" } else { "false" }
            aria-label=name
            data-tip=move || is_icon.then(|| tip.get().as_marked().to_owned())
            data-key=key
            node_ref=button
            on:pointerdown=move |_| was_open.set_value(anchor.with_untracked(Option::is_some))
            on:keydown=keys::pressed(move |_| was_open.set_value(false))
            on:click=move |_| {
                let beside = button.get_untracked().filter(|_| !was_open.get_value());
                anchor.set(beside.map(|button| button.unchecked_into()));
                was_open.set_value(false);
            }
        >
            {face}
        </button>
    }
}

/// One item of a menu.
#[component]
pub fn MenuItem(
    #[prop(optional)] icon: Option<&'static str>,
    /// Whether it is the chosen one, in a menu that chooses.
    #[prop(optional)]
    checked: Option<bool>,
    /// Whether it cannot be taken back.
    #[prop(optional)]
    danger: bool,
    /// The key that does the same.
    #[prop(optional)]
    key: Option<&'static str>,
    /// What it does.
    #[prop(into)]
    press: Callback<()>,
    children: Children,
) -> impl IntoView {
    view! {
        <button
            class=if danger { "menu-item menu-item--danger" } else { "menu-item" }
            type="button"
            role=if checked.is_some() { "menuitemradio" } else { "menuitem" }
            aria-checked=checked.map(|checked| if checked { "true" } else { "false" })
            tabindex="-1"
            on:click=move |event| {
                // The menu goes first, so that a dialog opened by the item returns the focus to the menu's button.
                let target = event.current_target().and_then(|it| it.dyn_into::<web_sys::Element>().ok());
                if let Some(item) = target {
                    popup::close_around(&item);
                }
                press.run(());
            }
        >
            {icon.map(|name| view! { <Icon name/> })}
            {children()}
            {key
                .map(|key| {
                    view! {
                        <span class="menu-end">
                            <Kbd key/>
                        </span>
                    }
                })}
        </button>
    }
}

/// An item of a menu from which several may be chosen: it stays open, until Escape or a press elsewhere.
#[component]
pub fn MenuCheck(
    /// Whether it is chosen.
    #[prop(into)]
    checked: Signal<bool>,
    /// Chooses it, or no longer.
    #[prop(into)]
    press: Callback<()>,
    children: Children,
) -> impl IntoView {
    view! {
        <button
            class="menu-item"
            type="button"
            role="menuitemcheckbox"
            aria-checked=move || if checked.get() { "true" } else { "false" }
            tabindex="-1"
            on:click=move |_| press.run(())
        >
            {children()}
        </button>
    }
}

/// A line between groups of items.
#[component]
pub fn MenuRule() -> impl IntoView {
    view! { <div class="menu-rule" role="separator"></div> }
}
