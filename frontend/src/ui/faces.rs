//! Several people side by side.

use leptos::prelude::*;
use tutti_types::UserId;

use super::Avatar;
use crate::text::board as text;

/// The faces of the first `at_most` people; the others are a number that tells their names.
#[component]
pub fn Faces(
    /// Them, with their names.
    people: Vec<(UserId, String)>,
    /// More than these are a number.
    at_most: usize,
    /// The classes of a face, for another size.
    #[prop(default = "avatar")]
    class: &'static str,
) -> impl IntoView {
    let others = people.iter().skip(at_most).map(|(_, name)| name.as_str());
    let names = others.collect::<Vec<_>>().join(", ");
    let rest = people.len().saturating_sub(at_most);
    let rest = (rest > 0).then(|| {
        view! {
            <span
                class=format!("{class} avatar--more")
                role="img"
                translate="no"
                aria-label=text::more_people(rest, &names)
                data-tip=names
            >
                {format!("+{rest}")}
            </span>
        }
    });
    let face = |(id, name)| view! { <Avatar id name class named=true/> };
    let faces = people.into_iter().take(at_most).map(face).collect_view();
    view! {
        {faces}
        {rest}
    }
}
