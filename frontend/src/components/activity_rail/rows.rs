//! Lines of one kind by one person in a row, told as one: *created 3 tasks*.

use rustc_hash::FxHashSet;
use tutti_types::SubjectId;
use tutti_types::activity::Activity;

use super::fold::{Line, SITTING, fold};
use super::names::Names;
use super::words::{self, Sentence};

/// As many make a row.
const ROW: usize = 3;

/// Lines that are told together, the newest first: one, or a row of at least three different things.
#[derive(Clone, PartialEq)]
pub struct Row {
    pub lines: Vec<Line>,
    /// Older entries that are not loaded may belong to it.
    pub is_cut: bool,
}

impl Row {
    /// What tells it from others. It grows at its newer end.
    pub fn key(&self) -> Option<i64> {
        self.lines.last().map(|line| line.first)
    }
}

/// Entries, the newest first, in rows; `is_cut` where there are older ones.
pub fn of(names: &impl Names, entries: &[Activity], is_cut: bool) -> Vec<Row> {
    let mut rows: Vec<(Vec<Line>, Option<Sentence>)> = Vec::new();
    for line in fold(entries) {
        let said = words::of(names, &line);
        let said = said.many.is_some().then_some(said);
        match rows.last_mut() {
            Some((row, last))
                if said.is_some()
                    && said == *last
                    && row.last().is_some_and(|last| follows(last, &line)) =>
            {
                row.push(line);
            }
            _ => rows.push((vec![line], said)),
        }
    }
    let row = |lines| Row {
        lines,
        is_cut: false,
    };
    let told = |(lines, _): (Vec<Line>, _)| match different(&lines) >= ROW {
        true => vec![row(lines)],
        false => lines.into_iter().map(|one| row(vec![one])).collect(),
    };
    let mut rows: Vec<Row> = rows.into_iter().flat_map(told).collect();
    if let Some(last) = rows.last_mut() {
        last.is_cut = is_cut;
    }
    rows
}

/// How many things some lines are about.
pub fn different(lines: &[Line]) -> usize {
    let things = lines.iter().map(|line| line.entry.subject.id);
    things.collect::<FxHashSet<SubjectId>>().len()
}

fn follows(newer: &Line, older: &Line) -> bool {
    newer.entry.actor.id == older.entry.actor.id
        && newer.entry.kind == older.entry.kind
        && newer.entry.at.as_millis() - older.entry.at.as_millis() < SITTING
}

#[cfg(test)]
mod tests {
    use tutti_types::activity::{Actor, Subject};
    use tutti_types::events::EventKind;
    use tutti_types::{BoardId, ColumnId, TaskId, Timestamp, UserId};

    use super::*;
    use crate::components::dates::Which;

    struct Nobody;

    impl Names for Nobody {
        fn person(&self, _: UserId) -> String {
            String::new()
        }
        fn column(&self, _: ColumnId) -> Option<String> {
            None
        }
        fn board(&self, _: BoardId) -> Option<String> {
            None
        }
        fn date(&self, _: Which, _: Timestamp, _: bool) -> String {
            String::new()
        }
    }

    /// So many entries of these tasks by one person, the newest first, an hour apart where `apart`.
    fn created(tasks: &[TaskId], apart: bool) -> Vec<Activity> {
        let who = UserId::new();
        let entry = |(n, task): (usize, &TaskId)| {
            let seq = i64::try_from(n).unwrap();
            Activity {
                seq,
                at: Timestamp::from_micros(seq * if apart { 3_600_000_000 } else { 1 }),
                actor: Actor::person_or_system(Some(who)),
                kind: EventKind::TaskDeleted,
                subject: Subject::task(*task, "T"),
                room: None,
                changes: Vec::new(),
            }
        };
        tasks.iter().enumerate().map(entry).rev().collect()
    }

    #[test]
    fn a_row_counts_things_and_not_entries() {
        let [a, b, c] = [(); 3].map(|()| TaskId::new());
        let rows = |tasks: &[TaskId], apart| {
            let rows = of(&Nobody, &created(tasks, apart), false);
            rows.iter().map(|row| row.lines.len()).collect::<Vec<_>>()
        };
        assert_eq!(rows(&[a, b, c], false), [3]);
        assert_eq!(rows(&[a, b], false), [1, 1]);
        assert_eq!(rows(&[a, a, b, a], false), [1, 1, 1, 1]);
        assert_eq!(rows(&[a, b, c], true), [1, 1, 1]);
        let lines = of(&Nobody, &created(&[a, b, b, c], false), false);
        assert_eq!(different(&lines[0].lines), 3);
    }
}
