//! What is told in one line.

use serde_json::json;
use tutti_types::activity::{Actor, Subject};
use tutti_types::rooms::Room;
use tutti_types::{BoardId, ColumnId, TaskId, Timestamp};

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
    assert_eq!(tale.lines(), [(5, 5), (1, 2)]);
}

#[test]
fn what_is_changed_back_is_not_told() {
    let mut tale = Tale::new();
    tale.tell(0, 0, 0, EventKind::TaskMoved, &[("column_id", "a", "b")]);
    tale.tell(1, 0, 0, EventKind::TaskMoved, &[("column_id", "b", "a")]);
    assert_eq!(tale.lines(), []);
    tale.tell(2, 0, 0, EventKind::TaskMoved, &[("column_id", "a", "c")]);
    assert_eq!(tale.lines(), [(3, 3)]);
    // By somebody else it is news.
    tale.tell(3, 1, 0, EventKind::TaskMoved, &[("column_id", "c", "a")]);
    assert_eq!(tale.lines(), [(4, 4), (3, 3)]);
    // Cards that are put in order name no field.
    tale.tell(3, 1, 1, EventKind::TaskMoved, &[]);
    tale.tell(4, 1, 1, EventKind::TaskMoved, &[]);
    assert_eq!(tale.lines(), [(5, 6), (4, 4), (3, 3)]);
    // After a pause it is news as well.
    let mut later = Tale::new();
    later.tell(0, 0, 0, EventKind::TaskUpdated, &[("title", "a", "b")]);
    later.tell(30, 0, 0, EventKind::TaskUpdated, &[("title", "b", "a")]);
    assert_eq!(later.lines(), [(2, 2), (1, 1)]);
    // Who may see a board is told each time.
    let mut seen = Tale::new();
    let kind = EventKind::BoardUpdated;
    seen.tell(0, 0, 0, kind, &[("visibility", "workspace", "private")]);
    seen.tell(1, 0, 0, kind, &[("visibility", "private", "workspace")]);
    assert_eq!(seen.lines(), [(2, 2), (1, 1)]);
}

#[test]
fn what_is_deleted_and_restored_is_as_it_was() {
    let mut tale = Tale::new();
    tale.tell(0, 0, 0, EventKind::TaskDeleted, &[]);
    tale.tell(1, 0, 0, EventKind::TaskRestored, &[]);
    assert_eq!(tale.lines(), []);
    tale.tell(2, 0, 0, EventKind::TaskDeleted, &[]);
    assert_eq!(tale.lines(), [(3, 3)]);
    tale.tell(3, 1, 0, EventKind::TaskRestored, &[]);
    assert_eq!(tale.lines(), [(4, 4), (3, 3)]);
    // What one made and deleted is deleted; restored, it is what one made.
    let mut made = Tale::new();
    made.tell(0, 0, 0, EventKind::TaskCreated, &[]);
    made.tell(5, 0, 0, EventKind::TaskDeleted, &[]);
    assert_eq!(made.lines(), [(2, 2)]);
    made.tell(6, 0, 0, EventKind::TaskRestored, &[]);
    assert_eq!(made.lines(), [(1, 1)]);
    made.tell(7, 0, 0, EventKind::TaskDeleted, &[]);
    assert_eq!(made.lines(), [(4, 4)]);
}

#[test]
fn the_columns_of_a_board_that_is_being_made_are_no_news() {
    let board = BoardId::new();
    let about = |tale: &mut Tale, subject: Subject| {
        tale.entries[0].subject = subject;
        tale.entries[0].room = Some(Room::board(board));
    };
    let column = || Subject::column(ColumnId::new(), "C");
    for (kind, changes, is_made) in [
        (EventKind::BoardCreated, vec![], true),
        (
            EventKind::BoardCreated,
            vec![("deleted_at", "x", "")],
            false,
        ),
        (
            EventKind::BoardUpdated,
            vec![("name", "Board", "Sprint")],
            true,
        ),
        (EventKind::BoardUpdated, vec![("name", "Old", "New")], false),
    ] {
        let mut tale = Tale::new();
        tale.tell(0, 0, 0, kind, &changes);
        about(&mut tale, Subject::board(board, "B"));
        tale.tell(0, 0, 0, EventKind::ColumnDeleted, &[]);
        about(&mut tale, column());
        tale.tell(1, 0, 0, EventKind::ColumnCreated, &[]);
        about(&mut tale, column());
        let whole = [(3, 3), (2, 2), (1, 1)];
        let told = if is_made { &whole[2..] } else { &whole[..] };
        assert_eq!(tale.lines(), told, "{changes:?}");
        // Others, and who comes back to it, change it.
        tale.tell(1, 1, 0, EventKind::ColumnCreated, &[]);
        about(&mut tale, column());
        tale.tell(2, 0, 0, EventKind::ColumnCreated, &[]);
        about(&mut tale, column());
        assert_eq!(tale.lines()[..2], [(5, 5), (4, 4)]);
    }
}

#[test]
fn a_date_that_becomes_a_time_at_the_same_moment_keeps_both_fields() {
    let mut tale = Tale::new();
    let kind = EventKind::TaskUpdated;
    let to = [("due_at", "x", "y"), ("due_all_day", "true", "false")];
    tale.tell(0, 0, 0, kind, &to);
    tale.tell(1, 0, 0, kind, &[("due_at", "y", "x")]);
    assert_eq!(fold(&tale.entries)[0].entry.changes.len(), 2);
    tale.tell(2, 0, 0, kind, &[("due_all_day", "false", "true")]);
    assert_eq!(tale.lines(), []);
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
