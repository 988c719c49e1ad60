//! A sentence, and in it what people typed. That runs in its own direction, whichever the sentence has, and no browser translates
//! it; so it is kept apart from the app's own words until it is shown.

use std::borrow::Cow;

/// Stand around what somebody typed: FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE (Unicode UAX 9).
const BEGINS: char = '\u{2068}';
const ENDS: char = '\u{2069}';

/// A sentence. What holds only the app's own words is made from a `&'static str`; what people typed comes in by
/// [`Words::typed`], or by a function of `text` that takes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words(Cow<'static, str>);

impl Words {
    /// What somebody typed, and nothing else.
    pub fn typed(text: &str) -> Self {
        Self(typed(text).into())
    }

    /// A sentence of the app or of the server, which holds nothing that is to be kept apart.
    pub const fn own(text: String) -> Self {
        Self(Cow::Owned(text))
    }

    /// With the name at its beginning kept apart: a sentence of the server does not tell what somebody typed in it.
    pub fn beginning_with(self, name: &str) -> Self {
        match self.0.strip_prefix(name) {
            Some(rest) => Self(format!("{}{rest}", typed(name)).into()),
            None => self,
        }
    }

    /// For where only plain text may stand: an attribute, the title of a window, what is read out.
    pub fn plain(&self) -> String {
        self.0.replace([BEGINS, ENDS], "")
    }

    /// The whole, with its marks; to be read back by [`Self::marked`].
    pub fn as_marked(&self) -> &str {
        &self.0
    }

    /// Reads back what was kept with its marks.
    pub const fn marked(text: String) -> Self {
        Self(Cow::Owned(text))
    }

    /// The same with each typed part cut at about this many letters: what is said behind it follows its ellipsis at once, which the
    /// browser's own, at the edge of a box, leaves room before.
    pub fn with_short_names(&self, at_most: usize) -> Self {
        let cut = |(is_typed, text): (bool, &str)| match text.char_indices().nth(at_most) {
            Some((end, _)) if is_typed => {
                let kept = text.get(..end).unwrap_or_default();
                typed(&format!("{}…", kept.trim_end()))
            }
            _ if is_typed => typed(text),
            _ => text.to_owned(),
        };
        say(self.parts().map(cut).collect())
    }

    /// The parts in order, and of each whether somebody typed it.
    pub fn parts(&self) -> impl Iterator<Item = (bool, &str)> {
        let mut pieces = self.0.split(BEGINS);
        let first = pieces.next().map(|own| (false, own));
        let rest = pieces.flat_map(|piece| {
            let (typed, own) = piece.split_once(ENDS).unwrap_or((piece, ""));
            [(true, typed), (false, own)]
        });
        first
            .into_iter()
            .chain(rest)
            .filter(|(_, text)| !text.is_empty())
    }
}

impl From<&'static str> for Words {
    fn from(own: &'static str) -> Self {
        Self(Cow::Borrowed(own))
    }
}

/// A sentence made of the app's own words and of [`typed`] parts.
pub fn say(text: String) -> Words {
    Words(text.into())
}

/// What somebody typed, for a sentence around it.
pub fn typed(text: &str) -> String {
    let text = text.replace([BEGINS, ENDS], "");
    format!("{BEGINS}{text}{ENDS}")
}

/// What is wrong with a text, without the words that the wire has for standing behind a field's name: of a length the bound says it.
pub fn bare(half: &str) -> &str {
    match half.strip_prefix("must be ") {
        Some(bound) if bound.starts_with("at most ") || bound.starts_with("at least ") => bound,
        _ => half,
    }
}

/// The same as a whole sentence that can stand under its field.
pub fn sentence(half: &str) -> String {
    let mut letters = bare(half).chars();
    let mut text: String = match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    };
    if !text.ends_with('.') {
        text.push('.');
    }
    text
}

/// The title of a task in a sentence: *“Ship it”*.
pub fn quoted(title: &str) -> String {
    format!("“{}”", typed(title))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_is_told_from_the_words_around_it() {
        let words = say(format!("Move {} to {}?", typed("שלום"), typed("Done")));
        let parts: Vec<_> = words.parts().collect();
        let wanted = [
            (false, "Move "),
            (true, "שלום"),
            (false, " to "),
            (true, "Done"),
            (false, "?"),
        ];
        assert_eq!(parts, wanted);
        assert_eq!(words.plain(), "Move שלום to Done?");
        assert_eq!(Words::marked(words.as_marked().to_owned()), words);
    }

    #[test]
    fn a_name_at_the_beginning_is_kept_apart() {
        let words = Words::own("Done holds at most one task.".to_owned());
        let named = words.clone().beginning_with("Done");
        let parts: Vec<_> = named.parts().collect();
        assert_eq!(parts, [(true, "Done"), (false, " holds at most one task.")]);
        assert_eq!(words.clone().beginning_with("Soon"), words);
    }

    #[test]
    fn a_long_name_is_cut_right_before_what_is_said_behind_it() {
        let words = say(format!(
            "{} restored",
            quoted("Tune the violas before noon")
        ));
        let short = words.with_short_names(9);
        assert_eq!(short.plain(), "“Tune the…” restored");
        assert_eq!(words.with_short_names(27), words);
    }

    #[test]
    fn what_is_wrong_is_a_whole_sentence() {
        for (half, whole) in [
            (
                "must be at most 40 characters; this has 48",
                "At most 40 characters; this has 48.",
            ),
            (
                "must be at least 10 characters; this has 6",
                "At least 10 characters; this has 6.",
            ),
            ("must be 1 to 50", "Must be 1 to 50."),
            ("must not be empty", "Must not be empty."),
            ("It is a sentence.", "It is a sentence."),
        ] {
            assert_eq!(sentence(half), whole);
        }
    }

    #[test]
    fn nobody_types_their_way_out() {
        let words = say(format!("Delete {}?", typed("a\u{2069}b\u{2068}c")));
        let parts: Vec<_> = words.parts().collect();
        assert_eq!(parts, [(false, "Delete "), (true, "abc"), (false, "?")]);
    }
}
