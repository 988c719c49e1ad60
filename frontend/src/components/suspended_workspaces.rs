//! The workspaces that have locked one out, so that nobody wonders where they are.

use leptos::prelude::*;

use crate::session::Session;
use crate::text::shell as t;
use crate::ui::{Icon, List, MenuItem, MenuRule, Said, Toast, Toasts, Typed};

/// A group of a menu, below one's own. They lead nowhere: a press tells why.
#[component]
pub fn SuspendedGroup() -> impl IntoView {
    let list = Session::here().suspended;
    let toasts = Toasts::here();
    view! {
        <Show when=move || !list.with(Vec::is_empty)>
            <MenuRule/>
            <div class="menu-label" aria-hidden="true">
                {t::SUSPENDED_WORKSPACES}
            </div>
            <List each=move || list.get() key=|workspace| workspace.id let:workspace>
                <MenuItem
                    icon="ban"
                    press=move |()| {
                        let said = workspace.with_untracked(|ws| t::suspended_in(&ws.name));
                        toasts.show(Toast::new(said).icon("ban").text(t::SUSPENDED_TEXT));
                    }
                >
                    <Typed class="truncate" text=move || workspace.with(|ws| ws.name.clone())/>
                    <span class="visually-hidden">{t::IS_SUSPENDED}</span>
                </MenuItem>
            </List>
        </Show>
    }
}

/// A line on a page for each of them.
#[component]
pub fn SuspendedLines() -> impl IntoView {
    let list = Session::here().suspended;
    view! {
        <List each=move || list.get() key=|workspace| workspace.id let:workspace>
            <p class="field-hint">
                <Icon name="ban" class="icon icon--sm"/>
                " "
                <Said words=move || workspace.with(|ws| t::suspended_in(&ws.name))/>
                ". "
                {t::SUSPENDED_TEXT}
            </p>
        </List>
    }
}
