//! What was sent, as far as an answer repeats it.

/// An answer repeats at most so many characters of a name.
const LONGEST: usize = 100;

/// A name as it was sent, or its beginning and an ellipsis.
pub(super) fn cut(mut name: String) -> String {
    if name.chars().nth(LONGEST).is_none() {
        return name;
    }
    if let Some((end, _)) = name.char_indices().nth(LONGEST - 1) {
        name.truncate(end);
        name.push('…');
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_repeated_up_to_its_bound() {
        for letter in ["x", "é", "字", "🦀"] {
            for length in [0, 1, LONGEST - 1, LONGEST, LONGEST + 1, 10_000] {
                let name = letter.repeat(length);
                let echo = cut(name.clone());
                if length <= LONGEST {
                    assert_eq!(echo, name);
                } else {
                    assert_eq!(echo, format!("{}…", letter.repeat(LONGEST - 1)));
                }
                assert!(echo.chars().count() <= LONGEST, "{letter} {length}");
            }
        }
    }
}
