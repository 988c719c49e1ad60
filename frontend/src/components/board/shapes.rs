//! A board that loads: grey bars where its cards will stand.

use leptos::prelude::*;

use crate::components::card::CardSkeleton;
use crate::ui::Skeleton;

/// Four columns of cards that load.
#[component]
pub fn BoardShapes() -> impl IntoView {
    let column = |cards: u8| {
        view! {
            <section class="column">
                <div class="column-head">
                    <Skeleton width="40%"/>
                </div>
                <div class="column-list">{(0..cards).map(|_| view! { <CardSkeleton/> }).collect_view()}</div>
            </section>
        }
    };
    view! { <div class="board" aria-hidden="true">{[4, 3, 4, 1].map(column).into_iter().collect_view()}</div> }
}
