//! The faces on a card.

use leptos::prelude::*;
use tutti_types::UserId;

use crate::text::board as text;
use crate::ui::{Faces, Icon};

/// More than these are a number.
const AT_MOST: usize = 3;
const FACE: &str = "avatar avatar--sm";

/// Who works on it: one face, a few side by side, or the outline of nobody.
#[component]
pub fn People(
    /// Them, with their names.
    people: Vec<(UserId, String)>,
) -> impl IntoView {
    match people.as_slice() {
        [] => view! {
            <span class="avatar avatar--sm avatar--none" role="img" aria-label=text::UNASSIGNED data-tip=text::UNASSIGNED>
                <Icon name="user" class="icon icon--sm"/>
            </span>
        }
        .into_any(),
        [_] => view! { <Faces people at_most=AT_MOST class=FACE/> }.into_any(),
        _ => view! {
            <span class="avatars">
                <Faces people at_most=AT_MOST class=FACE/>
            </span>
        }
        .into_any(),
    }
}
