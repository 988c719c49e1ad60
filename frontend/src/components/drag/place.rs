//! Where the card would land: the column under the pointer, and before which card.

use tutti_types::TaskId;
use web_sys::Element;

use super::held::Held;

impl Held {
    /// One frame: the copy follows, edges scroll, the slot moves where its place changed. True while edges scroll.
    pub(super) fn step(&mut self) -> bool {
        self.floating.follow(self.x, self.y);
        let scrolls = self.scroll_edges();
        self.hide_source();
        self.find_lane();
        self.move_slot();
        scrolls
    }

    fn find_lane(&mut self) {
        let under = |x: f64| {
            self.lanes
                .iter()
                .position(|lane| x >= lane.left && x < lane.right)
        };
        // Between two columns the last one stays.
        let over = under(self.x).or(self.over);
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
            return;
        };
        let mut last = None;
        let mut next = None;
        let mut child = lane.list.first_element_child();
        while let Some(item) = child {
            child = item.next_element_sibling();
            if task_of(&item).is_none_or(|task| task == self.task) {
                continue;
            }
            let rect = item.get_bounding_client_rect();
            if self.y < rect.top() + rect.height() / 2.0 {
                next = Some(item);
                break;
            }
            last = Some(item);
        }
        let before = match (&next, &last) {
            (Some(next), _) => Some(next.clone()),
            (None, Some(last)) => last.next_element_sibling(),
            (None, None) => lane.list.first_element_child(),
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
