//! What a table of shortcuts is made of, and how a key is looked up in it.

use super::Keystroke;
use crate::text::shortcuts as t;

/// What is pressed instead of a key, with the pointer.
pub const CLICK: &str = "Click";

/// What goes with a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum With {
    /// It acts by itself. Shift does not matter, except where a row with Shift has the same key.
    Nothing,
    /// Shift is held.
    Shift,
    /// This key was pressed just before.
    After(&'static str),
}

/// A row: keys of one kind, each with what it asks for. It is one line of the overview.
pub struct Shortcut<A: 'static> {
    with: With,
    keys: &'static [(&'static str, A)],
    words: &'static str,
}

impl<A: 'static> Shortcut<A> {
    /// Keys that act by themselves, as [`Keystroke::key`] names them but with letters as they are printed on a keyboard, and
    /// what the overview says of them.
    pub const fn new(keys: &'static [(&'static str, A)], words: &'static str) -> Self {
        let with = With::Nothing;
        Self { with, keys, words }
    }

    /// The same with something else to press.
    pub const fn with(self, with: With) -> Self {
        Self { with, ..self }
    }
}

/// The shortcuts that act in one place.
pub struct Place<A: 'static> {
    /// The place, as the overview names it.
    pub title: &'static str,
    pub rows: &'static [Shortcut<A>],
}

/// A place in the overview.
pub struct Group {
    pub title: &'static str,
    pub lines: Vec<Line>,
}

/// A part of what is pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// A key, by its name.
    Key(&'static str),
    /// How the keys around it belong together: one after the other, both at once, or either.
    Between(&'static str),
}

/// A line of the overview.
pub struct Line {
    /// What is pressed, from the first to the last.
    pub parts: Vec<Part>,
    /// What they do.
    pub words: &'static str,
}

impl<A: Copy + PartialEq + 'static> Place<A> {
    /// What a key asks for here. None for one that is pressed with Control, Command or Alt, which is the browser's.
    pub fn asked(&self, press: &Keystroke) -> Option<A> {
        (!press.is_chord())
            .then(|| self.find(press.key(), press.is_shifted()))
            .flatten()
    }

    /// What a click asks for here.
    pub fn clicked(&self, is_shifted: bool) -> Option<A> {
        self.find(CLICK, is_shifted)
    }

    /// What a key asks for after `first` was pressed.
    pub fn asked_after(&self, first: &'static str, press: &Keystroke) -> Option<A> {
        (!press.is_chord())
            .then(|| self.look(With::After(first), press.key()))
            .flatten()
    }

    /// The key, if it is one that others are pressed after.
    pub fn first(&self, press: &Keystroke) -> Option<&'static str> {
        let mut firsts = self.rows.iter().filter_map(|row| match row.with {
            With::After(first) => Some(first),
            With::Nothing | With::Shift => None,
        });
        firsts.find(|first| !press.is_chord() && is_key(first, press.key()))
    }

    /// The name of the key that does this, for a button that does the same; empty where no key does. Where several do, it is
    /// the first; of keys pressed one after another the last.
    pub fn key(&self, act: A) -> &'static str {
        self.row_of(act).map_or("", |(_, key)| t::key_name(key))
    }

    /// The names of all that is pressed for this: *G then S*.
    pub fn keys(&self, act: A) -> String {
        let Some((row, key)) = self.row_of(act) else {
            return String::new();
        };
        let before = row.before().unwrap_or_default();
        format!("{}{}{}", before.0, before.1, t::key_name(key))
    }

    /// What the overview says of this place.
    pub(super) fn group(&self) -> Group {
        let line = |row: &Shortcut<A>| {
            let before = row.before().into_iter();
            let mut parts: Vec<Part> = before
                .flat_map(|(key, then)| [Part::Key(key), Part::Between(then)])
                .collect();
            for (at, (key, _)) in row.keys.iter().enumerate() {
                parts.extend((at > 0).then_some(Part::Between(t::OR)));
                parts.push(Part::Key(t::key_name(key)));
            }
            Line {
                parts,
                words: row.words,
            }
        };
        Group {
            title: self.title,
            lines: self.rows.iter().map(line).collect(),
        }
    }

    pub(super) fn find(&self, key: &str, is_shifted: bool) -> Option<A> {
        let with_shift = is_shifted.then(|| self.look(With::Shift, key)).flatten();
        with_shift.or_else(|| self.look(With::Nothing, key))
    }

    pub(super) fn look(&self, with: With, key: &str) -> Option<A> {
        let rows = self.rows.iter().filter(|row| row.with == with);
        let mut keys = rows.flat_map(|row| row.keys);
        let found = keys.find(|(own, _)| is_key(own, key));
        found.map(|(_, act)| *act)
    }

    fn row_of(&self, act: A) -> Option<(&Shortcut<A>, &'static str)> {
        self.rows.iter().find_map(|row| {
            let found = row.keys.iter().find(|(_, its)| *its == act);
            found.map(|(key, _)| (row, *key))
        })
    }

    /// All that is pressed here, with what it asks for.
    #[cfg(test)]
    pub(super) fn all(&self) -> impl Iterator<Item = (With, &'static str, A)> {
        let of =
            |row: &'static Shortcut<A>| row.keys.iter().map(|(key, act)| (row.with, *key, *act));
        self.rows.iter().flat_map(of)
    }
}

impl<A: 'static> Shortcut<A> {
    /// The name of what is pressed with or before the key, and what stands between the two.
    fn before(&self) -> Option<(&'static str, &'static str)> {
        match self.with {
            With::Nothing => None,
            With::Shift => Some((t::SHIFT, t::AND)),
            With::After(first) => Some((t::key_name(first), t::THEN)),
        }
    }
}

/// Whether a pressed key is one of the table, whose letters are large.
fn is_key(own: &str, pressed: &str) -> bool {
    own.eq_ignore_ascii_case(pressed)
}
