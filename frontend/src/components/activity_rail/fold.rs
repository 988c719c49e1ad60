//! Entries folded into lines: what one person did to one thing in one sitting is told once, with where it ended.

mod making;

use rustc_hash::FxHashMap;
use serde_json::Value;
use tutti_types::activity::{Activity, Change, SubjectKind};
use tutti_types::events::EventKind;
use tutti_types::{SubjectId, UserId};

pub use making::UNNAMED_BOARD;

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
    goes_on(kind) || ends(kind) || makes(kind)
}

/// Whether something is there by it, for the first time or again.
const fn makes(kind: EventKind) -> bool {
    matches!(
        kind,
        EventKind::TaskCreated
            | EventKind::TaskRestored
            | EventKind::BoardCreated
            | EventKind::ColumnCreated
    )
}

/// Whether something is in the trash by it.
const fn ends(kind: EventKind) -> bool {
    matches!(
        kind,
        EventKind::TaskDeleted | EventKind::BoardDeleted | EventKind::ColumnDeleted
    )
}

/// Who did something to a thing last, and in which line.
#[derive(Clone, Copy)]
struct Last {
    actor: Option<UserId>,
    at: usize,
    /// Of something deleted: the line that tells of how they had made it, which is told again where it is restored.
    made: Option<usize>,
}

/// A line that is told, unless it was taken back.
struct Told {
    line: Line,
    is_told: bool,
}

/// What becomes of a line with what came next.
enum Next {
    /// One line with it.
    One(Line),
    /// Nothing is left of either.
    Nothing,
    /// What came next is told in its place.
    Instead,
    /// Both are told.
    Both,
}

#[derive(Default)]
struct Telling {
    lines: Vec<Told>,
    open: FxHashMap<Thing, Last>,
}

/// Entries, the newest first, as lines in the same order: each stands where its newest entry does, and what was made where it was
/// made, since that is the time it tells. What somebody did and took back in one sitting has none.
pub fn fold(entries: &[Activity]) -> Vec<Line> {
    let mut telling = Telling::default();
    for entry in entries.iter().rev() {
        telling.take(entry);
    }
    let told = telling.lines.into_iter().rev().filter(|told| told.is_told);
    told.map(|told| told.line).collect()
}

impl Telling {
    /// What the same person did to the thing last, with its line.
    fn before(&self, thing: Thing, entry: &Activity) -> Option<(Last, &Line)> {
        let last = self.open.get(&thing)?;
        let line = &self.lines.get(last.at)?.line;
        (last.actor == entry.actor.id).then_some((*last, line))
    }

    fn take(&mut self, entry: &Activity) {
        let board = making::board_of(entry).and_then(|board| self.before(board, entry));
        if board.is_some_and(|(_, board)| making::goes_on(&board.entry, entry)) {
            return;
        }
        let thing = thing(entry);
        let known = self.before(thing, entry);
        let Some((last, next)) = known.map(|(last, line)| (last, line.next(entry))) else {
            return self.begin(thing, entry, None);
        };
        match next {
            Next::Both => self.begin(thing, entry, None),
            Next::Instead => {
                self.tell(last.at, false);
                self.begin(thing, entry, Some(last.at));
            }
            Next::Nothing => {
                self.tell(last.at, false);
                self.open.remove(&thing);
                if let Some(at) = last.made {
                    self.tell(at, true);
                    self.open.insert(
                        thing,
                        Last {
                            at,
                            made: None,
                            ..last
                        },
                    );
                }
            }
            Next::One(line) if goes_on(line.entry.kind) => {
                self.tell(last.at, false);
                let at = self.lines.len();
                self.open.insert(thing, Last { at, ..last });
                self.push(line);
            }
            Next::One(line) => {
                if let Some(told) = self.lines.get_mut(last.at) {
                    told.line = line;
                }
            }
        }
    }

    fn begin(&mut self, thing: Thing, entry: &Activity, made: Option<usize>) {
        let last = Last {
            actor: entry.actor.id,
            at: self.lines.len(),
            made,
        };
        if begins(entry.kind) {
            self.open.insert(thing, last);
        } else {
            self.open.remove(&thing);
        }
        self.push(Line {
            entry: entry.clone(),
            first: entry.seq,
        });
    }

    fn push(&mut self, line: Line) {
        self.lines.push(Told {
            line,
            is_told: true,
        });
    }

    fn tell(&mut self, at: usize, is_told: bool) {
        if let Some(told) = self.lines.get_mut(at) {
            told.is_told = is_told;
        }
    }
}

impl Line {
    /// What becomes of it with what the same person did next.
    fn next(&self, next: &Activity) -> Next {
        let old = &self.entry;
        let pause = next.at.as_millis() - old.at.as_millis();
        let is_new = !goes_on(old.kind);
        if pause >= SITTING {
            return Next::Both;
        }
        if !goes_on(next.kind) {
            return match (ends(old.kind), ends(next.kind)) {
                (true, false) if is_restored(next) => Next::Nothing,
                (false, true) if is_new => Next::Instead,
                _ => Next::Both,
            };
        }
        // What was made was made then, whatever came along with it.
        let is_making = pause < MAKING && !ends(old.kind) && !is_restored(old);
        if is_new && (!is_making || concerns_others(next)) {
            return Next::Both;
        }
        let mut changes = old.changes.clone();
        for change in &next.changes {
            match changes.iter_mut().find(|c| c.field == change.field) {
                Some(known) => known.to.clone_from(&change.to),
                None => changes.push(change.clone()),
            }
        }
        // The same moment is another date where it was a time: both fields tell of that.
        let is_date = |change: &Change| change.field == "due_all_day" && !is_same(change);
        let is_date = changes.iter().any(is_date);
        changes.retain(|change| !is_same(change) || (is_date && change.field == "due_at"));
        // A change of place within a column names no field.
        let names_none = old.changes.is_empty() && next.changes.is_empty();
        if !is_new && changes.is_empty() && !names_none {
            let is_open = concerns_access(old) || concerns_access(next);
            return if is_open { Next::Both } else { Next::Nothing };
        }
        let (kind, at) = if is_new {
            (old.kind, old.at)
        } else {
            (next.kind, next.at)
        };
        Next::One(Self {
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

/// Whether others may see a board since, or may no longer: that is told each time.
fn concerns_access(entry: &Activity) -> bool {
    let fields = ["member_ids", "visibility"];
    let mut changes = entry.changes.iter();
    changes.any(|change| fields.contains(&change.field.as_str()))
}

/// Whether it is there again, and not for the first time.
fn is_restored(entry: &Activity) -> bool {
    let is_told = |change: &Change| change.field == "deleted_at";
    entry.kind == EventKind::TaskRestored || entry.changes.iter().any(is_told)
}

/// Whether it ended where it began. Of a text that is cut that cannot be said.
fn is_same(change: &Change) -> bool {
    let is_cut = |value: &Value| value.as_str().is_some_and(|text| text.ends_with('…'));
    change.from == change.to && !is_cut(&change.from)
}

#[cfg(test)]
mod tests;
