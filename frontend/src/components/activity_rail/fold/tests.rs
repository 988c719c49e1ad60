//! What is told in one line.

use serde_json::json;
use tutti_types::activity::{Actor, Subject};
use tutti_types::{TaskId, Timestamp};

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
                actor: Actor::person_or_system(Some(self.people[who])),
                kind,
                subject: Subject::task(self.task[task], format!("T{task}")),
                room: None,
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
    // It stays where it was made, also where something else was made since.
    let mut beside = Tale::new();
    beside.tell(0, 0, 0, EventKind::TaskCreated, &[]);
    beside.tell(0, 0, 1, EventKind::TaskCreated, &[]);
    beside.tell(1, 0, 0, EventKind::TaskUpdated, &[("title", "a", "b")]);
    assert_eq!(beside.lines(), [(2, 2), (1, 3)]);
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
