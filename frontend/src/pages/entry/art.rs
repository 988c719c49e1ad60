//! Tutti's own picture: notes of a score that are cards of a board.

use leptos::prelude::*;

use crate::text::entry as t;

/// Left edge, top, height and how bright, of each card.
const CARDS: [(u16, f32, f32, f32); 24] = [
    (0, 70.0, 81.0, 0.12),
    (0, 169.0, 148.5, 0.12),
    (0, 335.5, 59.4, 0.12),
    (0, 412.9, 202.5, 0.5),
    (102, 10.0, 162.0, 0.12),
    (102, 190.0, 64.8, 0.3),
    (102, 272.8, 121.5, 0.12),
    (204, 130.0, 48.6, 0.12),
    (204, 196.6, 216.0, 0.5),
    (204, 430.6, 94.5, 0.12),
    (204, 543.1, 70.2, 0.3),
    (306, 40.0, 121.5, 0.3),
    (306, 179.5, 86.4, 0.12),
    (306, 283.9, 175.5, 0.12),
    (408, 96.0, 189.0, 0.96),
    (408, 303.0, 54.0, 0.12),
    (408, 375.0, 113.4, 0.5),
    (408, 506.4, 81.0, 0.12),
    (510, 20.0, 75.6, 0.12),
    (510, 113.6, 162.0, 0.3),
    (510, 293.6, 135.0, 0.12),
    (612, 60.0, 135.0, 0.12),
    (612, 213.0, 102.6, 0.5),
    (612, 333.6, 216.0, 0.12),
];

/// The picture.
#[component]
pub fn Notes() -> impl IntoView {
    let cards = CARDS.map(|(x, y, height, opacity)| {
        view! {
            <rect x=x y=y width="84" height=height rx="12" fill-opacity=opacity></rect>
        }
    });
    view! {
        <div class="entry-art entry-art--notes" aria-hidden="true">
            <svg viewBox="0 0 700 760" preserveAspectRatio="xMidYMid slice">
                {cards.into_iter().collect_view()}
            </svg>
            <p class="entry-line">{t::LINE}</p>
        </div>
    }
}
