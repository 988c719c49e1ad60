//! A task's history: who changed what, oldest first.

use leptos::prelude::*;
use leptos::task::spawn_local;
use tutti_types::TaskId;
use tutti_types::activity::{Activity, ActivityQuery};

use super::Card;
use crate::api;
use crate::components::activity_rail::words;
use crate::store::Space;
use crate::text::task as text;
use crate::ui::{Ago, Button, Icon, Kind, time};

/// The history of a task: what was loaded, and what happens while it is open.
#[component]
pub fn History(card: Card) -> impl IntoView {
    let space = Space::here();
    let task = card.with_untracked(|card| card.task.id);
    let loaded = RwSignal::new(Vec::<Activity>::new());
    let cursor = RwSignal::new(None::<String>);
    let load = move |from: Option<String>| {
        spawn_local(async move {
            let filter = ActivityQuery {
                task: Some(task),
                cursor: from,
                ..ActivityQuery::default()
            };
            if let Ok(page) = api::activity::list(space.id, &filter).await {
                cursor.try_set(page.next_cursor);
                loaded.try_update(|entries| entries.extend(page.items));
            }
        });
    };
    load(None);
    let entries = Memo::new(move |_| {
        let mut entries = loaded.get();
        for entry in live(space, task) {
            if entries.iter().all(|known| known.seq != entry.seq) {
                entries.push(entry);
            }
        }
        entries.sort_by_key(|entry| entry.seq);
        entries
    });
    view! {
        <section class="stack" aria-labelledby="task-history">
            <h3 id="task-history" class="section-title">
                {text::HISTORY}
            </h3>
            {move || {
                cursor
                    .get()
                    .map(|from| {
                        let press = move |()| load(Some(from.clone()));
                        view! { <Button kind=Kind::Quiet class="btn--sm" press>{text::SHOW_OLDER}</Button> }
                    })
            }}
            <ol class="stack">
                <For each=move || entries.get() key=|entry| entry.seq let:entry>
                    <Entry entry/>
                </For>
            </ol>
        </section>
    }
}

fn live(space: Space, task: TaskId) -> Vec<Activity> {
    space.feed.track();
    space
        .read(|s| {
            let of_task = s
                .feed()
                .entries()
                .iter()
                .filter(|e| e.task_id == Some(task));
            of_task.cloned().collect()
        })
        .unwrap_or_default()
}

#[component]
fn Entry(entry: Activity) -> impl IntoView {
    let space = Space::here();
    let sentence = untrack(|| words::of(space, &entry));
    let lead = sentence
        .lead
        .filter(|_| sentence.whole.is_none())
        .map(|lead| format!(" {lead}"));
    let behind = sentence.whole.or(sentence.rest);
    let who = entry.actor_id;
    let at = entry.at;
    view! {
        <li class="event">
            <Icon name=icon(&entry)/>
            <span>
                <b dir="auto">{move || space.name_of(who)}</b>
                " "
                {sentence.verb}
                {lead}
                " it "
                {behind}
                " "
                <Ago at say=time::since/>
            </span>
        </li>
    }
}

fn icon(entry: &Activity) -> &'static str {
    use tutti_types::events::EventKind;
    match entry.kind {
        EventKind::TaskCreated => "plus",
        EventKind::TaskMoved => "arrow-right",
        EventKind::TaskDeleted => "trash-2",
        EventKind::TaskRestored => "undo-2",
        _ => "square-pen",
    }
}
