//! Writing into a field that somebody is in.

use web_sys::HtmlTextAreaElement;

/// Sets the text of a field, with the selection left where it is among the words around it.
pub fn rewrite(field: &HtmlTextAreaElement, text: &str) {
    let old = field.value();
    if old == text {
        return;
    }
    let selection = field.selection_start().ok().flatten();
    let selection = selection.zip(field.selection_end().ok().flatten());
    field.set_value(text);
    super::grow::fit(field);
    if let Some((start, end)) = selection {
        let (old, new) = (units(&old), units(text));
        // It fails only in fields that have no selection.
        let _ = field.set_selection_range(moved(start, &old, &new), moved(end, &old, &new));
    }
}

/// The browser counts in the units of UTF-16.
fn units(text: &str) -> Vec<u16> {
    text.encode_utf16().collect()
}

/// Where a place in the old text is in the new one: what is the same at both ends stays where it is to its end, and a place in
/// what was replaced goes to its beginning.
fn moved(place: u32, old: &[u16], new: &[u16]) -> u32 {
    let same = |a: &[u16], b: &[u16]| a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let before = same(old, new);
    let reversed = |text: &[u16]| text.iter().skip(before).rev().copied().collect::<Vec<_>>();
    let after = same(&reversed(old), &reversed(new));
    let at = usize::try_from(place).unwrap_or_default();
    let moved = if at <= before {
        at
    } else if at + after >= old.len() {
        new.len().saturating_sub(old.len().saturating_sub(at))
    } else {
        before
    };
    u32::try_from(moved).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{moved, units};

    #[test]
    fn the_caret_stays_among_its_words() {
        for (old, new, from, to) in [
            ("Ship it", "Ship it today", 4, 4),
            ("Ship it", "Now: Ship it", 4, 9),
            ("Ship it", "Ship it today", 7, 7),
            ("one two three", "one 2 three", 6, 4),
            ("one two three", "one 2 three", 8, 6),
            ("🎻 a b", "🎻 a, b", 5, 6),
            ("all", "", 2, 0),
        ] {
            assert_eq!(moved(from, &units(old), &units(new)), to, "{old} → {new}");
        }
    }
}
