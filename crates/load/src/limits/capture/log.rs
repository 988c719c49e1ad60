//! PostgreSQL's log.

/// A statement that was run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statement {
    /// Its text, with `$n` for its parameters.
    pub text: String,
    /// Its parameters; `None` is NULL.
    pub parameters: Vec<Option<String>>,
    /// Whether it was planned for this one use.
    pub unnamed: bool,
}

/// The transaction of which a parameter is `value`, from BEGIN to COMMIT: the newest, where there are several.
pub fn transaction_with(log: &str, value: &str) -> Option<Vec<Statement>> {
    let entries = entries(log);
    let is_it = |s: &Statement| s.parameters.iter().flatten().any(|p| p == value);
    let (at, (pid, _)) = entries.iter().enumerate().rfind(|(_, (_, s))| is_it(s))?;
    let of_same = |(p, s): &(String, Statement)| (p == pid).then(|| s.clone());
    let before = entries.get(..at)?.iter().rev().filter_map(of_same);
    let mut statements: Vec<Statement> = Vec::new();
    for statement in before {
        let begins = statement.text.starts_with("BEGIN");
        statements.push(statement);
        if begins {
            break;
        }
    }
    statements.reverse();
    for statement in entries.get(at..)?.iter().filter_map(of_same) {
        let ends = statement.text.starts_with("COMMIT");
        statements.push(statement);
        if ends {
            return Some(statements);
        }
    }
    None
}

/// Every statement with the process that ran it.
fn entries(log: &str) -> Vec<(String, Statement)> {
    let mut entries: Vec<(String, Statement)> = Vec::new();
    // A line that begins with a tab goes on with the one before.
    let whole = log.replace("\n\t", "\n ").replace('\r', "");
    for line in lines(&whole) {
        let Some((head, rest)) = line.split_once("] ") else {
            continue;
        };
        let pid = head.rsplit('[').next().unwrap_or_default().to_owned();
        if let Some(rest) = rest.strip_prefix("LOG:  execute ") {
            let Some((name, text)) = rest.split_once(": ") else {
                continue;
            };
            let statement = Statement {
                text: text.trim().to_owned(),
                unnamed: name == "<unnamed>",
                parameters: Vec::new(),
            };
            entries.push((pid, statement));
        } else if let Some(text) = rest.strip_prefix("LOG:  statement: ") {
            let statement = Statement {
                text: text.trim().to_owned(),
                ..Statement::default()
            };
            entries.push((pid, statement));
        } else if let Some(text) = rest.strip_prefix("DETAIL:  parameters: ")
            && let Some((_, statement)) = entries.iter_mut().rfind(|(p, _)| *p == pid)
        {
            statement.parameters = parameters(text);
        }
    }
    entries
}

/// Lines of the log, each with those that go on with it.
fn lines(log: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in log.lines() {
        match lines.last_mut() {
            Some(last) if line.starts_with(' ') => {
                last.push('\n');
                last.push_str(line);
            }
            _ => lines.push(line.to_owned()),
        }
    }
    lines
}

/// Reads `$1 = 'it''s', $2 = NULL`.
fn parameters(text: &str) -> Vec<Option<String>> {
    let mut values = Vec::new();
    let mut rest = text.trim();
    while let Some((_, after)) = rest.split_once(" = ") {
        if let Some(quoted) = after.strip_prefix('\'') {
            let mut value = String::new();
            let mut chars = quoted.char_indices().peekable();
            let mut end = quoted.len();
            while let Some((at, c)) = chars.next() {
                if c != '\'' {
                    value.push(c);
                } else if chars.next_if(|(_, next)| *next == '\'').is_some() {
                    value.push('\'');
                } else {
                    end = at + 1;
                    break;
                }
            }
            values.push(Some(value));
            rest = quoted.get(end..).unwrap_or_default();
        } else {
            values.push(None);
            rest = after.strip_prefix("NULL").unwrap_or_default();
        }
    }
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOG: &str = "2026-01-01 00:00:00.000 UTC [7] LOG:  statement: BEGIN
2026-01-01 00:00:00.000 UTC [8] LOG:  statement: BEGIN
2026-01-01 00:00:00.000 UTC [7] LOG:  execute __diesel_stmt_1: SELECT a
\t FROM b WHERE c = $1 AND d = $2
2026-01-01 00:00:00.000 UTC [7] DETAIL:  parameters: $1 = 'it''s = $2, x', $2 = NULL
2026-01-01 00:00:00.000 UTC [8] LOG:  execute <unnamed>: SELECT 1
2026-01-01 00:00:00.000 UTC [7] LOG:  statement: COMMIT
";

    #[test]
    fn one_transaction_is_told_from_others() {
        let found = transaction_with(LOG, "it's = $2, x").unwrap();
        assert_eq!(found.len(), 3);
        assert_eq!(found[1].text, "SELECT a\n  FROM b WHERE c = $1 AND d = $2");
        assert_eq!(found[1].parameters, [Some("it's = $2, x".to_owned()), None]);
        assert!(!found[1].unnamed);
        assert_eq!(transaction_with(LOG, "nobody"), None);
    }
}
