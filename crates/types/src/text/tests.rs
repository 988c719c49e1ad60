//! What checked texts take and refuse.

use super::*;

#[test]
fn texts_of_many_lines_hold_what_can_be_kept() {
    assert_eq!(Markdown::parse("a\n\tb \n").unwrap().as_str(), "a\n\tb");
    assert!(Markdown::parse("a\0b").is_err());
    assert!(Markdown::parse(&"x".repeat(20_001)).is_err());
}

#[test]
fn a_text_that_is_too_long_says_by_how_much() {
    // Code points count, not bytes and not the units of UTF-16, of which the violin has two.
    assert!(TaskTitle::parse(&"🎻".repeat(200)).is_ok());
    let why = TaskTitle::parse(&"🎻".repeat(201)).unwrap_err();
    assert_eq!(
        why.message(),
        "must be at most 200 characters; this has 201"
    );
    assert!(why.is_too_long());
    assert!(!TaskTitle::parse("").unwrap_err().is_too_long());
}

#[test]
fn a_password_that_is_too_short_says_by_how_much() {
    let why = NewPassword::parse("violin").unwrap_err();
    assert_eq!(why.message(), "must be at least 10 characters; this has 6");
    assert!(!why.is_too_long());
}

#[test]
fn a_refused_field_says_why_through_serde() {
    let error = serde_json::from_str::<TaskTitle>("\"\"").unwrap_err();
    assert!(
        error.to_string().starts_with("must not be empty"),
        "{error}"
    );
}

#[test]
fn a_key_is_a_prefix_and_a_number() {
    for (typed, prefix, number) in [
        ("LRK-214", "LRK", 214),
        ("lrk-0214", "LRK", 214),
        ("FIELD-9223372036854775807", "FIELD", i64::MAX),
    ] {
        assert_eq!(TaskKey::parse(typed).unwrap().parts(), (prefix, number));
    }
    let none = [
        "", "LRK", "214", "L-1", "LRK-", "LRK-+1", "LRK--1", "LRK-1a", "A1-1", " LRK-1", "LRK-1 ",
    ];
    let too_large = [
        "LRK-9223372036854775808",
        "LRKLRK-1",
        "L-00000000000000000000001",
    ];
    for typed in none.into_iter().chain(too_large) {
        assert!(TaskKey::parse(typed).is_err(), "{typed}");
    }
}

#[test]
fn names_make_slugs_and_prefixes() {
    let name = |text: &str| WorkspaceName::parse(text).unwrap();
    assert_eq!(name("Larkfield").slug(), "larkfield");
    assert_eq!(name("Ünïcode Söñg").slug(), "unicode-song");
    assert_eq!(name("Straße Łódź").slug(), "strasse-lodz");
    assert_eq!(name("Larkfield").task_prefix(), "LRK");
    assert_eq!(name("Ärzte & Co.").slug(), "arzte-co");
    assert_eq!(name("東京").slug(), "team");
    assert_eq!(name("東京").task_prefix(), "TSK");
    assert_eq!(name("Io").task_prefix(), "IOT");
}
