//! One line of the feed: who did what, when, and, opened, from what to what.

use leptos::prelude::*;
use tutti_types::UserId;
use tutti_types::activity::{Activity, Change};
use tutti_types::events::EventKind;

use super::fold::Line;
use super::rows::{self, Row};
use super::words::{self, Field};
use crate::store::Space;
use crate::text::{Words, feed as text, say, typed};
use crate::ui::{Ago, Avatar, Icon, NoAvatar, Said, Typed, time};

/// A line, or several that are told as one; they may grow.
#[component]
pub fn RowItem(row: Signal<Row>) -> impl IntoView {
    let space = Space::here();
    let newest = Memo::new(move |_| row.with(|row| row.lines.first().cloned()));
    let line = move || newest.get().map(|line| line.entry);
    let actor = Memo::new(move |_| line()?.actor.id);
    let is_several = Memo::new(move |_| row.with(|row| row.lines.len() > 1));
    let body = move || {
        if is_several.get() {
            view! { <Several row/> }.into_any()
        } else {
            view! { <Single line=newest/> }.into_any()
        }
    };
    view! {
        <li class="feed-item">
            {move || view! { <Face actor=actor.get()/> }}
            <div>
                <b>
                    <Typed text=move || who(space, actor.get())/>
                </b>
                " "
                {body}
            </div>
            {move || line().map(|entry| view! { <Ago at=entry.at say=time::ago_in_its_day/> })}
        </li>
    }
}

#[component]
fn Single(line: Memo<Option<Line>>) -> impl IntoView {
    let space = Space::here();
    let told = Memo::new(move |_| {
        let line = line.get()?;
        Some((words::of(&space, &line), line.entry))
    });
    let changes = Memo::new(move |_| line.get().map(|l| l.entry.changes).unwrap_or_default());
    let sentence = move || {
        let (said, entry) = told.get()?;
        let subject = (!said.alone).then(|| subject(space, &entry));
        // The spaces go with the words, or they would stay and move where other words come.
        let begin = say(format!("{} ", said.begin().as_marked()));
        let rest = said.rest.clone();
        let rest = rest.map(|rest| say(format!(" {}", rest.as_marked())));
        let rest = rest.map(|words| view! { <Said words/> });
        Some((view! { <Said words=begin/> }, subject, rest))
    };
    let whole = Signal::derive(move || {
        let Some((said, entry)) = told.get() else {
            return Words::default();
        };
        let who = typed(&who(space, entry.actor.id));
        let subject = (!said.alone).then(|| typed(&name_of(&entry)));
        let begin = said.begin();
        let rest = said.rest.as_ref().map(Words::as_marked);
        let parts = [
            Some(who.as_str()),
            Some(begin.as_marked()),
            subject.as_deref(),
            rest,
        ];
        say(parts.into_iter().flatten().collect::<Vec<_>>().join(" "))
    });
    view! {
        {sentence}
        <Changes changes told=whole/>
    }
}

#[component]
fn Several(row: Signal<Row>) -> impl IntoView {
    let space = Space::here();
    let what = move || {
        row.with(|row| {
            let newest = row.lines.first()?;
            let said = words::of(&space, newest);
            let many = if row.is_cut {
                text::many_or_more
            } else {
                text::many
            };
            let count = rows::different(&row.lines);
            let what = many(
                said.begin_many().as_marked(),
                count,
                said.many.unwrap_or_default(),
            );
            let rest = said.rest.map(|rest| format!(" {}", rest.as_marked()));
            Some(say(format!(
                "{}{}",
                what.as_marked(),
                rest.unwrap_or_default()
            )))
        })
        .unwrap_or_default()
    };
    let each = move || {
        row.with(|row| {
            let each = row.lines.iter();
            let each = each.map(|line| view! { <li>{subject(space, &line.entry)}</li> });
            each.collect_view()
        })
    };
    view! {
        <details class="feed-run">
            <summary>
                <Said words=what/>
            </summary>
            <ul>{each}</ul>
        </details>
    }
}

/// From what to what, for who asks.
#[component]
pub fn Changes(
    changes: Memo<Vec<Change>>,
    /// The whole line, by which the button is told from those of others.
    told: Signal<Words>,
) -> impl IntoView {
    let space = Space::here();
    let is_open = RwSignal::new(false);
    let is_told = Memo::new(move |_| {
        changes.with(|changes| {
            let told = |change: &Change| words::said(&space, changes, change).is_some();
            changes.iter().any(told)
        })
    });
    let list = move || {
        changes.with(|changes| {
            let each = changes.iter().filter_map(|change| {
                let (from, to) = words::said(&space, changes, change)?;
                let label = words::label(&change.field)?;
                Some(view! {
                    <dt>{label}</dt>
                    <dd>
                        {value(from)}
                        <span class="feed-to" aria-hidden="true">"→"</span>
                        <span class="visually-hidden">{text::BECAME}</span>
                        {value(to)}
                    </dd>
                })
            });
            each.collect_view()
        })
    };
    let button = move || {
        is_told.get().then(|| {
            view! {
                <button
                    class="feed-open"
                    type="button"
                    aria-expanded=move || if is_open.get() { "true" } else { "false" }
                    aria-label=move || text::show_changes(&told.get()).plain()
                    on:click=move |_| is_open.update(|is| *is = !*is)
                >
                    <Icon name="chevron-down" class="icon icon--sm"/>
                </button>
            }
        })
    };
    view! {
        {button}
        {move || {
            (is_told.get() && is_open.get()).then(|| view! { <dl class="feed-changes">{list}</dl> })
        }}
    }
}

fn value(value: Field) -> AnyView {
    match value {
        Field::Short(words) => view! { <Said words/> }.into_any(),
        Field::Long(text) => view! {
            <blockquote class="feed-text" dir="auto" translate="no">
                {text}
            </blockquote>
        }
        .into_any(),
    }
}

/// Who did it, as people call each other; what nobody did Tutti did by itself.
fn who(space: Space, actor: Option<UserId>) -> String {
    match actor {
        Some(_) => text::first_name(&space.name_of(actor)),
        None => text::TUTTI.to_owned(),
    }
}

#[component]
fn Face(actor: Option<UserId>) -> impl IntoView {
    let space = Space::here();
    move || match actor {
        Some(id) => {
            let name = space.name_of(actor);
            view! { <Avatar id name class="avatar avatar--sm"/> }.into_any()
        }
        None => view! { <NoAvatar class="avatar avatar--sm avatar--none"/> }.into_any(),
    }
}

/// What it happened to is called.
fn name_of(entry: &Activity) -> String {
    if entry.subject.name.is_empty() {
        text::unnamed(entry.subject.kind).to_owned()
    } else {
        entry.subject.name.clone()
    }
}

/// What it happened to, as a link where there is something to open.
fn subject(space: Space, entry: &Activity) -> AnyView {
    let slug = space.workspace.with(|ws| ws.slug.clone());
    let name = name_of(entry);
    let is_gone = matches!(
        entry.kind,
        EventKind::TaskDeleted | EventKind::BoardDeleted | EventKind::BoardPurged
    );
    match (entry.board_id(), entry.task_id()) {
        (Some(board), Some(task)) if !is_gone => {
            view! { <a href=format!("/w/{slug}/b/{board}/t/{task}")><Typed text=name/></a> }
                .into_any()
        }
        (Some(board), None) if !is_gone => {
            view! { <a href=format!("/w/{slug}/b/{board}")><Typed text=name/></a> }.into_any()
        }
        _ => view! { <b><Typed text=name/></b> }.into_any(),
    }
}
