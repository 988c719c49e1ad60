//! A change of a date, as it is told in a history and once it is opened.

use super::*;

#[test]
fn in_its_own_history_a_date_is_told_from_and_to() {
    let known = Known::new();
    let is_date = || change("due_all_day", json!(true), json!(true));
    for (changes, wanted) in [
        (
            vec![change("due_at", json!(FIFTH), json!(SIXTH))],
            "moved its due date from 2026-12-05 to 2026-12-06",
        ),
        (
            vec![is_date(), change("due_at", Value::Null, json!(FIFTH))],
            "set its due date to 2026-12-05",
        ),
        (
            vec![is_date(), change("due_at", json!(FIFTH), Value::Null)],
            "cleared its due date (2026-12-05)",
        ),
        (
            vec![
                change("priority", json!("low"), json!("high")),
                change("due_at", json!(FIFTH), json!(SIXTH)),
            ],
            "set its priority from low to high, and moved its due date from 2026-12-05 to 2026-12-06",
        ),
    ] {
        let entry = Activity {
            seq: 1,
            at: Timestamp::from_micros(0),
            actor: Actor::person_or_system(None),
            kind: EventKind::TaskUpdated,
            subject: Subject::task(TaskId::new(), "T"),
            room: None,
            changes,
        };
        let said = of(&known, &Line { entry, first: 1 });
        assert_eq!(said.of_it().plain(), wanted);
    }
}

#[test]
fn a_due_date_and_whether_it_is_one_are_told_as_one() {
    let known = Known::new();
    let changes = [
        change("due_all_day", json!(false), json!(true)),
        change("due_at", json!("2026-12-04T14:30:00Z"), json!(FIFTH)),
    ];
    let told = changes.iter().map(|one| said(&known, &changes, one));
    let words = |text: &str| Field::Short(Words::own(text.to_owned()));
    let wanted = [
        None,
        Some((words("2026-12-04 at a time"), words("2026-12-05"))),
    ];
    assert_eq!(told.collect::<Vec<_>>(), wanted);
    let alone = [changes[0].clone()];
    let told = said(&known, &alone, &alone[0]);
    assert_eq!(told, Some((words("at a time"), words("on a date"))));
    assert!(tells_of_dates(&changes));
    assert!(!tells_of_dates(&[]));
}
