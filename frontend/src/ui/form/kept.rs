//! What was typed into a form outlives it as a draft, until it is saved or given up.

use leptos::prelude::*;
use tutti_types::Timestamp;
use tutti_types::text::tidied;

use super::Input;
use crate::drafts::{Drafts, Location};
use crate::effect::effect;

/// Where the text of an input is kept.
#[derive(Clone)]
pub(super) struct Keeping {
    pub(super) drafts: Drafts,
    pub(super) location: Location,
    /// What stands there without what was typed.
    pub(super) base: String,
}

/// What stood in an input when it was sent. It outlives the form, which may be gone by the time of the answer.
pub struct Handed {
    keeping: Option<Keeping>,
    text: String,
}

impl Handed {
    /// The server has it: its draft need not be kept.
    pub fn saved(&self) {
        if let Some(keeping) = &self.keeping {
            keeping.drafts.saved(keeping.location.place, &self.text);
        }
    }
}

impl Keeping {
    /// Whether this is saved as what stands there anyway.
    fn is_base(&self, text: &str) -> bool {
        self.location.place.is_same(text, &self.base)
    }
}

/// What there is to say of what stands in an input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// It was typed then, and not saved.
    pub since: Option<Timestamp>,
    /// Elsewhere it says this by now.
    pub now: Option<String>,
}

impl Input {
    /// Begins with `text`, or with what was typed here before and not saved; what is typed is kept as a draft from here on, until
    /// it is saved. For as long as the current owner lives.
    pub fn open(self, location: Location, text: &str) {
        let drafts = Drafts::here();
        let place = location.place;
        drafts.show(place);
        self.kept.set_value(None);
        self.held.set_value(false);
        self.reset(text);
        self.kept.set_value(Some(Keeping {
            drafts,
            location,
            base: text.to_owned(),
        }));
        effect(move || {
            // Another tab may go, and leave something, at any time.
            drafts.track();
            self.take_up();
        });
    }

    fn take_up(self) {
        let Some(keeping) = self.kept.try_get_value().flatten() else {
            return;
        };
        let is_touched = self.value.with_untracked(|text| *text != keeping.base);
        if is_touched {
            return;
        }
        let Some(kept) = keeping.drafts.take_up(keeping.location.place) else {
            return;
        };
        if keeping.is_base(&kept.text) {
            return keeping.drafts.forget(keeping.location.place);
        }
        let is_new = !kept.overs.contains(&keeping.base);
        self.note.set(Some(Note {
            since: Some(kept.at),
            now: is_new.then_some(keeping.base),
        }));
        self.told.set_value(true);
        self.value.set(kept.text);
        self.judge();
    }

    /// Keeps what was typed, as long as it differs from what stands there without it.
    pub(super) fn keep(self, text: &str) {
        self.kept.try_with_value(|keeping| {
            if let Some(keeping) = keeping {
                if keeping.is_base(text) {
                    keeping.drafts.forget(keeping.location.place);
                } else {
                    keeping
                        .drafts
                        .keep(&keeping.location, text, vec![keeping.base.clone()]);
                }
            }
        });
    }

    /// Somebody else changed what is being edited here.
    fn tell(self, now: &str) {
        self.note.try_set(Some(Note {
            since: None,
            now: Some(now.to_owned()),
        }));
    }

    /// Gives up what was typed: it is what it is elsewhere, and no draft is left.
    pub fn discard(self) {
        let keeping = self.kept.try_get_value().flatten();
        let now = self.note.try_get_untracked().flatten();
        let now = now.and_then(|note| note.now);
        let base = now.or(keeping.map(|keeping| keeping.base));
        self.reset(&base.unwrap_or_default());
    }

    /// Whether what stands in it is to be kept, since it is saved nowhere.
    pub fn is_unsaved(self) -> bool {
        let text = self.value.try_get_untracked();
        self.kept.try_with_value(|keeping| {
            let keeping = keeping.as_ref();
            text.is_some_and(|text| keeping.is_some_and(|keeping| !keeping.is_base(&text)))
        }) == Some(true)
    }

    /// What it is elsewhere has changed. It follows, unless something was typed here, be it saved before, and its writer is still in
    /// it: then that is told beside it.
    pub fn follow(self, before: &str, now: &str) {
        let is_based_on = |keeping: &Option<Keeping>| {
            let keeping = keeping.as_ref();
            keeping.is_some_and(|keeping| keeping.base == now)
        };
        let is_held = self.held.try_get_value() == Some(true);
        let is_untouched = self
            .value
            .try_with_untracked(|text| (text == before && !is_held) || text == now);
        if is_untouched == Some(true) {
            self.reset(now);
        } else if self.kept.try_with_value(is_based_on) == Some(false) {
            self.tell(now);
        }
    }

    /// The server made `now` of what was `sent`. What was typed since is a draft over that.
    pub fn saved_as(self, sent: &str, now: &str) {
        let typed_on = self.value.try_get_untracked();
        let Some(text) = typed_on.filter(|text| tidied(text) != tidied(sent)) else {
            return self.reset(now);
        };
        self.kept.try_update_value(|keeping| {
            if let Some(keeping) = keeping {
                now.clone_into(&mut keeping.base);
            }
        });
        self.keep(&text);
    }

    /// What stands in it now, on its way to the server.
    #[must_use]
    pub fn handed(self) -> Handed {
        Handed {
            keeping: self.kept.try_get_value().flatten(),
            text: self.value.try_get_untracked().unwrap_or_default(),
        }
    }

    /// What stands in it is saved.
    pub fn saved(self) {
        if let Some(text) = self.value.try_get_untracked() {
            self.reset(&text);
        }
    }
}

/// What is chosen follows what it is elsewhere, unless it was chosen anew here.
pub fn follow<T: Clone + PartialEq + Send + Sync + 'static>(
    chosen: RwSignal<T>,
    before: &T,
    now: &T,
) {
    if before != now && chosen.with_untracked(|chosen| chosen == before) {
        chosen.set(now.clone());
    }
}
