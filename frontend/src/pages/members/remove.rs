//! Removing a member, which is asked about, since it reaches outside.

use leptos::prelude::*;
use leptos::task::spawn_local;
use tutti_types::members::Member;

use crate::api;
use crate::effect::effect;
use crate::pages::{FormFault, Submit};
use crate::store::Space;
use crate::text::people as t;
use crate::ui::{Button, Dialog, Kind, Toast, Toasts};

/// Asks whether to remove `member`; open while there is one.
#[component]
pub fn RemoveDialog(member: RwSignal<Option<Member>>) -> impl IntoView {
    let open = RwSignal::new(false);
    effect(move || open.set(member.with(Option::is_some)));
    Effect::new(move |was: Option<bool>| {
        let is = open.get();
        if was == Some(true) && !is {
            member.set(None);
        }
        is
    });
    let name = move || member.with(|member| member.as_ref().map(|m| m.name.clone()));
    let title = move || t::remove_title(&name().unwrap_or_default());
    view! {
        <Dialog open title>
            <Confirm member open/>
        </Dialog>
    }
}

#[component]
fn Confirm(member: RwSignal<Option<Member>>, open: RwSignal<bool>) -> impl IntoView {
    let space = Space::here();
    let toasts = Toasts::here();
    let form = Submit::new();
    let remove = Callback::new(move |()| {
        let Some(whom) = member.get_untracked() else {
            return;
        };
        if !form.begin() {
            return;
        }
        spawn_local(async move {
            match api::members::remove(space.id, whom.user_id).await {
                Ok(()) => {
                    open.set(false);
                    toasts.show(Toast::new(t::removed(&whom.name)).icon("user-minus"));
                }
                Err(error) => form.refuse(&error, &[]),
            }
        });
    });
    view! {
        <div class="dialog-body">
            <FormFault form again=remove/>
            <p>{t::REMOVE_TEXT}</p>
        </div>
        <div class="dialog-foot">
            <Button kind=Kind::Quiet press=move |()| open.set(false)>
                {t::CANCEL}
            </Button>
            <Button kind=Kind::Danger busy=form.busy press=remove>
                {t::REMOVE_NOW}
            </Button>
        </div>
    }
}
