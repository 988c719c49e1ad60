//! A choice of a few, each with a word on what it means.

use leptos::prelude::*;

use super::color_hue;

/// The frame of a few [`Choice`]s.
#[component]
pub fn Choices(
    /// What is chosen.
    legend: &'static str,
    children: Children,
) -> impl IntoView {
    view! {
        <fieldset class="field">
            <legend class="field-label">{legend}</legend>
            <div class="choices">{children()}</div>
        </fieldset>
    }
}

/// One of a few.
#[component]
pub fn Choice<T>(
    /// The name that those of one choice share.
    group: &'static str,
    /// What is chosen.
    of: RwSignal<T>,
    /// What this one stands for.
    is: T,
    label: &'static str,
    /// What it means.
    #[prop(optional)]
    hint: Option<&'static str>,
) -> impl IntoView
where
    T: Copy + PartialEq + Send + Sync + 'static,
{
    view! {
        <label class="choice">
            <input
                class="check check--radio"
                type="radio"
                name=group
                prop:checked=move || of.get() == is
                on:change=move |_| of.set(is)
            />
            <b>{label}</b>
            {hint.map(|hint| view! { <span class="field-hint">{hint}</span> })}
        </label>
    }
}

/// The palette's colours but grey, which says that nobody chose.
pub const COLORS: [&str; 8] = [
    "red", "orange", "yellow", "green", "teal", "blue", "purple", "pink",
];

/// A choice of the palette's colours.
#[component]
pub fn Swatches(
    /// What is coloured.
    legend: &'static str,
    /// The chosen colour's name; none where it is none of these.
    color: RwSignal<Option<&'static str>>,
) -> impl IntoView {
    let swatch = move |name: &'static str| {
        view! {
            <input
                class="swatch"
                type="radio"
                name="color"
                aria-label=name
                data-tip=name
                data-hue=color_hue(name)
                prop:checked=move || color.get() == Some(name)
                on:change=move |_| color.set(Some(name))
            />
        }
    };
    view! {
        <fieldset class="field">
            <legend class="field-label">{legend}</legend>
            <div class="row swatches">{COLORS.map(swatch).into_iter().collect_view()}</div>
        </fieldset>
    }
}
