//! What a person has typed and the server does not have yet: kept in the browser from the first letter on, over a reload, a
//! crash, the end of a session and the loss of a right, until it is saved or its writer discards it.
//!
//! Every field in which somebody writes more than a word or two keeps its text here, under its [`Place`]. Each tab keeps its
//! own, so that two tabs in which one person writes the same text do not write over each other. A tab holds a lock for as long
//! as it lives: what it left behind is offered by the others once the lock is free.

mod place;
mod shelf;

use leptos::prelude::*;
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};
use tutti_state::sort_by;
use tutti_types::{Timestamp, UserId};
use web_sys::StorageEvent;

pub use place::{Location, Place};

use crate::session::Session;
use crate::text::drafts as text;
use crate::ui::{Toast, Toasts};
use crate::{api, clock, dom, storage};

thread_local! {
    /// The name of this page among the tabs of the browser.
    static TAB: String = api::new_key();
}

/// A text that was kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// Where it belongs.
    pub location: Location,
    pub text: String,
    /// What it was written over, where something stood there before: see [`Edit::overs`](tutti_state::Edit::overs).
    pub overs: Vec<String>,
    /// When it was typed.
    pub at: Timestamp,
}

/// The drafts of whoever is signed in, by context.
#[derive(Clone, Copy)]
pub struct Drafts {
    session: Session,
    toasts: Toasts,
    /// The tabs that are gone, of those that left something.
    gone: StoredValue<FxHashSet<String>>,
    /// The places whose field is on the screen, which need no other offer.
    shown: StoredValue<Vec<Place>>,
    /// Rises when a draft comes or goes.
    changed: RwSignal<u32>,
    /// The names of those that the browser has not kept, which the person was told.
    unkept: RwSignal<FxHashSet<String>>,
}

impl Drafts {
    /// Takes up the work of the tabs before this one. The app calls it once.
    pub fn start(session: Session) -> Self {
        let drafts = Self {
            session,
            toasts: Toasts::here(),
            gone: StoredValue::new(FxHashSet::default()),
            shown: StoredValue::new(Vec::new()),
            changed: RwSignal::new(0),
            unkept: RwSignal::new(FxHashSet::default()),
        };
        TAB.with(|tab| dom::hold(&shelf::lock_of(tab)));
        let known = StoredValue::new(FxHashSet::<String>::default());
        let wait_for = move |name: &str| {
            let Some(tab) = shelf::tab_of(name).map(str::to_owned) else {
                return;
            };
            let is_new = known.try_update_value(|known| known.insert(tab.clone()));
            if is_new == Some(true) && TAB.with(|own| *own != tab) {
                dom::inherit(&shelf::lock_of(&tab), move || {
                    drafts.gone.update_value(|gone| _ = gone.insert(tab));
                    drafts.changed.update(|n| *n += 1);
                });
            }
        };
        for name in shelf::names() {
            wait_for(&name);
        }
        // The app never goes, so neither does this.
        let _ = window_event_listener(leptos::ev::storage, move |event: StorageEvent| {
            if let Some(name) = event.key().filter(|name| shelf::tab_of(name).is_some()) {
                wait_for(&name);
                drafts.changed.update(|n| *n += 1);
            }
        });
        drafts
    }

    /// The drafts of the app this is called in.
    pub fn here() -> Self {
        expect_context::<Self>()
    }

    /// Tells whoever reads it when a draft comes or goes, also in another tab.
    pub fn track(self) {
        self.changed.track();
    }

    fn user(self) -> Option<UserId> {
        self.session
            .user
            .with_untracked(|user| user.as_ref().map(|user| user.id))
    }

    fn name_of(self, place: Place) -> Option<String> {
        let user = self.user()?;
        Some(TAB.with(|tab| shelf::name(user, tab, place)))
    }

    /// Keeps what stands in a field now. What is the same as each text it is written over is no draft.
    pub fn keep(self, location: &Location, text: &str, overs: Vec<String>) {
        if location.place.is_nothing(text, &overs) {
            self.forget(location.place);
        } else if let Some(name) = self.name_of(location.place) {
            self.put(&name, location, text, overs);
        }
    }

    /// Leaves the text of a request that was refused, as a tab that is gone would have: beside what else was written for this place,
    /// and once however often the request is refused.
    pub fn leave(self, location: &Location, text: &str, request: &str) {
        if let Some(user) = self.user() {
            self.gone
                .update_value(|gone| _ = gone.insert(request.to_owned()));
            let name = shelf::name(user, request, location.place);
            self.put(&name, location, text, vec![String::new()]);
        }
    }

    fn put(self, name: &str, location: &Location, text: &str, overs: Vec<String>) {
        let is_new = storage::recall(name).is_none();
        let kept = Kept {
            location: location.clone(),
            text: text.to_owned(),
            overs,
            at: clock::now(),
        };
        self.tell_kept(name, shelf::put(name, &kept));
        if is_new {
            self.changed.update(|n| *n += 1);
        }
    }

    /// Whether the browser has this one, or need not have it any more.
    fn tell_kept(self, name: &str, is_kept: bool) {
        let was_kept = self.are_kept();
        if is_kept == self.unkept.with_untracked(|unkept| !unkept.contains(name)) {
            return;
        }
        self.unkept.update(|unkept| {
            if is_kept {
                unkept.remove(name);
            } else {
                unkept.insert(name.to_owned());
            }
        });
        if was_kept && !is_kept {
            let toast = Toast::error(text::NOT_KEPT).text(text::NOT_KEPT_WHY);
            let unkept = self.unkept;
            let toast = toast.stands_while(move || unkept.with(|unkept| !unkept.is_empty()));
            self.toasts.show(toast);
        }
    }

    /// Whether the browser has kept all that was typed.
    pub fn are_kept(self) -> bool {
        self.unkept.try_with_untracked(FxHashSet::is_empty) != Some(false)
    }

    /// The text of this place is saved or given up here.
    pub fn forget(self, place: Place) {
        if let Some(name) = self.name_of(place) {
            self.discard(&name);
        }
    }

    /// The server has this text: whoever kept it need not.
    pub fn saved(self, place: Place, text: &str) {
        for (name, kept) in self.of(place) {
            if place.is_same(&kept.text, text) {
                self.discard(&name);
            }
        }
    }

    /// Removes a draft by its name.
    pub fn discard(self, name: &str) {
        self.tell_kept(name, true);
        if storage::recall(name).is_some() {
            storage::remember(name, None);
            self.changed.update(|n| *n += 1);
        }
    }

    /// Takes the removal of a draft back.
    pub fn bring_back(self, name: &str, kept: &Kept) {
        self.tell_kept(name, shelf::put(name, kept));
        self.changed.update(|n| *n += 1);
    }

    /// What was left for a place, the newest; it is this tab's from now on.
    pub fn take_up(self, place: Place) -> Option<Kept> {
        let (name, kept) = self.of(place).into_iter().next()?;
        let own = self.name_of(place)?;
        if name != own && shelf::put(&own, &kept) {
            self.discard(&name);
        }
        Some(kept)
    }

    /// Those of a place that this tab may show, the newest first.
    fn of(self, place: Place) -> Vec<(String, Kept)> {
        let mut all = self.all();
        all.retain(|(_, kept)| kept.location.place == place);
        all
    }

    /// Those of this person that no other tab is at work on, the newest first.
    fn all(self) -> Vec<(String, Kept)> {
        let Some(user) = self.user() else {
            return Vec::new();
        };
        let is_free = |name: &String| {
            let tab = shelf::tab_of(name).unwrap_or_default();
            TAB.with(|own| own == tab) || self.gone.with_value(|gone| gone.contains(tab))
        };
        let names = shelf::names_of(user).into_iter().filter(is_free);
        let kept = names.filter_map(|name| {
            let kept = shelf::get(&name)?;
            Some((name, kept))
        });
        let mut all: Vec<_> = kept.collect();
        sort_by(&mut all, |(_, a), (_, b)| b.at.cmp(&a.at));
        all
    }

    /// Those for which this holds, the newest first. Tracked.
    pub fn left(self, of: impl Fn(&Kept) -> bool) -> Vec<(String, Kept)> {
        self.changed.track();
        self.session.user.track();
        let mut all = self.all();
        all.retain(|(_, kept)| of(kept));
        all
    }

    /// Those that wait without a field on the screen, the newest first. Tracked.
    pub fn waiting(self) -> Vec<(String, Kept)> {
        let is_shown = |place| self.shown.with_value(|shown| shown.contains(&place));
        self.left(|kept| !is_shown(kept.location.place))
    }

    /// A field for this place is on the screen until the current owner goes.
    pub fn show(self, place: Place) {
        self.shown.update_value(|shown| shown.push(place));
        self.changed.update(|n| *n += 1);
        on_cleanup(move || {
            self.shown.try_update_value(|shown| {
                if let Some(at) = shown.iter().position(|one| *one == place) {
                    shown.swap_remove(at);
                }
            });
            self.changed.try_update(|n| *n += 1);
        });
    }
}
