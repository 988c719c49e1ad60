//! What a screen opens later: dialogs and menus, whose code is loaded when they are first opened.

use std::future::Future;
use std::pin::Pin;

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::{Element, PointerEvent};

use super::{Maker, Why};
use crate::dom::{self, Listener};
use crate::effect::effect;
use crate::keys::{self, Keystroke};
use crate::text::part as t;
use crate::ui::popup::Anchor;
use crate::ui::{Toast, Toasts};

type Coming = Pin<Box<dyn Future<Output = Maker>>>;

/// How a view is made by another part.
pub struct Make(Box<dyn Fn() -> Coming>);

impl Make {
    /// By a function of that part.
    pub fn by<F: Future<Output = Maker> + 'static>(make: impl Fn() -> F + 'static) -> Self {
        Self(Box::new(move || Box::pin(make())))
    }
}

/// What opens a view, and closes it again where it does not come.
pub struct Switch {
    is_open: Signal<bool>,
    /// Absent where the view stands beside what one does, takes no focus and is closed by nobody.
    close: Option<Callback<()>>,
}

impl Switch {
    /// Of a view that stands there for as long as `is_open` holds, whatever one does meanwhile.
    pub fn beside(is_open: impl Into<Signal<bool>>) -> Self {
        Self {
            is_open: is_open.into(),
            close: None,
        }
    }

    fn of(is_open: impl Into<Signal<bool>>, close: impl Into<Callback<()>>) -> Self {
        Self {
            is_open: is_open.into(),
            close: Some(close.into()),
        }
    }
}

/// A dialog's.
impl From<RwSignal<bool>> for Switch {
    fn from(open: RwSignal<bool>) -> Self {
        Self::of(open, move || open.set(false))
    }
}

/// A menu's.
impl From<Anchor> for Switch {
    fn from(anchor: Anchor) -> Self {
        let is_open = Signal::derive(move || anchor.with(Option::is_some));
        Self::of(is_open, move || anchor.set(None))
    }
}

/// The view, made when it is first opened. From then on it stands there, and opens and closes by itself. Where its part does not
/// come, a toast says why. While it loads, Escape, another key or a press elsewhere closes it, where it is one that closes.
#[component]
pub fn OnDemand(
    /// What opens it.
    #[prop(into)]
    open: Switch,
    /// How it is made.
    make: Make,
) -> impl IntoView {
    let Switch { is_open, close } = open;
    let view = StoredValue::new_local(None::<AnyView>);
    let is_here = RwSignal::new(false);
    // While it loads: what closes it.
    let loading = StoredValue::new_local(None::<Vec<Listener>>);
    let toasts = Toasts::here();
    // What is made belongs to where it stands, with all that it finds by context. Held here, its owner would never go.
    let owner = Owner::current().map(|owner| owner.downgrade());
    effect(move || {
        if !is_open.get() || is_here.get_untracked() || loading.with_value(Option::is_some) {
            return;
        }
        loading.set_value(Some(close.map_or_else(Vec::new, given_up)));
        let (owner, coming) = (owner.clone(), (make.0)());
        spawn_local(async move {
            let came = coming.await;
            // Its screen may have gone meanwhile.
            if loading.try_set_value(None).is_some() {
                return;
            }
            match (came, owner.and_then(|owner| owner.upgrade())) {
                (Ok(make), Some(owner)) => {
                    view.try_set_value(Some(owner.with(|| untrack(make))));
                    is_here.try_set(true);
                }
                (Ok(_), None) => {}
                (Err(_), _) if is_open.try_get_untracked() == Some(true) => {
                    if let Some(close) = close {
                        close.try_run(());
                    }
                    toasts.show(told(Why::find_out().await));
                }
                (Err(_), _) => {}
            }
        });
    });
    move || {
        let made = is_here.get().then(|| view.try_update_value(Option::take));
        made.flatten().flatten()
    }
}

/// Nothing opens of which one has turned away. The button itself is left to the button.
fn given_up(close: Callback<()>) -> Vec<Listener> {
    let pressed = move |event: PointerEvent| {
        let target = event.target().and_then(|it| it.dyn_into::<Element>().ok());
        let is_button = target.is_some_and(|target| {
            let button = target.closest("[aria-haspopup][aria-expanded=true]");
            button.is_ok_and(|button| button.is_some())
        });
        if !is_button {
            close.try_run(());
        }
    };
    let typed = move |press: &Keystroke| {
        if !press.is_repeat() {
            press.take_alone();
            close.try_run(());
        }
    };
    vec![
        Listener::new(&window(), "pointerdown", pressed),
        keys::listen_first(&window(), typed),
    ]
}

fn told(why: Why) -> Toast {
    match why {
        Why::NewVersion => Toast::error(t::NEW_VERSION)
            .text(t::NEW_VERSION_TEXT)
            .action(t::RELOAD, dom::reload),
        Why::Failed => Toast::error(t::NOT_OPENED).text(t::FAILED_TEXT),
        Why::NoAnswer => Toast::error(t::NOT_OPENED).text(t::NOBODY_TEXT),
    }
}
