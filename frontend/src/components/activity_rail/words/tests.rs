//! Entries by whom, of one thing and of several, as the sentence that is told.

mod dates;
mod kinds;

use serde_json::{Value, json};
use tutti_types::activity::{Activity, Actor, Change, Subject};
use tutti_types::columns::Category;
use tutti_types::events::EventKind;
use tutti_types::rooms::Room;
use tutti_types::{BoardId, ColumnId, Date, RoleId, TaskId, Timestamp, UserId};

use super::*;
use crate::components::dates::Which;

const FIFTH: &str = "2026-12-05T00:00:00Z";
const SIXTH: &str = "2026-12-06T00:00:00Z";

struct Known {
    people: [(UserId, &'static str); 3],
    columns: [(ColumnId, &'static str); 2],
    board: BoardId,
}

impl Names for Known {
    fn person(&self, user: UserId) -> String {
        let found = self.people.iter().find(|(id, _)| *id == user);
        found.map_or("Someone", |(_, name)| name).to_owned()
    }
    fn column(&self, column: ColumnId) -> Option<String> {
        let found = self.columns.iter().find(|(id, _)| *id == column);
        found.map(|(_, name)| (*name).to_owned())
    }
    fn board(&self, board: BoardId) -> Option<String> {
        (board == self.board).then(|| "Launch".to_owned())
    }
    fn date(&self, which: Which, at: Timestamp, is_date: bool) -> String {
        let date = Date::of(at);
        match (which, is_date) {
            (Which::Due, true) => date.to_string(),
            _ => format!("{date} at a time"),
        }
    }
}

impl Known {
    fn new() -> Self {
        let people = ["Mira", "Theo", "Noor"].map(|name| (UserId::new(), name));
        let columns = ["To do", "Review"].map(|name| (ColumnId::new(), name));
        Self {
            people,
            columns,
            board: BoardId::new(),
        }
    }

    /// *Mira moved T to Review*, and *moved 3 tasks to Review* where a row of them is one.
    fn told(
        &self,
        kind: EventKind,
        subject: &str,
        changes: &[(&str, Value, Value)],
    ) -> (String, Option<String>) {
        let change =
            |(field, from, to): &(&str, Value, Value)| change(field, from.clone(), to.clone());
        let line = Line {
            entry: Activity {
                seq: 1,
                at: Timestamp::from_micros(0),
                actor: Actor::person_or_system(Some(self.people[0].0)),
                kind,
                subject: Subject::task(TaskId::new(), subject),
                room: Some(Room::board(self.board)),
                changes: changes.iter().map(change).collect(),
            },
            first: 1,
        };
        let said = of(self, &line);
        let sentence = |subject: &str| {
            let subject = (!said.alone).then_some(subject);
            let plain = |words: &Option<Words>| words.as_ref().map(Words::plain);
            let (lead, rest) = (plain(&said.lead), plain(&said.rest));
            let parts = [Some(said.verb), lead.as_deref(), subject, rest.as_deref()];
            parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
        };
        let many = said.many.map(|many| sentence(&format!("3 {many}")));
        (sentence(subject), many)
    }
}

fn change(field: &str, from: Value, to: Value) -> Change {
    Change {
        field: field.to_owned(),
        from,
        to,
    }
}

#[test]
fn each_change_of_a_task_is_told_as_it_was() {
    let known = Known::new();
    let [mira, theo, noor] = known.people.map(|(id, _)| json!(id));
    let [todo, review] = known.columns.map(|(id, _)| json!(id));
    let (kind, none) = (EventKind::TaskUpdated, json!([]));
    for (changes, one, many) in [
        (
            vec![("title", json!("Old"), json!("T"))],
            "renamed Old → T",
            None,
        ),
        (
            vec![("description", json!(""), json!("D"))],
            "added a description to T",
            Some("added a description to 3 tasks"),
        ),
        (
            vec![("description", json!("C"), json!("D"))],
            "changed the description of T",
            Some("changed the description of 3 tasks"),
        ),
        (
            vec![("description", json!("C"), json!(""))],
            "removed the description of T",
            Some("removed the description of 3 tasks"),
        ),
        (
            vec![("priority", json!("low"), json!("high"))],
            "set the priority of T to high",
            Some("set the priority of 3 tasks to high"),
        ),
        (
            vec![("assignee_ids", none.clone(), json!([theo]))],
            "assigned T to Theo",
            Some("assigned 3 tasks to Theo"),
        ),
        (
            vec![("assignee_ids", none.clone(), json!([mira]))],
            "took T",
            Some("took 3 tasks"),
        ),
        (
            vec![("assignee_ids", json!([theo]), json!([noor]))],
            "assigned T to Noor instead of Theo",
            Some("assigned 3 tasks to Noor instead of Theo"),
        ),
        (
            vec![("assignee_ids", json!([theo, noor]), none.clone())],
            "unassigned Theo, Noor from T",
            Some("unassigned Theo, Noor from 3 tasks"),
        ),
        (
            vec![("column_id", todo.clone(), review.clone())],
            "moved T to Review",
            Some("moved 3 tasks to Review"),
        ),
        (
            vec![
                ("column_id", todo.clone(), json!(ColumnId::new())),
                ("status", json!("todo"), json!("done")),
            ],
            "moved T to Done",
            Some("moved 3 tasks to Done"),
        ),
        (
            vec![("board_id", json!(BoardId::new()), json!(known.board))],
            "moved T to the board Launch",
            Some("moved 3 tasks to the board Launch"),
        ),
        (
            vec![
                ("title", json!("Old"), json!("T")),
                ("description", json!(""), json!("D")),
                ("priority", json!("low"), json!("high")),
            ],
            "changed the title, description and priority of T",
            None,
        ),
        (
            vec![
                ("column_id", todo.clone(), review.clone()),
                ("assignee_ids", none.clone(), json!([theo])),
            ],
            "moved T to Review, and changed its assignees",
            None,
        ),
        (
            vec![
                ("due_all_day", json!(false), json!(true)),
                ("due_at", Value::Null, json!(FIFTH)),
            ],
            "set the due date of T to 2026-12-05",
            Some("set the due date of 3 tasks to 2026-12-05"),
        ),
        // Nothing is due on no date, so what comes of it without a word is none.
        (
            vec![("due_at", Value::Null, json!(FIFTH))],
            "set the due date of T to 2026-12-05 at a time",
            Some("set the due date of 3 tasks to 2026-12-05 at a time"),
        ),
        (
            vec![("due_at", json!(FIFTH), json!(SIXTH))],
            "moved the due date of T to 2026-12-06",
            Some("moved the due date of 3 tasks to 2026-12-06"),
        ),
        (
            vec![("due_at", json!(FIFTH), json!("2026-12-06T14:30:00Z"))],
            "moved the due date of T to 2026-12-06 at a time",
            Some("moved the due date of 3 tasks to 2026-12-06 at a time"),
        ),
        (
            vec![
                ("due_all_day", json!(true), json!(false)),
                ("due_at", json!(FIFTH), Value::Null),
            ],
            "cleared the due date of T",
            Some("cleared the due date of 3 tasks"),
        ),
        (
            vec![("due_all_day", json!(true), json!(false))],
            "changed the due date of T",
            Some("changed the due date of 3 tasks"),
        ),
        (
            vec![("start_at", json!(FIFTH), json!(SIXTH))],
            "moved the start date of T to 2026-12-06 at a time",
            Some("moved the start date of 3 tasks to 2026-12-06 at a time"),
        ),
        (
            vec![
                ("priority", json!("low"), json!("high")),
                ("due_all_day", json!(false), json!(true)),
                ("due_at", Value::Null, json!(FIFTH)),
            ],
            "set the priority of T to high, and set its due date to 2026-12-05",
            None,
        ),
        (
            vec![
                ("column_id", todo.clone(), review.clone()),
                ("assignee_ids", none.clone(), json!([theo])),
                ("start_at", json!(FIFTH), Value::Null),
                ("due_at", json!(FIFTH), json!(SIXTH)),
            ],
            "moved T to Review, and changed its assignees, and cleared its start date (2026-12-05 at a time), and moved its due date from 2026-12-05 to 2026-12-06",
            None,
        ),
        (
            vec![
                ("title", json!("Old"), json!("T")),
                ("due_at", json!(FIFTH), Value::Null),
            ],
            "renamed Old → T and cleared its due date (2026-12-05 at a time)",
            None,
        ),
        (vec![], "reordered T", Some("reordered 3 tasks")),
    ] {
        let (sentence, row) = known.told(kind, "T", &changes);
        assert_eq!(
            (sentence.as_str(), row.as_deref()),
            (one, many),
            "{changes:?}"
        );
    }
}

#[test]
fn in_its_own_history_a_thing_is_it_and_what_it_has_is_its() {
    let whole = Words::own("from medium to high".to_owned());
    for (sentence, said) in [
        (only("created"), "created it"),
        (
            only("removed the description of"),
            "removed its description",
        ),
        (only("removed the due date of"), "removed its due date"),
        (
            led("changed", say("the title and priority of".to_owned())),
            "changed its title and priority",
        ),
        (
            led("unassigned", say(format!("{} from", typed("Theo")))),
            "unassigned Theo from it",
        ),
        (
            Sentence {
                whole: Some(whole),
                ..with("set the priority of", "to high")
            },
            "set its priority from medium to high",
        ),
    ] {
        assert_eq!(sentence.of_it().plain(), said);
    }
}

#[test]
fn a_change_is_opened_with_names_for_ids_and_both_texts() {
    let known = Known::new();
    let [_, theo, _] = known.people.map(|(id, _)| json!(id));
    let [todo, review] = known.columns.map(|(id, _)| json!(id));
    let short = |from: &str, to: &str| (from.to_owned(), to.to_owned(), false);
    for (field, from, to, wanted) in [
        (
            "assignee_ids",
            json!([]),
            json!([theo]),
            short("nothing", "Theo"),
        ),
        ("column_id", todo, review, short("To do", "Review")),
        (
            "status",
            json!("todo"),
            json!("in_progress"),
            short("To do", "In progress"),
        ),
        (
            "priority",
            json!("low"),
            json!("high"),
            short("Low", "High"),
        ),
        ("wip_limit", Value::Null, json!(3), short("nothing", "3")),
        (
            "description",
            json!("before"),
            json!("after"),
            ("before".to_owned(), "after".to_owned(), true),
        ),
    ] {
        let change = change(field, from, to);
        let told = match said(&known, std::slice::from_ref(&change), &change) {
            Some((Field::Short(from), Field::Short(to))) => (from.plain(), to.plain(), false),
            Some((Field::Long(from), Field::Long(to))) => (from, to, true),
            other => panic!("{field}: {other:?}"),
        };
        assert_eq!(told, wanted, "{field}");
    }
    // A rank is no news to anybody.
    let rank = change("position", json!("V"), json!("W"));
    assert_eq!(said(&known, std::slice::from_ref(&rank), &rank), None);
}
