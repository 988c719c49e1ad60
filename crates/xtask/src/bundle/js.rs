//! JavaScript without what only people read.

/// Takes out indentation, empty lines and comments that have lines of their own. No text may go over several lines.
pub fn shrink(js: &str) -> String {
    let mut out = String::with_capacity(js.len());
    let mut is_comment = false;
    for line in js.lines().map(str::trim) {
        if is_comment || line.starts_with("/*") {
            is_comment = !line.ends_with("*/");
        } else if !line.is_empty() && !line.starts_with("//") {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::shrink;

    #[test]
    fn only_what_people_read_goes() {
        let js = "/* a */\nfunction f() {\n    /**\n     * @returns {string}\n     */\n\n    // why\n    return 'a  // b'; // c\n}";
        assert_eq!(shrink(js), "function f() {\nreturn 'a  // b'; // c\n}\n");
    }
}
