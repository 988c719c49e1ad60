//! One's name and address.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use tutti_types::me::{Me, UpdateMe};
use tutti_types::text::PersonName;

use crate::api;
use crate::drafts::{Location, Place};
use crate::pages::{FormSection, Known, Submit};
use crate::session::Session;
use crate::text::settings as t;
use crate::ui::{FieldFault, Input, TextInput, Toast, Toasts, Typed, checked};

/// The form.
#[component]
pub fn Profile() -> impl IntoView {
    let session = Session::here();
    let toasts = Toasts::here();
    let form = Submit::new();
    let name = Input::new("profile-name", "name", |text| {
        checked(text, t::YOUR_NAME_MISSING, PersonName::parse)
    });
    let known = Known::new(name, Location::own(Place::PersonName), move || {
        let name = |me: &Me| me.name.clone();
        session
            .user
            .with(|user| user.as_ref().map(name))
            .unwrap_or_default()
    });
    let email = move || {
        session
            .user
            .with(|user| user.as_ref().map(|user| user.email.clone()))
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !form.begin() {
            return;
        }
        let Some(text) = name.parse(PersonName::parse) else {
            return form.stop();
        };
        let sent = text.as_str().to_owned();
        let handed = name.handed();
        spawn_local(async move {
            match api::me::update(&UpdateMe { name: Some(text) }).await {
                Ok(me) => {
                    name.saved_as(&sent, &me.name);
                    handed.saved();
                    session.user.set(Some(me));
                    toasts.show(Toast::success(t::PROFILE_SAVED));
                    form.end();
                }
                Err(error) => form.refuse(&error, &[name]),
            }
        });
    };
    view! {
        <FormSection id="profile" title=t::PROFILE form inputs=[known] save=submit>
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
                    <Typed class="muted" text=move || email().unwrap_or_default()/>
                </div>
        </FormSection>
    }
}
