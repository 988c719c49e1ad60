//! Deleting a board, which cannot be taken back.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use crate::api;
use crate::components::board::BoardCx;
use crate::text::shell as shell_text;
use crate::ui::{Button, Dialog, Kind, Toast, Toasts};

/// The question.
#[component]
pub fn DeleteBoard(open: RwSignal<bool>) -> impl IntoView {
    let cx = BoardCx::here();
    let toasts = Toasts::here();
    let navigate = use_navigate();
    let busy = RwSignal::new(false);
    let name = move || {
        cx.space
            .board(cx.id)
            .map(|board| board.name)
            .unwrap_or_default()
    };
    let delete = Callback::new(move |()| {
        busy.set(true);
        let navigate = navigate.clone();
        let name = untrack(name);
        let home = cx
            .space
            .workspace
            .with_untracked(|ws| format!("/w/{}", ws.slug));
        spawn_local(async move {
            match api::boards::delete(cx.space.id, cx.id).await {
                Ok(()) => {
                    open.try_set(false);
                    toasts.show(Toast::new(format!("{name} deleted")).icon("trash-2"));
                    let replace = NavigateOptions {
                        replace: true,
                        ..NavigateOptions::default()
                    };
                    navigate(&home, replace);
                }
                Err(error) => toasts.show(Toast::error("Board not deleted").text(error.message())),
            }
            busy.try_set(false);
        });
    });
    view! {
        <Dialog open title=Signal::derive(move || format!("Delete {}?", name()))>
            <div class="dialog-body">
                <p>"The board, its columns and all tasks on it go for good. This cannot be undone."</p>
            </div>
            <div class="dialog-foot">
                <Button kind=Kind::Quiet press=move |()| open.set(false)>
                    {shell_text::CANCEL}
                </Button>
                <Button kind=Kind::Danger busy press=delete>
                    "Delete board"
                </Button>
            </div>
        </Dialog>
    }
}
