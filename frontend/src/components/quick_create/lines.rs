//! Several lines in the field: pasted lists become as many tasks, unless the person wants them as one.

use leptos::prelude::*;
use tutti_types::limits::ACTS_AT_ONCE;
use tutti_types::text::{Invalid, TaskTitle, line_length};

use crate::text::{Words, board as text, sentence};

/// Why there are no titles.
#[derive(Debug)]
pub struct Fault {
    /// A sentence that can stand under the field.
    pub words: Words,
    /// Whether it is told while somebody types, since going on makes it worse.
    pub is_urgent: bool,
}

impl Fault {
    fn of(why: &Invalid, words: Words) -> Self {
        Self {
            words,
            is_urgent: why.is_too_long(),
        }
    }
}

/// The titles of the tasks that a text is to be: one of each line that is not blank. Or what is wrong with it, of several lines with
/// the first that is wrong.
pub fn titles(of: &str) -> Result<Vec<TaskTitle>, Fault> {
    match count(of) {
        0 | 1 => one_title(of),
        count if count > ACTS_AT_ONCE => Err(Fault {
            words: text::lines_at_most(ACTS_AT_ONCE, count),
            is_urgent: true,
        }),
        _ => {
            let titles = lines(of).map(|(number, line)| {
                let fault = |why: Invalid| Fault::of(&why, text::line_fault(number, why.message()));
                TaskTitle::parse(line).map_err(fault)
            });
            titles.collect()
        }
    }
}

/// The title of the one task that all lines are to be.
pub fn one_title(of: &str) -> Result<Vec<TaskTitle>, Fault> {
    let one = lines(of).map(|(_, line)| line).collect::<Vec<_>>();
    match TaskTitle::parse(&one.join(" ")) {
        Ok(title) => Ok(vec![title]),
        Err(why) => Err(Fault::of(&why, Words::own(sentence(why.message())))),
    }
}

/// How many tasks a text is to be: its lines that are not blank.
pub fn count(of: &str) -> usize {
    lines(of).count()
}

/// How long the longest of its titles is.
pub fn longest(of: &str) -> usize {
    let lengths = lines(of).map(|(_, line)| line_length(line));
    lengths.max().unwrap_or_default()
}

/// The lines that are not blank, each with its number among all of them.
fn lines(of: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = (1..).zip(of.lines().map(str::trim));
    lines.filter(|(_, line)| !line.is_empty())
}

/// The other choice, where there are several lines: all of them as one task.
#[component]
pub fn AsOne(
    count: Memo<usize>,
    /// Makes it.
    #[prop(into)]
    press: Callback<()>,
) -> impl IntoView {
    view! {
        <Show when=move || { count.get() > 1 }>
            <button class="btn btn--quiet btn--sm" type="button" on:click=move |_| press.run(())>
                {text::AS_ONE}
            </button>
        </Show>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(of: &str) -> Option<(Words, bool)> {
        let fault = titles(of).err();
        fault.map(|fault| (fault.words, fault.is_urgent))
    }

    #[test]
    fn blank_lines_are_no_tasks() {
        let found = titles(" One \r\n\n\tTwo\n  \nThree").unwrap();
        assert_eq!(
            found.iter().map(TaskTitle::as_str).collect::<Vec<_>>(),
            ["One", "Two", "Three"]
        );
        assert_eq!(count("One\n\n"), 1);
    }

    #[test]
    fn each_line_is_judged_on_its_own() {
        let long = "x".repeat(150);
        assert_eq!(fault(&format!("{long}\n{long}")), None);
        assert_eq!(longest(&format!("{long}\nOne")), 150);
        assert!(one_title(&format!("{long}\n{long}")).is_err());
        let too_long = "Line 3: at most 200 characters; this has 201.";
        let text = format!("One\n\n{}\n{long}", "x".repeat(201));
        assert_eq!(fault(&text), Some((too_long.into(), true)));
        assert_eq!(longest(&text), 201);
    }

    #[test]
    fn too_many_lines_are_refused_and_not_cut() {
        assert!(titles(&"a\n".repeat(ACTS_AT_ONCE)).is_ok());
        let too_many = text::lines_at_most(ACTS_AT_ONCE, ACTS_AT_ONCE + 1);
        assert_eq!(
            fault(&"a\n".repeat(ACTS_AT_ONCE + 1)),
            Some((too_many, true))
        );
    }
}
