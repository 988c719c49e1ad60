//! Comments that say no more than the name below them.

/// What such a comment says, whatever it stands on.
const EMPTY: [&str; 5] = ["A button.", "Its name.", "Its id.", "Its classes.", "Why."];

/// The numbers of the lines that are nothing but one of them.
pub fn faults_of(text: &str) -> Vec<usize> {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let comment = |line: &str| line.strip_prefix("///").map(|said| said.trim().to_owned());
    let is_of_several = |at: Option<usize>| {
        at.and_then(|at| lines.get(at))
            .is_some_and(|line| comment(line).is_some())
    };
    let empty = lines.iter().enumerate().filter(|(at, line)| {
        let is_empty = comment(line).is_some_and(|said| EMPTY.contains(&said.as_str()));
        is_empty && !is_of_several(at.checked_sub(1)) && !is_of_several(Some(at + 1))
    });
    empty.map(|(at, _)| at + 1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_says_nothing_is_seen_and_a_part_of_more_is_not() {
        let text =
            "/// A button.\nconst SAVE: &str = \"Save\";\n    /// Its id.\n    id: TaskId,\n";
        assert_eq!(faults_of(text), [1, 3]);
        for text in [
            "/// A button at the foot of a column.\n",
            "/// Nobody reads this.\n/// Why.\n",
            "let said = \"/// Why.\";\n",
            "// A button.\n",
        ] {
            assert!(faults_of(text).is_empty(), "{text}");
        }
    }
}
