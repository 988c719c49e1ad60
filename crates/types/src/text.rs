//! Checked texts: each holds only what its rule lets through, in the form and in the handler alike.

mod email;
mod fold;
mod line;

use std::borrow::Cow;
use std::fmt;
use std::ops::RangeInclusive;

use serde::de::{Error as _, Visitor};
use serde::{Deserialize, Deserializer};
#[cfg(feature = "openapi")]
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, SchemaFormat};

pub use email::canonical_email;
use email::email;
use line::{is_hidden, line};
pub use line::{line_length, tidied};

/// Why a text was refused: a sentence that can stand under the field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invalid {
    message: Cow<'static, str>,
    is_too_long: bool,
}

impl Invalid {
    /// A reason that is known when this is compiled.
    #[must_use]
    pub const fn new(message: &'static str) -> Self {
        Self {
            message: Cow::Borrowed(message),
            is_too_long: false,
        }
    }
    /// A text of `length` characters where `most` are allowed.
    pub(crate) fn too_long(length: usize, most: usize) -> Self {
        Self {
            message: format!("must be at most {most} characters; this has {length}").into(),
            is_too_long: true,
        }
    }
    /// The sentence.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
    /// Whether the text is too long: a field tells that at once, since going on writing makes it worse.
    #[must_use]
    pub const fn is_too_long(&self) -> bool {
        self.is_too_long
    }
}
impl From<String> for Invalid {
    fn from(message: String) -> Self {
        Self {
            message: message.into(),
            is_too_long: false,
        }
    }
}
impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}
impl std::error::Error for Invalid {}

/// The place of a word among `words`. Anything else than a string is refused by its type.
///
/// # Errors
/// Those of the deserializer.
pub(crate) fn word<'de, D: Deserializer<'de>>(
    deserializer: D,
    words: &'static [&'static str],
) -> Result<usize, D::Error> {
    struct Word(&'static [&'static str]);

    impl Visitor<'_> for Word {
        type Value = usize;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a string")
        }
        fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<usize, E> {
            let found = self.0.iter().position(|word| *word == text);
            found.ok_or_else(|| E::unknown_variant(text, self.0))
        }
    }
    deserializer.deserialize_str(Word(words))
}

const NUL: Invalid = Invalid::new("must not hold NUL characters");

/// A text that is only compared with what is kept, so that no other rule binds it.
///
/// # Errors
/// Those of the deserializer; where it holds NUL, which PostgreSQL cannot even compare.
pub(crate) fn comparable<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let text = String::deserialize(deserializer)?;
    match text.contains('\0') {
        true => Err(D::Error::custom(NUL)),
        false => Ok(text),
    }
}

/// Text of many lines; NUL, which PostgreSQL cannot keep, is refused.
fn block(text: &str, length: RangeInclusive<usize>) -> Result<String, Invalid> {
    if text.contains('\0') {
        return Err(NUL);
    }
    at_most(text.chars().count(), *length.end())?;
    Ok(text.trim_end().to_owned())
}

/// Refuses what has more code points than it may have.
fn at_most(count: usize, max: usize) -> Result<(), Invalid> {
    if count > max {
        return Err(Invalid::too_long(count, max));
    }
    Ok(())
}

fn password(text: &str, length: RangeInclusive<usize>) -> Result<String, Invalid> {
    let count = text.chars().count();
    if count < *length.start() {
        let least = length.start();
        return Err(format!("must be at least {least} characters; this has {count}").into());
    }
    at_most(count, *length.end())?;
    if text.chars().all(|c| text.starts_with(c)) {
        return Err(Invalid::new("must not be one character repeated"));
    }
    Ok(text.to_owned())
}

fn slug(text: &str, length: RangeInclusive<usize>) -> Result<String, Invalid> {
    let plain = text
        .bytes()
        .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if length.contains(&text.len()) && plain && !text.starts_with('-') && !text.ends_with('-') {
        Ok(text.to_owned())
    } else {
        let (least, most) = length.into_inner();
        let what = "lowercase letters, digits and hyphens, with no hyphen first or last";
        Err(format!("must be {least} to {most} {what}").into())
    }
}

fn task_prefix(text: &str, length: RangeInclusive<usize>) -> Result<String, Invalid> {
    if length.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphabetic()) {
        Ok(text.to_ascii_uppercase())
    } else {
        let (least, most) = length.into_inner();
        Err(format!("must be {least} to {most} letters from A to Z").into())
    }
}

/// A task's key as it is shown: capital letters, and no leading zeros.
fn task_key(text: &str, length: RangeInclusive<usize>) -> Result<String, Invalid> {
    const WRONG: Invalid = Invalid::new("must be a task's key such as LRK-214");
    if !length.contains(&text.len()) {
        return Err(WRONG);
    }
    let (prefix, number) = text.split_once('-').ok_or(WRONG)?;
    let prefix = TaskPrefix::parse(prefix).map_err(|_| WRONG)?;
    match number.parse::<i64>() {
        Ok(n) if number.bytes().all(|b| b.is_ascii_digit()) => Ok(format!("{prefix}-{n}")),
        _ => Err(WRONG),
    }
}

/// The names of the identity colours.
pub const COLORS: &[&str] = &[
    "grey", "red", "orange", "yellow", "green", "teal", "blue", "purple", "pink",
];

fn color(text: &str, _: RangeInclusive<usize>) -> Result<String, Invalid> {
    if COLORS.contains(&text) {
        Ok(text.to_owned())
    } else {
        Err(Invalid::new(
            "must be one of grey red orange yellow green teal blue purple pink",
        ))
    }
}

checked_text!(/// An e-mail address; a shape check only, mail proves the rest. It is kept without spaces at its ends, in small letters and in NFC.
    /// At most 254 octets of UTF-8, 64 of them before the `@`.
    Email, email, 5..=254, |text: ObjectBuilder| text.format(Some(SchemaFormat::Custom("idn-email".to_owned()))));
checked_text!(/// A new password: 10 to 200 characters, not all the same; no rule of composition (NIST SP 800-63B).
    NewPassword, password, 10..=200, |text: ObjectBuilder| text.format(Some(SchemaFormat::KnownFormat(KnownFormat::Password))));
checked_text!(/// A person's name: one line of 1 to 80 characters, counted after it is tidied.
    PersonName, line, 1..=80);
checked_text!(/// A workspace's name: one line of 1 to 80 characters, counted after it is tidied.
    WorkspaceName, line, 1..=80);
checked_text!(/// A workspace's name in URLs: lowercase letters, digits and hyphens, with no hyphen first or last.
    Slug, slug, 2..=40, |text: ObjectBuilder| text.pattern(Some("^[a-z0-9]([a-z0-9-]*[a-z0-9])?$")));
checked_text!(/// What stands before the number in a task's key: 2 to 5 letters from A to Z. Small letters are made capitals.
    TaskPrefix, task_prefix, 2..=5, |text: ObjectBuilder| text.pattern(Some("^[A-Za-z]{2,5}$")));
checked_text!(/// A task's key: a prefix of its workspace, a hyphen and its number. Small letters are made capitals.
    TaskKey, task_key, 4..=25, |text: ObjectBuilder| text
        .format(Some(SchemaFormat::Custom("task-key".to_owned())))
        .pattern(Some("^[A-Za-z]{2,5}-[0-9]{1,19}$")));
checked_text!(/// A board's name: one line of 1 to 80 characters, counted after it is tidied.
    BoardName, line, 1..=80);
checked_text!(/// A column's name: one line of 1 to 40 characters, counted after it is tidied.
    ColumnName, line, 1..=40);
checked_text!(/// One of nine identity colours, by name.
    Color, color, 3..=6, |text: ObjectBuilder| text.enum_values(Some(COLORS.iter().copied())));
checked_text!(/// A task's title: one line of 1 to 200 characters, counted after it is tidied.
    TaskTitle, line, 1..=200);
checked_text!(/// Markdown of at most 20 000 characters; empty means none. White space at its end is dropped.
    Markdown, block, 0..=20_000);

impl TaskKey {
    /// What stands before the number, in capital letters, and the number.
    #[must_use]
    pub fn parts(&self) -> (&str, i64) {
        let (prefix, number) = self.0.split_once('-').unwrap_or_default();
        (prefix, number.parse().unwrap_or_default())
    }
}

impl WorkspaceName {
    /// The slug a person would choose for it; `team` where nothing of the name can stand in one.
    #[must_use]
    pub fn slug(&self) -> String {
        let dashed: String = self
            .0
            .to_lowercase()
            .chars()
            .flat_map(fold::plain)
            .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
            .collect();
        let slug: String = dashed
            .split('-')
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join("-")
            .chars()
            .take(32)
            .collect();
        let slug = slug.trim_matches('-');
        if slug.len() < 2 {
            "team".to_owned()
        } else {
            slug.to_owned()
        }
    }

    /// The prefix of its tasks' keys (`LRK` of *Larkfield*): the first letter and the consonants after it, three letters.
    #[must_use]
    pub fn task_prefix(&self) -> String {
        let letters: Vec<char> = self
            .0
            .to_uppercase()
            .chars()
            .filter(char::is_ascii_uppercase)
            .collect();
        let consonants = letters
            .iter()
            .skip(1)
            .filter(|c| !matches!(c, 'A' | 'E' | 'I' | 'O' | 'U'));
        let mut prefix: String = letters.iter().take(1).chain(consonants).take(3).collect();
        for letter in letters
            .iter()
            .skip(1)
            .chain("TSK".chars().collect::<Vec<_>>().iter())
        {
            if prefix.len() < 3 {
                prefix.push(*letter);
            }
        }
        prefix
    }
}

#[cfg(test)]
mod tests;
