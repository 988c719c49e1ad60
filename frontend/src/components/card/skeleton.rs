//! A card that loads, in its real height.

use leptos::prelude::*;

use crate::ui::Skeleton;

/// The shape of a card.
#[component]
pub fn CardSkeleton() -> impl IntoView {
    view! {
        <div class="card" aria-hidden="true">
            <div class="card-top">
                <Skeleton width="52px"/>
                <Skeleton class="skeleton skeleton--round push" width="20px" height="20px"/>
            </div>
            <Skeleton width="92%"/>
            <Skeleton width="64%"/>
            <div class="card-foot">
                <Skeleton width="40%"/>
            </div>
        </div>
    }
}
