//! A task's history: who changed what, oldest first.

use leptos::html;
use leptos::prelude::*;
use tutti_types::TaskId;
use tutti_types::activity::{Activity, ActivityQuery};
use tutti_types::page::PageQuery;

use super::Card;
use crate::api;
use crate::components::activity_rail::{Changes, Line, fold, tells_of_dates, words_of};
use crate::dom::{self, after_frames};
use crate::effect::effect;
use crate::remote::{Aged, Pages};
use crate::store::Space;
use crate::text::{feed, say, task as text, typed};
use crate::ui::{Ago, Button, Icon, Kind, List, Said, Typed, time};

/// The history of a task: what was loaded, and what happens while it is open.
#[component]
pub fn History(card: Card) -> impl IntoView {
    let space = Space::here();
    let task = card.with_untracked(|card| card.task.id);
    let pages = Pages::new(move |PageQuery { cursor, limit }| {
        let query = ActivityQuery {
            task: Some(task),
            cursor,
            limit,
            ..ActivityQuery::default()
        };
        async move { api::activity::list(space.id, &query).await }
    });
    pages.list.load();
    // The stream could not tell of all that happened.
    Effect::watch(
        move || space.reloaded.get(),
        move |_, _, _| pages.list.load(),
        false,
    );
    // What is told meanwhile is kept here, since the feed lets go of it some day.
    let told = RwSignal::new(Vec::<Activity>::new());
    effect(move || {
        let now = live(space, task);
        told.maybe_update(|told| {
            let before = told.len();
            for entry in now {
                if told.iter().all(|old| old.seq != entry.seq) {
                    told.push(entry);
                }
            }
            told.len() > before
        });
    });
    let entries = Memo::new(move |_| {
        // The server's wording wins, which knew names that are not known here. What is older than the pages may have gaps.
        let (mut entries, end) = pages.with(|run| (run.items().to_vec(), run.end()));
        told.with(|told| {
            let is_missing = |entry: &&Activity| {
                let known = entries.iter().any(|known| known.seq == entry.seq);
                !known && end.is_none_or(|end| entry.seq >= end)
            };
            let missing: Vec<_> = told.iter().filter(is_missing).cloned().collect();
            entries.extend(missing);
        });
        entries.sort_by_key(|entry| std::cmp::Reverse(entry.seq));
        let mut lines = fold(&entries);
        lines.reverse();
        lines
    });
    let (list, more) = (pages.list, pages.more);
    let has_list_failed = Memo::new(move |_| list.fault.with(Option::is_some));
    let has_failed = Memo::new(move |_| has_list_failed.get() || more.fault.with(Option::is_some));
    let has_older = Memo::new(move |_| pages.with(|run| run.cursor().is_some()));
    let press = move |()| match has_list_failed.get_untracked() {
        true => list.load(),
        false => pages.load_more(),
    };
    let node = NodeRef::<html::Ol>::new();
    more.on_answer(move || after_frames(2, move || focus_instead(node)));
    view! {
        <section class="stack" aria-labelledby="task-history">
            <h3 id="task-history" class="section-title">
                {text::HISTORY}
            </h3>
            <Show when=move || has_failed.get() || has_older.get()>
                // One button through all of it, which keeps the focus; beside the fault where there is one, else as wide as the list.
                <div class=move || if has_failed.get() { "row" } else { "stack" }>
                    <Show when=move || has_failed.get()>
                        <p class="field-error" role="alert">
                            {text::HISTORY_FAILED}
                        </p>
                    </Show>
                    <Button
                        kind=Kind::Quiet
                        class="btn--sm"
                        busy=Signal::derive(move || list.busy.get() || more.busy.get())
                        press
                    >
                        <Said words=move || if has_failed.get() { text::TRY_AGAIN } else { text::SHOW_OLDER }/>
                    </Button>
                </div>
            </Show>
            <ol class="stack" tabindex="-1" node_ref=node>
                <List each=move || entries.get() key=|line| line.first let:line>
                    <Entry line/>
                </List>
            </ol>
        </section>
    }
}

impl Aged for Activity {
    type Age = i64;

    fn age(&self) -> i64 {
        self.seq
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
    let told = Signal::derive(move || {
        let (who, sentence) = (typed(&who()), sentence());
        say(format!("{who} {}", sentence.as_marked()))
    });
    view! {
        <li class="event">
            {move || line.with(|line| view! { <Icon name=icon(&line.entry)/> })}
            <span>
                <b>
                    <Typed text=who/>
                </b>
                " "
                <Said words=sentence/>
                {feed::WHEN}
                {move || view! { <Ago at=line.with(|line| line.entry.at) say=time::since/> }}
                <Changes changes told/>
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
