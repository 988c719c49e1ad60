//! A task by its key, of now or of before: on to where it is.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map};

use super::not_found::NotFound;
use crate::api;
use crate::effect::effect;
use crate::latest::Latest;
use crate::store::Space;
use crate::text::home as text;
use crate::ui::{Again, Art, Empty};

/// What came of looking for it.
#[derive(Clone)]
enum Found {
    /// No answer yet, or the way there.
    Soon,
    /// There is no such task, or it is not for the reader.
    Nothing,
    /// It could not be asked for.
    Failed(api::Error),
}

/// The page `/w/:slug/t/:key`.
#[component]
pub fn ByKey() -> impl IntoView {
    let space = Space::here();
    let params = use_params_map();
    let navigate = use_navigate();
    let found = RwSignal::new(Found::Soon);
    let latest = Latest::new();
    let look = Callback::new(move |()| {
        let Some(key) = params.with_untracked(|params| params.get("key")) else {
            return;
        };
        let (asked, navigate) = (latest.ask(), navigate.clone());
        found.set(Found::Soon);
        spawn_local(async move {
            let answer = api::tasks::by_key(space.id, &key).await;
            if !asked.is_last() {
                return;
            }
            match answer {
                Ok(Some(task)) => {
                    let slug = space.workspace.with_untracked(|ws| ws.slug.clone());
                    let options = NavigateOptions {
                        replace: true,
                        ..NavigateOptions::default()
                    };
                    navigate(
                        &format!("/w/{slug}/b/{}/t/{}", task.board_id, task.id),
                        options,
                    );
                }
                Ok(None) => found.set(Found::Nothing),
                Err(error) => found.set(Found::Failed(error)),
            }
        });
    });
    effect(move || {
        params.track();
        look.run(());
    });
    move || match found.get() {
        Found::Soon => ().into_any(),
        Found::Nothing => view! { <NotFound/> }.into_any(),
        Found::Failed(error) => view! {
            <main class="sheet" id="main" tabindex="-1">
                <Empty art=Art::Pulse heading=true title=text::TASK_NOT_FOUND text=error.message()>
                    <Again press=look/>
                </Empty>
            </main>
        }
        .into_any(),
    }
}
