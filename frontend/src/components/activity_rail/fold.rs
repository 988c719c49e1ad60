//! Entries folded into lines: what one person did to one thing in one sitting is told once, with where it ended.

use rustc_hash::FxHashMap;
use serde_json::Value;
use tutti_types::activity::{Activity, Change};
use tutti_types::events::EventKind;
use tutti_types::{BoardId, TaskId, UserId};

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

/// What something was done to. An entry names a column, person or invitation by nothing but its name.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Thing {
    Task(TaskId),
    Board(BoardId),
    Named(Option<BoardId>, String),
}

fn thing(entry: &Activity) -> Thing {
    use EventKind as K;
    match (entry.task_id, entry.board_id, entry.kind) {
        (Some(task), ..) => Thing::Task(task),
        (None, Some(board), K::BoardCreated | K::BoardUpdated | K::BoardDeleted) => {
            Thing::Board(board)
        }
        (None, board, _) => Thing::Named(board, entry.subject.clone()),
    }
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

/// Entries, the newest first, as lines in the same order: each stands where its newest entry does.
pub fn fold(entries: &[Activity]) -> Vec<Line> {
    let mut lines: Vec<Option<Line>> = Vec::with_capacity(entries.len());
    // Who did something to a thing last, and in which line.
    let mut open: FxHashMap<Thing, (Option<UserId>, usize)> = FxHashMap::default();
    for entry in entries.iter().rev() {
        let thing = thing(entry);
        let last = open.get(&thing).copied();
        let mine = last.filter(|(actor, _)| *actor == entry.actor_id && goes_on(entry.kind));
        let line = mine.and_then(|(_, at)| {
            let slot = lines.get_mut(at)?;
            let grown = slot.as_ref()?.with(entry)?;
            *slot = None;
            Some(grown)
        });
        let line = line.unwrap_or_else(|| Line {
            entry: entry.clone(),
            first: entry.seq,
        });
        if begins(entry.kind) {
            open.insert(thing, (entry.actor_id, lines.len()));
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
mod tests {
    use serde_json::json;
    use tutti_types::Timestamp;

    use super::*;

    struct Tale {
        task: [TaskId; 2],
        people: [UserId; 2],
        entries: Vec<Activity>,
    }

    impl Tale {
        fn new() -> Self {
            Self {
                task: [TaskId::new(), TaskId::new()],
                people: [UserId::new(), UserId::new()],
                entries: Vec::new(),
            }
        }
        fn tell(
            &mut self,
            minute: i64,
            who: usize,
            task: usize,
            kind: EventKind,
            changes: &[(&str, &str, &str)],
        ) {
            let change = |(field, from, to): &(&str, &str, &str)| Change {
                field: (*field).to_owned(),
                from: json!(from),
                to: json!(to),
            };
            let seq = i64::try_from(self.entries.len()).unwrap() + 1;
            self.entries.insert(
                0,
                Activity {
                    seq,
                    at: Timestamp::from_micros(minute * 60_000_000),
                    actor_id: Some(self.people[who]),
                    kind,
                    board_id: None,
                    task_id: Some(self.task[task]),
                    subject: format!("T{task}"),
                    changes: changes.iter().map(change).collect(),
                },
            );
        }
        fn lines(&self) -> Vec<(i64, i64)> {
            let lines = fold(&self.entries);
            lines.iter().map(|l| (l.first, l.entry.seq)).collect()
        }
    }

    #[test]
    fn what_one_types_in_one_sitting_is_one_line_with_both_ends() {
        let mut tale = Tale::new();
        for (minute, from, to) in [(0, "", "a"), (1, "a", "ab"), (2, "ab", "abc")] {
            let change = [("description", from, to)];
            tale.tell(minute, 0, 0, EventKind::TaskUpdated, &change);
        }
        let lines = fold(&tale.entries);
        assert_eq!(tale.lines(), [(1, 3)]);
        let change = &lines[0].entry.changes[0];
        assert_eq!((&change.from, &change.to), (&json!(""), &json!("abc")));
        // After a pause it is another one.
        tale.tell(
            40,
            0,
            0,
            EventKind::TaskUpdated,
            &[("description", "abc", "x")],
        );
        assert_eq!(tale.lines(), [(4, 4), (1, 3)]);
    }

    #[test]
    fn each_person_and_each_thing_has_a_line_of_its_own() {
        let mut tale = Tale::new();
        tale.tell(
            0,
            0,
            0,
            EventKind::TaskUpdated,
            &[("priority", "low", "high")],
        );
        tale.tell(
            1,
            0,
            1,
            EventKind::TaskUpdated,
            &[("priority", "low", "high")],
        );
        tale.tell(2, 0, 0, EventKind::TaskUpdated, &[("title", "T", "T0")]);
        assert_eq!(tale.lines(), [(1, 3), (2, 2)]);
        // Somebody else comes in between: neither goes on with what was before.
        tale.tell(3, 1, 0, EventKind::TaskUpdated, &[("title", "T0", "U")]);
        tale.tell(4, 0, 0, EventKind::TaskUpdated, &[("title", "U", "T0")]);
        assert_eq!(tale.lines(), [(5, 5), (4, 4), (1, 3), (2, 2)]);
    }

    #[test]
    fn what_is_made_and_filled_in_was_made() {
        let mut tale = Tale::new();
        tale.tell(0, 0, 0, EventKind::TaskCreated, &[]);
        tale.tell(1, 0, 0, EventKind::TaskUpdated, &[("description", "", "D")]);
        let lines = fold(&tale.entries);
        assert_eq!(tale.lines(), [(1, 2)]);
        assert_eq!(lines[0].entry.kind, EventKind::TaskCreated);
        assert_eq!(lines[0].entry.at, Timestamp::from_micros(0), "as it was");
        // Whom it was given to and where it went are told besides.
        for (kind, field) in [
            (EventKind::TaskUpdated, "assignee_ids"),
            (EventKind::TaskMoved, "column_id"),
        ] {
            let mut told = Tale::new();
            told.tell(0, 0, 0, EventKind::TaskCreated, &[]);
            told.tell(1, 0, 0, kind, &[(field, "", "x")]);
            assert_eq!(told.lines(), [(2, 2), (1, 1)]);
        }
        // Who comes back to it changes it.
        let mut later = Tale::new();
        later.tell(0, 0, 0, EventKind::TaskCreated, &[]);
        later.tell(2, 0, 0, EventKind::TaskUpdated, &[("title", "a", "b")]);
        assert_eq!(later.lines(), [(2, 2), (1, 1)]);
        // Its end is not part of that, and what comes after is another beginning.
        tale.tell(2, 0, 0, EventKind::TaskDeleted, &[]);
        tale.tell(3, 0, 0, EventKind::TaskRestored, &[]);
        tale.tell(4, 0, 0, EventKind::TaskUpdated, &[("title", "a", "b")]);
        assert_eq!(tale.lines(), [(5, 5), (4, 4), (3, 3), (1, 2)]);
    }

    #[test]
    fn what_is_changed_back_is_told_both_times() {
        let mut tale = Tale::new();
        tale.tell(0, 0, 0, EventKind::TaskMoved, &[("column_id", "a", "b")]);
        tale.tell(1, 0, 0, EventKind::TaskMoved, &[("column_id", "b", "a")]);
        assert_eq!(tale.lines(), [(2, 2), (1, 1)]);
        tale.tell(2, 0, 0, EventKind::TaskMoved, &[("column_id", "a", "c")]);
        assert_eq!(tale.lines(), [(2, 3), (1, 1)]);
        // Cards that are put in order name no field.
        tale.tell(3, 1, 1, EventKind::TaskMoved, &[]);
        tale.tell(4, 1, 1, EventKind::TaskMoved, &[]);
        assert_eq!(tale.lines(), [(4, 5), (2, 3), (1, 1)]);
    }

    #[test]
    fn a_text_that_is_cut_may_have_changed_behind_the_cut() {
        let mut tale = Tale::new();
        let long = "a".repeat(200) + "…";
        tale.tell(
            0,
            0,
            0,
            EventKind::TaskUpdated,
            &[("description", &long, &long)],
        );
        tale.tell(
            1,
            0,
            0,
            EventKind::TaskUpdated,
            &[("description", &long, &long)],
        );
        let lines = fold(&tale.entries);
        assert_eq!(tale.lines(), [(1, 2)]);
        assert_eq!(lines[0].entry.changes.len(), 1);
    }

    /// However the pages come: folding what was folded with more on either side is the same as folding it all.
    #[test]
    fn older_pages_and_live_entries_fold_into_the_same_lines() {
        let mut tale = Tale::new();
        for n in 0..24_i64 {
            let who = usize::from(n % 5 == 4);
            let task = usize::from(n % 3 == 0);
            let kind = match n % 7 {
                0 => EventKind::TaskCreated,
                6 => EventKind::TaskDeleted,
                _ => EventKind::TaskUpdated,
            };
            tale.tell(n * 9, who, task, kind, &[("title", "a", "b")]);
        }
        let whole = fold(&tale.entries);
        for cut in 1..tale.entries.len() {
            let newest = fold(&tale.entries[..cut]);
            // Each line of the newer part ends as in the whole; only its beginning may be missing.
            for line in &newest {
                let same = |other: &&Line| other.entry.seq == line.entry.seq;
                assert!(whole.iter().any(|other| same(&other)), "{line:?}");
            }
        }
    }
}
