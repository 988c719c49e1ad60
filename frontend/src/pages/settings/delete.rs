//! Deleting a workspace: what ends at once for everybody takes typing its name.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::{use_location, use_navigate};

use super::is_in;
use crate::api;
use crate::pages::{FormFault, Submit};
use crate::session::Session;
use crate::store::Space;
use crate::text::settings as t;
use crate::ui::{Button, Dialog, FieldFault, Input, Kind, TextInput, Toast, Toasts, Typed, Wrong};

/// The row with the button, and its dialog.
#[component]
pub fn Delete() -> impl IntoView {
    let space = Space::here();
    let open = RwSignal::new(false);
    let title = move || space.workspace.with(|ws| t::delete_title(&ws.name));
    view! {
        <section class="section">
            <div class="group">
                <div class="group-row">
                    <div>
                        <h2 class="field-label">{t::DANGER}</h2>
                        <p class="field-hint">{t::danger_hint().plain()}</p>
                    </div>
                    <Button kind=Kind::DangerQuiet press=move |()| open.set(true)>
                        {t::DELETE}
                    </Button>
                </div>
            </div>
            <Dialog open title note=t::danger_hint()>
                <Confirm open/>
            </Dialog>
        </section>
    }
}

#[component]
fn Confirm(open: RwSignal<bool>) -> impl IntoView {
    let space = Space::here();
    let session = Session::here();
    let toasts = Toasts::here();
    let navigate = use_navigate();
    let path = use_location().pathname;
    let form = Submit::new();
    let typed = Input::new("delete-name", "name", |text| {
        if text.trim().is_empty() {
            Err(Wrong::new(t::TYPE_NAME_MISSING))
        } else {
            Ok(())
        }
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !form.begin() {
            return;
        }
        let (slug, name) = space
            .workspace
            .with_untracked(|ws| (ws.slug.clone(), ws.name.clone()));
        match typed.parse(|text| Ok(text.trim().to_owned())) {
            Some(text) if text == name => {}
            Some(_) => {
                typed.refuse(t::TYPE_NAME_WRONG);
                return form.stop();
            }
            None => return form.stop(),
        }
        let navigate = navigate.clone();
        spawn_local(async move {
            session.begin_leaving(space.id);
            if let Err(error) = api::workspaces::delete(space.id).await {
                session.cancel_leaving(space.id);
                return form.refuse(&error, &[]);
            }
            session.has_left(space.id);
            open.set(false);
            toasts.show(Toast::new(t::deleted(&name)).icon("trash-2"));
            // Without an answer the list is a little long until the next one; the workspace is gone all the same.
            let _ = session.reload_workspaces().await;
            if is_in(&path.get_untracked(), &slug) {
                navigate(&session.home(), Default::default());
            }
        });
    };
    view! {
        <form novalidate on:submit=submit>
            <div class="dialog-body">
                <FormFault form/>
                <div class="field">
                    <label for=typed.id>
                        "Type "
                        <b>
                            <Typed text=move || space.workspace.with(|ws| ws.name.clone())/>
                        </b>
                        " to confirm."
                    </label>
                    <TextInput input=typed/>
                    <FieldFault input=typed/>
                </div>
            </div>
            <div class="dialog-foot">
                <Button kind=Kind::Quiet press=move |()| open.set(false)>
                    {t::CANCEL}
                </Button>
                <Button kind=Kind::Danger submit=true busy=form.busy>
                    {t::DELETE}
                </Button>
            </div>
        </form>
    }
}
