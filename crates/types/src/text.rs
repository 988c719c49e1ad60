//! Checked texts: each holds only what its rule lets through, in the form and in the handler alike.

mod fold;
mod line;

use std::borrow::Cow;
use std::fmt;

use line::{is_hidden, line};

/// Why a text was refused: a sentence that can stand under the field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invalid(Cow<'static, str>);

impl Invalid {
    /// A reason that is known when this is compiled.
    #[must_use]
    pub const fn new(message: &'static str) -> Self {
        Self(Cow::Borrowed(message))
    }
    /// The sentence.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.0
    }
}
impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
impl std::error::Error for Invalid {}

/// Text of many lines, at most `max` characters; NUL, which PostgreSQL cannot keep, is refused.
fn block(text: &str, max: usize) -> Result<String, Invalid> {
    if text.contains('\0') {
        return Err(Invalid::new("must not hold NUL characters"));
    }
    if text.chars().count() > max {
        return Err(Invalid(format!("must be at most {max} characters").into()));
    }
    Ok(text.trim_end().to_owned())
}

fn email(text: &str) -> Result<String, Invalid> {
    const WRONG: Invalid = Invalid::new("must be an e-mail address such as name@example.com");
    let text = text.trim();
    let (local, domain) = text.rsplit_once('@').ok_or(WRONG)?;
    let plain = |c: char| {
        !c.is_whitespace()
            && !c.is_control()
            && !is_hidden(c)
            && !matches!(c, '<' | '>' | '"' | ',' | ';' | '@' | '\\')
    };
    let label = |l: &str| {
        !l.is_empty()
            && l.len() <= 63
            && !l.starts_with('-')
            && !l.ends_with('-')
            && l.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    let fits = !local.is_empty() && local.len() <= 64 && text.len() <= 254;
    let dots = !local.starts_with('.') && !local.ends_with('.') && !local.contains("..");
    if fits
        && dots
        && local.chars().all(plain)
        && domain.contains('.')
        && domain.split('.').all(label)
    {
        Ok(text.to_lowercase())
    } else {
        Err(WRONG)
    }
}

fn password(text: &str) -> Result<String, Invalid> {
    match text.chars().count() {
        n if n < 10 => Err(Invalid::new("must be at least 10 characters")),
        n if n > 200 => Err(Invalid::new("must be at most 200 characters")),
        _ if text.chars().all(|c| text.starts_with(c)) => {
            Err(Invalid::new("must not be one character repeated"))
        }
        _ => Ok(text.to_owned()),
    }
}

fn slug(text: &str) -> Result<String, Invalid> {
    let fits = (2..=40).contains(&text.len());
    let plain = text
        .bytes()
        .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if fits && plain && !text.starts_with('-') && !text.ends_with('-') {
        Ok(text.to_owned())
    } else {
        Err(Invalid::new(
            "must be 2 to 40 small letters, digits and hyphens, with no hyphen first or last",
        ))
    }
}

fn color(text: &str) -> Result<String, Invalid> {
    const NAMES: &[&str] = &[
        "grey", "red", "orange", "yellow", "green", "teal", "blue", "purple", "pink",
    ];
    if NAMES.contains(&text) {
        Ok(text.to_owned())
    } else {
        Err(Invalid::new(
            "must be one of grey red orange yellow green teal blue purple pink",
        ))
    }
}

checked_text!(/// An e-mail address, lower case; a shape check only, mail proves the rest.
    Email, email);
checked_text!(/// A new password: 10 to 200 characters, no rule of composition (NIST SP 800-63B).
    NewPassword, password);
checked_text!(/// A person's name, 1 to 80 characters.
    PersonName, |t| line(t, 80));
checked_text!(/// A workspace's name, 1 to 80 characters.
    WorkspaceName, |t| line(t, 80));
checked_text!(/// A workspace's name in addresses.
    Slug, slug);
checked_text!(/// A board's name, 1 to 80 characters.
    BoardName, |t| line(t, 80));
checked_text!(/// A column's name, 1 to 40 characters.
    ColumnName, |t| line(t, 40));
checked_text!(/// One of nine identity colours, by name.
    Color, color);
checked_text!(/// A task's title: one line of 1 to 200 characters.
    TaskTitle, |t| line(t, 200));
checked_text!(/// Markdown of at most 20 000 characters; empty means none.
    Markdown, |t| block(t, 20_000));

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
mod tests {
    use super::*;

    #[test]
    fn texts_of_many_lines_hold_what_can_be_kept() {
        assert_eq!(Markdown::parse("a\n\tb \n").unwrap().as_str(), "a\n\tb");
        assert!(Markdown::parse("a\0b").is_err());
        assert!(Markdown::parse(&"x".repeat(20_001)).is_err());
    }

    #[test]
    fn addresses_are_recognised() {
        for good in [
            "Mira@Example.com",
            " a.b+c@mail.example.co.uk ",
            "ü@bücher.example",
        ] {
            assert!(Email::parse(good).is_ok(), "{good}");
        }
        assert_eq!(
            Email::parse("Mira@Example.com").unwrap().as_str(),
            "mira@example.com"
        );
        for bad in [
            "",
            "a",
            "a@b",
            "@b.co",
            "a@b..co",
            "a b@c.de",
            "a@-b.co",
            "<a@b.co>",
            ".a@b.co",
            "a@b@c.de",
            "a\u{200b}@b.co",
            "a\u{202e}@b.co",
        ] {
            assert!(Email::parse(bad).is_err(), "{bad}");
        }
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
}
