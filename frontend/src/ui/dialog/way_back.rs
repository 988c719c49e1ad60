//! The way back from a dialog. The browser gives the focus to what it was opened from, and to nothing where that has gone meanwhile:
//! a row that the dialog removed, or somebody else.

use std::iter::successors;

use web_sys::Element;

use crate::dom;
use crate::ui::list::focus::Lost;

/// What had the focus, and all that it stands in, from the inside out.
#[derive(Default)]
pub struct WayBack(Vec<Place>);

struct Place {
    element: Element,
    /// What stood after it and before it.
    beside: [Option<Element>; 2],
}

impl WayBack {
    /// From here.
    pub fn from_here() -> Self {
        let places = successors(dom::active(), |element| element.parent_element());
        let places = places.map(|element| Place {
            beside: [
                element.next_element_sibling(),
                element.previous_element_sibling(),
            ],
            element,
        });
        Self(places.collect())
    }

    /// To the same place of what stood beside it, where it has gone; else the browser found it.
    pub fn go(&self) {
        // What has no place to give it back to keeps it, closed as it is, until the next frame.
        let is_closed =
            |active: &Element| matches!(active.closest("dialog:not([open])"), Ok(Some(_)));
        if dom::active().is_some_and(|active| !is_closed(&active)) {
            return;
        }
        let is_there = |element: &Element| element.is_connected();
        let Some(gone) = self.0.iter().rposition(|place| !is_there(&place.element)) else {
            return;
        };
        let (Some(first), Some(gone), around) =
            (self.0.first(), self.0.get(gone), self.0.get(gone + 1))
        else {
            return;
        };
        let lost = Lost::new(std::slice::from_ref(&gone.element), first.element.clone());
        let beside = gone.beside.iter().flatten().find(|one| is_there(one));
        lost.go_to(
            beside.map_or(&[], std::slice::from_ref),
            around.map(|place| &place.element),
        );
    }
}
