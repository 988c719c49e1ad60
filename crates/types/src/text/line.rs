//! Titles and names: one line that shows what it holds.
//!
//! What cannot be seen makes two names look alike, or a name look empty; what turns the direction makes a name read as another
//! one, or runs on into the text around it (Unicode TR 36). People paste both without knowing, so they are dropped rather than
//! refused. Kept is what writing needs: the joiners of Persian, Indic scripts and emoji, the marks for left and right, which
//! turn nothing but themselves, and the selectors and tags of emoji.

use std::ops::RangeInclusive;

use super::{Invalid, at_most};

/// One line: trimmed, white space folded, nothing hidden, no control characters, of so many characters, of which one is seen.
pub(super) fn line(text: &str, length: RangeInclusive<usize>) -> Result<String, Invalid> {
    if text.chars().any(|c| c.is_control() && !c.is_whitespace()) {
        return Err(Invalid::new("must not hold control characters"));
    }
    let tidy = tidied(text);
    if tidy.chars().all(is_blank) {
        return Err(Invalid::new("must not be empty"));
    }
    at_most(tidy.chars().count(), *length.end())?;
    Ok(tidy)
}

/// How many characters of a line count: what is dropped or folded does not.
#[must_use]
pub fn line_length(text: &str) -> usize {
    tidied(text).chars().count()
}

/// What a line becomes of a text: trimmed, white space folded, nothing hidden. Two texts that are the same by this make the same
/// name.
#[must_use]
pub fn tidied(text: &str) -> String {
    let shown: String = text.chars().filter(|c| !is_hidden(*c)).collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a character has nothing to say in one line: invisible, or it turns the direction of what follows.
pub(super) const fn is_hidden(c: char) -> bool {
    matches!(
        c,
        '\u{202a}'..='\u{202e}' // embeddings and overrides of direction
            | '\u{2066}'..='\u{2069}' // isolates of direction
            | '\u{ad}' // soft hyphen
            | '\u{180e}' // Mongolian vowel separator
            | '\u{200b}' // zero width space
            | '\u{2060}'..='\u{2064}' // word joiner, invisible operators
            | '\u{206a}'..='\u{206f}' // deprecated format characters
            | '\u{feff}' // byte order mark
            | '\u{fff9}'..='\u{fffb}' // interlinear annotation
    )
}

/// Whether a character alone shows nothing, though beside others it has its use.
pub(super) const fn is_blank(c: char) -> bool {
    matches!(
        c,
        ' ' | '\u{34f}' // combining grapheme joiner
            | '\u{61c}' // Arabic letter mark
            | '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' // Hangul fillers
            | '\u{17b4}' | '\u{17b5}' // Khmer inherent vowels
            | '\u{180b}'..='\u{180f}' // Mongolian variation selectors
            | '\u{200c}'..='\u{200f}' // joiners, marks for left and right
            | '\u{2800}' // empty Braille pattern
            | '\u{fe00}'..='\u{fe0f}' // variation selectors
            | '\u{e0000}'..='\u{e0fff}' // tags, more variation selectors
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_tidied_and_bounded() {
        assert_eq!(line("  Ship\tit \n now ", 1..=20).unwrap(), "Ship it now");
        assert_eq!(line("a\u{2028}b\u{a0}c", 1..=20).unwrap(), "a b c");
        assert!(line(" \n ", 1..=20).is_err());
        assert!(line(&"x".repeat(21), 1..=20).is_err());
        for control in ["a\0b", "a\u{1b}[31mb", "a\u{7f}", "\u{9b}x"] {
            assert!(line(control, 1..=20).is_err(), "{control:?}");
        }
    }

    #[test]
    fn what_is_empty_to_the_eye_is_empty() {
        for empty in [
            "",
            "\u{200b}",
            "\u{feff}\u{2060}",
            "\u{202e}\u{202c}",
            "\u{200d}\u{200c}\u{200e}",
            "\u{3164}\u{ffa0}",
            "\u{2800} \u{2800}",
            "\u{fe0f}",
            "\u{e0020}",
            "\u{ad}",
        ] {
            let refused = line(empty, 1..=20).unwrap_err();
            assert_eq!(refused.message(), "must not be empty", "{empty:?}");
        }
    }

    #[test]
    fn what_hides_or_turns_is_dropped() {
        assert_eq!(
            line("invoice\u{202e}fdp.exe", 1..=20).unwrap(),
            "invoicefdp.exe"
        );
        assert_eq!(line("Mi\u{200b}ra\u{feff}", 1..=20).unwrap(), "Mira");
        assert_eq!(line("a \u{2066} b", 1..=20).unwrap(), "a b");
        assert_eq!(line("x\u{200b}x\u{200b}x", 1..=3).unwrap(), "xxx");
    }

    #[test]
    fn what_writing_needs_stays() {
        for text in [
            "می\u{200c}خواهم",
            "👩\u{200d}💻",
            "❤\u{fe0f}",
            "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
            "שלום!\u{200f}",
            "क्\u{200d}ष",
        ] {
            assert_eq!(line(text, 1..=20).unwrap(), text);
        }
    }
}
