//! One's name and address.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use tutti_types::me::UpdateMe;
use tutti_types::text::PersonName;

use crate::api;
use crate::pages::Submit;
use crate::session::Session;
use crate::text::settings as t;
use crate::ui::{Button, FieldFault, FormError, Input, Kind, TextInput, Toast, Toasts, checked};

/// The form.
#[component]
pub fn Profile() -> impl IntoView {
    let session = Session::here();
    let toasts = Toasts::here();
    let form = Submit::new();
    let name = Input::new("profile-name", "name", |text| {
        checked(text, t::YOUR_NAME_MISSING, PersonName::parse)
    });
    let known = Memo::new(move |_| {
        let name = |me: &tutti_types::me::Me| me.name.clone();
        session
            .user
            .with(|user| user.as_ref().map(name))
            .unwrap_or_default()
    });
    // A change from another browser shows here, unless something was typed meanwhile.
    Effect::new(move |before: Option<String>| {
        let now = known.get();
        if before.is_none_or(|before| name.value.with_untracked(|text| *text == before)) {
            name.reset(&now);
        }
        now
    });
    let email = move || {
        session
            .user
            .with(|user| user.as_ref().map(|user| user.email.clone()))
    };
    let is_changed = move || name.value.with(|text| known.with(|known| text != known));

    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !form.begin() {
            return;
        }
        let Some(text) = name.parse(PersonName::parse) else {
            return form.stop();
        };
        spawn_local(async move {
            match api::me::update(&UpdateMe { name: Some(text) }).await {
                Ok(me) => {
                    name.reset(&me.name);
                    session.user.set(Some(me));
                    toasts.show(Toast::success(t::PROFILE_SAVED));
                    form.end();
                }
                Err(error) => form.refuse(&error, &[name]),
            }
        });
    };
    view! {
        <form class="section" aria-labelledby="profile" novalidate on:submit=submit>
            <div class="section-head">
                <h2 class="section-title" id="profile">
                    {t::PROFILE}
                </h2>
            </div>
            <FormError text=form.fault/>
            <div class="group">
                <div class="group-row">
                    <label class="field-label" for=name.id>
                        {t::YOUR_NAME}
                    </label>
                    <div class="group-field">
                        <TextInput input=name autocomplete="name"/>
                        <FieldFault input=name/>
                    </div>
                </div>
                <div class="group-row">
                    <div>
                        <span class="field-label">{t::YOUR_EMAIL}</span>
                        <p class="field-hint">{t::YOUR_EMAIL_HINT}</p>
                    </div>
                    <span class="muted">{email}</span>
                </div>
            </div>
            <Show when=is_changed>
                <div class="row">
                    <Button kind=Kind::Primary submit=true busy=form.busy>
                        {t::SAVE}
                    </Button>
                </div>
            </Show>
        </form>
    }
}
