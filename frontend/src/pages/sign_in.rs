//! Signing in.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::A;
use tutti_types::ErrorCode;
use tutti_types::auth::{Login, SignUp};
use tutti_types::text::Email;

use super::entry::{self, Blocked, Entry, who_may_sign_up};
use super::invite;
use super::reset::HowToReset;
use super::submit::{FormFault, Submit};
use crate::api;
use crate::session::Session;
use crate::text::entry as t;
use crate::ui::{Banner, Button, Input, Kind, PasswordField, TextField, Wrong, checked};

/// The page `/sign-in`; the token of an invitation may stand in the fragment, and is taken up again afterwards.
#[component]
pub fn SignIn() -> impl IntoView {
    invite::with_token(|token| view! { <Form token/> })
}

#[component]
fn Form(token: invite::Token) -> impl IntoView {
    let session = Session::here();
    let email = Input::new("email", "email", |text| {
        checked(text, t::EMAIL_MISSING, Email::parse)
    });
    // An old password need not keep the rule of new ones.
    let password = Input::new("password", "password", |text| {
        if text.is_empty() {
            Err(Wrong::new(t::PASSWORD_MISSING))
        } else {
            Ok(())
        }
    });
    entry::keep_address(email);
    // Who was invited may sign in with another account, and is told then.
    invite::fill_in(token, email, None);
    invite::go_on(session, token);

    let is_forgotten = RwSignal::new(false);
    let form = Submit::new();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !form.begin() {
            return;
        }
        let parsed = (
            email.parse(Email::parse),
            password.parse(|text| Ok(text.to_owned())),
        );
        let (Some(email_text), Some(password_text)) = parsed else {
            return form.stop();
        };
        spawn_local(async move {
            let login = Login {
                email: email_text.into_string(),
                password: password_text,
            };
            let outcome = match api::auth::login(&login).await {
                Ok(signed_in) => session.begin(signed_in).await,
                Err(error) => Err(error),
            };
            match outcome {
                // The page is being left.
                Ok(()) if session.is_in() => {}
                Ok(()) => form.end(),
                // One message for any wrong pair: which of the two it was is nobody's business.
                Err(error) if error.is(ErrorCode::WrongCredentials) => {
                    password.refuse(t::WRONG_PAIR);
                    form.stop();
                }
                Err(error) => form.refuse(&error, &[email, password]),
            }
        });
    };

    let lapsed = session.has_lapsed().then(|| {
        view! {
            <Banner>
                <span>{t::SESSION_ENDED}</span>
            </Banner>
        }
    });
    let mode = who_may_sign_up();
    let newcomer = move || {
        let is_invited = token.with_value(Option::is_some);
        match mode.get()? {
            SignUp::Closed => Some(t::CLOSED_TEXT.into_any()),
            SignUp::Invited if !is_invited => Some(t::NO_ACCOUNT_INVITED.into_any()),
            SignUp::Invited | SignUp::Open => Some(
                view! {
                    {t::NO_ACCOUNT} <A href=invite::carry("/sign-up", token) attr:class="link">
                        {t::TO_SIGN_UP}
                    </A>
                }
                .into_any(),
            ),
        }
    };
    view! {
        <Entry title=t::SIGN_IN_TITLE lede=entry::host_line()>
            <form class="entry-fields" novalidate on:submit=submit>
                {lapsed}
                <Blocked/>
                <FormFault form/>
                <TextField input=email label=t::EMAIL kind="email" autocomplete="username"/>
                <PasswordField
                    input=password
                    label=t::PASSWORD
                    autocomplete="current-password"
                    forgot=move |()| is_forgotten.update(|is| *is = !*is)
                />
                <Show when=move || is_forgotten.get()>
                    <div role="status">
                        <HowToReset/>
                    </div>
                </Show>
                <Button kind=Kind::Primary class="btn--lg btn--block" submit=true busy=form.busy>
                    {t::SIGN_IN}
                </Button>
            </form>
            <p class="muted">{newcomer}</p>
        </Entry>
    }
}
