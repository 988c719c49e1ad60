//! Shortcuts on every keyboard layout.

/// The key as a command. `key` is what the layout types and `code` names the place on the keyboard (UI Events).
///
/// A Latin letter is what the layout says, so that a shortcut is the letter printed on the key. A layout of another script
/// types no Latin letters: there the place decides, as on the keyboard of the United States. A sign stays itself, since Latin
/// layouts such as the French have signs in the places of letters.
pub fn command(key: &str, code: &str) -> String {
    let Some(typed) = key.chars().next().filter(|_| !key.is_ascii()) else {
        // A sign, a Latin letter, or the name of a key that types nothing.
        return match key.len() {
            1 => key.to_ascii_lowercase(),
            _ => key.to_owned(),
        };
    };
    let letter = code.strip_prefix("Key").map(str::to_ascii_lowercase);
    match (letter, code) {
        (Some(letter), _) => letter,
        // A Latin layout has letters such as `ü` there, and types the brackets elsewhere.
        (None, "BracketLeft") if !is_latin(typed) => "[".to_owned(),
        (None, "BracketRight") if !is_latin(typed) => "]".to_owned(),
        _ => key.to_owned(),
    }
}

/// Whether a letter is of Unicode's Latin blocks.
fn is_latin(letter: char) -> bool {
    matches!(letter, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
}

#[cfg(test)]
mod tests {
    use super::command;

    #[test]
    fn a_shortcut_is_found_on_every_layout() {
        for (layout, key, code, wanted) in [
            ("United States", "c", "KeyC", "c"),
            ("United States, Shift", "C", "KeyC", "c"),
            ("United States", "[", "BracketLeft", "["),
            ("United States", "?", "Slash", "?"),
            ("any", "Enter", "Enter", "Enter"),
            ("any", " ", "Space", " "),
            ("Dvorak", "z", "Slash", "z"),
            ("Dvorak", ";", "KeyZ", ";"),
            ("French", ",", "KeyM", ","),
            ("French", "m", "Semicolon", "m"),
            ("German", "z", "KeyY", "z"),
            ("German", "ü", "BracketLeft", "ü"),
            ("Turkish", "ı", "KeyI", "i"),
            ("Russian", "я", "KeyZ", "z"),
            ("Russian, Shift", "С", "KeyC", "c"),
            ("Russian", "х", "BracketLeft", "["),
            ("Russian", "ъ", "BracketRight", "]"),
            ("Ukrainian", "ї", "BracketRight", "]"),
            ("Greek", "μ", "KeyM", "m"),
            ("Hebrew", "ב", "KeyC", "c"),
            ("Hebrew", "/", "KeyQ", "/"),
            ("Arabic", "ؤ", "KeyC", "c"),
            ("Hindi", "म", "KeyC", "c"),
            ("Korean", "ㅋ", "KeyZ", "z"),
            ("Thai", "ผ", "KeyZ", "z"),
            ("Georgian", "ც", "KeyC", "c"),
            // Two letters from one key.
            ("Arabic", "لا", "KeyB", "b"),
            ("a dead key", "Dead", "Quote", "Dead"),
        ] {
            assert_eq!(command(key, code), wanted, "{layout}: {key} on {code}");
        }
    }
}
