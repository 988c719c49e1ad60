//! The filter of an open board, as it stands in the address and as it is typed.

use std::rc::Rc;
use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate, use_query_map};
use leptos_router::params::ParamsMap;
use tutti_types::UserId;
use tutti_types::tasks::Priority;

use super::filter::{Filter, Who};
use crate::effect::effect;

/// The address follows what is typed after this pause, since browsers bear only so many changes of it.
const PAUSE: Duration = Duration::from_millis(300);

type Navigate = Rc<dyn Fn(&str, NavigateOptions)>;

/// What is shown of an open board.
#[derive(Clone, Copy)]
pub struct View {
    pub filter: Memo<Filter>,
    /// The filter's text, letter by letter.
    text: RwSignal<String>,
    /// The filter of the address.
    stands: Memo<Filter>,
    /// The text that was brought into the address last.
    brought: StoredValue<String>,
    timer: StoredValue<Option<TimeoutHandle>>,
    path: Memo<String>,
    navigate: StoredValue<Navigate, LocalStorage>,
}

impl View {
    /// The view that the address asks for. To be called in a component.
    pub fn of_address() -> Self {
        let query = use_query_map();
        let navigate = use_navigate();
        let stands = Memo::new(move |_| query.with(|query| Filter::read(|field| query.get(field))));
        let text = RwSignal::new(stands.with_untracked(|filter| filter.text.clone()));
        let brought = StoredValue::new(text.get_untracked());
        // Back and Forward lead to another text; one's own comes back later than the letters typed since.
        effect(move || {
            let now = stands.with(|filter| filter.text.clone());
            if brought.with_value(|brought| *brought != now) {
                brought.set_value(now.clone());
                text.set(now);
            }
        });
        Self {
            filter: Memo::new(move |_| Filter {
                text: text.get(),
                ..stands.get()
            }),
            text,
            stands,
            brought,
            timer: StoredValue::new(None),
            path: use_location().pathname,
            navigate: StoredValue::new_local(Rc::new(navigate)),
        }
    }

    /// The filter's text. Tracked.
    pub fn text(self) -> String {
        self.text.get()
    }

    /// Whether anything is left out. Tracked.
    pub fn is_filtered(self) -> bool {
        self.filter.with(|filter| !filter.is_empty())
    }

    /// What follows the path in the board's addresses. Tracked.
    pub fn search(self) -> String {
        self.stands.with(search)
    }

    /// Another text is typed.
    pub fn type_text(self, text: String) {
        self.text.set(text);
        let bring = move || {
            let filter = self.filter.try_get_untracked();
            if let Some(filter) = filter {
                self.go(&filter, true);
            }
        };
        let timer = set_timeout_with_handle(bring, PAUSE).ok();
        if let Some(Some(old)) = self
            .timer
            .try_update_value(|kept| std::mem::replace(kept, timer))
        {
            old.clear();
        }
    }

    /// Chooses something else; Back leads to what was chosen before. Where a task is open, closing it leads to the new choice.
    pub fn choose(self, change: impl FnOnce(&mut Filter)) {
        // A toast may ask for it when the board is left.
        let Some(mut filter) = self.filter.try_get_untracked() else {
            return;
        };
        change(&mut filter);
        self.text.set(filter.text.clone());
        self.go(&filter, false);
    }

    /// Shows all again.
    pub fn clear(self) {
        self.choose(|filter| *filter = Filter::default());
    }

    /// Whether only one's own tasks are asked for. Tracked.
    pub fn is_mine(self) -> bool {
        self.filter.with(Filter::is_mine)
    }

    /// Asks for one's own tasks and nobody else's, or again for everybody's.
    pub fn toggle_mine(self) {
        self.choose(Filter::toggle_mine);
    }

    /// What a new task is made with, so that it does not vanish at once: the one person and the one priority asked for.
    pub fn made_with(self, me: UserId) -> (Vec<UserId>, Option<Priority>) {
        self.filter.with_untracked(|filter| {
            let people = match filter.people[..] {
                [Who::Me] => vec![me],
                [Who::Person(user)] => vec![user],
                _ => Vec::new(),
            };
            let priority = match filter.priorities[..] {
                [priority] => Some(priority),
                _ => None,
            };
            (people, priority)
        })
    }

    fn go(self, filter: &Filter, replace: bool) {
        self.brought.set_value(filter.text.trim().to_owned());
        let to = self
            .path
            .with_untracked(|path| format!("{path}{}", search(filter)));
        let options = NavigateOptions {
            replace,
            scroll: false,
            ..NavigateOptions::default()
        };
        self.navigate.with_value(|navigate| navigate(&to, options));
    }
}

fn search(filter: &Filter) -> String {
    let mut map = ParamsMap::new();
    for (name, value) in filter.fields() {
        map.insert(name, value);
    }
    map.to_query_string()
}
