//! The faces on a card.

use leptos::prelude::*;
use tutti_types::UserId;

use crate::text::board as text;
use crate::ui::Avatar;
use crate::ui::Icon;

/// More than these are a number.
const AT_MOST: usize = 3;

/// Who works on it: one face, a few side by side, or the outline of nobody.
#[component]
pub fn People(
    /// Them, with their names.
    people: Vec<(UserId, String)>,
) -> impl IntoView {
    let face = |(id, name): (UserId, String)| {
        view! { <Avatar id name class="avatar avatar--sm" named=true/> }
    };
    match people.as_slice() {
        [] => view! {
            <span class="avatar avatar--sm avatar--none" role="img" aria-label=text::UNASSIGNED data-tip=text::UNASSIGNED>
                <Icon name="user" class="icon icon--sm"/>
            </span>
        }
        .into_any(),
        [only] => face(only.clone()).into_any(),
        several => {
            let rest = several.iter().skip(AT_MOST).map(|(_, name)| name.as_str());
            let names = rest.collect::<Vec<_>>().join(", ");
            let rest = several.len().saturating_sub(AT_MOST);
            let rest = (rest > 0).then(|| {
                view! {
                    <span
                        class="avatar avatar--sm avatar--more"
                        role="img"
                        translate="no"
                        aria-label=text::more_people(rest, &names)
                        data-tip=names
                    >
                        {format!("+{rest}")}
                    </span>
                }
            });
            let faces = several.iter().take(AT_MOST).cloned().map(face).collect_view();
            view! { <span class="avatars push">{faces} {rest}</span> }.into_any()
        }
    }
}
