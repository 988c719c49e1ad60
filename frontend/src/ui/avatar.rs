//! A person as a disc with their initials.

use leptos::prelude::*;
use tutti_types::UserId;
use tutti_types::members::{self, HUES};

use crate::text::Words;

/// A person's disc. Its letters are drawn by the style sheet, so that they are no part of a name they stand in. Its hue comes from their id, so that it is the same on every screen and in every browser.
#[component]
pub fn Avatar(
    id: UserId,
    #[prop(into)] name: String,
    /// Its classes, for another size.
    #[prop(default = "avatar")]
    class: &'static str,
    /// Whether it carries the name, where no text beside it does.
    #[prop(optional)]
    named: bool,
    /// `on`, `away` or `off`; no dot where absent.
    #[prop(optional, into)]
    presence: MaybeProp<&'static str>,
) -> impl IntoView {
    let text = initials(&name);
    let tip = named.then(|| Words::typed(&name).as_marked().to_owned());
    let label = named.then_some(name);
    view! {
        <span
            class=class
            data-hue=hue(id)
            data-presence=move || presence.get()
            role=if named { "img" } else { "presentation" }
            aria-hidden=(!named).then_some("true")
            aria-label=label
            data-tip=tip
            data-initials=text
        ></span>
    }
}

/// A person nobody is, such as the assignee of a task that has none.
#[component]
pub fn NoAvatar(
    /// Its classes, for another size.
    #[prop(default = "avatar avatar--none")]
    class: &'static str,
    /// What it shows.
    #[prop(default = "user")]
    icon: &'static str,
) -> impl IntoView {
    view! {
        <span class=class aria-hidden="true">
            <super::Icon name=icon class="icon icon--sm"/>
        </span>
    }
}

/// The identity hue of a person, 2 to 8. The first is red, and a red ring around a card or a name looks like an error.
#[must_use]
pub fn hue(id: UserId) -> &'static str {
    const SHOWN: [&str; HUES] = ["2", "3", "4", "5", "6", "7", "8"];
    SHOWN.get(members::hue(id)).copied().unwrap_or("2")
}

/// The identity hue of a named colour of the palette, 0 for grey.
#[must_use]
pub fn color_hue(color: &str) -> &'static str {
    match color {
        "red" => "1",
        "orange" => "2",
        "yellow" => "3",
        "green" => "4",
        "teal" => "5",
        "blue" => "6",
        "purple" => "7",
        "pink" => "8",
        _ => "0",
    }
}

/// The first letters of the first and of the last word of a name.
fn initials(name: &str) -> String {
    let mut words = name.split_whitespace();
    let first = words.next().and_then(|word| word.chars().next());
    let last = words.next_back().and_then(|word| word.chars().next());
    first
        .into_iter()
        .chain(last)
        .flat_map(char::to_uppercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    const TOKENS: &str = include_str!("../../style/tokens.css");

    /// The angle of an identity hue, as the style sheet has it.
    fn angle(hue: &str) -> f64 {
        let (_, rest) = TOKENS.split_once(&format!("--hue-{hue}: ")).unwrap();
        rest.split(';').next().unwrap().parse().unwrap()
    }

    /// How near a hue comes to a red of an error, in degrees.
    fn from_red(hue: &str) -> f64 {
        let reds = TOKENS.lines().filter_map(|line| {
            let (_, red) = line.trim().strip_prefix("--red-")?.split_once("oklch(")?;
            let angle: f64 = red.split([' ', ')']).nth(2)?.parse().ok()?;
            Some(angle)
        });
        let away = reds.map(|red| {
            let away = (angle(hue) - red).abs();
            away.min(360.0 - away)
        });
        away.reduce(f64::min).unwrap()
    }

    #[test]
    fn nobody_has_the_red_of_an_error() {
        let person = |n: u32| format!("0190a0a0-0000-7000-8000-{n:012x}").parse().unwrap();
        let hues: BTreeSet<_> = (0..1_000).map(|n| hue(person(n))).collect();
        assert_eq!(hues.len(), HUES, "each hue has its people: {hues:?}");
        assert!(from_red(color_hue("red")) < 25.0);
        for hue in hues {
            assert!(from_red(hue) > 25.0, "{hue} is {} from red", from_red(hue));
        }
    }

    #[test]
    fn a_disc_has_the_letters_of_the_first_and_the_last_name() {
        for (name, letters) in [
            ("Mira Solano", "MS"),
            ("Ines de la Cruz", "IC"),
            (" theo ", "T"),
            ("ßen Öz", "SSÖ"),
            ("李", "李"),
            ("", ""),
        ] {
            assert_eq!(initials(name), letters, "{name}");
        }
    }
}
