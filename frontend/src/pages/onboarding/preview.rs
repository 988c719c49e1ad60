//! The workspace as it will look.

use leptos::prelude::*;
use tutti_types::columns::Category;
use tutti_types::tasks::Priority;

use super::first_board::{SAMPLES, Template};
use crate::session::Session;
use crate::text::{entry as t, shell};
use crate::ui::{Avatar, Mark, PriorityIcon, Said, StatusIcon, Typed, status_name};

/// A picture, not a part of the page: nothing in it can be reached or is read out.
#[component]
pub fn Preview(
    /// The name as it is typed.
    name: RwSignal<String>,
    /// The chosen first board.
    template: RwSignal<Template>,
) -> impl IntoView {
    let shown = move || {
        name.with(|text| match text.trim() {
            "" => t::NEW_WORKSPACE.to_owned(),
            text => text.to_owned(),
        })
    };
    let board = move || template.get().board_name();
    view! {
        <div class="entry-art preview" aria-hidden="true" inert>
            <div class="preview-app">
                <div class="preview-side">
                    <div class="preview-name">
                        <Mark/>
                        <Typed class="truncate" text=shown/>
                    </div>
                    <div class="nav-head">{shell::BOARDS}</div>
                    <div class="nav-item" aria-current="true">
                        <span class="nav-swatch" data-hue="6"></span>
                        <Said words=board/>
                    </div>
                    <div class="nav-head">{shell::MEMBERS}</div>
                    <Me/>
                </div>
                <div class="preview-main">
                    <div class="topbar">
                        <div class="topbar-title">
                            <Said words=board/>
                        </div>
                    </div>
                    <div class="preview-board">{move || columns(template.get())}</div>
                </div>
            </div>
        </div>
    }
}

#[component]
fn Me() -> impl IntoView {
    let user = Session::here().user;
    move || {
        user.get().map(|user| {
            view! {
                <div class="nav-item">
                    <Avatar
                        id=user.id
                        name=user.name.clone()
                        class="avatar avatar--xs"
                        presence="on"
                    />
                    <Typed class="nav-label" text=user.name/>
                </div>
            }
        })
    }
}

fn columns(template: Template) -> AnyView {
    let all = [
        Category::Todo,
        Category::InProgress,
        Category::Done,
        Category::Blocked,
    ];
    let count = if template == Template::Sprint { 3 } else { 4 };
    all.into_iter()
        .take(count)
        .map(|status| {
            let has_cards = status == Category::Todo && template == Template::Product;
            let cards = has_cards.then(|| {
                SAMPLES
                    .map(|(title, priority)| view! { <Card title priority/> })
                    .into_iter()
                    .collect_view()
            });
            view! {
                <div class="column">
                    <div class="column-head">
                        <StatusIcon status/>
                        <span>{status_name(status)}</span>
                    </div>
                    <div class="column-list">{cards}</div>
                </div>
            }
        })
        .collect_view()
        .into_any()
}

#[component]
fn Card(title: &'static str, priority: Priority) -> impl IntoView {
    let user = Session::here().user;
    let face = move || {
        user.get().map(|user| {
            view! { <Avatar id=user.id name=user.name class="avatar avatar--xs"/> }
        })
    };
    view! {
        <div class="card">
            <div class="card-title">{title}</div>
            <div class="card-foot">
                <PriorityIcon priority/>
                {face}
            </div>
        </div>
    }
}
