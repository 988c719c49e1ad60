//! Deleting a board, which cannot be taken back.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use crate::api;
use crate::components::board::BoardCx;
use crate::text::board as text;
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
                Err(error) => {
                    toasts.show(Toast::error(text::BOARD_NOT_DELETED).text(error.message()))
                }
            }
            busy.try_set(false);
        });
    });
    view! {
        <Dialog open title=Signal::derive(move || text::delete_board(&name()))>
            <div class="dialog-body">
                <p>{text::DELETE_BOARD_TEXT}</p>
            </div>
            <div class="dialog-foot">
                <Button kind=Kind::Quiet press=move |()| open.set(false)>
                    {shell_text::CANCEL}
                </Button>
                <Button kind=Kind::Danger busy press=delete>
                    {text::DELETE_BOARD}
                </Button>
            </div>
        </Dialog>
    }
}
