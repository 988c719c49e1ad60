//! One style sheet out of many files.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

/// Joins the files in the order of `index.txt`; those it does not name follow by name.
pub fn bundle(folder: &Path, release: bool) -> Result<String> {
    let mut names = Vec::new();
    for entry in
        fs::read_dir(folder).with_context(|| format!("could not read {}", folder.display()))?
    {
        names.extend(
            entry?
                .file_name()
                .into_string()
                .ok()
                .filter(|n| n.ends_with(".css")),
        );
    }
    let index = fs::read_to_string(folder.join("index.txt")).unwrap_or_default();
    let order: Vec<&str> = index
        .lines()
        .map(|l| l.trim().trim_end_matches(".css"))
        .collect();
    names.sort();
    names.sort_by_key(|n| {
        order
            .iter()
            .position(|o| *o == n.trim_end_matches(".css"))
            .unwrap_or(usize::MAX)
    });
    let mut sheet = String::new();
    for name in names {
        let path = folder.join(name);
        let text = fs::read_to_string(&path)
            .with_context(|| format!("could not read {}", path.display()))?;
        sheet.push_str(&text);
        sheet.push('\n');
    }
    Ok(if release { shrink(&sheet) } else { sheet })
}

/// Takes out comments and needless white space. Anything cleverer gains next to nothing once it is compressed.
fn shrink(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css.chars().peekable();
    let mut space = false;
    while let Some(c) = rest.next() {
        match c {
            '/' if rest.peek() == Some(&'*') => {
                rest.next();
                let mut last = ' ';
                for c in rest.by_ref() {
                    if last == '*' && c == '/' {
                        break;
                    }
                    last = c;
                }
                space = true;
            }
            c if c.is_whitespace() => space = true,
            c => {
                let tight = |c: char| matches!(c, '{' | '}' | ';' | ',');
                // `a :hover` and `a:hover` differ, so only the space after a colon goes, and only where a value follows.
                if space && !tight(c) && !out.ends_with(|c| tight(c) || c == ':') && !out.is_empty()
                {
                    out.push(' ');
                }
                space = false;
                if c == '}' && out.ends_with(';') {
                    out.pop();
                }
                out.push(c);
                if c == '"' || c == '\'' {
                    copy_string(c, &mut rest, &mut out);
                }
            }
        }
    }
    out
}

fn copy_string(quote: char, rest: &mut impl Iterator<Item = char>, out: &mut String) {
    while let Some(c) = rest.next() {
        out.push(c);
        if c == '\\' {
            out.extend(rest.next());
        } else if c == quote {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_means_nothing_goes() {
        let css = "/* a */\n.a :hover , .b > .c {\n  width: calc(1px + 2px);\n  content: \"/* ; */  x\\\"\";\n}\n@media (width < 40em) { a { color : red; } }\n";
        assert_eq!(
            shrink(css),
            ".a :hover,.b > .c{width:calc(1px + 2px);content:\"/* ; */  x\\\"\"}@media (width < 40em){a{color :red}}"
        );
    }

    #[test]
    fn files_come_in_the_listed_order() {
        let dir = tempfile::tempdir().unwrap();
        for name in ["a", "b", "c"] {
            fs::write(
                dir.path().join(format!("{name}.css")),
                format!(".{name}{{}}"),
            )
            .unwrap();
        }
        fs::write(dir.path().join("index.txt"), "c\nb.css\n").unwrap();
        assert_eq!(bundle(dir.path(), true).unwrap(), ".c{}.b{}.a{}");
    }
}
