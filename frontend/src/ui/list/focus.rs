//! The focus of an item that somebody took away: it goes to the same place of the item beside it.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// What can have the focus.
const FOCUSABLE: &str = "a[href], button, input, select, textarea, summary, [tabindex]";

/// What had the focus: the how manieth of its item.
pub struct Lost(usize);

impl Lost {
    /// From the item's elements and the one of them, or in them, that had the focus.
    pub fn new(item: &[Element], active: Element) -> Self {
        let places = focusable(item);
        let at = places
            .iter()
            .position(|one| one.is_same_node(Some(&active)));
        Self(at.unwrap_or_default())
    }

    /// Goes to the same place of another item, else to what the list stands in.
    pub fn go_to(&self, item: &[Element], list: Option<&Element>) {
        let places = focusable(item);
        let place = places.get(self.0).or(places.last()).cloned();
        let around = || list?.closest("[tabindex], dialog, [popover]").ok()?;
        let place = place.or_else(around);
        if let Some(place) = place.and_then(|place| place.dyn_into::<HtmlElement>().ok()) {
            // What cannot take it leaves it to the page.
            let _ = place.focus();
        }
    }
}

fn focusable(item: &[Element]) -> Vec<Element> {
    let mut found = Vec::new();
    for element in item {
        if element.matches(FOCUSABLE).unwrap_or(false) {
            found.push(element.clone());
        }
        let Ok(inside) = element.query_selector_all(FOCUSABLE) else {
            continue;
        };
        let inside = (0..inside.length()).filter_map(|at| inside.item(at)?.dyn_into().ok());
        found.extend(inside);
    }
    found
}
