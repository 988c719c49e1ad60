//! Several lines in the field: pasted lists become as many tasks, unless the person wants them as one.

use leptos::prelude::*;
use tutti_types::text::{Invalid, TaskTitle};

use crate::text::task::title_fault;
use crate::text::{Words, board as text};

/// So many at most: each is a request of its own, and the server takes 200 of a person at once.
const AT_MOST: usize = 100;

/// The titles that the lines of a text are, blank ones left out; or why they are none.
pub fn titles(of: &str) -> Result<Vec<TaskTitle>, Words> {
    let lines = lines(of).map(TaskTitle::parse);
    let titles: Result<Vec<_>, Invalid> = lines.collect();
    let titles = titles.map_err(|why| title_fault(why.message()))?;
    if titles.len() > AT_MOST {
        return Err(text::lines_at_most(AT_MOST));
    }
    Ok(titles)
}

/// A text on one line.
pub fn as_one(text: &str) -> String {
    lines(text).collect::<Vec<_>>().join(" ")
}

/// How many tasks a text is to be: its lines that are not blank.
pub fn count(of: &str) -> usize {
    lines(of).count()
}

fn lines(of: &str) -> impl Iterator<Item = &str> {
    of.lines().map(str::trim).filter(|line| !line.is_empty())
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
    fn too_many_lines_are_refused_and_not_cut() {
        assert!(titles(&"a\n".repeat(AT_MOST)).is_ok());
        assert_eq!(
            titles(&"a\n".repeat(AT_MOST + 1)),
            Err(text::lines_at_most(AT_MOST))
        );
    }
}
