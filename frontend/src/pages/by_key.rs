//! A task by its key, of now or of before: on to where it is.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map};

use super::not_found::NotFound;
use crate::api;
use crate::effect::effect;
use crate::remote::Remote;
use crate::store::Space;
use crate::text::home as text;
use crate::ui::{Art, AskAgain, Empty};

/// The page `/w/:slug/t/:key`.
#[component]
pub fn ByKey() -> impl IntoView {
    let params = use_params_map();
    let key = Memo::new(move |_| params.with(|params| params.get("key")));
    move || key.get().map(|key| view! { <LookedFor key/> })
}

#[component]
fn LookedFor(key: String) -> impl IntoView {
    let space = Space::here();
    let navigate = use_navigate();
    let found = Remote::new(move || {
        let key = key.clone();
        async move { api::tasks::by_key(space.id, &key).await }
    });
    effect(move || {
        let Some(task) = found.thing.get().flatten() else {
            return;
        };
        let slug = space.workspace.with_untracked(|ws| ws.slug.clone());
        let options = NavigateOptions {
            replace: true,
            ..NavigateOptions::default()
        };
        navigate(
            &format!("/w/{slug}/b/{}/t/{}", task.board_id, task.id),
            options,
        );
    });
    move || match (found.thing.get(), found.request.fault.get()) {
        // There is no such task, or it is not for the reader.
        (Some(None), _) => view! { <NotFound/> }.into_any(),
        (None, Some(error)) => view! {
            <main class="sheet" id="main" tabindex="-1">
                <Empty art=Art::Pulse heading=true title=text::TASK_NOT_FOUND text=error.message()>
                    <AskAgain of=found.request/>
                </Empty>
            </main>
        }
        .into_any(),
        (Some(Some(_)) | None, _) => ().into_any(),
    }
}
