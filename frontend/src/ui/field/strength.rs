//! How hard a password is to guess, roughly: by its length and by how many different signs it has. It advises and forbids nothing.

use leptos::prelude::*;

use crate::ui::Input;

/// The bars.
const STEPS: usize = 4;

/// Four bars under the field of a new password; the rule itself stands in its hint.
#[component]
pub fn Meter(input: Input) -> impl IntoView {
    let score = Memo::new(move |_| input.value.with(|text| score(text)));
    let bar = move |at| view! { <i class:is-on=move || at < score.get()></i> };
    view! {
        <span class="strength" aria-hidden="true">
            {(0..STEPS).map(bar).collect_view()}
        </span>
    }
}

/// None for what is too short, one bar for what is only long enough, all for a few words in a row.
fn score(text: &str) -> usize {
    let length = text.chars().count();
    let mut signs: Vec<char> = text.chars().collect();
    signs.sort_unstable();
    signs.dedup();
    match (length, signs.len()) {
        (..10, _) => 0,
        (_, ..6) => 1,
        (..14, _) => 2,
        (..20, _) | (_, ..10) => 3,
        _ => STEPS,
    }
}

#[cfg(test)]
mod tests {
    use super::score;

    #[test]
    fn a_few_words_are_strong_and_a_repeated_sign_is_not() {
        assert_eq!(score("short"), 0);
        assert_eq!(score("aaaaaaaaaaaaaaaaaaaaaaaa"), 1);
        assert_eq!(score("violaviola"), 1);
        assert_eq!(score("tr0ub4dor&3"), 2);
        assert_eq!(score("seven loud violas"), 3);
        assert_eq!(score("correct horse battery staple"), 4);
    }
}
