//! A task beside the board. The panel has its own address; the board stays behind it.

mod clash;
mod dates;
mod description;
mod draft;
mod head;
mod history;
mod markdown;
mod part;
pub mod pickers;
mod props;
mod title;
mod trashed;

pub use head::BareHead;
pub use markdown::fetch_renderer;
pub use part::{fetch_part, part};

use leptos::html;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use tutti_state::Badge;
use tutti_types::{Permission, TaskId};

use crate::api;
use crate::components::board::BoardCx;
use crate::components::board::opening::closer;
use crate::components::draft_list::{LeftDrafts, is_of_task};
use crate::dom;
use crate::effect::effect;
use crate::keys::{self, InTask, SHORTCUTS};
use crate::remote::Request;
use crate::shell::Frame;
use crate::store::{CardState, Space};
use crate::text::task as text;
use crate::ui::{Art, Button, Empty, Loading, Skeleton};

/// A task's signal.
pub type Card = ArcRwSignal<CardState>;

/// The panel of the task in the address.
#[component]
pub fn TaskPanel() -> impl IntoView {
    let params = use_params_map();
    let task = Memo::new(move |_| {
        params
            .with(|p| p.get("task"))
            .and_then(|id| id.parse().ok())
    });
    move || match task.get() {
        Some(task) => view! { <Panel task/> }.into_any(),
        None => view! { <Gone task=None/> }.into_any(),
    }
}

#[component]
fn Panel(task: TaskId) -> impl IntoView {
    let cx = BoardCx::here();
    let node = NodeRef::<html::Aside>::new();
    let loaded = RwSignal::new(0_u32);
    let request = Request::new(move || async move {
        let answer = cx.space.load_task(task).await;
        loaded.try_update(|n| *n += 1);
        answer
    });
    request.load();
    load_what_is_missing(cx, task, request);
    let is_here = Memo::new(move |_| {
        loaded.track();
        cx.space.part(cx.id).track();
        cx.space.card(task).is_some()
    });
    listen(cx, task);
    // However it is closed, by the browser's way back too, the card is where one goes on.
    on_cleanup(move || {
        request_animation_frame(move || {
            let is_here = cx.active.try_get_untracked().is_some();
            let is_open = matches!(document().query_selector(".panel"), Ok(Some(_)));
            if is_here && !is_open && !dom::has_focus() && cx.find(task).is_some() {
                cx.reveal.set(Some(task));
            }
        });
    });
    effect(move || {
        if let Some(panel) = node.get() {
            // The panel is no field: keys still act on what is behind it.
            let _ = panel.focus();
        }
    });
    // Only what stands in its place looks at the fault: the task itself is made once, with what is typed in it.
    let body = move || {
        // Read first: a task that is not here yet would leave it untracked, and nothing would show it once it is.
        let card = is_here.get().then(|| cx.space.card(task)).flatten();
        if let Some(card) = card {
            return view! { <Body card request/> }.into_any();
        }
        let again = move |()| request.again();
        match request.fault.get() {
            Some(error) if error.is_no_access() => view! { <Gone task=Some(task)/> }.into_any(),
            Some(error) => view! {
                <head::BareHead/>
                <Empty art=Art::Pulse title=text::LOAD_FAILED text=error.message()>
                    <Button icon="rotate-cw" press=again>{text::TRY_AGAIN}</Button>
                </Empty>
            }
            .into_any(),
            None => view! {
                <head::BareHead/>
                <div class="panel-main">
                    <Loading retry=again>
                        <Skeleton width="70%" height="20px"/>
                        <Skeleton width="90%"/>
                        <Skeleton width="80%"/>
                    </Loading>
                </div>
            }
            .into_any(),
        }
    };
    view! {
        <aside class="panel" aria-label=text::TASK tabindex="-1" node_ref=node>
            {body}
        </aside>
    }
}

/// A task comes without its description from its board, also when that is loaded anew after the connection was away. So it is
/// asked for once more whenever its description is not known: as the connection comes back, and when there is a newer task.
fn load_what_is_missing(cx: BoardCx, task: TaskId, request: Request) {
    let space = cx.space;
    let part = space.part(cx.id);
    // The version that is known without its description; within it none where the task is not known at all.
    let missing = Memo::new(move |_| {
        part.track();
        let Some(card) = space.card(task) else {
            return Some(None);
        };
        card.with(|card| {
            let is_whole = description::is_known(&card.task);
            (!is_whole && !card.is_gone).then_some(Some(card.task.version))
        })
    });
    let is_up = Memo::new(move |_| {
        let badge = space.badge.get();
        badge.is_some_and(|badge| badge != Badge::Offline)
    });
    Effect::new(move |asked: Option<(_, bool)>| {
        let now = (missing.get(), is_up.get());
        let Some(asked) = asked else { return now };
        if request.busy.get() {
            return asked;
        }
        let is_refused = request.fault.with_untracked(|error| {
            let error = error.as_ref();
            error.is_some_and(api::Error::is_no_access)
        });
        if now != asked && now.0.is_some() && now.1 && !is_refused {
            request.load();
        }
        now
    });
}

/// Where a task is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    Here,
    Trashed,
    OutOfSight,
}

/// A task that is there, or that is in the trash; what of it went where one cannot see it is not shown.
#[component]
fn Body(card: Card, request: Request) -> impl IntoView {
    let is_gone = is_gone(&card);
    let standing = Memo::new(move |_| {
        let refused = request
            .fault
            .with(|error| error.as_ref().is_some_and(api::Error::is_no_access));
        match (is_gone.get(), refused) {
            (false, _) => Standing::Here,
            (true, false) => Standing::Trashed,
            (true, true) => Standing::OutOfSight,
        }
    });
    trashed::ask_again(&card, is_gone, request);
    let id = card.with_untracked(|card| card.task.id);
    let key = key(&card);
    name_page(&card, key, standing);
    let banner = {
        let card = card.clone();
        move || match standing.get() {
            Standing::Here => ().into_any(),
            Standing::Trashed => view! { <trashed::Trashed card=card.clone()/> }.into_any(),
            Standing::OutOfSight => view! { <NotHere task=Some(id)/> }.into_any(),
        }
    };
    view! {
        <head::Head card=card.clone()/>
        {banner}
        <div class="panel-body" hidden=move || standing.get() == Standing::OutOfSight>
            <div class="panel-main" tabindex="0" role="region" aria-label=move || format!("Task {}", key.get())>
                <div class="stack panel-text">
                    <title::Title card=card.clone()/>
                    <description::Description card=card.clone() request/>
                </div>
                <history::History card=card.clone()/>
            </div>
            <div class="panel-side">
                <props::Props card/>
            </div>
        </div>
    }
}

/// The page is called after the task as long as that is to be seen: a tab and the way back are told by it.
fn name_page(card: &Card, key: Memo<String>, standing: Memo<Standing>) {
    let over = Frame::here().over;
    let title = card.clone();
    effect(move || {
        let is_seen = standing.get() != Standing::OutOfSight;
        let name = || {
            format!(
                "{} {}",
                key.get(),
                title.with(|card| card.task.title.clone())
            )
        };
        over.set(is_seen.then(name));
    });
    on_cleanup(move || {
        over.try_set(None);
    });
}

/// Whether a task was deleted, or went out of sight.
fn is_gone(card: &Card) -> Memo<bool> {
    let card = card.clone();
    Memo::new(move |_| card.with(|card| card.is_gone))
}

/// A task's key, which changes with the workspace's prefix.
fn key(card: &Card) -> Memo<String> {
    let card = card.clone();
    Memo::new(move |_| card.with(|card| card.task.key.clone()))
}

/// Whether one may change a task, which nobody does in the trash.
fn may_edit(space: Space, card: &Card) -> Memo<bool> {
    let is_gone = is_gone(card);
    Memo::new(move |_| space.may(Permission::TasksUpdate) && !is_gone.get())
}

#[component]
fn Gone(task: Option<TaskId>) -> impl IntoView {
    view! {
        <head::BareHead/>
        <NotHere task/>
    }
}

/// That it is gone; what was written in it is not.
#[component]
fn NotHere(task: Option<TaskId>) -> impl IntoView {
    view! {
        <div class="scroll">
            <Empty art=Art::Lock title=text::GONE text=text::GONE_TEXT/>
            <LeftDrafts of=move |kept| task.is_some_and(|task| is_of_task(kept, task))/>
        </div>
    }
}

/// The panel's own keys.
fn listen(cx: BoardCx, task: TaskId) {
    let close = closer(cx);
    keys::listen(move |press| {
        let closes = SHORTCUTS.in_task.asked(press) == Some(InTask::Leave);
        let is_free = !press.is_taken() && cx.keyed.get_untracked().is_none();
        if closes && is_free && !dom::is_covered() {
            press.take();
            if dom::is_typing() {
                // The first Escape leaves the text, which is saved; the second closes.
                dom::focus(".panel");
            } else {
                close(Some(task));
            }
        }
    });
}
