//! An invitation's page, and its token on the way through signing in or up.

mod accept;

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::components::A;
use leptos_router::hooks::use_location;
use tutti_types::ErrorCode;
use tutti_types::invitations::InvitationPreview;

use self::accept::Accept;
use super::entry::Entry;
use super::way::use_way;
use crate::api;
use crate::effect::effect;
use crate::remote::{Remote, Request};
use crate::session::{Phase, Session};
use crate::text::entry as t;
use crate::ui::{AskAgain, Input, Loading, Skeleton};

/// An invitation's token. It travels in the fragment, which no server sees.
pub type Token = StoredValue<Option<String>>;

/// The token of a fragment, if it is one.
fn parse(hash: &str) -> Option<String> {
    let text = hash.trim_start_matches('#');
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let is_token = !text.is_empty() && text.chars().all(is_plain);
    is_token.then(|| text.to_owned())
}

/// A page with the token in its address, if there is one; made anew where another link is opened in its place, which differs in the
/// fragment alone, so that the browser loads nothing.
pub fn with_token<V: IntoView + 'static>(
    page: impl Fn(Token) -> V + Send + 'static,
) -> impl IntoView {
    let here = use_location();
    let own_path = here.pathname.get_untracked();
    let token = Memo::new(move |known: Option<&Option<String>>| {
        let is_here = here.pathname.with(|path| *path == own_path);
        let known = known.cloned().flatten();
        // The address of the next page is no other link to this one.
        if is_here {
            here.hash.with(|hash| parse(hash))
        } else {
            known
        }
    });
    move || page(StoredValue::new(token.get()))
}

/// A page's address with the token.
pub fn carry(path: &str, token: Token) -> String {
    match token.try_get_value().flatten() {
        Some(token) => format!("{path}#{token}"),
        None => path.to_owned(),
    }
}

/// Fills in the address that the invitation is bound to. Where only that one will do, `bound` is told once it stands there.
pub fn fill_in(token: Token, email: Input, bound: Option<RwSignal<bool>>) {
    let Some(token) = token.get_value() else {
        return;
    };
    let preview = Request::taking(move || {
        let token = token.clone();
        async move {
            let preview = api::invitations::preview(&token).await?;
            Ok(move || {
                // What stands there already may be the address of another invitation.
                if bound.is_some() || email.is_empty() {
                    email.reset(&preview.email);
                }
                if let Some(bound) = bound {
                    bound.set(true);
                }
            })
        }
    });
    preview.load();
}

/// Once somebody is signed in: on to the invitation, or to where they belong.
pub fn go_on(session: Session, token: Token) {
    let go = use_way();
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
            go(&to, replace);
        }
    });
}

/// What is known of the invitation.
#[derive(Clone, PartialEq)]
enum Look {
    Asking,
    Failed,
    Lapsed,
    Found(InvitationPreview),
}

/// The page `/invite#<token>`.
#[component]
pub fn Invite() -> impl IntoView {
    with_token(|token| match token.get_value() {
        Some(known) => view! { <Invited token known/> }.into_any(),
        None => view! { <Stuck title=t::NO_TOKEN_TITLE text=t::NO_TOKEN_TEXT/> }.into_any(),
    })
}

#[component]
fn Invited(token: Token, known: String) -> impl IntoView {
    let preview = Remote::new(move || {
        let known = known.clone();
        async move { api::invitations::preview(&known).await }
    });
    let (thing, request) = (preview.thing, preview.request);
    let look = Memo::new(move |_| {
        let is_lapsed = |error: &api::Error| {
            error.is(ErrorCode::InvitationUnusable) || error.is(ErrorCode::NotFound)
        };
        match (request.fault.get(), thing.get()) {
            (Some(error), _) if is_lapsed(&error) => Look::Lapsed,
            (_, Some(preview)) => Look::Found(preview),
            (Some(_), None) => Look::Failed,
            (None, None) => Look::Asking,
        }
    });
    move || match look.get() {
        Look::Asking => view! {
            <Entry title=t::JOINING>
                <Loading retry=move |()| request.load()>
                    <Skeleton height="36px"/>
                </Loading>
            </Entry>
        }
        .into_any(),
        Look::Failed => view! {
            <Entry title=t::INVITE_FAILED_TITLE lede=crate::text::NO_ANSWER>
                <AskAgain of=request/>
            </Entry>
        }
        .into_any(),
        Look::Lapsed => view! { <Stuck title=t::LAPSED_TITLE text=t::LAPSED_TEXT/> }.into_any(),
        // Accepting may ask for it again after the page was left.
        Look::Found(preview) => {
            view! { <Accept token preview look_again=move || request.load()/> }.into_any()
        }
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
