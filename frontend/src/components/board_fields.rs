//! What a person says of a board when they make it and when they edit it.

use leptos::prelude::*;
use tutti_types::permissions::Visibility;

use crate::text::shell as t;
use crate::ui::{Choice, Choices, Input, Swatches, TextField};

/// Its name, who sees it, and its colour.
#[component]
pub fn BoardFields(
    name: Input,
    visibility: RwSignal<Visibility>,
    color: RwSignal<Option<&'static str>>,
    /// Tells the choices of one dialog from those of another.
    group: &'static str,
) -> impl IntoView {
    view! {
        <TextField input=name label=t::BOARD_NAME/>
        <Choices legend=t::BOARD_WHO>
            <Choice
                group
                of=visibility
                is=Visibility::Open
                label=t::BOARD_OPEN
                hint=t::BOARD_OPEN_HINT
            />
            <Choice
                group
                of=visibility
                is=Visibility::Private
                label=t::BOARD_PRIVATE
                hint=t::BOARD_PRIVATE_HINT
            />
        </Choices>
        <Swatches legend=t::BOARD_COLOR color/>
    }
}
