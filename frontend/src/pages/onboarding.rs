//! The first workspace: named, addressed, and seen as it will look while it is typed.

mod first_board;
mod preview;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::components::A;
use leptos_router::hooks::{use_navigate, use_query_map};
use tutti_types::ErrorCode;
use tutti_types::text::{Slug, WorkspaceName};
use tutti_types::workspaces::CreateWorkspace;

use self::first_board::{FirstBoard, Template};
use self::preview::Preview;
use super::entry::{self, Entry};
use super::guard::Guard;
use super::submit::Submit;
use crate::api;
use crate::session::Session;
use crate::text::entry as t;
use crate::ui::{Button, Field, FormError, Icon, Input, Kind, TextField, TextInput, checked};

/// The page `/onboarding`, and with `?new` where one makes a further workspace.
#[component]
pub fn Onboarding() -> impl IntoView {
    view! {
        <Guard>
            <Arriving/>
        </Guard>
    }
}

/// Who has a workspace and did not ask for another one came here by an old address.
#[component]
fn Arriving() -> impl IntoView {
    let session = Session::here();
    let navigate = use_navigate();
    let wants_new = use_query_map().with_untracked(|query| query.get("new").is_some());
    if wants_new || session.workspaces.with_untracked(Vec::is_empty) {
        return view! { <Naming/> }.into_any();
    }
    Effect::new(move |_| {
        let replace = NavigateOptions {
            replace: true,
            ..NavigateOptions::default()
        };
        navigate(&session.home(), replace);
    });
    ().into_any()
}

#[component]
fn Naming() -> impl IntoView {
    let session = Session::here();
    let name = Input::new("name", "name", |text| {
        checked(text, t::WORKSPACE_NAME_MISSING, WorkspaceName::parse)
    });
    let slug = Input::new("slug", "slug", |text| {
        checked(text, t::SLUG_MISSING, Slug::parse)
    });
    let template = RwSignal::new(Template::Product);
    follow(name, slug);

    let form = Submit::new();
    let navigate = use_navigate();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !form.begin() {
            return;
        }
        let (Some(name_text), Some(slug_text)) =
            (name.parse(WorkspaceName::parse), slug.parse(Slug::parse))
        else {
            return form.stop();
        };
        let navigate = navigate.clone();
        let template = template.get_untracked();
        spawn_local(async move {
            let body = CreateWorkspace {
                id: None,
                name: name_text,
                slug: Some(slug_text),
            };
            let made = match api::workspaces::create(&body).await {
                Ok(made) => made,
                Err(error) if error.is(ErrorCode::SlugTaken) => {
                    slug.refuse(t::SLUG_TAKEN);
                    return form.stop();
                }
                Err(error) => return form.refuse(&error, &[name, slug]),
            };
            // The workspace stands. Its first board is a help, so a failure there is not worth a word.
            let board = first_board::set_up(made.id, template).await;
            if let Err(error) = session.reload_workspaces().await {
                return form.refuse(&error, &[]);
            }
            let to = match board {
                Some(board) => format!("/w/{}/b/{board}", made.slug),
                None => format!("/w/{}", made.slug),
            };
            navigate(&to, Default::default());
        });
    };
    let has_others = move || session.workspaces.with(|list| !list.is_empty());

    view! {
        <Entry
            title=t::WORKSPACE_TITLE
            lede=t::WORKSPACE_LEDE
            wide=true
            art=move || view! { <Preview name=name.value template/> }
        >
            <form class="entry-fields entry-fields--wide" novalidate on:submit=submit>
                <FormError text=form.fault/>
                <TextField input=name label=t::WORKSPACE_NAME autocomplete="organization"/>
                <Field input=slug label=t::SLUG hint=Some(t::SLUG_HINT)>
                    <div class="input input-wrap">
                        <span class="affix">{format!("{}/w/", entry::host())}</span>
                        <TextInput input=slug class="" has_hint=true/>
                        {move || {
                            let is_good = slug.value.with(|text| Slug::parse(text).is_ok());
                            is_good
                                .then(|| view! { <Icon name="check" class="icon is-good"/> })
                        }}
                    </div>
                </Field>
                <FirstBoard template/>
                <div class="row">
                    {move || {
                        has_others()
                            .then(|| {
                                view! {
                                    <A href="/" attr:class="btn btn--quiet btn--lg is-start">
                                        {t::BACK}
                                    </A>
                                }
                            })
                    }}
                    <Button
                        kind=Kind::Primary
                        class="btn--lg push"
                        submit=true
                        busy=form.busy
                    >
                        {t::CREATE_WORKSPACE}
                        <Icon name="arrow-right"/>
                    </Button>
                </div>
            </form>
        </Entry>
    }
}

/// The address follows the name until somebody gives it one of its own.
fn follow(name: Input, slug: Input) {
    let made = StoredValue::new(String::new());
    Effect::new(move |_| {
        let own = name.value.with(|text| {
            WorkspaceName::parse(text).map_or_else(|_| String::new(), |name| name.slug())
        });
        let is_untouched = slug
            .value
            .with_untracked(|text| made.with_value(|made| text == made));
        if is_untouched {
            made.set_value(own.clone());
            slug.reset(&own);
        }
    });
}
