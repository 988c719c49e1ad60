//! Toasts: what happened, in a corner, with a way back.

mod holds;
mod region;
mod room;
mod undoing;

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

pub use region::ToastRegion;
pub use undoing::Undoing;

use crate::keys::{Anywhere, SHORTCUTS};
use crate::text::{Words, feed, ui as t};

/// More than this many at once are noise; the oldest that goes by itself goes first.
const AT_MOST: usize = 3;
/// As many refusals stay until they are dismissed.
const ERRORS_AT_MOST: usize = 5;
const SHORT_MS: i32 = 5_000;
const WITH_ACTION_MS: i32 = 10_000;

/// What all toasts are about that say that something was taken back.
const UNDONE: &str = "undone";

/// What a toast is about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tone {
    Plain,
    Success,
    Error,
}

/// What a toast offers to do.
#[derive(Clone)]
struct Action {
    label: &'static str,
    key: Option<&'static str>,
    run: Run,
}

/// What an action does. Counted, since it outlives the panel or menu it was made in.
#[derive(Clone)]
enum Run {
    Act(Arc<dyn Fn() + Send + Sync>),
    Undo(Arc<dyn Fn() -> Undoing + Send + Sync>),
}

/// One toast, built up word by word: `Toast::new("3 tasks deleted").undo(…)`.
#[derive(Clone)]
pub struct Toast {
    id: u32,
    tone: Tone,
    icon: &'static str,
    title: Words,
    text: Option<Words>,
    action: Option<Action>,
    /// What is left of its time; none: it stays until it is dismissed.
    left_ms: Option<i32>,
    holds: Option<holds::Holds>,
    about: Option<String>,
}

/// What a toast says never changes.
impl PartialEq for Toast {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Toast {
    /// Something happened.
    pub fn new(title: impl Into<Words>) -> Self {
        Self {
            id: 0,
            tone: Tone::Plain,
            icon: "info",
            title: title.into(),
            text: None,
            action: None,
            left_ms: Some(SHORT_MS),
            holds: None,
            about: None,
        }
    }

    /// Something went well that a person waited for.
    pub fn success(title: impl Into<Words>) -> Self {
        Self {
            tone: Tone::Success,
            icon: "check",
            ..Self::new(title)
        }
    }

    /// Something was refused or failed; it stays.
    pub fn error(title: impl Into<Words>) -> Self {
        Self {
            tone: Tone::Error,
            icon: "circle-alert",
            left_ms: None,
            ..Self::new(title)
        }
    }

    /// Something was taken back. It takes the place of what said so of something else: how far one is back stands in the last.
    #[must_use]
    pub fn undone(what: impl Into<Words>) -> Self {
        Self::success(what).icon("undo-2").about(UNDONE)
    }

    /// Why, or what to do.
    #[must_use]
    pub fn text(mut self, text: impl Into<Words>) -> Self {
        self.text = Some(text.into());
        self
    }

    /// Another icon.
    #[must_use]
    pub const fn icon(mut self, icon: &'static str) -> Self {
        self.icon = icon;
        self
    }

    /// A way back, by button and by the key Z. *Undone* is said once it is.
    #[must_use]
    pub fn undo(self, run: impl Fn() -> Undoing + Send + Sync + 'static) -> Self {
        self.offer(
            t::UNDO,
            Some(SHORTCUTS.anywhere.key(Anywhere::Undo)),
            Run::Undo(Arc::new(run)),
        )
    }

    /// Another try.
    #[must_use]
    pub fn retry(self, run: impl Fn() + Send + Sync + 'static) -> Self {
        self.action(t::RETRY, run)
    }

    /// Something else to do.
    #[must_use]
    pub fn action(self, label: &'static str, run: impl Fn() + Send + Sync + 'static) -> Self {
        self.offer(label, None, Run::Act(Arc::new(run)))
    }

    /// Whether it is the same refusal as another one, or about the same. What can be tried again is told each time, since each is
    /// another thing.
    fn tells_again(&self, other: &Self) -> bool {
        if self.about.is_some() && self.about == other.about {
            return true;
        }
        let are_bare = |toast: &Self| toast.left_ms.is_none() && toast.action.is_none();
        are_bare(self) && are_bare(other) && self.title == other.title && self.text == other.text
    }

    /// Whether the key acts on it: what is over is only still to be seen.
    fn has_key(&self) -> bool {
        let has_key = self
            .action
            .as_ref()
            .is_some_and(|action| action.key.is_some());
        has_key && self.left_ms != Some(0)
    }

    fn offer(mut self, label: &'static str, key: Option<&'static str>, run: Run) -> Self {
        self.left_ms = self.left_ms.map(|_| WITH_ACTION_MS);
        self.action = Some(Action { label, key, run });
        self
    }
}

/// The toasts on the screen, by context.
#[derive(Clone, Copy)]
pub struct Toasts {
    list: RwSignal<Vec<Toast>>,
    next: StoredValue<u32>,
    /// How often some have ended, for who shows which of them has the key.
    ended: RwSignal<u32>,
}

impl Toasts {
    /// None yet.
    #[must_use]
    pub fn new() -> Self {
        Self {
            list: RwSignal::new(Vec::new()),
            next: StoredValue::new(1),
            ended: RwSignal::new(0),
        }
    }

    /// The toasts of the app this is called in.
    #[must_use]
    pub fn here() -> Self {
        expect_context::<Self>()
    }

    /// Shows one, as the lowest. One that tells of the same as one before takes its place.
    pub fn show(self, toast: Toast) {
        self.put(toast);
    }

    /// The same, for who dismisses it: its action may act on a screen that one leaves.
    pub fn put(self, mut toast: Toast) -> u32 {
        toast.id = self
            .next
            .try_update_value(|next| {
                *next += 1;
                *next
            })
            .unwrap_or_default();
        let id = toast.id;
        room::from_here();
        self.list.update(|list| {
            list.retain(|shown| !toast.tells_again(shown));
            list.push(toast);
            make_room(list);
        });
        id
    }

    /// What went well and still stands there.
    pub fn successes(self) -> Vec<Words> {
        self.list.with_untracked(|list| {
            let went_well = list.iter().filter(|toast| toast.tone == Tone::Success);
            went_well.map(|toast| toast.title.clone()).collect()
        })
    }

    /// Does what the newest toast with a key offers; false where there is none whose deed is not over.
    pub fn undo(self) -> bool {
        let newest = self.list.with_untracked(|list| keyed(list).cloned());
        let Some(toast) = newest else {
            return false;
        };
        self.act(&toast);
        true
    }

    /// Whether the key acts on this one: the newest that has it.
    fn is_keyed(self, id: u32) -> bool {
        self.ended.track();
        self.list
            .with(|list| keyed(list).is_some_and(|toast| toast.id == id))
    }

    fn act(self, toast: &Toast) {
        self.dismiss(toast.id);
        match toast.action.as_ref().map(|action| &action.run) {
            Some(Run::Act(run)) => run(),
            Some(Run::Undo(run)) => {
                let (undoing, title) = (run(), toast.title.clone());
                spawn_local(async move {
                    if undoing.await {
                        self.show(Toast::undone(feed::undone(&title)));
                    }
                });
            }
            None => {}
        }
    }

    /// Takes away what [`Self::put`] showed, if it is still there.
    pub fn dismiss(self, id: u32) {
        room::from_here();
        self.list.update(|list| list.retain(|toast| toast.id != id));
    }

    /// Lets time pass for those that go by themselves.
    fn pass(self, ms: i32) {
        let is_over = |toast: &Toast| toast.left_ms.is_some_and(|left| left <= ms);
        if self.list.with_untracked(|list| list.iter().any(is_over)) {
            room::from_here();
            self.list
                .update(|list| list.retain(|toast| !is_over(toast)));
        }
        // Nobody shows what is left, so nobody is told.
        self.list.update_untracked(|list| {
            for toast in list {
                toast.left_ms = toast.left_ms.map(|left| left - ms);
            }
        });
    }
}

/// The newest that the key acts on.
fn keyed(list: &[Toast]) -> Option<&Toast> {
    list.iter().rev().find(|toast| toast.has_key())
}

/// Takes away what is too much, but never the newest, and refusals last.
fn make_room(list: &mut Vec<Toast>) {
    while list.len() > AT_MOST {
        let mut before = list.iter().take(list.len() - 1);
        match before.position(|toast| toast.left_ms.is_some()) {
            Some(oldest) => list.remove(oldest),
            None if list.len() > ERRORS_AT_MOST => list.remove(0),
            None => return,
        };
    }
}

impl Default for Toasts {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_passes_makes_room_and_refusals_stay() {
        let mut list = Vec::new();
        let mut show = |toast: Toast| {
            list.push(toast);
            make_room(&mut list);
            list.iter().map(|t| t.title.plain()).collect::<Vec<_>>()
        };
        show(Toast::error("refused"));
        for title in ["a", "b", "c"] {
            show(Toast::new(title));
        }
        assert_eq!(show(Toast::new("d")), ["refused", "c", "d"]);
        for title in ["1", "2", "3", "4"] {
            show(Toast::error(title));
        }
        assert_eq!(show(Toast::error("5")), ["1", "2", "3", "4", "5"]);
        assert_eq!(show(Toast::new("e")), ["2", "3", "4", "5", "e"]);
    }

    #[test]
    fn the_key_acts_on_the_newest_undo_whose_deed_is_not_over() {
        let undo = |title: &'static str| Toast::new(title).undo(|| Box::pin(async { true }));
        let mut list = vec![undo("a"), undo("b"), Toast::new("c")];
        let newest = |list: &[Toast]| keyed(list).map(|toast| toast.title.plain());
        assert_eq!(newest(&list).as_deref(), Some("b"));
        list[1].left_ms = Some(0);
        assert_eq!(newest(&list).as_deref(), Some("a"));
        list[0].left_ms = Some(0);
        assert_eq!(newest(&list), None);
    }

    #[test]
    fn of_what_is_taken_back_one_after_the_other_the_last_is_told() {
        let first = Toast::undone("Undone: “One” moved");
        assert!(Toast::undone("Undone: “Two” moved").tells_again(&first));
    }

    #[test]
    fn what_is_about_the_same_takes_its_place() {
        let failed = Toast::error("not ended").about("session");
        assert!(Toast::new("ended").about("session").tells_again(&failed));
        assert!(!Toast::new("ended").about("another").tells_again(&failed));
        assert!(!Toast::new("ended").tells_again(&failed));
    }
}
