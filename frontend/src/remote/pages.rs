//! A list that comes in pages: the first, more of them, and all that is shown once more when something changed in it.

mod run;

use std::future::Future;
use std::pin::Pin;

use leptos::prelude::*;
use tutti_types::Page;
use tutti_types::page::{MAX_LIMIT, PageQuery};

use super::{More, Request, Shown, State};
use crate::api;
pub use run::Aged;
use run::Run;

type Answer<T> = Pin<Box<dyn Future<Output = Result<Page<T>, api::Error>>>>;
type Fetch<T> = Box<dyn Fn(PageQuery) -> Answer<T>>;

/// The list as far down as it was asked for.
pub struct Pages<T: Aged> {
    /// Asks for all that is shown.
    pub list: Request,
    /// Asks for the page below it.
    pub more: Request,
    run: RwSignal<Run<T>>,
}

impl<T: Aged> Clone for Pages<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Aged> Copy for Pages<T> {}

impl<T: Aged> Pages<T> {
    /// Of what `fetch` gives a page of; the first is asked for by `load_anew`, or by `list`.
    pub fn new<F>(fetch: impl Fn(PageQuery) -> F + 'static) -> Self
    where
        F: Future<Output = Result<Page<T>, api::Error>> + 'static,
    {
        let run = RwSignal::new(Run::default());
        let fetch: Fetch<T> = Box::new(move |query| Box::pin(fetch(query)));
        let fetch = StoredValue::new_local(fetch);
        let ask = move |query| fetch.try_with_value(|fetch| fetch(query));
        let list = Request::taking(move || async move {
            // An event does not say all that it changed, so nothing that is shown is taken over.
            let is_shown = run.try_with_untracked(Run::is_begun) == Some(true);
            let mut query = PageQuery {
                limit: is_shown.then_some(MAX_LIMIT),
                cursor: None,
            };
            let mut items = Vec::new();
            while let Some(answer) = ask(query.clone()) {
                let page = answer.await?;
                items.extend(page.items);
                query.cursor = page.next_cursor;
                let reaches = |run: &Run<T>| run.is_reached_by(&items);
                if query.cursor.is_none() || run.try_with_untracked(reaches) != Some(false) {
                    break;
                }
            }
            Ok(move || run.update(|run| run.renew(items, query.cursor)))
        });
        let more = Request::taking(move || async move {
            let mut came = None;
            while let Some(cursor) = end(run) {
                let query = PageQuery {
                    limit: None,
                    cursor: Some(cursor.clone()),
                };
                let Some(answer) = ask(query) else { break };
                let page = answer.await?;
                // Where the list was loaded again meanwhile and ends elsewhere, another page is below it.
                if end(run) == Some(cursor) {
                    came = Some(page);
                    break;
                }
            }
            Ok(move || {
                if let Some(page) = came {
                    run.update(|run| run.extend(page));
                }
            })
        });
        Self { list, more, run }
    }

    /// Loads the first page in place of all that is there.
    pub fn load_anew(self) {
        self.more.forget();
        self.list.forget();
        self.run.set(Run::default());
        self.list.load();
    }

    /// Loads the page below the list.
    pub fn load_more(self) {
        if !self.more.busy.get_untracked() {
            self.more.load();
        }
    }

    /// Reads what is there.
    pub fn with<R>(self, read: impl FnOnce(&Run<T>) -> R) -> R {
        self.run.with(read)
    }

    /// How it stands, for `ui::Loaded`, where `is_empty` says whether there is nothing to show.
    pub fn shown(self, is_empty: Memo<bool>) -> Shown {
        let state = Memo::new(move |_| {
            let is_begun = self.with(Run::is_begun);
            State::of(is_begun.then(|| is_empty.get()), self.list.fault)
        });
        Shown {
            more: Some(More {
                is_there: Memo::new(move |_| self.with(|run| run.cursor().is_some())),
                busy: self.more.busy,
                load: Callback::new(move |()| self.load_more()),
            }),
            ..Shown::new(state, self.list)
        }
    }
}

/// The cursor of the page below the list.
fn end<T: Aged>(run: RwSignal<Run<T>>) -> Option<String> {
    run.try_with_untracked(|run| run.cursor().cloned())
        .flatten()
}
