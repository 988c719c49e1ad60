//! An invitation's page, and its token on the way through signing in or up.

mod accept;

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::components::A;
use leptos_router::hooks::{use_location, use_navigate};
use tutti_types::ErrorCode;
use tutti_types::invitations::InvitationPreview;

use self::accept::Accept;
use super::entry::Entry;
use crate::api;
use crate::effect::effect;
use crate::latest::Latest;
use crate::session::{Phase, Session};
use crate::text::entry as t;
use crate::ui::{Again, Input, Loading, Skeleton};

/// An invitation's token. It travels in the fragment, which no server sees.
pub type Token = StoredValue<Option<String>>;

/// The token in the page's address, if there is one.
pub fn token() -> Token {
    let hash = use_location().hash.get_untracked();
    let text = hash.trim_start_matches('#');
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let is_token = !text.is_empty() && text.chars().all(is_plain);
    StoredValue::new(is_token.then(|| text.to_owned()))
}

/// A page's address with the token.
pub fn carry(path: &str, token: Token) -> String {
    match token.try_get_value().flatten() {
        Some(token) => format!("{path}#{token}"),
        None => path.to_owned(),
    }
}

/// Fills in the address that the invitation is bound to.
pub fn fill_in(token: Token, email: Input) {
    let Some(token) = token.get_value() else {
        return;
    };
    spawn_local(async move {
        if let Ok(preview) = api::invitations::preview(&token).await
            && email.is_empty()
        {
            email.reset(&preview.email);
        }
    });
}

/// Once somebody is signed in: on to the invitation, or to where they belong.
pub fn go_on(session: Session, token: Token) {
    let navigate = use_navigate();
    effect(move || {
        if session.phase.get() == Phase::In {
            let to = if token.with_value(Option::is_some) {
                carry("/invite", token)
            } else {
                session.home()
            };
            let replace = NavigateOptions {
                replace: true,
                ..NavigateOptions::default()
            };
            navigate(&to, replace);
        }
    });
}

/// What is known of the invitation.
#[derive(Clone)]
enum Look {
    Asking,
    Failed,
    Lapsed,
    Found(InvitationPreview),
}

/// The page `/invite#<token>`.
#[component]
pub fn Invite() -> impl IntoView {
    let token = token();
    let look = RwSignal::new(Look::Asking);
    let latest = Latest::new();
    let look_again = move || {
        // Accepting may ask for it after the page was left.
        let Some(token) = token.try_get_value().flatten() else {
            return;
        };
        let asked = latest.ask();
        spawn_local(async move {
            let seen = match api::invitations::preview(&token).await {
                Ok(preview) => Look::Found(preview),
                Err(error)
                    if error.is(ErrorCode::InvitationUnusable) || error.is(ErrorCode::NotFound) =>
                {
                    Look::Lapsed
                }
                Err(_) => Look::Failed,
            };
            let counts = match seen {
                Look::Failed => asked.is_failure(),
                _ => asked.accept(),
            };
            if counts {
                look.set(seen);
            }
        });
    };
    look_again();
    move || match (token.get_value(), look.get()) {
        (None, _) => view! { <Stuck title=t::NO_TOKEN_TITLE text=t::NO_TOKEN_TEXT/> }.into_any(),
        (_, Look::Asking) => view! {
            <Entry title=t::JOINING>
                <Loading retry=move |()| look_again()>
                    <Skeleton height="36px"/>
                </Loading>
            </Entry>
        }
        .into_any(),
        (_, Look::Failed) => view! {
            <Entry title=t::INVITE_FAILED_TITLE lede=crate::text::NO_ANSWER>
                <Again press=move |()| look_again()/>
            </Entry>
        }
        .into_any(),
        (_, Look::Lapsed) => {
            view! { <Stuck title=t::LAPSED_TITLE text=t::LAPSED_TEXT/> }.into_any()
        }
        (_, Look::Found(preview)) => view! { <Accept token preview look_again/> }.into_any(),
    }
}

/// There is no way on from here but home.
#[component]
fn Stuck(title: &'static str, text: &'static str) -> impl IntoView {
    let session = Session::here();
    view! {
        <Entry title lede=text>
            {move || {
                let (to, label) = if session.phase.get() == Phase::In {
                    ("/", t::TO_MY_WORKSPACES)
                } else {
                    ("/sign-in", t::TO_SIGN_IN)
                };
                view! {
                    <A href=to attr:class="btn btn--secondary btn--lg btn--block">
                        {label}
                    </A>
                }
            }}
        </Entry>
    }
}
