use std::collections::HashSet;
use std::fmt::Debug;

use super::*;
use crate::keys::{Line, Part, layout};

/// What is pressed in a place. Each of it asks for what its own row says, typed on a keyboard of any script.
fn pressed<A: Copy + PartialEq + Debug>(place: &Place<A>) -> Vec<(With, &'static str)> {
    let all = place.all();
    let each = all.map(|(with, key, act)| {
        // Of a letter or a bracket another script types a letter of its own.
        let code = match key {
            "[" => "BracketLeft".to_owned(),
            "]" => "BracketRight".to_owned(),
            letter => format!("Key{letter}"),
        };
        let is_letter = match key.as_bytes() {
            [letter] => letter.is_ascii_uppercase() || b"[]".contains(letter),
            _ => false,
        };
        let typed = if is_letter { "ж" } else { key };
        for typed in [key, typed] {
            let key = layout::command(typed, &code);
            let found = match with {
                With::Nothing => place.find(&key, false),
                With::Shift => place.find(&key, true),
                With::After(_) => place.look(with, &key),
            };
            assert_eq!(found, Some(act), "{with:?} {typed} in {}", place.title);
        }
        (with, key)
    });
    each.collect()
}

/// A place, with all that is pressed in it.
struct Tested {
    title: &'static str,
    rows: usize,
    pressed: Vec<(With, &'static str)>,
}

/// All places in the order of the table. A new one does not compile until it is here, too.
fn all() -> [Tested; 8] {
    fn tested<A: Copy + PartialEq + Debug>(place: &Place<A>) -> Tested {
        Tested {
            title: place.title,
            rows: place.rows.len(),
            pressed: pressed(place),
        }
    }
    let Shortcuts {
        anywhere,
        on_board,
        on_card,
        in_task,
        on_column,
        lifted,
        in_trash,
        in_calendar,
    } = &SHORTCUTS;
    [
        tested(anywhere),
        tested(on_board),
        tested(on_card),
        tested(in_task),
        tested(on_column),
        tested(lifted),
        tested(in_trash),
        tested(in_calendar),
    ]
}

/// Places in which keys are heard at once.
fn is_each_once(places: &[&Tested]) {
    let mut seen = HashSet::new();
    for place in places {
        for one in &place.pressed {
            assert!(seen.insert(one), "{one:?} stands twice, in {}", place.title);
        }
    }
}

#[test]
fn a_key_asks_for_one_thing_in_one_place() {
    let [
        anywhere,
        on_board,
        on_card,
        in_task,
        on_column,
        lifted,
        in_trash,
        in_calendar,
    ] = &all();
    is_each_once(&[anywhere, on_board, on_card]);
    is_each_once(&[anywhere, on_board, on_column]);
    is_each_once(&[lifted]);
    // A task's panel has the focus in place of a card, and hears its own before the keys of every screen.
    is_each_once(&[in_task]);
    // The trash hears its own before the keys of every screen.
    is_each_once(&[anywhere, in_trash]);
    is_each_once(&[in_calendar]);
}

#[test]
fn a_key_that_others_follow_does_nothing_else() {
    let [anywhere, on_board, on_card, ..] = all().map(|place| place.pressed);
    let all = [anywhere, on_board, on_card].concat();
    for (with, _) in &all {
        if let With::After(first) = with {
            let is_taken = all.iter().any(|(with, key)| *with != GO && key == first);
            assert!(!is_taken, "{first} acts by itself");
        }
    }
}

#[test]
fn every_row_is_listed_once() {
    let overview = SHORTCUTS.overview();
    let titles: HashSet<_> = overview.iter().map(|group| group.title).collect();
    assert_eq!(titles.len(), overview.len(), "two places have one name");
    let listed: usize = overview.iter().map(|group| group.lines.len()).sum();
    let rows = all().map(|place| place.rows);
    assert_eq!(listed, rows.iter().sum::<usize>());
    for group in &overview {
        let words: HashSet<_> = group.lines.iter().map(|line| line.words).collect();
        assert_eq!(
            words.len(),
            group.lines.len(),
            "{} says a thing twice",
            group.title
        );
        let keys: HashSet<_> = group.lines.iter().map(said).collect();
        assert_eq!(
            keys.len(),
            group.lines.len(),
            "{} has a key twice",
            group.title
        );
    }
}

/// What is pressed, as it is read.
fn said(line: &Line) -> String {
    let said = line.parts.iter().map(|part| match part {
        Part::Key(name) | Part::Between(name) => *name,
    });
    said.collect()
}

#[test]
fn a_sequence_alternatives_and_a_chord_are_told_apart() {
    let overview = SHORTCUTS.overview();
    let mut lines = overview.iter().flat_map(|group| &group.lines);
    let mut of = |words| lines.find(|line| line.words == words).map(said).unwrap();
    assert_eq!(of(t::TO_BOARDS), "G then B");
    assert_eq!(of(t::STEP), "J / K");
    assert_eq!(of(t::SELECT_STEP), "Shift + J / K");
    assert_eq!(of(t::OPEN), "Enter");
    assert_eq!(of(t::SELECT_UP_TO), "Shift + Click");
}

/// Each row begins with one.
const VERBS: [&str; 17] = [
    "Carry", "Change", "Close", "Create", "Delete", "Drop", "Filter", "Go", "Leave", "Lift",
    "Move", "Open", "Put", "Select", "Show", "Take", "Undo",
];

#[test]
fn every_row_says_what_is_done() {
    for group in SHORTCUTS.overview() {
        for line in group.lines {
            let first = line.words.split([' ', ',']).next().unwrap();
            assert!(VERBS.contains(&first), "{}", line.words);
        }
    }
}

#[test]
fn the_names_of_keys_are_those_of_the_table() {
    let anywhere = &SHORTCUTS.anywhere;
    assert_eq!(
        anywhere.keys(Anywhere::GoTo(Destination::Settings)),
        "G then S"
    );
    assert_eq!(anywhere.key(Anywhere::Close), "Escape");
    assert_eq!(SHORTCUTS.on_board.key(OnBoard::Next), "J");
    assert_eq!(SHORTCUTS.on_card.key(OnCard::Lift), "Space");
    let overview = SHORTCUTS.overview();
    let mut lines = overview.iter().flat_map(|group| &group.lines);
    let line = lines.find(|line| line.words == t::SELECT_WALK).unwrap();
    assert_eq!(said(line), "Shift + ↑ / ↓ / ← / →");
}

#[test]
fn shift_matters_only_where_a_row_has_it() {
    let board = &SHORTCUTS.on_board;
    assert_eq!(board.find("j", false), Some(OnBoard::Next));
    assert_eq!(board.find("j", true), Some(OnBoard::Select(Way::Down)));
    assert_eq!(board.find("c", true), Some(OnBoard::NewTask));
    assert_eq!(SHORTCUTS.anywhere.find("?", true), Some(Anywhere::Help));
    assert_eq!(SHORTCUTS.on_card.clicked(true), Some(OnCard::SelectUpTo));
    assert_eq!(SHORTCUTS.on_card.clicked(false), None);
    assert_eq!(SHORTCUTS.anywhere.find("s", false), None);
}
