//! How long a text is, once that matters.

use leptos::prelude::*;

/// `184 / 200` beside a field, from nine tenths of what is allowed on. Nothing is ever cut off, so it may be more.
#[component]
pub fn Count(
    /// How many characters the text has, as the server counts.
    #[prop(into)]
    length: Signal<usize>,
    /// How many it may have.
    most: usize,
) -> impl IntoView {
    let near = Memo::new(move |_| Some(length.get()).filter(|length| length * 10 >= most * 9));
    move || {
        near.get().map(|length| {
            let is_over = length > most;
            view! {
                <span class="field-count num" translate="no" class:is-over=is_over>
                    {format!("{length} / {most}")}
                </span>
            }
        })
    }
}
