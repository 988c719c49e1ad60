//! Many of one kind by one person in a row, told as one: *created 3 tasks*.

use leptos::prelude::*;
use tutti_types::activity::Activity;

use super::entry::{EntryItem, Face, subject};
use super::words::{self, Sentence};
use crate::store::Space;
use crate::text::feed as text;
use crate::ui::Ago;

/// As many make a row.
const ROW: usize = 3;
/// Two of a row lie no further apart, in milliseconds.
const APART: i64 = 30 * 60_000;

/// Entries that are told together, the newest first.
#[derive(Clone, PartialEq)]
pub struct Run {
    entries: Vec<Activity>,
    /// Older entries that are not loaded may belong to it.
    is_cut: bool,
}

impl Run {
    /// What tells it from others, and from itself as it was.
    pub fn key(&self) -> (Option<i64>, usize, bool, bool) {
        let newest = self.entries.first();
        let is_named = newest.is_some_and(|entry| !entry.subject.is_empty());
        let seq = newest.map(|entry| entry.seq);
        (seq, self.entries.len(), is_named, self.is_cut)
    }
}

/// Entries in runs, in their order; `is_cut` where there are older ones.
pub fn of(space: Space, entries: &[Activity], is_cut: bool) -> Vec<Run> {
    let mut runs: Vec<(Vec<Activity>, Option<Sentence>)> = Vec::new();
    for entry in entries {
        let said = untrack(|| words::of(space, entry));
        let said = said.many.is_some().then_some(said);
        if let Some((run, last)) = runs.last_mut()
            && said.is_some()
            && said == *last
            && run.last().is_some_and(|last| follows(last, entry))
        {
            run.push(entry.clone());
        } else {
            runs.push((vec![entry.clone()], said));
        }
    }
    let run = |entries| Run {
        entries,
        is_cut: false,
    };
    let row = |(entries, _): (Vec<Activity>, _)| {
        if entries.len() >= ROW {
            vec![run(entries)]
        } else {
            entries.into_iter().map(|one| run(vec![one])).collect()
        }
    };
    let mut runs: Vec<Run> = runs.into_iter().flat_map(row).collect();
    if let Some(last) = runs.last_mut() {
        last.is_cut = is_cut;
    }
    runs
}

fn follows(newer: &Activity, older: &Activity) -> bool {
    newer.actor_id == older.actor_id
        && newer.kind == older.kind
        && newer.at.as_millis() - older.at.as_millis() < APART
}

/// One line of the feed.
#[component]
pub fn RunItem(run: Run) -> impl IntoView {
    let mut entries = run.entries;
    if entries.len() < ROW {
        return entries
            .pop()
            .map(|entry| view! { <EntryItem entry/> }.into_any());
    }
    let space = Space::here();
    let newest = entries.first()?;
    let (actor, at) = (newest.actor_id, newest.at);
    let said = untrack(|| words::of(space, newest));
    let verb = match &said.lead {
        Some(lead) => format!("{} {lead}", said.verb),
        None => said.verb.to_owned(),
    };
    let many = if run.is_cut {
        text::many_or_more
    } else {
        text::many
    };
    let what = many(&verb, entries.len(), said.many.unwrap_or_default());
    let each = entries
        .iter()
        .map(|entry| view! { <li>{subject(space, entry)}</li> })
        .collect_view();
    let line = view! {
        <li class="feed-item">
            <Face actor/>
            <details class="feed-run">
                <summary>
                    <b dir="auto">{move || text::first_name(&space.name_of(actor))}</b>
                    " "
                    {what}
                    {said.rest.map(|rest| format!(" {rest}"))}
                </summary>
                <ul>{each}</ul>
            </details>
            <Ago at/>
        </li>
    };
    Some(line.into_any())
}
