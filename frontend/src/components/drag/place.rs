//! Where the card would land: the column under the pointer, and before which card.

use tutti_types::TaskId;
use web_sys::Element;

use super::held::{Held, Lane};
use super::scroll::{pull, scroll};

impl Held {
    /// One frame: the copy follows, edges scroll, the slot moves where its place changed. True while edges scroll.
    pub(super) fn step(&mut self) -> bool {
        self.floating.follow(self.x, self.y);
        self.read_lanes();
        self.find_lane();
        let scrolls = self.scroll_edges();
        self.hide_source();
        self.find_lane();
        self.move_slot();
        scrolls
    }

    /// Scrolls what is to be scrolled; true where anything moved. In a corner it is the board or the list, whichever edge is
    /// nearer, and never both.
    fn scroll_edges(&mut self) -> bool {
        let list = self
            .over
            .and_then(|at| self.lanes.get(at))
            .map(|lane| lane.list.clone());
        let down = list.as_ref().map_or(0, |list| {
            let rect = list.get_bounding_client_rect();
            pull(self.y, rect.top(), rect.bottom())
        });
        let across = self.sideways.pull(&self.board, self.x);
        if across.abs() > down.abs() {
            let moved = self
                .sideways
                .scroll(&self.board, self.x, self.over.unwrap_or_default());
            if moved {
                self.read_lanes();
            }
            return moved;
        }
        self.sideways.rest();
        list.is_some_and(|list| scroll(down, || list.scroll_top(), |to| list.set_scroll_top(to)))
    }

    /// Moves the slot to where the pointer is, though no frame has come since it moved.
    pub(super) fn aim(&mut self) {
        self.floating.follow(self.x, self.y);
        self.read_lanes();
        self.find_lane();
        self.move_slot();
    }

    /// The column under the pointer, or the nearest; on a phone the one that is shown, since the next one peeks in at the edge.
    fn find_lane(&mut self) {
        let board = self.board.get_bounding_client_rect();
        let is_beside = self.x < board.left() || self.x > board.right();
        let x = if self.is_phone {
            f64::midpoint(board.left(), board.right())
        } else {
            self.x
        };
        let away = |lane: &Lane| (lane.left - x).max(x - lane.right).max(0.0);
        let lanes = self.lanes.iter().enumerate();
        let nearest = lanes.min_by(|(_, a), (_, b)| away(a).total_cmp(&away(b)));
        // Over the sidebar or the rail it is on its way back.
        let over = nearest
            .filter(|_| self.is_phone || !is_beside)
            .map(|(at, _)| at);
        if over == self.over {
            return;
        }
        for (at, lane) in self.lanes.iter().enumerate() {
            let classes = lane.section.class_list();
            // It fails only for a name that is none.
            let _ = if Some(at) == over {
                classes.add_1("is-target")
            } else {
                classes.remove_1("is-target")
            };
        }
        self.over = over;
    }

    fn move_slot(&self) {
        let Some(lane) = self.over.and_then(|at| self.lanes.get(at)) else {
            self.slot.remove();
            return;
        };
        let Some(before) = self.spot(lane) else {
            // Where it came from the gap it left says so.
            self.slot.remove();
            return;
        };
        // A node is never inserted before itself, nor where it stands already.
        let is_there = self.slot.parent_element().as_ref() == Some(&lane.list)
            && (before.as_ref() == Some(self.slot.as_ref())
                || self.slot.next_element_sibling() == before);
        if !is_there {
            let before: Option<&web_sys::Node> = before.as_deref();
            // It fails only where the list has just gone, and then the next frame finds another.
            let _ = lane.list.insert_before(&self.slot, before);
        }
    }

    /// The element before which the card would land, if before any; nothing where it would land where it came from. The slot
    /// itself counts as if it were not there, or it would push away what the card has to pass.
    fn spot(&self, lane: &Lane) -> Option<Option<Element>> {
        let edge = self.edge(lane);
        let slot: &Element = self.slot.as_ref();
        let (mut slot_top, mut pushed) = (None, 0.0);
        let (mut last, mut next) = (None, None);
        let mut is_source = false;
        let mut child = lane.list.first_element_child();
        while let Some(item) = child {
            child = item.next_element_sibling();
            let rect = item.get_bounding_client_rect();
            if item == *slot {
                slot_top = Some(rect.top());
                continue;
            }
            if let Some(top) = slot_top.take() {
                pushed = rect.top() - top;
            }
            let Some(task) = task_of(&item) else { continue };
            if task == self.task {
                is_source = true;
                continue;
            }
            if edge < rect.top() - pushed + rect.height() / 2.0 {
                next = Some(item);
                break;
            }
            last = Some(item);
            is_source = false;
        }
        let before = match (next, last) {
            (Some(next), _) => Some(next),
            (None, Some(last)) => last.next_element_sibling(),
            (None, None) => lane.list.first_element_child(),
        };
        (!is_source).then_some(before)
    }

    /// What has to pass the middle of a card: the middle of the held one, and in the column it came from the edge that goes
    /// ahead, so that half a card's way is enough.
    fn edge(&self, lane: &Lane) -> f64 {
        let top = self.floating.top(self.y);
        let middle = top + self.height / 2.0;
        let source = self.source_in(lane).map(|source| {
            let rect = source.get_bounding_client_rect();
            rect.top() + rect.height() / 2.0
        });
        match source {
            Some(source) if middle > source => top + self.height,
            Some(_) => top,
            None => middle,
        }
    }

    /// The cards around the slot, without the held one.
    pub(super) fn neighbours(&self) -> (Option<TaskId>, Option<TaskId>) {
        let slot: &Element = self.slot.as_ref();
        let next = |from: &Element| from.next_element_sibling();
        let previous = |from: &Element| from.previous_element_sibling();
        (self.nearest(slot, previous), self.nearest(slot, next))
    }

    fn nearest(&self, from: &Element, step: fn(&Element) -> Option<Element>) -> Option<TaskId> {
        let mut at = step(from);
        while let Some(item) = at {
            match task_of(&item) {
                Some(task) if task != self.task => return Some(task),
                _ => at = step(&item),
            }
        }
        None
    }
}

fn task_of(item: &Element) -> Option<TaskId> {
    item.get_attribute("data-task")?.parse().ok()
}
