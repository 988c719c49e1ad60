//! Dragging a card or a column by mouse or finger. It is imperative, past all signals: a copy follows the pointer once per
//! frame, what makes room moves only when the place changes, and the state hears of it once, at the drop.

mod carried;
mod drop_card;
mod floating;
mod grip;
mod held;
mod place;
mod press;
mod scroll;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::html;
use leptos::prelude::*;
use tutti_types::TaskId;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, MouseEvent, PointerEvent, TouchEvent};

use crate::components::board::BoardCx;
use crate::dom::Listener;
use crate::effect::effect;
use crate::keys::{self, Keystroke};
use grip::{Grip, Hand};

/// The card that a click is on.
fn card_at(event: &MouseEvent) -> Option<TaskId> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let item = target.closest("[data-task]").ok()??;
    item.get_attribute("data-task")?.parse().ok()
}

/// Listens for as long as the board is shown.
pub fn listen(cx: BoardCx, board: NodeRef<html::Div>) {
    let grip = Rc::new(Grip {
        cx,
        hand: RefCell::new(Hand::Empty),
        swallow: Cell::new(false),
        frame: Cell::new(false),
        first_click: RefCell::default(),
    });
    let grip = StoredValue::new_local(grip);
    effect(move || {
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
        move |press: &Keystroke| {
            grip.swallow.set(false);
            if press.key() == "Escape" && grip.is_holding() {
                press.take();
                press.keep_in();
                grip.let_go();
            }
        }
    };
    let press = {
        let grip = grip.clone();
        move |event: PointerEvent| {
            // Not every drag ends in a click, and whatever is pressed next is meant.
            grip.swallow.set(false);
            grip.down(event);
        }
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
        move |event: MouseEvent| {
            let card = card_at(&event);
            // The second click of two is for what the first one hit, not for a card that came under the pointer meanwhile.
            let first = grip.first_click.take().filter(|_| event.detail() > 1);
            let is_second = card.is_some() && first.as_ref().is_some_and(|first| *first != card);
            grip.first_click.replace(Some(first.unwrap_or(card)));
            if grip.swallow.replace(false) || is_second {
                event.prevent_default();
                event.stop_propagation();
            }
        }
    };
    let mut listeners = vec![
        Listener::new(&window, "pointerdown", press),
        Listener::new(&window, "pointermove", on(grip, Grip::moved)),
        Listener::new(&window, "pointerup", on(grip, Grip::up)),
        Listener::new(&window, "pointercancel", on(grip, Grip::cancelled)),
        keys::listen_first(&window, escape),
        Listener::new(&window, "click", click),
    ];
    // Where things are lifted; elsewhere a finger scrolls without waiting for anybody.
    let control = document().query_selector(".board-segments").ok().flatten();
    for place in control.iter().chain([board.as_ref()]) {
        listeners.push(Listener::new(place, "touchmove", still.clone()));
        listeners.push(Listener::new(place, "contextmenu", no_menu.clone()));
    }
    listeners
}
