//! The first workspace: named, addressed, and seen as it will look while it is typed.

mod first_board;
mod preview;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::components::A;
use leptos_router::hooks::{use_navigate, use_query_map};
use serde::{Deserialize, Serialize};
use tutti_types::text::{Slug, WorkspaceName};
use tutti_types::workspaces::{CreateWorkspace, UpdateWorkspace, Workspace};
use tutti_types::{ErrorCode, TaskId, WorkspaceId};

use self::first_board::{FirstBoard, SAMPLES, Template};
use self::preview::Preview;
use super::creation::Creation;
use super::entry::{self, Entry};
use super::guard::Guard;
use super::submit::{FormFault, Submit};
use crate::api;
use crate::components::deleted_workspaces::{Among, DeletedWorkspaces};
use crate::components::suspended_workspaces::SuspendedLines;
use crate::drafts::{Drafts, Location, Place};
use crate::effect::effect;
use crate::session::Session;
use crate::text::entry as t;
use crate::ui::{Button, Field, Handed, Icon, Input, Kind, TextField, TextInput, checked};

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
    effect(move || {
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
    // The same ids until all of it is there, so that a lost answer does not make two workspaces.
    let creation = Creation::<Founding>::of("workspace");
    let (made, unanswered): (Vec<_>, Vec<_>) = creation
        .unanswered()
        .into_iter()
        .partition(|sent| sent.is_known(session));
    if !made.is_empty() {
        creation.end();
    }
    let drafts = Drafts::here();
    effect(move || {
        // The page that made it may be known to be gone only later.
        drafts.track();
        for sent in &made {
            drafts.saved(Place::NewWorkspaceName, &sent.name);
            drafts.saved(Place::NewWorkspaceAddress, &sent.slug);
        }
    });
    name.open(Location::own(Place::NewWorkspaceName), "");
    slug.open(Location::own(Place::NewWorkspaceAddress), "");
    let template = RwSignal::new(Template::Product);
    let unanswered = unanswered.into_iter().next();
    let is_restored = unanswered.is_some();
    let founding = unanswered.unwrap_or_else(Founding::new);
    let (id, samples) = (founding.id, founding.samples);
    if is_restored {
        name.reset(&founding.name);
        slug.reset(&founding.slug);
        template.set(founding.template);
    }
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
        let handed = [name, slug].map(Input::handed);
        let sent = creation.send(&Founding {
            id,
            name: name_text.as_str().to_owned(),
            slug: slug_text.as_str().to_owned(),
            template,
            samples,
        });
        spawn_local(async move {
            let made = match found(id, name_text, slug_text).await {
                Ok(made) => made,
                Err(error) if error.is(ErrorCode::SlugTaken) => {
                    sent.end();
                    slug.refuse(t::SLUG_TAKEN);
                    return form.stop();
                }
                Err(error) => {
                    sent.refused(&error);
                    return form.refuse(&error, &[name, slug]);
                }
            };
            name.saved();
            slug.saved();
            handed.iter().for_each(Handed::saved);
            // The workspace stands. Its first board is a help, so a failure there is not worth a word.
            let board = first_board::set_up(made.id, template, samples).await;
            if let Err(error) = session.reload_workspaces().await {
                return form.refuse(&error, &[]);
            }
            sent.end();
            // Whoever went elsewhere meanwhile stays there.
            if !form.is_there() {
                return;
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
                <FormFault form/>
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
            <SuspendedLines/>
            <DeletedWorkspaces among=Among::Page/>
        </Entry>
    }
}

/// A workspace on its way, with all that comes with it.
#[derive(Serialize, Deserialize)]
struct Founding {
    id: WorkspaceId,
    name: String,
    slug: String,
    template: Template,
    /// Of the cards to try things on.
    samples: [TaskId; SAMPLES.len()],
}

impl Founding {
    fn new() -> Self {
        Self {
            id: WorkspaceId::new(),
            name: String::new(),
            slug: String::new(),
            template: Template::Product,
            samples: SAMPLES.map(|_| TaskId::new()),
        }
    }

    /// It is there, and one has seen it: this form is for another one.
    fn is_known(&self, session: Session) -> bool {
        session
            .workspaces
            .with_untracked(|list| list.iter().any(|ws| ws.id == self.id))
    }
}

/// Makes it. Where an earlier answer was lost and something was changed since, it is there under this id and is changed.
async fn found(id: WorkspaceId, name: WorkspaceName, slug: Slug) -> Result<Workspace, api::Error> {
    let body = CreateWorkspace {
        id: Some(id),
        name,
        slug: Some(slug),
    };
    match api::workspaces::create(&body).await {
        Err(error) if error.is(ErrorCode::IdTaken) => {
            let changed = UpdateWorkspace {
                name: Some(body.name),
                slug: body.slug,
                task_prefix: None,
            };
            api::workspaces::update(id, &changed).await
        }
        answer => answer,
    }
}

/// The address follows the name until somebody gives it one of its own.
fn follow(name: Input, slug: Input) {
    // What stands there already was given by somebody.
    let made = StoredValue::new(String::new());
    effect(move || {
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
