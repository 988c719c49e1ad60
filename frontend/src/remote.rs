//! One thing that a page asks the server for and shows. Asking again, which of several answers counts, and what is shown until there
//! is one are the same wherever something loads: `request` asks, `pages` is for lists that come in pages, and `ui::Loaded` shows
//! what came or stands in its place.

mod pages;
mod request;
mod shown;
mod told;

use std::future::Future;

use leptos::prelude::*;

use crate::api;
pub use pages::{Aged, Pages};
pub use request::Request;
pub use shown::{More, Shown, State};
pub use told::tell_fault;

/// The thing, once it came.
pub struct Remote<T: Send + Sync + 'static> {
    /// What came last.
    pub thing: ReadSignal<Option<T>>,
    /// What asks for it.
    pub request: Request,
    set: WriteSignal<Option<T>>,
}

impl<T: Send + Sync + 'static> Clone for Remote<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Remote<T> {}

impl<T: Send + Sync + 'static> Remote<T> {
    /// Asks for it at once.
    pub fn new<F>(ask: impl Fn() -> F + 'static) -> Self
    where
        F: Future<Output = Result<T, api::Error>> + 'static,
    {
        let (thing, set) = signal(None);
        let request = Request::taking(move || {
            let answer = ask();
            async move { answer.await.map(|came| move || set.set(Some(came))) }
        });
        request.load();
        Self {
            thing,
            request,
            set,
        }
    }

    /// Changes what is shown by what was done here. An answer that is on its way may not know of that yet, so another is asked for
    /// in its place.
    pub fn change(self, change: impl FnOnce(&mut T)) {
        self.set.maybe_update(|thing| match thing {
            Some(thing) => {
                change(thing);
                true
            }
            None => false,
        });
        self.request.supersede();
    }
}

impl<T: Send + Sync + 'static> Remote<Vec<T>> {
    /// How a list stands, for `ui::Loaded`.
    pub fn shown(self) -> Shown {
        let (thing, fault) = (self.thing, self.request.fault);
        let state = Memo::new(move |_| {
            let is_empty = thing.with(|list| list.as_ref().map(Vec::is_empty));
            State::of(is_empty, fault)
        });
        Shown::new(state, self.request)
    }
}
