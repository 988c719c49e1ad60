//! Buttons. What they do is a word or a picture with a name; a key that does the same stands in the tip.

use leptos::prelude::*;

use super::{Icon, Saying};
use crate::text::shortcuts::with_key;

/// How loud a button is. One primary to a screen.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum Kind {
    /// What the screen is for.
    Primary,
    /// Any other.
    #[default]
    Secondary,
    /// One that stays in the background.
    Quiet,
    /// What cannot be taken back.
    Danger,
    /// The way to something that cannot be taken back.
    DangerQuiet,
}

impl Kind {
    const fn class(self) -> &'static str {
        match self {
            Self::Primary => "btn btn--primary ",
            Self::Secondary => "btn btn--secondary ",
            Self::Quiet => "btn btn--quiet ",
            Self::Danger => "btn btn--danger ",
            Self::DangerQuiet => "btn btn--danger-quiet ",
        }
    }
}

/// A button with words on it. While it is busy it stays where it is and in the tab order, and takes no press.
#[component]
pub fn Button(
    /// How loud it is.
    #[prop(optional)]
    kind: Kind,
    /// Further classes, such as `btn--lg`.
    #[prop(default = "")]
    class: &'static str,
    /// An icon before the words.
    #[prop(optional)]
    icon: Option<&'static str>,
    /// Whether what it began still runs.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// Whether it submits the form it stands in.
    #[prop(optional)]
    submit: bool,
    /// What it does.
    #[prop(optional, into)]
    press: Option<Callback<()>>,
    children: Children,
) -> impl IntoView {
    view! {
        <button
            class=format!("{}{class}", kind.class())
            class:is-busy=busy
            aria-busy=move || busy.get().then_some("true")
            type=if submit { "submit" } else { "button" }
            on:click=move |event| {
                if busy.get_untracked() {
                    event.prevent_default();
                } else if let Some(press) = press {
                    press.run(());
                }
            }
        >
            {icon.map(|name| view! { <Icon name/> })}
            {children()}
        </button>
    }
}

/// A button that is only an icon; `label` is its name and its tip.
#[component]
pub fn IconButton(
    icon: &'static str,
    #[prop(into)] label: Saying,
    /// The key that does the same.
    #[prop(optional)]
    key: Option<&'static str>,
    #[prop(default = "btn btn--icon btn--quiet")] class: &'static str,
    /// What it does.
    #[prop(into)]
    press: Callback<()>,
) -> impl IntoView {
    let name = name_with_key(label.clone(), key);
    view! {
        <button
            class=class
            type="button"
            aria-label=name
            data-tip=move || label.get().as_marked().to_owned()
            data-key=key
            on:click=move |_| press.run(())
        >
            <Icon name=icon/>
        </button>
    }
}

/// The name of something that a key does too.
pub(super) fn name_with_key(
    label: Saying,
    key: Option<&'static str>,
) -> impl Fn() -> String + Send + Sync + 'static {
    move || match key {
        Some(key) => with_key(&label.plain(), key),
        None => label.plain(),
    }
}
