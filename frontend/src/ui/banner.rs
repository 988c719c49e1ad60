//! A line across the top of what it speaks of.

use leptos::prelude::*;

use super::{Icon, fill};
use crate::text::Words;

/// What a banner is about.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum Tone {
    /// Something to know.
    #[default]
    Info,
    /// Something works less well than it should.
    Warning,
    /// Something failed.
    Danger,
}

/// A banner; a failure is spoken at once, all else when there is a pause.
#[component]
pub fn Banner(
    /// What it is about.
    #[prop(optional)]
    tone: Tone,
    /// Its icon, if not the tone's own.
    #[prop(optional)]
    icon: Option<&'static str>,
    children: Children,
) -> impl IntoView {
    let (class, role, own) = match tone {
        Tone::Info => ("banner", "status", "info"),
        Tone::Warning => ("banner banner--warning", "status", "triangle-alert"),
        Tone::Danger => ("banner banner--danger", "alert", "circle-alert"),
    };
    view! {
        <div class=class role=role>
            <Icon name=icon.unwrap_or(own)/>
            {children()}
        </div>
    }
}

/// Why a form as a whole was refused, if it was.
#[component]
pub fn FormError(
    /// The sentence.
    #[prop(into)]
    text: Signal<Option<Words>>,
) -> impl IntoView {
    move || {
        text.get().map(|text| {
            view! {
                <Banner tone=Tone::Danger>
                    <span use:fill=text></span>
                </Banner>
            }
        })
    }
}
