//! From a press to a lift: 4 pixels of a mouse, 300 milliseconds of a finger.

use std::rc::Rc;
use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use tutti_types::{Permission, TaskId};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, PointerEvent};

use super::held::Held;
use super::{Grip, Hand};

/// A mouse that moves this far lifts.
const MOUSE_SLACK: f64 = 4.0;
/// A finger that moves this far scrolls.
const FINGER_SLACK: f64 = 8.0;
/// A finger that rests this long lifts.
const LONG_PRESS: Duration = Duration::from_millis(300);

/// A pointer that is down on a card.
pub(super) struct Press {
    pub(super) task: TaskId,
    pub(super) item: HtmlElement,
    pub(super) x: f64,
    pub(super) y: f64,
    pointer: i32,
    is_finger: bool,
    timer: Option<TimeoutHandle>,
}

impl Drop for Press {
    fn drop(&mut self) {
        if let Some(timer) = self.timer.take() {
            timer.clear();
        }
    }
}

/// The card under the pointer, unless it is on one of the card's own buttons.
fn card_of(event: &PointerEvent) -> Option<(TaskId, HtmlElement)> {
    let target: Element = event.target()?.dyn_into().ok()?;
    if target.closest("button, textarea, input").ok()?.is_some() {
        return None;
    }
    let item = target
        .closest(".card")
        .ok()??
        .closest("[data-task]")
        .ok()??;
    let task = item.get_attribute("data-task")?.parse().ok()?;
    Some((task, item.dyn_into().ok()?))
}

impl Grip {
    pub(super) fn down(self: &Rc<Self>, event: PointerEvent) {
        let is_free = matches!(*self.hand.borrow(), Hand::Empty);
        let may = untrack(|| self.cx.space.may(Permission::TasksUpdate));
        if !is_free || !may || event.button() != 0 || !event.is_primary() {
            return;
        }
        let Some((task, item)) = card_of(&event) else {
            return;
        };
        let is_finger = event.pointer_type() != "mouse";
        let timer = is_finger.then(|| {
            let grip = self.clone();
            set_timeout_with_handle(move || grip.lift(), LONG_PRESS).ok()
        });
        self.hand.replace(Hand::Pressing(Press {
            task,
            item,
            x: f64::from(event.client_x()),
            y: f64::from(event.client_y()),
            pointer: event.pointer_id(),
            is_finger,
            timer: timer.flatten(),
        }));
    }

    pub(super) fn moved(self: &Rc<Self>, event: PointerEvent) {
        let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
        let mut lifts = false;
        let mut scrolls = false;
        match &mut *self.hand.borrow_mut() {
            Hand::Empty => {}
            Hand::Pressing(press) if press.pointer == event.pointer_id() => {
                let far = (x - press.x).hypot(y - press.y);
                lifts = !press.is_finger && far >= MOUSE_SLACK;
                scrolls = press.is_finger && far >= FINGER_SLACK;
            }
            Hand::Pressing(_) => {}
            Hand::Holding(held) => {
                held.x = x;
                held.y = y;
            }
        }
        if scrolls {
            self.hand.replace(Hand::Empty);
        } else if lifts {
            self.lift();
            if let Hand::Holding(held) = &mut *self.hand.borrow_mut() {
                held.x = x;
                held.y = y;
            }
        }
        if self.is_holding() {
            self.schedule();
        }
    }

    /// The card leaves its place.
    fn lift(self: &Rc<Self>) {
        let Hand::Pressing(press) = self.hand.replace(Hand::Empty) else {
            return;
        };
        if let Some(held) = Held::lift(self.cx, &press) {
            self.cx.is_dragging.set(true);
            self.hand.replace(Hand::Holding(Box::new(held)));
            self.schedule();
        }
    }

    pub(super) fn up(self: &Rc<Self>, _event: PointerEvent) {
        if let Hand::Holding(held) = self.hand.replace(Hand::Empty) {
            // The click that follows belongs to the drag; where none follows, the next press or key forgets this.
            self.swallow.set(true);
            held.drop_here(self.cx);
        }
    }

    /// One step per frame, however many events there are.
    pub(super) fn schedule(self: &Rc<Self>) {
        if self.frame.replace(true) {
            return;
        }
        let grip = self.clone();
        request_animation_frame(move || {
            grip.frame.set(false);
            let goes_on = match &mut *grip.hand.borrow_mut() {
                Hand::Holding(held) => held.step(),
                _ => false,
            };
            if goes_on {
                grip.schedule();
            }
        });
    }
}
