//! The workspaces in the trash that one may restore.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;
use tutti_types::me::MyWorkspace;

use crate::api;
use crate::remote::Remote;
use crate::session::Session;
use crate::text::shell as t;
use crate::ui::{Button, MenuItem, MenuRule, Said, Toast, Toasts};

/// What restores one, tells so, and goes there.
fn restorer() -> Callback<MyWorkspace> {
    let session = Session::here();
    let toasts = Toasts::here();
    let navigate = use_navigate();
    Callback::new(move |workspace: MyWorkspace| {
        let navigate = navigate.clone();
        spawn_local(async move {
            let name = &workspace.name;
            match api::workspaces::restore(workspace.id).await {
                Ok(now) => {
                    toasts.show(Toast::new(t::workspace_restored(name)).icon("undo-2"));
                    // Its address leads nowhere before the list has it.
                    if session.reload_workspaces().await.is_ok() {
                        navigate(&format!("/w/{}", now.slug), Default::default());
                    }
                }
                Err(error) => {
                    toasts.show(Toast::new(t::not_restored(name)).text(error.message()));
                }
            }
        });
    })
}

/// Where they are listed.
#[derive(Clone, Copy)]
pub enum Among {
    /// In a menu, below one's own.
    Menu,
    /// On a page, for who may have no other workspace.
    Page,
}

/// One control for each of them.
#[component]
pub fn DeletedWorkspaces(among: Among) -> impl IntoView {
    // Without an answer there are none to see: the list is no more than a way back.
    let list = Remote::new(api::workspaces::deleted).thing;
    let restore = restorer();
    let control = move |workspace: MyWorkspace| {
        let words = t::restore_workspace(&workspace.name);
        let press = move |()| restore.run(workspace.clone());
        match among {
            Among::Menu => view! {
                <MenuItem icon="undo-2" press>
                    <Said words/>
                </MenuItem>
            }
            .into_any(),
            Among::Page => view! {
                <Button class="btn--sm" icon="undo-2" press>
                    <Said words/>
                </Button>
            }
            .into_any(),
        }
    };
    let controls = move || {
        let list = list.get().unwrap_or_default().into_iter();
        list.map(control).collect_view()
    };
    let shown = move || match among {
        Among::Menu => view! {
            <MenuRule/>
            <div class="menu-label" aria-hidden="true">
                {t::DELETED_WORKSPACES}
            </div>
            {controls}
        }
        .into_any(),
        Among::Page => view! { <div class="row">{controls}</div> }.into_any(),
    };
    view! {
        <Show when=move || list.with(|list| list.iter().flatten().next().is_some())>{shown}</Show>
    }
}
