//! The frame around every screen of a workspace: the sidebar, the top bar, a phone's tab bar, keys and help.

mod boards;
mod drafts;
mod drawer;
pub mod glide;
mod help;
mod keys;
mod new_board;
mod people;
mod shape;
mod sidebar;
mod switcher;
mod tabbar;
mod theme;
mod topbar;

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_location;

use crate::effect::effect;
use crate::store::Space;
use crate::text::shell as t;
use crate::{dom, storage};

pub use help::fetch_layers;
pub use new_board::NewBoard;
pub use people::{member_row, presence_of};
pub use shape::Waiting;
pub use theme::Theme;
pub use topbar::TopBar;

/// Where the sidebar's width is remembered.
const COLLAPSED: &str = "tutti.sidebar";

/// Where the rail stands beside the board.
const WIDE: &str = "(width >= 1200px)";

/// What of the frame is open, by context.
#[derive(Clone, Copy)]
pub struct Frame {
    /// The sidebar is only its icons.
    pub collapsed: RwSignal<bool>,
    /// The rail at the right, if the screen has one, is open. The screen closes and opens it with the key `]`.
    pub rail: RwSignal<bool>,
    /// A phone's navigation is open.
    pub drawer: RwSignal<bool>,
    /// A screen was shown before: the next one takes the focus, if that went with the last.
    pub turned: StoredValue<bool>,
    /// What lies over the screen, which then names the page before it.
    pub over: RwSignal<Option<String>>,
    /// The list of keys is open.
    pub help: RwSignal<bool>,
    /// The dialog for a new board is open.
    pub new_board: RwSignal<bool>,
}

/// Whether the rail stands beside the board; else it lies over it.
pub fn is_wide() -> bool {
    dom::matches(WIDE)
}

impl Frame {
    fn new() -> Self {
        Self {
            collapsed: RwSignal::new(storage::recall(COLLAPSED).is_some()),
            rail: RwSignal::new(is_wide()),
            drawer: RwSignal::new(false),
            turned: StoredValue::new(false),
            over: RwSignal::new(None),
            help: RwSignal::new(false),
            new_board: RwSignal::new(false),
        }
    }

    /// The frame of the screen this is called in.
    pub fn here() -> Self {
        expect_context::<Self>()
    }

    /// Narrows or widens the sidebar, and remembers it.
    pub fn toggle_sidebar(self) {
        self.collapsed.update(|is| *is = !*is);
        let is_collapsed = self.collapsed.get_untracked();
        storage::remember(COLLAPSED, is_collapsed.then_some("rail"));
    }
}

/// The frame; the children are the screen's `<main class="sheet" id="main">`, which begins with a [`TopBar`].
#[component]
pub fn Shell(children: Children) -> impl IntoView {
    let frame = Frame::new();
    provide_context(frame);
    keys::listen(frame);
    Space::here().before_others(glide::from_here);
    close_rail_where_narrow(frame);
    // Later than what a screen needs: the badge's menu is for when the network has gone.
    set_timeout(|| spawn_local(fetch_layers()), Duration::from_secs(2));
    let path = use_location().pathname;
    effect(move || {
        path.track();
        crate::keys::forget_field();
    });
    view! {
        <a class="btn btn--primary skip" href="#main" on:click=skip>
            {t::SKIP}
        </a>
        <div class="app" class:is-collapsed=frame.collapsed>
            <sidebar::Sidebar/>
            {children()}
            <tabbar::TabBar/>
        </div>
        <drawer::Drawer/>
        <help::Help/>
        <NewBoard/>
    }
}

/// A rail that stood beside the board would lie over it.
fn close_rail_where_narrow(frame: Frame) {
    let was_wide = StoredValue::new(is_wide());
    let handle = window_event_listener(leptos::ev::resize, move |_| {
        let is_wide_now = is_wide();
        if was_wide.get_value() && !is_wide_now {
            frame.rail.set(false);
        }
        was_wide.set_value(is_wide_now);
    });
    on_cleanup(move || handle.remove());
}

/// The router would take the link for an address, so the focus is moved by hand.
fn skip(event: leptos::ev::MouseEvent) {
    event.prevent_default();
    event.stop_propagation();
    dom::focus("#main");
}
