//! The entrance: its addresses, and the way on from it.

use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::hooks::{use_location, use_navigate};
use leptos_router::{NavigateOptions, path};

use crate::effect::effect;
use crate::pages::address::query;
use crate::pages::invite::Invite;
use crate::pages::reset::Reset;
use crate::pages::sign_in::SignIn;
use crate::pages::sign_up::SignUp;
use crate::pages::way::Own;
use crate::session::{Phase, Session};
use crate::text::shell as t;
use crate::ui::{self, Art, Button, Empty, Toasts};
use crate::{dom, handover, keys};

/// The pages of this program.
const PAGES: [&str; 4] = ["/sign-in", "/sign-up", "/invite", "/reset"];

fn is_own(address: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    PAGES.contains(&path)
}

/// Whether only somebody who is signed in may see it.
fn is_inside(path: &str) -> bool {
    matches!(path, "/" | "/onboarding") || path.starts_with("/w/")
}

/// All of it.
#[component]
pub fn App() -> impl IntoView {
    let session = Session::new();
    provide_context(session);
    provide_context(Own(is_own));
    ui::provide();
    keys::watch();
    dom::watch_leaving();
    session.resume();
    view! {
        <Router>
            <FlatRoutes fallback=|| view! { <Elsewhere/> }>
                <Route path=path!("/sign-in") view=SignIn/>
                <Route path=path!("/sign-up") view=SignUp/>
                <Route path=path!("/invite") view=Invite/>
                <Route path=path!("/reset") view=Reset/>
            </FlatRoutes>
        </Router>
        <ui::Layers/>
    }
}

/// Any other page. Whoever is signed in gets it from the workspace's program; a stranger signs in first, where that helps.
#[component]
fn Elsewhere() -> impl IntoView {
    let session = Session::here();
    let toasts = Toasts::here();
    let location = use_location();
    let navigate = use_navigate();
    let path = location.pathname.get_untracked();
    let is_inside = is_inside(&path);
    effect(move || match session.phase.get() {
        Phase::Out if is_inside => {
            if path != "/" {
                session.come_back_to(path.clone() + &query(&location));
            }
            let replace = NavigateOptions {
                replace: true,
                ..NavigateOptions::default()
            };
            navigate("/sign-in", replace);
        }
        Phase::In | Phase::Failed => {
            // A page that begins here comes from no form.
            if session.arrived.get_value() {
                handover::prepare(toasts);
            }
            // Its address stands in the browser only after this turn.
            dom::after_frames(1, dom::reload);
        }
        Phase::Out | Phase::Starting => {}
    });
    move || {
        let is_nothing = session.phase.get() == Phase::Out && !is_inside;
        is_nothing.then(|| view! { <NoAccess/> })
    }
}

#[component]
fn NoAccess() -> impl IntoView {
    let navigate = use_navigate();
    effect(move || document().set_title(t::NO_ACCESS_PAGE));
    view! {
        <main class="entry-alone" id="main">
            <Empty art=Art::Lock heading=true title=t::NO_ACCESS_TITLE text=t::NO_ACCESS_TEXT>
                <Button press=move |()| navigate("/", NavigateOptions::default())>
                    {t::TO_START}
                </Button>
            </Empty>
        </main>
    }
}
