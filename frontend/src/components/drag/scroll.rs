//! Edges scroll while a card is held near them.

use wasm_bindgen::JsCast;
use web_sys::{Element, ScrollBehavior};

use crate::dom;

/// How near, in pixels.
const EDGE: f64 = 48.0;
/// How fast at most, in pixels per frame.
const FASTEST: f64 = 14.0;

/// How long a finger rests at a side before the next column comes, in milliseconds.
const TURN_AFTER_MS: u64 = 600;

/// How far to scroll for a pointer at `at` between `from` and `to`: nothing in the middle, faster towards the edge.
pub(super) fn pull(at: f64, from: f64, to: f64) -> i32 {
    let inner = |depth: f64| (depth.min(EDGE) / EDGE * FASTEST).ceil();
    #[expect(clippy::cast_possible_truncation, reason = "a few pixels")]
    if at < from + EDGE {
        -inner(from + EDGE - at) as i32
    } else if at > to - EDGE {
        inner(at - (to - EDGE)) as i32
    } else {
        0
    }
}

/// The sides of a board: it scrolls while something is held near them. A phone shows one column at a time and turns to the
/// next.
pub(super) struct Sideways {
    is_phone: bool,
    /// Since when the pointer is at a side, by the steady clock.
    since: Option<u64>,
}

impl Sideways {
    /// Of the board, or of what scrolls freely on a phone too.
    pub(super) fn of(scroller: &Element) -> Self {
        Self {
            is_phone: dom::is_phone() && scroller.class_list().contains("board"),
            since: None,
        }
    }

    /// How strongly the pointer at `x` pulls the board.
    pub(super) fn pull(&self, board: &Element, x: f64) -> i32 {
        let rect = board.get_bounding_client_rect();
        pull(x, rect.left(), rect.right())
    }

    /// The pointer is at no side.
    pub(super) fn rest(&mut self) {
        self.since = None;
    }

    /// Scrolls for the pointer at `x`, on a phone away from the column that is number `here`; true while it is at a side.
    pub(super) fn scroll(&mut self, board: &Element, x: f64, here: usize) -> bool {
        let by = self.pull(board, x);
        if by == 0 {
            self.rest();
            return false;
        }
        if !self.is_phone {
            return scroll(by, || board.scroll_left(), |to| board.set_scroll_left(to));
        }
        // A finger that rests at a side turns to the next column, and after a while to the one behind it.
        let now = dom::steady_ms();
        let since = *self.since.get_or_insert(now);
        if now.saturating_sub(since) >= TURN_AFTER_MS {
            self.since = Some(now);
            let next = if by < 0 {
                here.checked_sub(1)
            } else {
                here.checked_add(1)
            };
            let columns = board.query_selector_all("[data-column]").ok();
            let next = next.zip(columns).and_then(|(at, columns)| {
                columns
                    .item(u32::try_from(at).ok()?)?
                    .dyn_into::<Element>()
                    .ok()
            });
            if let Some(column) = next {
                let behavior = if dom::prefers_reduced_motion() {
                    ScrollBehavior::Instant
                } else {
                    ScrollBehavior::Smooth
                };
                dom::scroll_to_column(&column, behavior);
            }
        }
        true
    }
}

pub(super) fn scroll(by: i32, read: impl Fn() -> i32, write: impl Fn(i32)) -> bool {
    if by == 0 {
        return false;
    }
    let before = read();
    write(before + by);
    read() != before
}
