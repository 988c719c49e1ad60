//! The workspaces in the trash that one may restore.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;
use tutti_types::me::MyWorkspace;

use crate::api;
use crate::session::Session;
use crate::text::shell as t;
use crate::ui::{Button, MenuItem, MenuRule, Said, Toast, Toasts};

/// Asks for them. Without an answer there are none to see: the list is no more than a way back.
fn load() -> RwSignal<Vec<MyWorkspace>> {
    let list = RwSignal::new(Vec::new());
    spawn_local(async move {
        if let Ok(deleted) = api::workspaces::deleted().await {
            list.try_set(deleted);
        }
    });
    list
}

/// What restores one, tells so, and goes there.
fn restorer() -> impl Fn(&MyWorkspace) + Clone {
    let session = Session::here();
    let toasts = Toasts::here();
    let navigate = use_navigate();
    move |workspace: &MyWorkspace| {
        let (id, name) = (workspace.id, workspace.name.clone());
        let navigate = navigate.clone();
        spawn_local(async move {
            match api::workspaces::restore(id).await {
                Ok(now) => {
                    toasts.show(Toast::new(t::workspace_restored(&name)).icon("undo-2"));
                    // Its address leads nowhere before the list has it.
                    if session.reload_workspaces().await.is_ok() {
                        navigate(&format!("/w/{}", now.slug), Default::default());
                    }
                }
                Err(error) => {
                    toasts.show(Toast::new(t::not_restored(&name)).text(error.message()));
                }
            }
        });
    }
}

/// In a menu, below one's own.
#[component]
pub fn DeletedItems() -> impl IntoView {
    let list = load();
    let restore = restorer();
    let items = move || {
        let restore = restore.clone();
        list.get()
            .into_iter()
            .map(move |workspace| {
                let restore = restore.clone();
                let words = t::restore_workspace(&workspace.name);
                view! {
                    <MenuItem icon="undo-2" press=move |()| restore(&workspace)>
                        <Said words/>
                    </MenuItem>
                }
            })
            .collect_view()
    };
    view! {
        <Show when=move || !list.with(Vec::is_empty)>
            <MenuRule/>
            <div class="menu-label" aria-hidden="true">
                {t::DELETED_WORKSPACES}
            </div>
            {items.clone()}
        </Show>
    }
}

/// On a page, for who may have no other workspace.
#[component]
pub fn DeletedList() -> impl IntoView {
    let list = load();
    let restore = restorer();
    let buttons = move || {
        let restore = restore.clone();
        list.get()
            .into_iter()
            .map(move |workspace| {
                let restore = restore.clone();
                let words = t::restore_workspace(&workspace.name);
                view! {
                    <Button class="btn--sm" icon="undo-2" press=move |()| restore(&workspace)>
                        <Said words/>
                    </Button>
                }
            })
            .collect_view()
    };
    view! {
        <Show when=move || !list.with(Vec::is_empty)>
            <div class="row">{buttons.clone()}</div>
        </Show>
    }
}
