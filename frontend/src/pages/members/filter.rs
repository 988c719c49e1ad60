//! Which members are shown, as it stands in the address.

use std::time::Duration;

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate, use_query_map};
use leptos_router::params::ParamsMap;
use tutti_types::Role;
use tutti_types::members::Member;

use super::role_of;
use crate::text::people as t;
use crate::ui::Icon;

/// The address follows what is typed after this pause, since browsers bear only so many changes of it.
const PAUSE: Duration = Duration::from_millis(300);
/// The fields of the address.
const TEXT: &str = "q";
const ROLE: &str = "role";

/// What is looked for.
#[derive(Clone, Copy)]
pub struct Filter {
    /// Stands in the name or the address.
    pub text: RwSignal<String>,
    /// Is the role.
    pub role: RwSignal<Option<Role>>,
}

impl Filter {
    /// What the address asks for, which follows from then on. To be called in a component.
    pub fn of_address() -> Self {
        let query = use_query_map();
        let asked = |field| query.with_untracked(|query| query.get(field));
        let this = Self {
            text: RwSignal::new(asked(TEXT).unwrap_or_default()),
            role: RwSignal::new(asked(ROLE).and_then(|role| role.parse().ok())),
        };
        let path = use_location().pathname;
        let navigate = use_navigate();
        let bring = debounce(PAUSE, move |search: String| {
            let options = NavigateOptions {
                replace: true,
                scroll: false,
                ..NavigateOptions::default()
            };
            navigate(&format!("{}{search}", path.get_untracked()), options);
        });
        let bring = StoredValue::new_local(bring);
        Effect::new(move |before: Option<String>| {
            let search = this.search();
            if before.is_some_and(|before| before != search) {
                bring.update_value(|bring| bring(search.clone()));
            }
            search
        });
        this
    }

    /// What follows the path in the address. Tracked.
    fn search(self) -> String {
        let mut fields = ParamsMap::new();
        let text = self.text.get();
        if !text.trim().is_empty() {
            fields.insert(TEXT, text.trim().to_owned());
        }
        if let Some(role) = self.role.get() {
            fields.insert(ROLE, role.as_str().to_owned());
        }
        fields.to_query_string()
    }

    /// Shows everybody again.
    pub fn clear(self) {
        self.text.set(String::new());
        self.role.set(None);
    }

    /// Whether somebody is looked for.
    pub fn shows(self, member: &Member) -> bool {
        let has_role = self.role.get().is_none_or(|role| role == role_of(member));
        has_role
            && self.text.with(|text| {
                let text = text.trim().to_lowercase();
                text.is_empty()
                    || member.name.to_lowercase().contains(&text)
                    || member
                        .email
                        .as_ref()
                        .is_some_and(|email| email.to_lowercase().contains(&text))
            })
    }
}

/// The field and the choice.
#[component]
pub fn FilterBar(filter: Filter) -> impl IntoView {
    let chosen = move |event| {
        filter.role.set(event_target_value(&event).parse().ok());
    };
    let option = move |role: Role| {
        view! {
            <option value=role.as_str()>{t::role(role)}</option>
        }
    };
    view! {
        <div class="row filter-bar">
            <label class="input input-wrap input--md">
                <Icon name="search" class="icon icon--sm"/>
                <span class="visually-hidden">{t::FIND}</span>
                <input
                    type="search"
                    dir="auto"
                    placeholder=t::FIND_HINT
                    autocomplete="off"
                    prop:value=filter.text
                    on:input=move |event| filter.text.set(event_target_value(&event))
                />
            </label>
            <select
                class="input select input--md"
                aria-label=t::ROLE_FILTER
                prop:value=move || filter.role.get().map_or("", |role| role.as_str())
                on:change=chosen
            >
                <option value="">{t::ANY_ROLE}</option>
                {Role::ALL.iter().rev().map(|role| option(*role)).collect_view()}
            </select>
        </div>
    }
}
