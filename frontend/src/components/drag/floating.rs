//! The copy of the card that follows the pointer.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::dom;

/// How long the copy takes to its place, in milliseconds.
const LANDING_MS: u64 = 220;

/// Sets a property of an element's style. It fails only for a name that is none.
pub(super) fn style(element: &HtmlElement, name: &str, value: &str) {
    let _ = element.style().set_property(name, value);
}

/// What is found by its name on the page is not found in the copy.
fn be_nobody(copy: &HtmlElement) {
    let named = copy.query_selector_all("[id], [data-task]");
    let named = named.map_or(Vec::new(), |named| {
        let named = (0..named.length()).filter_map(|at| named.item(at)?.dyn_into::<Element>().ok());
        named.collect()
    });
    for element in named.iter().chain([copy.as_ref()]) {
        for name in [
            "id",
            "data-task",
            "data-column",
            "data-segment",
            "aria-labelledby",
        ] {
            // It fails only for a name that is none.
            let _ = element.remove_attribute(name);
        }
    }
}

/// The copy.
pub(super) struct Floating {
    element: HtmlElement,
    /// From its corner to the pointer.
    grab: (f64, f64),
}

impl Floating {
    /// Copies the card that lies at `rect` and was grabbed at a point.
    pub(super) fn of(card: &HtmlElement, x: f64, y: f64) -> Option<Self> {
        let rect = card.get_bounding_client_rect();
        let element: HtmlElement = card.clone_node_with_deep(true).ok()?.dyn_into().ok()?;
        be_nobody(&element);
        // It fails only for names that are none.
        let _ = element.class_list().add_1("is-lifted");
        let _ = element.set_attribute("aria-hidden", "true");
        for (name, value) in [
            ("position", "fixed".to_owned()),
            ("inset", "0 auto auto 0".to_owned()),
            ("margin", "0".to_owned()),
            ("inline-size", format!("{}px", rect.width())),
            ("block-size", format!("{}px", rect.height())),
            ("pointer-events", "none".to_owned()),
            ("will-change", "transform".to_owned()),
        ] {
            style(&element, name, &value);
        }
        document().body()?.append_child(&element).ok()?;
        let floating = Self {
            element,
            grab: (x - rect.left(), y - rect.top()),
        };
        floating.follow(x, y);
        Some(floating)
    }

    /// Says how many cards go with it.
    pub(super) fn tell_count(&self, count: usize) {
        // It fails only for a name that is none.
        if let (true, Ok(badge)) = (count > 1, document().create_element("span")) {
            badge.set_class_name("card-count num");
            badge.set_text_content(Some(&count.to_string()));
            let _ = self.element.append_child(&badge);
        }
    }

    /// Goes where the pointer is.
    pub(super) fn follow(&self, x: f64, y: f64) {
        self.at(x - self.grab.0, y - self.grab.1);
    }

    /// Where its left edge is for a pointer at `x`.
    pub(super) fn left(&self, x: f64) -> f64 {
        x - self.grab.0
    }

    /// Where its upper edge is for a pointer at `y`.
    pub(super) fn top(&self, y: f64) -> f64 {
        y - self.grab.1
    }

    fn at(&self, left: f64, top: f64) {
        style(
            &self.element,
            "transform",
            &format!("translate3d({left}px,{top}px,0)"),
        );
    }

    /// Glides to the card it is the copy of, which shows itself when it is there.
    pub(super) fn land_on(self, card: Option<HtmlElement>) {
        let is_still = dom::prefers_reduced_motion();
        let Some(card) = card.filter(|_| !is_still) else {
            self.element.remove();
            return;
        };
        let rect = card.get_bounding_client_rect();
        style(&card, "visibility", "hidden");
        let _ = self.element.class_list().remove_1("is-lifted");
        style(&self.element, "z-index", "var(--z-drag)");
        style(
            &self.element,
            "transition",
            &format!("transform {LANDING_MS}ms var(--ease-out)"),
        );
        self.at(rect.left(), rect.top());
        set_timeout(
            move || {
                self.element.remove();
                // It fails only for a name that is none.
                let _ = card.style().remove_property("visibility");
            },
            Duration::from_millis(LANDING_MS),
        );
    }

    /// Goes at once.
    pub(super) fn vanish(self) {
        self.element.remove();
    }
}
