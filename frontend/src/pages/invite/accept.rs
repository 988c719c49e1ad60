//! A good invitation: who may take it up, and how.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::A;
use leptos_router::hooks::use_navigate;
use tutti_types::ErrorCode;
use tutti_types::auth::SignUp;
use tutti_types::invitations::InvitationPreview;
use tutti_types::me::MyWorkspace;

use super::{Token, carry};
use crate::api;
use crate::pages::entry::{Entry, who_may_sign_up};
use crate::pages::submit::{FormFault, Submit};
use crate::pages::way::use_way;
use crate::session::{Phase, Session};
use crate::text::entry as t;
use crate::ui::{Banner, Button, Kind, Said, Toast, Toasts, Tone, fill};

/// Joins by itself where the invited person is signed in; else leads to signing in.
#[component]
pub fn Accept(
    token: Token,
    preview: InvitationPreview,
    look_again: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let session = Session::here();
    let form = Submit::new();
    let bound_to = StoredValue::new(preview.email.clone());
    let is_me = Memo::new(move |_| {
        let me = session.user.get()?;
        Some(bound_to.with_value(|email| *email == me.email.to_lowercase()))
    });
    let join = joiner(session, token, form, look_again);
    let again = Callback::new({
        let join = join.clone();
        move |()| join()
    });
    let mode = who_may_sign_up();
    Effect::new({
        let join = join.clone();
        move |_| {
            if session.phase.get() == Phase::In && is_me.get() == Some(true) {
                join();
            }
        }
    });

    let actions = move || match is_me.get() {
        Some(true) => {
            let join = join.clone();
            view! {
                <Button
                    kind=Kind::Primary
                    class="btn--lg btn--block"
                    busy=form.busy
                    press=move |()| join()
                >
                    {t::ACCEPT}
                </Button>
            }
            .into_any()
        }
        Some(false) => view! { <OtherAccount token bound_to/> }.into_any(),
        None if mode.get() == Some(SignUp::Closed) => view! {
            <p class="muted" use:fill=bound_to.with_value(|email| t::bound_to_account(email))></p>
            <A href=carry("/sign-in", token) attr:class="btn btn--primary btn--lg btn--block">
                {t::SIGN_IN}
            </A>
            <p class="muted">{t::CLOSED_NO_ACCOUNT}</p>
        }
        .into_any(),
        None => view! {
            <p class="muted" use:fill=bound_to.with_value(|email| t::bound_to(email))></p>
            <A href=carry("/sign-up", token) attr:class="btn btn--primary btn--lg btn--block">
                {t::SIGN_UP}
            </A>
            <A href=carry("/sign-in", token) attr:class="btn btn--secondary btn--lg btn--block">
                {t::SIGN_IN}
            </A>
        }
        .into_any(),
    };
    let lede = t::invited(preview.invited_by.as_deref(), preview.role);
    view! {
        <Entry title=t::join(&preview.workspace_name) lede=lede>
            <div class="entry-fields">
                <FormFault form again=again/>
                {actions}
            </div>
        </Entry>
    }
}

/// What joining does: accepts, and goes there.
fn joiner(
    session: Session,
    token: Token,
    form: Submit,
    look_again: impl Fn() + Copy + Send + Sync + 'static,
) -> impl Fn() + Clone + Send + Sync + 'static {
    let go = use_way();
    let toasts = Toasts::here();
    move || {
        let (Some(token), true) = (token.get_value(), form.begin()) else {
            return;
        };
        let go = go.clone();
        let known: Vec<_> = session
            .workspaces
            .with_untracked(|list| list.iter().map(|ws| ws.id).collect());
        spawn_local(async move {
            let joined = match api::invitations::accept(&token).await {
                Ok(accepted) => Some(accepted.workspace_id),
                Err(error) if error.is(ErrorCode::AlreadyMember) => None,
                Err(error) if error.is(ErrorCode::InvitationUnusable) => return look_again(),
                Err(error) => return form.refuse(&error, &[]),
            };
            if let Err(error) = session.reload_workspaces().await {
                return form.refuse(&error, &[]);
            }
            let slug = session.workspaces.with_untracked(|list| {
                // Who joined without hearing of it finds it among the rest.
                let is_new = |ws: &&MyWorkspace| !known.contains(&ws.id);
                let joined = list.iter().find(|ws| Some(ws.id) == joined);
                let here = joined.or_else(|| list.iter().find(is_new))?;
                toasts.show(Toast::success(t::joined(&here.name)));
                Some(format!("/w/{}", here.slug))
            });
            // Whoever went elsewhere meanwhile stays there.
            if form.is_there() {
                go(&slug.unwrap_or_else(|| session.home()), Default::default());
            }
        });
    }
}

/// Somebody else is signed in: says so, and offers to change that.
#[component]
fn OtherAccount(token: Token, bound_to: StoredValue<String>) -> impl IntoView {
    let session = Session::here();
    let navigate = use_navigate();
    let switch = move |()| {
        let navigate = navigate.clone();
        spawn_local(async move {
            session.sign_out().await;
            navigate(&carry("/sign-in", token), Default::default());
        });
    };
    let me = session
        .user
        .with_untracked(|user| user.as_ref().map(|user| user.email.clone()))
        .unwrap_or_default();
    view! {
        <Banner tone=Tone::Warning>
            <Said words=bound_to.with_value(|email| t::other_account(email, &me))/>
        </Banner>
        <Button kind=Kind::Primary class="btn--lg btn--block" press=switch>
            {t::SWITCH_ACCOUNT}
        </Button>
        <A href="/" attr:class="btn btn--secondary btn--lg btn--block">
            {t::TO_MY_WORKSPACES}
        </A>
    }
}
