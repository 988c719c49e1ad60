//! A task in the trash: who put it there, and the way back.

use leptos::prelude::*;
use leptos::task::spawn_local;
use tutti_state::Intent;
use tutti_types::activity::{Activity, ActivityQuery};
use tutti_types::events::EventKind;
use tutti_types::tasks::Task;
use tutti_types::{Permission, TaskId, UserId};

use super::Card;
use crate::api;
use crate::dom;
use crate::store::Space;
use crate::text::task as text;
use crate::ui::time;
use crate::ui::{Banner, Button};

/// Takes a task out of the trash: at once on the screen, and with a step back. Gives the op's key.
pub fn restore(space: Space, task: &Task) -> String {
    let card = Task {
        deleted_at: None,
        ..task.clone()
    };
    space.act(Intent::RestoreTask {
        task: task.id,
        card: Some(Box::new(card)),
    })
}

/// The newest entry of the feed that tells of the task's end or return.
pub fn last_told(space: Space, task: TaskId) -> Option<(EventKind, Option<UserId>)> {
    space.feed.track();
    space
        .read(|s| newest(s.feed().entries(), task).map(|entry| (entry.kind, entry.actor_id)))
        .flatten()
}

fn newest(entries: &[Activity], task: TaskId) -> Option<&Activity> {
    let tells = |kind| matches!(kind, EventKind::TaskDeleted | EventKind::TaskRestored);
    let of_task = |entry: &&Activity| entry.task_id == Some(task) && tells(entry.kind);
    entries.iter().find(of_task)
}

/// Asks the server anew when the task goes, since only it knows whether it is in the trash, and when somebody brings one back
/// whose board is not loaded here.
pub(super) fn ask_again(card: &Card, is_gone: Memo<bool>, load: Callback<()>) {
    let space = Space::here();
    let task = card.with_untracked(|card| card.task.id);
    let is_back = Memo::new(move |_| {
        let told = last_told(space, task).map(|(kind, _)| kind);
        is_gone.get() && told == Some(EventKind::TaskRestored)
    });
    Effect::new(move |before: Option<(bool, bool)>| {
        let now = (is_gone.get(), is_back.get());
        if before.is_some_and(|before| (now.0 && !before.0) || (now.1 && !before.1)) {
            load.run(());
        }
        now
    });
}

/// The line above the task, with the button that restores it.
#[component]
pub fn Trashed(card: Card) -> impl IntoView {
    let space = Space::here();
    let id = card.with_untracked(|card| card.task.id);
    let asked = RwSignal::new(None::<UserId>);
    if untrack(|| last_told(space, id)).is_none() {
        ask_who(space, id, asked);
    }
    let words = {
        let card = card.clone();
        move || {
            let told = last_told(space, id)
                .filter(|(kind, _)| *kind == EventKind::TaskDeleted)
                .and_then(|(_, actor)| actor);
            let who = told.or(asked.get()).map(|who| space.name_of(Some(who)));
            let at = card.with(|card| card.task.deleted_at).map(time::day);
            text::deleted(who.as_deref(), at.as_deref())
        }
    };
    let press = Callback::new(move |()| {
        let task = card.with_untracked(|card| card.task.clone());
        restore(space, &task);
        // The button that had the focus goes.
        request_animation_frame(|| {
            dom::focus(".panel");
        });
    });
    view! {
        <Banner icon="trash-2">
            <span>{words}</span>
            {move || {
                space
                    .may(Permission::TasksDelete)
                    .then(|| {
                        view! {
                            <Button class="btn--sm" icon="undo-2" press>
                                {text::RESTORE}
                            </Button>
                        }
                    })
            }}
        </Banner>
    }
}

fn ask_who(space: Space, task: TaskId, asked: RwSignal<Option<UserId>>) {
    spawn_local(async move {
        let filter = ActivityQuery {
            task: Some(task),
            ..ActivityQuery::default()
        };
        if let Ok(page) = api::activity::list(space.id, &filter).await {
            let actor = newest(&page.items, task).and_then(|entry| entry.actor_id);
            asked.try_set(actor);
        }
    });
}
