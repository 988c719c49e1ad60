//! What only somebody who is signed in may see.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

use super::address::query;
use crate::effect::effect;
use crate::session::{Phase, Session};
use crate::shell::Waiting;
use crate::text::home as text;
use crate::ui::{Again, Art, Empty};

/// Shows its children to the signed-in; leads all others to sign in, and back afterwards.
#[component]
pub fn Guard(children: ChildrenFn) -> impl IntoView {
    let session = Session::here();
    let location = use_location();
    let navigate = use_navigate();
    effect(move || {
        if session.phase.get() == Phase::Out {
            let here = location.pathname.get_untracked();
            if here != "/" {
                session.come_back_to(here + &query(&location));
            }
            let replace = NavigateOptions {
                replace: true,
                ..NavigateOptions::default()
            };
            navigate("/sign-in", replace);
        }
    });
    move || match session.phase.get() {
        Phase::In => children().into_any(),
        Phase::Starting => view! { <Waiting/> }.into_any(),
        Phase::Out => ().into_any(),
        Phase::Failed => view! {
            <main class="entry-alone" id="main">
                <Empty art=Art::Pulse heading=true title=text::NO_SERVER text=text::NO_SERVER_TEXT>
                    <Again press=move |()| session.retry()/>
                </Empty>
            </main>
        }
        .into_any(),
    }
}
