//! Moving an element within the page without what a removal would lose.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{Element, Node};

#[wasm_bindgen]
extern "C" {
    type Parent;

    /// <https://dom.spec.whatwg.org/#dom-parentnode-movebefore>, which not every browser has yet.
    #[wasm_bindgen(method, catch, js_name = moveBefore)]
    fn move_before(this: &Parent, node: &Node, before: &Node) -> Result<(), JsValue>;
}

/// Moves `element`, which stands in `parent`, before another child of it. Where the browser can move an element only by taking
/// it out, what is scrolled in it stays scrolled, but a focus in it is lost.
pub fn move_before(parent: &Element, element: &Element, before: &Node) {
    if parent
        .unchecked_ref::<Parent>()
        .move_before(element, before)
        .is_ok()
    {
        return;
    }
    let scrolled = scrolled(element);
    // It fails only where `before` has left the parent, and then nothing is in its place any more.
    let _ = parent.insert_before(element, Some(before));
    for (one, left, top) in scrolled {
        one.set_scroll_left(left);
        one.set_scroll_top(top);
    }
}

/// What is scrolled in an element, and how far.
fn scrolled(element: &Element) -> Vec<(Element, i32, i32)> {
    let Ok(all) = element.query_selector_all(".scroll") else {
        return Vec::new();
    };
    let all = (0..all.length()).filter_map(|at| all.item(at)?.dyn_into::<Element>().ok());
    let all = all.map(|one| {
        let (left, top) = (one.scroll_left(), one.scroll_top());
        (one, left, top)
    });
    all.filter(|(_, left, top)| *left != 0 || *top != 0)
        .collect()
}
