//! The app: its session, its addresses, and who may open which.

mod parts;

use leptos::prelude::*;
use leptos_router::components::{ParentRoute, Route, Router, Routes};
use leptos_router::{Lazy, path};

use crate::drafts::Drafts;
use crate::keys;
use crate::outbox::Outbox;
use crate::pages::board::BoardPage;
use crate::pages::by_key::ByKey;
use crate::pages::home::{FirstBoard, Home};
use crate::pages::no_access::NoAccess;
use crate::pages::not_found::NotFound;
use crate::pages::workspace::WorkspacePage;
use crate::session::Session;
use crate::{dom, handover, ui};
use parts::*;

/// All of it.
#[component]
pub fn App() -> impl IntoView {
    let session = Session::new();
    provide_context(session);
    ui::provide();
    keys::watch();
    ui::toolbar::watch();
    dom::watch_growing();
    dom::watch_leaving();
    let drafts = Drafts::start(session);
    provide_context(drafts);
    provide_context(Outbox::start(session, ui::Toasts::here(), drafts));
    handover::arrive(session, ui::Toasts::here());
    session.resume();
    view! {
        <Router>
            <Routes fallback=|| view! { <NoAccess/> }>
                <Route path=path!("/") view=Home/>
                <Route path=path!("/sign-in") view={Lazy::<SignInPart>::new()}/>
                <Route path=path!("/sign-up") view={Lazy::<SignUpPart>::new()}/>
                <Route path=path!("/invite") view={Lazy::<InvitePart>::new()}/>
                <Route path=path!("/onboarding") view={Lazy::<OnboardingPart>::new()}/>
                <Route path=path!("/reset") view={Lazy::<ResetPart>::new()}/>
                <ParentRoute path=path!("/w/:slug") view=WorkspacePage>
                    <Route path=path!("") view=FirstBoard/>
                    <ParentRoute path=path!("/b/:board") view=BoardPage>
                        <Route path=path!("") view=|| ()/>
                        <Route path=path!("/t/:task") view={Lazy::<TaskPanelPart>::new()}/>
                    </ParentRoute>
                    <Route path=path!("/members") view={Lazy::<MembersPart>::new()}/>
                    <Route path=path!("/settings") view={Lazy::<SettingsPart>::new()}/>
                    <Route path=path!("/trash") view={Lazy::<TrashPart>::new()}/>
                    <Route path=path!("/drafts") view={Lazy::<DraftsPart>::new()}/>
                    <Route path=path!("/account") view={Lazy::<AccountPart>::new()}/>
                    <Route path=path!("/t/:key") view=ByKey/>
                    // The last, since it takes whatever is left.
                    <Route path=path!("/*any") view=NotFound/>
                </ParentRoute>
            </Routes>
        </Router>
        <ui::Layers/>
    }
}
