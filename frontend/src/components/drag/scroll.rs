//! Edges scroll while a card is held near them.

use web_sys::{Element, ScrollBehavior};

use super::held::Held;
use crate::dom;

/// How near, in pixels.
const EDGE: f64 = 48.0;
/// How fast at most, in pixels per frame.
const FASTEST: f64 = 14.0;

/// How long a finger rests at a side before the next column comes, in milliseconds.
const TURN_AFTER_MS: u64 = 600;

/// How far to scroll for a pointer at `at` between `from` and `to`: nothing in the middle, faster towards the edge.
fn pull(at: f64, from: f64, to: f64) -> i32 {
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

impl Held {
    /// Scrolls what is to be scrolled; true where anything moved.
    pub(super) fn scroll_edges(&mut self) -> bool {
        let mut moved = false;
        if let Some(lane) = self.over.and_then(|at| self.lanes.get(at)) {
            let rect = lane.list.get_bounding_client_rect();
            let by = pull(self.y, rect.top(), rect.bottom());
            moved |= scroll(
                by,
                || lane.list.scroll_top(),
                |to| lane.list.set_scroll_top(to),
            );
        }
        moved
            | if self.is_phone {
                self.turn_page()
            } else {
                self.scroll_sideways()
            }
    }

    fn scroll_sideways(&mut self) -> bool {
        let rect = self.board.get_bounding_client_rect();
        let by = pull(self.x, rect.left(), rect.right());
        let board: &Element = &self.board;
        let moved = scroll(by, || board.scroll_left(), |to| board.set_scroll_left(to));
        if moved {
            self.read_lanes();
        }
        moved
    }

    /// A finger that rests at a side turns to the next column, and after a while to the one behind it.
    fn turn_page(&mut self) -> bool {
        let rect = self.board.get_bounding_client_rect();
        let by = pull(self.x, rect.left(), rect.right()).signum();
        self.read_lanes();
        if by == 0 {
            self.at_side_since = None;
            return false;
        }
        let now = dom::steady_ms();
        let since = *self.at_side_since.get_or_insert(now);
        if now.saturating_sub(since) >= TURN_AFTER_MS {
            self.at_side_since = Some(now);
            let here = self.over.unwrap_or_default();
            let next = if by < 0 {
                here.checked_sub(1)
            } else {
                here.checked_add(1)
            };
            if let Some(lane) = next.and_then(|at| self.lanes.get(at)) {
                dom::scroll_to_column(&lane.section, ScrollBehavior::Smooth);
            }
        }
        true
    }
}

fn scroll(by: i32, read: impl Fn() -> i32, write: impl Fn(i32)) -> bool {
    if by == 0 {
        return false;
    }
    let before = read();
    write(before + by);
    read() != before
}
