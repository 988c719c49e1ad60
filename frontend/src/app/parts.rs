//! The parts of the program that are loaded when they are first needed. Few and large: each further part multiplies the
//! chunks that several of them share, and a chunk costs a request.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::LazyRoute;

use crate::components::task_panel::TaskPanel;
use crate::pages::account::Account;
use crate::pages::invite::Invite;
use crate::pages::members::Members;
use crate::pages::onboarding::Onboarding;
use crate::pages::settings::Settings;
use crate::pages::sign_in::SignIn;
use crate::pages::sign_up::SignUp;
use crate::pages::trash::Trash;

/// A screen on the way in.
enum Entrance {
    SignIn,
    SignUp,
    Invite,
    Onboarding,
}

#[leptos::lazy]
fn entrance(screen: Entrance) -> AnyView {
    match screen {
        Entrance::SignIn => view! { <SignIn/> }.into_any(),
        Entrance::SignUp => view! { <SignUp/> }.into_any(),
        Entrance::Invite => view! { <Invite/> }.into_any(),
        Entrance::Onboarding => view! { <Onboarding/> }.into_any(),
    }
}

/// A screen beside the board.
enum Office {
    Members,
    Settings,
    Trash,
    Account,
}

#[leptos::lazy]
fn office(screen: Office) -> AnyView {
    match screen {
        Office::Members => view! { <Members/> }.into_any(),
        Office::Settings => view! { <Settings/> }.into_any(),
        Office::Trash => view! { <Trash/> }.into_any(),
        Office::Account => view! { <Account/> }.into_any(),
    }
}

#[leptos::lazy]
fn task_panel() -> AnyView {
    view! { <TaskPanel/> }.into_any()
}

/// Fetches what is likely to be wanted next, once the screen is there and has nothing better to do: opening a task then waits
/// for nothing, also where the network has gone meanwhile.
pub fn fetch_ahead() {
    set_timeout(
        || {
            spawn_local(async {
                __preload_task_panel().await;
                crate::components::task_panel::fetch_renderer().await;
            });
        },
        Duration::from_secs(2),
    );
}

macro_rules! part {
    ($name:ident, $($load:tt)+) => {
        pub struct $name;

        impl LazyRoute for $name {
            fn data() -> Self {
                Self
            }
            async fn view(_part: Self) -> AnyView {
                $($load)+.await
            }
        }
    };
}

part!(SignInPart, entrance(Entrance::SignIn));
part!(SignUpPart, entrance(Entrance::SignUp));
part!(InvitePart, entrance(Entrance::Invite));
part!(OnboardingPart, entrance(Entrance::Onboarding));
part!(MembersPart, office(Office::Members));
part!(SettingsPart, office(Office::Settings));
part!(TrashPart, office(Office::Trash));
part!(AccountPart, office(Office::Account));
part!(TaskPanelPart, task_panel());
