//! A new password by a link, for who has lost theirs.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::A;
use leptos_router::hooks::use_navigate;
use tutti_types::ErrorCode;
use tutti_types::auth::ResetPassword;
use tutti_types::text::NewPassword;

use super::entry::{self, Entry};
use super::invite;
use super::submit::{FormFault, Submit};
use crate::text::entry as t;
use crate::ui::{Button, Input, Kind, PasswordField, Toast, Toasts, checked, meter};
use crate::{api, keys};

/// How far it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    /// The link may be good.
    Asking,
    /// The link has no token.
    Incomplete,
    /// The server does not take the token any more.
    Lapsed,
}

/// The page `/reset#<token>`.
#[component]
pub fn Reset() -> impl IntoView {
    invite::with_token(|token| view! { <Link token/> })
}

#[component]
fn Link(token: invite::Token) -> impl IntoView {
    let step = RwSignal::new(if token.with_value(Option::is_some) {
        Step::Asking
    } else {
        Step::Incomplete
    });
    move || match step.get() {
        Step::Asking => view! { <Asking token step/> }.into_any(),
        Step::Incomplete => view! {
            <Entry title=t::NO_TOKEN_TITLE lede=t::RESET_NO_TOKEN>
                <ToSignIn/>
            </Entry>
        }
        .into_any(),
        Step::Lapsed => view! {
            <Entry title=t::RESET_LAPSED_TITLE lede=t::RESET_LAPSED>
                <HowToReset/>
                <ToSignIn/>
            </Entry>
        }
        .into_any(),
    }
}

#[component]
fn Asking(token: invite::Token, step: RwSignal<Step>) -> impl IntoView {
    let toasts = Toasts::here();
    let navigate = use_navigate();
    let password = Input::new("password", "password", |text| {
        checked(text, t::NEW_PASSWORD_MISSING, NewPassword::parse)
    });
    let form = Submit::new();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !form.begin() {
            return;
        }
        let (Some(text), Some(token)) = (password.parse(NewPassword::parse), token.get_value())
        else {
            return form.stop();
        };
        let navigate = navigate.clone();
        spawn_local(async move {
            let body = ResetPassword {
                token,
                password: text,
            };
            match api::auth::reset_password(&body).await {
                Ok(()) => {
                    toasts.show(Toast::success(t::RESET_DONE).text(t::RESET_DONE_TEXT));
                    // Whoever went elsewhere meanwhile stays there.
                    if form.is_there() {
                        keys::forget_field();
                        navigate("/sign-in", Default::default());
                    }
                }
                Err(error) if error.is(ErrorCode::TokenUnusable) => {
                    step.try_set(Step::Lapsed);
                }
                Err(error) => form.refuse(&error, &[password]),
            }
        });
    };
    view! {
        <Entry title=t::RESET_TITLE lede=t::RESET_LEDE>
            <form class="entry-fields" novalidate on:submit=submit>
                <FormFault form/>
                <PasswordField
                    input=password
                    label=t::NEW_PASSWORD
                    autocomplete="new-password"
                    hint=t::PASSWORD_HINT
                    meter
                />
                <Button kind=Kind::Primary class="btn--lg btn--block" submit=true busy=form.busy>
                    {t::RESET}
                </Button>
            </form>
            <p class="muted" translate="no">
                {entry::host()}
            </p>
        </Entry>
    }
}

/// Whom to ask for a link, where the server sends no mail.
#[component]
pub fn HowToReset() -> impl IntoView {
    view! {
        <p class="muted">
            {t::FORGOTTEN_TEXT}
            " "
            <code>{t::RESET_COMMAND}</code>
        </p>
    }
}

#[component]
fn ToSignIn() -> impl IntoView {
    view! {
        <A href="/sign-in" attr:class="btn btn--secondary btn--lg btn--block">
            {t::TO_SIGN_IN}
        </A>
    }
}
