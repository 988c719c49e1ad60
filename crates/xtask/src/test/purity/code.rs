//! What of a file is judged.

use std::path::Path;

/// Whether a file is of tests alone: in a folder of them, or what they stand on.
pub fn is_all_test(short: &Path) -> bool {
    short.starts_with("crates/testkit")
        || short.ends_with("tests.rs")
        || short.components().any(|part| part.as_os_str() == "tests")
}

/// A line without its texts and its comment.
pub fn code_of(line: &str) -> String {
    let (mut code, mut rest) = (String::new(), line);
    while let Some((before, text)) = rest.split_once('"') {
        if before.contains("//") {
            break;
        }
        code.push_str(before);
        code.push_str("\"\"");
        let mut is_escaped = false;
        let end = text.find(|c: char| {
            let ends = c == '"' && !is_escaped;
            is_escaped = c == '\\' && !is_escaped;
            ends
        });
        rest = end.and_then(|end| text.get(end + 1..)).unwrap_or_default();
    }
    code.push_str(rest.split("//").next().unwrap_or_default());
    code
}
