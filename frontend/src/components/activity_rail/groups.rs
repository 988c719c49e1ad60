//! Entries under the day they happened on.

use leptos::prelude::*;
use tutti_types::activity::Activity;

use super::line::RowItem;
use super::rows::{self, Row};
use crate::store::Space;
use crate::text::time::{self as text, Day};
use crate::ui::{List, time};

/// The groups, each with its heading.
#[component]
pub fn Groups(
    entries: Memo<Vec<Activity>>,
    /// There are older ones.
    is_cut: Memo<bool>,
) -> impl IntoView {
    let space = Space::here();
    let groups = Memo::new(move |_| {
        let now = time::now();
        let mut groups: Vec<(String, Vec<Activity>)> = Vec::new();
        entries.with(|entries| {
            for entry in entries {
                let label = label(entry, now);
                match groups.last_mut() {
                    Some((last, items)) if *last == label => items.push(entry.clone()),
                    _ => groups.push((label, vec![entry.clone()])),
                }
            }
        });
        let last = groups.len().saturating_sub(1);
        let groups = groups.into_iter().enumerate();
        let in_runs = |(at, (label, items)): (usize, (String, Vec<Activity>))| {
            let is_cut = at == last && is_cut.get();
            (label, rows::of(&space, &items, is_cut))
        };
        // A deed that was undone leaves no row, and a heading for none says that something is missing.
        let has_rows = |(_, rows): &(String, Vec<Row>)| !rows.is_empty();
        groups.map(in_runs).filter(has_rows).collect::<Vec<_>>()
    });
    let labels = move || {
        groups.with(|groups| {
            groups
                .iter()
                .map(|(label, _)| label.clone())
                .collect::<Vec<_>>()
        })
    };
    view! {
        <div class="feed" aria-live="off">
            <List each=labels key=String::clone let:label>
                <h3 class="feed-label">{label}</h3>
                <ol>
                    <List
                        each=move || label.with(|label| items(groups, label))
                        key=Row::key
                        let:row
                    >
                        <RowItem row/>
                    </List>
                </ol>
            </List>
        </div>
    }
}

fn items(groups: Memo<Vec<(String, Vec<Row>)>>, label: &str) -> Vec<Row> {
    groups.with(|groups| {
        let group = groups.iter().find(|(other, _)| other == label);
        group.map(|(_, items)| items.clone()).unwrap_or_default()
    })
}

#[expect(
    clippy::cast_precision_loss,
    reason = "milliseconds of our time fit a double"
)]
fn label(entry: &Activity, now: f64) -> String {
    let ms = entry.at.as_millis() as f64;
    if now - ms < 300_000.0 {
        return text::JUST_NOW.to_owned();
    }
    match time::day_of(entry.at, now) {
        Day::Today => text::TODAY.to_owned(),
        Day::Yesterday => text::YESTERDAY.to_owned(),
        Day::Earlier => time::day(entry.at),
    }
}
