//! Signing up.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::A;
use tutti_types::ErrorCode;
use tutti_types::auth::{Login, Register, SignUp as Mode, SignedIn};
use tutti_types::text::{Email, NewPassword, PersonName};

use super::entry::{self, Blocked, Entry, who_may_sign_up};
use super::invite;
use super::submit::{FormFault, Submit};
use crate::api;
use crate::session::Session;
use crate::text::entry as t;
use crate::ui::{
    Button, Input, Kind, Loading, PasswordField, Skeleton, TextField, Toast, Toasts, checked, meter,
};

/// The page `/sign-up`; the token of an invitation may stand in the fragment, fills in the address it is bound to and
/// opens a sign-up that is by invitation.
#[component]
pub fn SignUp() -> impl IntoView {
    invite::with_token(|token| view! { <Open token/> })
}

#[component]
fn Open(token: invite::Token) -> impl IntoView {
    let mode = who_may_sign_up();
    invite::go_on(Session::here(), token);
    move || match mode.get() {
        None => view! {
            <Entry title=t::SIGN_UP_TITLE lede=entry::host_line()>
                <Loading>
                    <div class="entry-fields">
                        <Skeleton height="36px"/>
                        <Skeleton height="36px"/>
                        <Skeleton height="36px"/>
                    </div>
                </Loading>
            </Entry>
        }
        .into_any(),
        Some(Mode::Closed) => view! {
            <Entry title=t::CLOSED_TITLE icon="lock" lede=t::CLOSED_TEXT>
                <ToSignIn token/>
            </Entry>
        }
        .into_any(),
        Some(Mode::Invited) if token.with_value(Option::is_none) => view! {
            <Entry title=t::INVITED_TITLE icon="mail" lede=t::INVITED_TEXT>
                <ToSignIn token/>
            </Entry>
        }
        .into_any(),
        Some(Mode::Invited | Mode::Open) => view! { <Form token mode/> }.into_any(),
    }
}

#[component]
fn ToSignIn(token: invite::Token) -> impl IntoView {
    view! {
        <A href=invite::carry("/sign-in", token) attr:class="btn btn--secondary btn--lg btn--block">
            {t::TO_SIGN_IN}
        </A>
    }
}

#[component]
fn Form(token: invite::Token, mode: RwSignal<Option<Mode>>) -> impl IntoView {
    let session = Session::here();
    let toasts = Toasts::here();
    let name = Input::new("name", "name", |text| {
        checked(text, t::NAME_MISSING, PersonName::parse)
    });
    let email = Input::new("email", "email", |text| {
        checked(text, t::EMAIL_MISSING, Email::parse)
    });
    let password = Input::new("password", "password", |text| {
        checked(text, t::NEW_PASSWORD_MISSING, NewPassword::parse)
    });
    entry::keep_address(email);
    let is_bound = RwSignal::new(false);
    invite::fill_in(token, email, Some(is_bound));

    let form = Submit::new();
    // Whose sign-up was sent and had no answer: the account may be there.
    let unanswered = StoredValue::new(None::<Email>);
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
        let invitation = token.get_value();
        spawn_local(async move {
            let is_invited = invitation.is_some();
            let register = Register {
                email: email_text,
                password: password_text,
                name: name_text,
                invitation,
            };
            let before = unanswered.try_get_value().flatten();
            let outcome = match register_or_find(&register, before).await {
                Ok(signed_in) => session.begin(signed_in).await,
                Err(error) => Err(error),
            };
            match outcome {
                Ok(()) => {
                    // Where signing up joined the workspace at once, there is nothing left to accept.
                    if let Some(name) = session
                        .workspaces
                        .with_untracked(|list| list.first().map(|ws| ws.name.clone()))
                    {
                        token.set_value(None);
                        if is_invited {
                            toasts.show(Toast::success(t::joined(&name)));
                        }
                    }
                    // Else the page is being left.
                    if !session.is_in() {
                        form.end();
                    }
                }
                Err(error) if error.is(ErrorCode::SignupClosed) => {
                    form.end();
                    // None of it is there once the page is left.
                    let mode_now = mode.try_get_untracked().flatten();
                    if is_invited && mode_now != Some(Mode::Open) {
                        form.fault.try_set(Some(t::INVITATION_REFUSED.into()));
                    } else {
                        // It was closed since the page was opened.
                        mode.set(Some(Mode::Invited));
                    }
                }
                Err(error) if error.names("invitation") => {
                    form.end();
                    form.fault.try_set(Some(t::INVITATION_REFUSED.into()));
                }
                Err(error) if error.is(ErrorCode::EmailTaken) => {
                    email.refuse(t::EMAIL_TAKEN);
                    form.stop();
                }
                Err(error) => {
                    if error.is_network() {
                        unanswered.try_set_value(Some(register.email));
                    }
                    form.refuse(&error, &[name, email, password]);
                }
            }
        });
    };

    view! {
        <Entry title=t::SIGN_UP_TITLE lede=entry::host_line()>
            <form class="entry-fields" novalidate on:submit=submit>
                <Blocked/>
                <FormFault form/>
                <TextField
                    input=name
                    label=t::NAME
                    autocomplete="name"
                    hint=t::NAME_HINT
                />
                <TextField
                    input=email
                    label=t::EMAIL
                    kind="email"
                    autocomplete="username"
                    fixed=(is_bound, t::EMAIL_BOUND)
                />
                <PasswordField
                    input=password
                    label=t::PASSWORD
                    autocomplete="new-password"
                    hint=t::PASSWORD_HINT
                    meter
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

/// Signs up. Where an earlier answer was lost, the address that is taken may be taken by just that: then it is signed in to.
async fn register_or_find(
    register: &Register,
    unanswered: Option<Email>,
) -> Result<SignedIn, api::Error> {
    match api::auth::register(register).await {
        Err(error)
            if error.is(ErrorCode::EmailTaken) && unanswered.as_ref() == Some(&register.email) =>
        {
            let login = Login {
                email: register.email.as_str().to_owned(),
                password: register.password.as_str().to_owned(),
            };
            api::auth::login(&login).await.map_err(|_| error)
        }
        answer => answer,
    }
}
