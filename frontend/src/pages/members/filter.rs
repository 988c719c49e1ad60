//! Which members are shown.

use leptos::prelude::*;
use tutti_types::Role;
use tutti_types::members::Member;

use super::role_of;
use crate::text::people as t;
use crate::ui::Icon;

/// What is looked for.
#[derive(Clone, Copy)]
pub struct Filter {
    /// Stands in the name or the address.
    pub text: RwSignal<String>,
    /// Is the role.
    pub role: RwSignal<Option<Role>>,
}

impl Filter {
    /// Everybody.
    pub fn new() -> Self {
        Self {
            text: RwSignal::new(String::new()),
            role: RwSignal::new(None),
        }
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
