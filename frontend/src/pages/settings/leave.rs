//! Leaving a workspace, which anybody may but the last owner.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::{use_location, use_navigate};

use super::is_in;
use crate::api;
use crate::pages::members::is_last_owner;
use crate::pages::{FormFault, Submit};
use crate::session::Session;
use crate::store::Space;
use crate::text::settings as t;
use crate::ui::{Button, Dialog, Kind, Said, Toast, Toasts};

/// The row with the button, and its dialog; or why one cannot leave.
#[component]
pub fn Leave() -> impl IntoView {
    let space = Space::here();
    let open = RwSignal::new(false);
    let is_last = Memo::new(move |_| {
        let me = space.me.with(|me| me.user_id);
        space.members.with(|members| is_last_owner(members, me))
    });
    let title = move || space.workspace.with(|ws| t::leave_title(&ws.name));
    let hint = move || {
        if is_last.get() {
            t::LAST_OWNER
        } else {
            t::LEAVE_HINT
        }
    };
    view! {
        <section class="section">
            <div class="group">
                <div class="group-row">
                    <div>
                        <h2 class="field-label">{t::LEAVE}</h2>
                        <p class="field-hint">
                            <Said words=hint/>
                        </p>
                    </div>
                    <Show when=move || !is_last.get()>
                        <Button kind=Kind::DangerQuiet press=move |()| open.set(true)>
                            {t::LEAVE_NOW}
                        </Button>
                    </Show>
                </div>
            </div>
            <Dialog open title>
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
    let leave = Callback::new(move |()| {
        if !form.begin() {
            return;
        }
        let me = space.me.with_untracked(|me| me.user_id);
        let (slug, name) = space
            .workspace
            .with_untracked(|ws| (ws.slug.clone(), ws.name.clone()));
        let navigate = navigate.clone();
        spawn_local(async move {
            session.begin_leaving(space.id);
            if let Err(error) = api::members::remove(space.id, me).await {
                session.cancel_leaving(space.id);
                return form.refuse(&error, &[]);
            }
            session.has_left(space.id);
            open.set(false);
            toasts.show(Toast::new(t::left(&name)));
            let _ = session.reload_workspaces().await;
            if is_in(&path.get_untracked(), &slug) {
                navigate(&session.home(), Default::default());
            }
        });
    });
    view! {
        <div class="dialog-body">
            <FormFault form again=leave/>
            <p>{t::LEAVE_HINT}</p>
        </div>
        <div class="dialog-foot">
            <Button kind=Kind::Quiet press=move |()| open.set(false)>
                {t::CANCEL}
            </Button>
            <Button kind=Kind::Danger busy=form.busy press=leave>
                {t::LEAVE_NOW}
            </Button>
        </div>
    }
}
