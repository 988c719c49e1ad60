//! The screens that are loaded when they are first needed. Few and large: each further part multiplies the
//! chunks that several of them share, and a chunk costs a request.
//!
//! A part may be out of reach: the network is away, or the server was upgraded and this page is of the version before. Then the
//! screen says so (`unloaded`).

mod unloaded;

use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use leptos_router::LazyRoute;

use self::unloaded::{Place, Unloaded};
use crate::components::task_panel;
use crate::pages::account::Account;
use crate::pages::drafts::Drafts;
use crate::pages::invite::Invite;
use crate::pages::members::Members;
use crate::pages::onboarding::Onboarding;
use crate::pages::reset::Reset;
use crate::pages::settings::Settings;
use crate::pages::sign_in::SignIn;
use crate::pages::sign_up::SignUp;
use crate::pages::trash::Trash;
use crate::parts::{Screen, ScreenLoading};

// `leptos::lazy` would be the same without `fallible`: a part that does not come would end the program.
#[wasm_split(entrance, wasm_split_path = ::leptos::wasm_split, fallible)]
fn entrance() -> Screen {
    Ok(view! { <SignIn/> }.into_any())
}

/// Another screen on the way in: most people see it once.
enum Arrival {
    SignUp,
    Invite,
    Onboarding,
    Reset,
}

#[wasm_split(arrival, wasm_split_path = ::leptos::wasm_split, fallible)]
fn arrival(screen: Arrival) -> Screen {
    Ok(match screen {
        Arrival::SignUp => view! { <SignUp/> }.into_any(),
        Arrival::Invite => view! { <Invite/> }.into_any(),
        Arrival::Onboarding => view! { <Onboarding/> }.into_any(),
        Arrival::Reset => view! { <Reset/> }.into_any(),
    })
}

/// A screen beside the board.
enum Office {
    Members,
    Settings,
    Trash,
    Drafts,
    Account,
}

#[wasm_split(office, wasm_split_path = ::leptos::wasm_split, fallible)]
fn office(screen: Office) -> Screen {
    Ok(match screen {
        Office::Members => view! { <Members/> }.into_any(),
        Office::Settings => view! { <Settings/> }.into_any(),
        Office::Trash => view! { <Trash/> }.into_any(),
        Office::Drafts => view! { <Drafts/> }.into_any(),
        Office::Account => view! { <Account/> }.into_any(),
    })
}

macro_rules! part {
    ($name:ident, $place:ident, $load:expr) => {
        pub struct $name;

        impl LazyRoute for $name {
            fn data() -> Self {
                Self
            }
            async fn view(_part: Self) -> AnyView {
                match $load.await {
                    Ok(view) => view,
                    Err(_) => {
                        let load = || -> ScreenLoading { Box::pin($load) };
                        view! { <Unloaded place=Place::$place load/> }.into_any()
                    }
                }
            }
        }
    };
}

part!(SignInPart, Entrance, entrance());
part!(SignUpPart, Entrance, arrival(Arrival::SignUp));
part!(InvitePart, Entrance, arrival(Arrival::Invite));
part!(OnboardingPart, Entrance, arrival(Arrival::Onboarding));
part!(ResetPart, Entrance, arrival(Arrival::Reset));
part!(MembersPart, Office, office(Office::Members));
part!(SettingsPart, Office, office(Office::Settings));
part!(TrashPart, Office, office(Office::Trash));
part!(DraftsPart, Office, office(Office::Drafts));
part!(AccountPart, Office, office(Office::Account));
part!(TaskPanelPart, Panel, task_panel::part());
