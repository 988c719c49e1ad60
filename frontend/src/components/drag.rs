//! Dragging a card by mouse or finger. It is imperative, past all signals: a copy of the card follows the pointer once per
//! frame, the slot moves only when its place changes, and the state hears of it once, at the drop.

mod drop_card;
mod floating;
mod held;
mod place;
mod press;
mod scroll;

use std::cell::RefCell;
use std::rc::Rc;

use leptos::html;
use leptos::prelude::*;
use web_sys::{Event, KeyboardEvent, PointerEvent, TouchEvent};

use crate::components::board::BoardCx;
use crate::dom::Listener;
use held::Held;
use press::Press;

/// What the pointer is doing.
enum Hand {
    /// Nothing.
    Empty,
    /// It is down on a card and has not moved yet.
    Pressing(Press),
    /// It holds a card.
    Holding(Box<Held>),
}

/// What the listeners share.
pub(super) struct Grip {
    cx: BoardCx,
    hand: RefCell<Hand>,
    /// A click that ends a drag opens nothing.
    swallow: std::cell::Cell<bool>,
    frame: std::cell::Cell<bool>,
}

/// Listens for as long as the board is shown.
pub fn listen(cx: BoardCx, board: NodeRef<html::Div>) {
    let grip = Rc::new(Grip {
        cx,
        hand: RefCell::new(Hand::Empty),
        swallow: std::cell::Cell::new(false),
        frame: std::cell::Cell::new(false),
    });
    let grip = StoredValue::new_local(grip);
    Effect::new(move |_| {
        let Some(board) = board.get() else { return };
        let grip = grip.get_value();
        // They live as long as this effect's owner, which is the board's.
        StoredValue::new_local(listeners(&grip, &board));
    });
    on_cleanup(move || {
        if let Some(grip) = grip.try_get_value() {
            grip.let_go();
        }
    });
}

fn listeners(grip: &Rc<Grip>, board: &web_sys::HtmlElement) -> Vec<Listener> {
    let window = window();
    let on = |grip: &Rc<Grip>, act: fn(&Rc<Grip>, PointerEvent)| {
        let grip = grip.clone();
        move |event: PointerEvent| act(&grip, event)
    };
    let escape = {
        let grip = grip.clone();
        move |event: KeyboardEvent| {
            grip.swallow.set(false);
            if event.key() == "Escape" && grip.is_holding() {
                event.prevent_default();
                event.stop_propagation();
                grip.let_go();
            }
        }
    };
    let press = {
        let grip = grip.clone();
        // Not every drag ends in a click, and whatever is pressed next is meant.
        move |_: PointerEvent| grip.swallow.set(false)
    };
    let still = {
        let grip = grip.clone();
        // A finger that holds a card does not scroll.
        move |event: TouchEvent| {
            if grip.is_holding() {
                event.prevent_default();
            }
        }
    };
    let no_menu = {
        let grip = grip.clone();
        // A long press lifts; it does not open the browser's menu for links.
        move |event: Event| {
            if !matches!(*grip.hand.borrow(), Hand::Empty) {
                event.prevent_default();
            }
        }
    };
    let click = {
        let grip = grip.clone();
        move |event: Event| {
            if grip.swallow.replace(false) {
                event.prevent_default();
                event.stop_propagation();
            }
        }
    };
    vec![
        Listener::new(&window, "pointerdown", press),
        Listener::new(board, "pointerdown", on(grip, Grip::down)),
        Listener::new(&window, "pointermove", on(grip, Grip::moved)),
        Listener::new(&window, "pointerup", on(grip, Grip::up)),
        Listener::new(&window, "pointercancel", on(grip, |grip, _| grip.let_go())),
        Listener::new(&window, "keydown", escape),
        Listener::new(board, "touchmove", still),
        Listener::new(board, "contextmenu", no_menu),
        Listener::new(&window, "click", click),
    ]
}

impl Grip {
    fn is_holding(&self) -> bool {
        matches!(*self.hand.borrow(), Hand::Holding(_))
    }

    /// Sends the card back where it was, or forgets the press.
    fn let_go(&self) {
        if let Hand::Holding(held) = self.hand.replace(Hand::Empty) {
            self.cx.is_dragging.try_set(false);
            held.back();
        }
    }
}
