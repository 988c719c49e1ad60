//! Edges scroll while a card is held near them.

use web_sys::Element;

use super::held::Held;

/// How near, in pixels.
const EDGE: f64 = 48.0;
/// How fast at most, in pixels per frame.
const FASTEST: f64 = 14.0;

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
        let rect = self.board.get_bounding_client_rect();
        let by = pull(self.x, rect.left(), rect.right());
        let board: &Element = &self.board;
        if scroll(by, || board.scroll_left(), |to| board.set_scroll_left(to)) {
            self.read_lanes();
            self.over = None;
            moved = true;
        }
        moved
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
