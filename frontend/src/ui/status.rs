//! Status as a circle that fills, priority as bars that rise: both read without colour.

use leptos::prelude::*;
use tutti_types::columns::Category;
use tutti_types::tasks::Priority;

use crate::text::status::priority_label;
pub use crate::text::status::{priority_name, status_name};

/// A status. Decoration, unless `named`.
#[component]
pub fn StatusIcon(
    status: Category,
    /// Whether it carries the name, where no text beside it does.
    #[prop(optional)]
    named: bool,
) -> impl IntoView {
    let key = match status {
        Category::Todo => "todo",
        Category::InProgress => "progress",
        Category::Done => "done",
        Category::Blocked => "blocked",
    };
    let shape = match status {
        Category::Todo => {
            view! { <circle class="status-ring" cx="7" cy="7" r="5.75"></circle> }.into_any()
        }
        Category::InProgress => view! {
            <circle class="status-ring" cx="7" cy="7" r="5.75"></circle>
            <path class="status-fill" d="M7 3.5a3.5 3.5 0 0 1 0 7z"></path>
        }
        .into_any(),
        Category::Done => view! {
            <circle class="status-fill" cx="7" cy="7" r="6.5"></circle>
            <path class="status-cut" d="m4.4 7.2 1.8 1.8 3.5-3.7"></path>
        }
        .into_any(),
        Category::Blocked => view! {
            <circle class="status-fill" cx="7" cy="7" r="6.5"></circle>
            <path class="status-cut" d="M4.25 7h5.5"></path>
        }
        .into_any(),
    };
    view! {
        <svg
            class="status"
            data-status=key
            viewBox="0 0 14 14"
            role=named.then_some("img")
            aria-hidden=(!named).then_some("true")
            aria-label=named.then_some(status_name(status))
        >
            {shape}
        </svg>
    }
}

/// A priority. Decoration, unless `named`.
#[component]
pub fn PriorityIcon(
    priority: Priority,
    /// Whether it carries the name, where no text beside it does.
    #[prop(optional)]
    named: bool,
) -> impl IntoView {
    let off = |is_off: bool| is_off.then_some("is-off");
    view! {
        <svg
            class="prio"
            data-prio=priority.as_str()
            viewBox="0 0 14 14"
            role=named.then_some("img")
            aria-hidden=(!named).then_some("true")
            aria-label=named.then_some(priority_label(priority))
        >
            <rect x="1" y="8" width="3" height="4" rx="1"></rect>
            <rect x="5.5" y="5" width="3" height="7" rx="1" class=off(priority == Priority::Low)></rect>
            <rect x="10" y="2" width="3" height="10" rx="1" class=off(priority != Priority::High)></rect>
        </svg>
    }
}
