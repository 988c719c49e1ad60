//! Entries folded into lines: what one person did to one thing in one sitting is told once, with where it ended.

use rustc_hash::FxHashMap;
use serde_json::Value;
use tutti_types::activity::{Activity, Change, SubjectKind};
use tutti_types::events::EventKind;
use tutti_types::{SubjectId, UserId};

/// A sitting ends with a pause as long as this, in milliseconds.
pub const SITTING: i64 = 30 * 60_000;

/// So long after something was made one is still making it, in milliseconds.
const MAKING: i64 = 2 * 60_000;

/// One line of the feed.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The newest entry, with the changes of all.
    pub entry: Activity,
    /// The position of the oldest, which tells the line from others however it grows.
    pub first: i64,
}

/// What something was done to.
type Thing = (SubjectKind, SubjectId);

const fn thing(entry: &Activity) -> Thing {
    (entry.subject.kind, entry.subject.id)
}

/// Whether an entry goes on with what was begun before. What somebody may do is told each time that it changes.
const fn goes_on(kind: EventKind) -> bool {
    matches!(
        kind,
        EventKind::TaskUpdated
            | EventKind::TaskMoved
            | EventKind::BoardUpdated
            | EventKind::ColumnUpdated
            | EventKind::WorkspaceUpdated
    )
}

/// Whether others may go on with it.
const fn begins(kind: EventKind) -> bool {
    goes_on(kind)
        || matches!(
            kind,
            EventKind::TaskCreated | EventKind::BoardCreated | EventKind::ColumnCreated
        )
}

/// Entries, the newest first, as lines in the same order: each stands where its newest entry does, and what was made where it was
/// made, since that is the time it tells.
pub fn fold(entries: &[Activity]) -> Vec<Line> {
    let mut lines: Vec<Option<Line>> = Vec::with_capacity(entries.len());
    // Who did something to a thing last, and in which line.
    let mut open: FxHashMap<Thing, (Option<UserId>, usize)> = FxHashMap::default();
    for entry in entries.iter().rev() {
        let thing = thing(entry);
        let last = open.get(&thing).copied();
        let mine = last.filter(|(actor, _)| *actor == entry.actor.id && goes_on(entry.kind));
        let slot = mine.and_then(|(_, at)| lines.get_mut(at));
        let grown = slot.and_then(|slot| {
            let grown = slot.as_ref()?.with(entry)?;
            let moves = goes_on(grown.entry.kind);
            *slot = (!moves).then(|| grown.clone());
            Some((grown, moves))
        });
        let line = match grown {
            Some((_, false)) => continue,
            Some((grown, true)) => grown,
            None => Line {
                entry: entry.clone(),
                first: entry.seq,
            },
        };
        if begins(entry.kind) {
            open.insert(thing, (entry.actor.id, lines.len()));
        } else {
            open.remove(&thing);
        }
        lines.push(Some(line));
    }
    lines.into_iter().rev().flatten().collect()
}

impl Line {
    /// The same with what came next; none where that belongs to another sitting, or took back all there was: both are told then.
    fn with(&self, next: &Activity) -> Option<Self> {
        let old = &self.entry;
        let is_new = !goes_on(old.kind);
        let most = if is_new { MAKING } else { SITTING };
        let is_over = next.at.as_millis() - old.at.as_millis() >= most;
        if is_over || (is_new && concerns_others(next)) {
            return None;
        }
        let mut changes = old.changes.clone();
        for change in &next.changes {
            match changes.iter_mut().find(|c| c.field == change.field) {
                Some(known) => known.to.clone_from(&change.to),
                None => changes.push(change.clone()),
            }
        }
        changes.retain(|change| !is_same(change));
        // A change of place within a column names no field.
        let names_none = old.changes.is_empty() && next.changes.is_empty();
        if !is_new && changes.is_empty() && !names_none {
            return None;
        }
        // What was made was made then, whatever came along with it.
        let (kind, at) = if is_new {
            (old.kind, old.at)
        } else {
            (next.kind, next.at)
        };
        Some(Self {
            first: self.first,
            entry: Activity {
                kind,
                at,
                changes,
                ..next.clone()
            },
        })
    }
}

/// Whether it is news of its own even for what was just made: where it went, and who is to do it.
fn concerns_others(entry: &Activity) -> bool {
    let names = |field| entry.changes.iter().any(|change| change.field == field);
    entry.kind == EventKind::TaskMoved || names("assignee_ids") || names("column_id")
}

/// Whether it ended where it began. Of a text that is cut that cannot be said.
fn is_same(change: &Change) -> bool {
    let is_cut = |value: &Value| value.as_str().is_some_and(|text| text.ends_with('…'));
    change.from == change.to && !is_cut(&change.from)
}

#[cfg(test)]
mod tests;
