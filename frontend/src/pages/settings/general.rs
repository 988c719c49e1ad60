//! A workspace's name, address and prefix of task keys.

mod facts;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use tutti_types::text::{Slug, TaskPrefix, WorkspaceName};
use tutti_types::workspaces::UpdateWorkspace;
use tutti_types::{ErrorCode, Permission};

use self::facts::Facts;
use crate::api;
use crate::drafts::Place;
use crate::pages::{FormSection, Known, Submit, entry};
use crate::session::Session;
use crate::store::Space;
use crate::text::settings as t;
use crate::ui::{FieldFault, Handed, Input, TextInput, Toast, Toasts, checked};

/// The form, or what it would say where one may not change it.
#[component]
pub fn General() -> impl IntoView {
    let space = Space::here();
    let may = Memo::new(move |_| space.may(Permission::WorkspaceUpdate));
    view! {
        <Show when=move || may.get() fallback=|| view! { <Facts/> }>
            <Form/>
        </Show>
    }
}

#[component]
fn Form() -> impl IntoView {
    let name = Input::new("ws-name", "name", |text| {
        checked(text, t::NAME_MISSING, WorkspaceName::parse)
    });
    let slug = Input::new("ws-slug", "slug", |text| {
        checked(text, t::SLUG_MISSING, Slug::parse)
    });
    let prefix = Input::new("ws-prefix", "task_prefix", |text| {
        checked(text, t::TASK_PREFIX_MISSING, TaskPrefix::parse)
    });
    let space = Space::here();
    let inputs = [
        Known::new(
            name,
            space.location(Place::WorkspaceName(space.id)),
            move || space.workspace.with(|ws| ws.name.clone()),
        ),
        Known::new(
            slug,
            space.location(Place::WorkspaceAddress(space.id)),
            move || space.workspace.with(|ws| ws.slug.clone()),
        ),
        Known::new(
            prefix,
            space.location(Place::TaskPrefix(space.id)),
            move || space.workspace.with(|ws| ws.task_prefix.clone()),
        ),
    ];
    let form = Submit::new();
    let save = saver(form, name, slug, prefix);
    view! {
        <FormSection id="general" title=t::GENERAL form inputs save>
                <div class="group-row">
                    <label class="field-label" for=name.id>
                        {t::NAME}
                    </label>
                    <div class="group-field">
                        <TextInput input=name autocomplete="organization"/>
                        <FieldFault input=name/>
                    </div>
                </div>
                <div class="group-row">
                    <div>
                        <label class="field-label" for=slug.id>
                            {t::SLUG}
                        </label>
                        <p class="field-hint" id="ws-slug-hint">
                            {t::SLUG_HINT}
                        </p>
                    </div>
                    <div class="group-field">
                        <div class="input input-wrap">
                            <span class="affix">{format!("{}/w/", entry::host())}</span>
                            <TextInput input=slug class="" has_hint=true/>
                        </div>
                        <FieldFault input=slug/>
                    </div>
                </div>
                <div class="group-row">
                    <div>
                        <label class="field-label" for=prefix.id>
                            {t::TASK_PREFIX}
                        </label>
                        <p class="field-hint" id="ws-prefix-hint">
                            {t::TASK_PREFIX_HINT}
                        </p>
                    </div>
                    <div class="group-field">
                        <TextInput input=prefix has_hint=true/>
                        <FieldFault input=prefix/>
                    </div>
                </div>
        </FormSection>
    }
}

/// Saves what was changed. The page around follows the workspace to its new address.
fn saver(
    form: Submit,
    name: Input,
    slug: Input,
    prefix: Input,
) -> impl Fn(SubmitEvent) + Send + Sync {
    let space = Space::here();
    let session = Session::here();
    let toasts = Toasts::here();
    move |event: SubmitEvent| {
        event.prevent_default();
        if !form.begin() {
            return;
        }
        let parsed = (
            name.parse(WorkspaceName::parse),
            slug.parse(Slug::parse),
            prefix.parse(TaskPrefix::parse),
        );
        let (Some(name_text), Some(slug_text), Some(prefix_text)) = parsed else {
            return form.stop();
        };
        let handed = [name, slug, prefix].map(Input::handed);
        // As typed: the server may write them otherwise.
        let sent = [name, slug, prefix].map(|input| input.value.get_untracked());
        let was = space.workspace.get_untracked();
        let body = UpdateWorkspace {
            name: Some(name_text).filter(|text| text.as_str() != was.name),
            slug: Some(slug_text).filter(|text| text.as_str() != was.slug),
            task_prefix: Some(prefix_text).filter(|text| text.as_str() != was.task_prefix),
        };
        spawn_local(async move {
            let workspace = match api::workspaces::update(space.id, &body).await {
                Ok(workspace) => workspace,
                Err(error) if error.is(ErrorCode::SlugTaken) => {
                    slug.refuse(t::SLUG_TAKEN);
                    return form.stop();
                }
                Err(error) => return form.refuse(&error, &[name, slug, prefix]),
            };
            form.end();
            toasts.show(Toast::success(t::SAVED));
            let [name_sent, slug_sent, prefix_sent] = sent;
            name.saved_as(&name_sent, &workspace.name);
            slug.saved_as(&slug_sent, &workspace.slug);
            prefix.saved_as(&prefix_sent, &workspace.task_prefix);
            handed.iter().for_each(Handed::saved);
            space.apply_workspace(workspace);
            // The switcher shows the name too; where this fails, the stream brings it.
            let _ = session.reload_workspaces().await;
        });
    }
}
