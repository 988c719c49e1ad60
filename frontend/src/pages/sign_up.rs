//! Signing up.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::A;
use tutti_types::ErrorCode;
use tutti_types::auth::Register;
use tutti_types::text::{Email, NewPassword, PersonName};

use super::entry::{self, Entry};
use super::invite;
use super::submit::Submit;
use crate::api;
use crate::session::Session;
use crate::text::entry as t;
use crate::ui::{Banner, Button, FormError, Input, Kind, PasswordField, TextField, Tone, checked};

/// The page `/sign-up`; the token of an invitation may stand in the fragment, fills in the address it is bound to and
/// opens a sign-up that is by invitation.
#[component]
pub fn SignUp() -> impl IntoView {
    let session = Session::here();
    let token = invite::token();
    let name = Input::new("name", "name", |text| {
        checked(text, t::NAME_MISSING, PersonName::parse)
    });
    let email = Input::new("email", "email", |text| {
        checked(text, t::EMAIL_MISSING, Email::parse)
    });
    let password = Input::new("password", "password", |text| {
        checked(text, t::NEW_PASSWORD_MISSING, NewPassword::parse)
    });
    invite::fill_in(token, email);
    invite::go_on(session, token);

    let form = Submit::new();
    let is_closed = RwSignal::new(false);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !form.begin() {
            return;
        }
        let parsed = (
            name.parse(PersonName::parse),
            email.parse(Email::parse),
            password.parse(NewPassword::parse),
        );
        let (Some(name_text), Some(email_text), Some(password_text)) = parsed else {
            return form.stop();
        };
        spawn_local(async move {
            let register = Register {
                email: email_text,
                password: password_text,
                name: name_text,
                invitation: token.get_value(),
            };
            let outcome = match api::auth::register(&register).await {
                Ok(signed_in) => session.begin(signed_in).await,
                Err(error) => Err(error),
            };
            match outcome {
                Ok(()) => {
                    // Where signing up joined the workspace at once, there is nothing left to accept.
                    if !session.workspaces.with_untracked(Vec::is_empty) {
                        token.set_value(None);
                    }
                    form.end();
                }
                Err(error) if error.is(ErrorCode::SignupClosed) => {
                    is_closed.set(true);
                    form.end();
                }
                Err(error) if error.is(ErrorCode::EmailTaken) => {
                    email.refuse(t::EMAIL_TAKEN);
                    form.stop();
                }
                Err(error) => form.refuse(&error, &[name, email, password]),
            }
        });
    };
    let closed = move || {
        is_closed.get().then(|| {
            view! {
                <Banner tone=Tone::Warning icon="lock">
                    <span>
                        <b>{t::CLOSED_TITLE}</b>
                        ". "
                        {t::CLOSED_TEXT}
                    </span>
                </Banner>
            }
        })
    };

    view! {
        <Entry title=t::SIGN_UP_TITLE lede=entry::host()>
            <form class="entry-fields" novalidate on:submit=submit>
                {closed}
                <FormError text=form.fault/>
                <TextField
                    input=name
                    label=t::NAME
                    autocomplete="name"
                    hint=t::NAME_HINT
                />
                <TextField input=email label=t::EMAIL kind="email" autocomplete="username"/>
                <PasswordField
                    input=password
                    label=t::PASSWORD
                    autocomplete="new-password"
                    hint=t::PASSWORD_HINT
                />
                <Button kind=Kind::Primary class="btn--lg btn--block" submit=true busy=form.busy>
                    {t::SIGN_UP}
                </Button>
            </form>
            <p class="muted">
                {t::HAS_ACCOUNT} <A href=invite::carry("/sign-in", token) attr:class="link">
                    {t::TO_SIGN_IN}
                </A>
            </p>
        </Entry>
    }
}
