//! A task's history: who changed what, oldest first.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use tutti_types::TaskId;
use tutti_types::activity::{Activity, ActivityQuery};

use super::Card;
use crate::api;
use crate::components::activity_rail::{Changes, Line, fold, tells_of_dates, words_of};
use crate::dom::{self, after_frames};
use crate::effect::effect;
use crate::latest::Latest;
use crate::store::Space;
use crate::text::task as text;
use crate::ui::{Ago, Button, Icon, Kind, List, Said, Typed, time};

/// The history of a task: what was loaded, and what happens while it is open.
#[component]
pub fn History(card: Card) -> impl IntoView {
    let space = Space::here();
    let task = card.with_untracked(|card| card.task.id);
    let known = RwSignal::new(Vec::<Activity>::new());
    // What is older than the pages may have gaps.
    let since = RwSignal::new(0);
    let cursor = RwSignal::new(None::<String>);
    let (busy, failed) = (RwSignal::new(false), RwSignal::new(false));
    let list = NodeRef::<html::Ol>::new();
    let latest = Latest::new();
    // From where the last request asked.
    let asked_from = StoredValue::new(None::<String>);
    let load = move |from: Option<String>| {
        let asked = latest.ask();
        asked_from.set_value(from.clone());
        busy.set(true);
        let is_first = from.is_none();
        spawn_local(async move {
            let filter = ActivityQuery {
                task: Some(task),
                cursor: from,
                ..ActivityQuery::default()
            };
            let answer = api::activity::list(space.id, &filter).await;
            if !asked.is_last() {
                return;
            }
            failed.set(answer.is_err());
            if let Ok(page) = answer {
                let last = page.items.last().filter(|_| page.next_cursor.is_some());
                since.set(last.map(|entry| entry.seq).unwrap_or_default());
                cursor.set(page.next_cursor);
                // The server's wording wins, which knew names that are not known here.
                known.update(|known| {
                    known.retain(|old| page.items.iter().all(|new| new.seq != old.seq));
                    known.extend(page.items);
                });
            }
            busy.set(false);
            if !is_first {
                after_frames(2, move || focus_instead(list));
            }
        });
    };
    load(None);
    // The stream could not tell of all that happened: the list begins anew, and ends where the first page does.
    Effect::watch(
        move || space.reloaded.get(),
        move |_, _, _| load(None),
        false,
    );
    // What is told meanwhile is kept here, since the feed lets go of it some day.
    effect(move || {
        let told = live(space, task);
        let is_new = |entry: &Activity| {
            known.with_untracked(|known| known.iter().all(|old| old.seq != entry.seq))
        };
        let new: Vec<_> = told.into_iter().filter(is_new).collect();
        if !new.is_empty() {
            known.update(|known| known.extend(new));
        }
    });
    let entries = Memo::new(move |_| {
        let mut entries = known.get();
        entries.retain(|entry| entry.seq >= since.get());
        entries.sort_by_key(|entry| std::cmp::Reverse(entry.seq));
        let mut lines = fold(&entries);
        lines.reverse();
        lines
    });
    view! {
        <section class="stack" aria-labelledby="task-history">
            <h3 id="task-history" class="section-title">
                {text::HISTORY}
            </h3>
            <Show when=move || failed.get() || cursor.with(Option::is_some)>
                // One button through all of it, which keeps the focus; beside the fault where there is one, else as wide as the list.
                <div class=move || if failed.get() { "row" } else { "stack" }>
                    <Show when=move || failed.get()>
                        <p class="field-error" role="alert">
                            {text::HISTORY_FAILED}
                        </p>
                    </Show>
                    <Button
                        kind=Kind::Quiet
                        class="btn--sm"
                        busy
                        press=move |()| {
                            let again = failed.get_untracked();
                            load(if again { asked_from.get_value() } else { cursor.get_untracked() });
                        }
                    >
                        <Said words=move || if failed.get() { text::TRY_AGAIN } else { text::SHOW_OLDER }/>
                    </Button>
                </div>
            </Show>
            <ol class="stack" tabindex="-1" node_ref=list>
                <List each=move || entries.get() key=|line| line.first let:line>
                    <Entry line/>
                </List>
            </ol>
        </section>
    }
}

/// The button that was pressed goes with the last page.
fn focus_instead(list: NodeRef<html::Ol>) {
    let list = list.try_get_untracked().flatten();
    if let Some(list) = list.filter(|_| !dom::has_focus()) {
        // Where it cannot take the focus, the page has it.
        let _ = list.focus();
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
                .filter(|e| e.task_id() == Some(task));
            of_task.cloned().collect()
        })
        .unwrap_or_default()
}

#[component]
fn Entry(line: Signal<Line>) -> impl IntoView {
    let space = Space::here();
    let who = move || space.name_of(line.with(|line| line.entry.actor.id));
    let sentence = move || line.with(|line| words_of(&space, line).of_it());
    let changes = Memo::new(move |_| line.with(|line| line.entry.changes.clone()));
    view! {
        <li class="event">
            {move || line.with(|line| view! { <Icon name=icon(&line.entry)/> })}
            <span>
                <b>
                    <Typed text=who/>
                </b>
                " "
                <Said words=sentence/>
                " "
                {move || view! { <Ago at=line.with(|line| line.entry.at) say=time::since/> }}
                <Changes changes/>
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
        _ if tells_of_dates(&entry.changes) => "calendar-clock",
        _ => "square-pen",
    }
}
