//! How hard a password is to guess, roughly: by its length and by how many different signs it has. It advises and forbids nothing.

use leptos::prelude::*;
use tutti_types::text::NewPassword;

use crate::ui::Input;

/// The bars.
const STEPS: usize = 4;

/// More different signs than this do not make a password any stronger here.
const MANY_SIGNS: usize = 10;

/// Four bars under the field of a new password; the rule itself stands in its hint. Whoever shows a field gives it this, so that
/// signing in does not load it.
pub fn meter(input: Input) -> AnyView {
    view! { <Meter input/> }.into_any()
}

#[component]
fn Meter(input: Input) -> impl IntoView {
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
    match (length, different_signs(text)) {
        (..NewPassword::MIN, _) => 0,
        (_, ..6) => 1,
        (..14, _) => 2,
        (..20, _) | (_, ..MANY_SIGNS) => 3,
        _ => STEPS,
    }
}

/// How many there are, counted up to [`MANY_SIGNS`].
fn different_signs(text: &str) -> usize {
    let mut seen = Vec::with_capacity(MANY_SIGNS);
    for sign in text.chars() {
        if seen.len() < MANY_SIGNS && !seen.contains(&sign) {
            seen.push(sign);
        }
    }
    seen.len()
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
