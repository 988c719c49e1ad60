//! Ticking a task of a list in the text itself.

/// The text with the box at this byte ticked or cleared; none where no box stands there any more.
pub fn ticked(text: &str, at: usize) -> Option<String> {
    let (before, from) = text.split_at_checked(at)?;
    let (new, rest) = if let Some(rest) = from.strip_prefix("[ ]") {
        ("[x]", rest)
    } else {
        let rest = from
            .strip_prefix("[x]")
            .or_else(|| from.strip_prefix("[X]"))?;
        ("[ ]", rest)
    };
    Some(format!("{before}{new}{rest}"))
}

#[cfg(test)]
mod tests {
    use super::ticked;

    #[test]
    fn a_box_is_ticked_where_it_stands() {
        assert_eq!(ticked("- [ ] ä", 2).as_deref(), Some("- [x] ä"));
        assert_eq!(ticked("ä\n- [X] b", 5).as_deref(), Some("ä\n- [ ] b"));
        assert_eq!(ticked("- [ ] a", 3), None);
        assert_eq!(ticked("ä", 1), None);
        assert_eq!(ticked("", 9), None);
    }
}
