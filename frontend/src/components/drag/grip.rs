//! The hand, from a press over a lift to a drop: a mouse lifts after 4 pixels, a finger after 300 milliseconds.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;
use tutti_types::{Permission, TaskId};
use web_sys::PointerEvent;

use super::carried::Carried;
use super::held::Held;
use super::press::{Press, Thing, point, thing_at};
use crate::components::board::BoardCx;

/// A mouse that moves this far lifts.
const MOUSE_SLACK: f64 = 4.0;
/// A finger that moves this far scrolls.
const FINGER_SLACK: f64 = 8.0;
/// A finger that rests this long lifts.
const LONG_PRESS: Duration = Duration::from_millis(300);

/// What the pointer is doing.
pub(super) enum Hand {
    /// Nothing.
    Empty,
    /// It is down on a card or a column's head and has not moved yet.
    Pressing(Press),
    /// It holds a card.
    Holding(Box<Held>),
    /// It holds a column.
    Carrying(Box<Carried>),
}

impl Hand {
    /// What it holds goes to a point of the window; tells whether it holds anything.
    pub(super) fn follow(&mut self, (x, y): (f64, f64)) -> bool {
        match self {
            Self::Holding(held) => (held.x, held.y) = (x, y),
            Self::Carrying(carried) => (carried.x, carried.y) = (x, y),
            Self::Empty | Self::Pressing(_) => return false,
        }
        true
    }
}

/// What the listeners share.
pub(super) struct Grip {
    pub(super) cx: BoardCx,
    pub(super) hand: RefCell<Hand>,
    /// A click that ends a drag opens nothing.
    pub(super) swallow: Cell<bool>,
    pub(super) frame: Cell<bool>,
    /// The card that the last click hit, or that it hit none; of several in a row the first.
    pub(super) first_click: RefCell<Option<Option<TaskId>>>,
}

impl Grip {
    pub(super) fn down(self: &Rc<Self>, event: PointerEvent) {
        let is_free = matches!(*self.hand.borrow(), Hand::Empty);
        if !is_free || event.button() != 0 || !event.is_primary() {
            return;
        }
        let Some((thing, item)) = thing_at(&event) else {
            return;
        };
        let needed = match thing {
            Thing::Card(_) => Permission::TasksUpdate,
            Thing::Column(_) => Permission::ColumnsManage,
        };
        if !untrack(|| self.cx.space.may(needed)) {
            return;
        }
        let is_finger = event.pointer_type() != "mouse";
        let pointer = event.pointer_id();
        let timer = is_finger.then(|| {
            let grip = self.clone();
            set_timeout_with_handle(move || grip.rested(pointer), LONG_PRESS).ok()
        });
        let (x, y) = point(&event);
        self.hand.replace(Hand::Pressing(Press {
            thing,
            item,
            x,
            y,
            pointer,
            is_finger,
            timer: timer.flatten(),
        }));
    }

    pub(super) fn moved(self: &Rc<Self>, event: PointerEvent) {
        if !self.is_mine(&event) {
            return;
        }
        let at = point(&event);
        let mut lifts = false;
        let mut scrolls = false;
        if let Hand::Pressing(press) = &*self.hand.borrow() {
            let far = (at.0 - press.x).hypot(at.1 - press.y);
            lifts = !press.is_finger && far >= MOUSE_SLACK;
            scrolls = press.is_finger && far >= FINGER_SLACK;
        }
        if scrolls {
            self.hand.replace(Hand::Empty);
        } else if lifts {
            self.lift();
        }
        if self.hand.borrow_mut().follow(at) {
            self.schedule();
        }
    }

    /// A finger was down for so long. Where the page was busy meanwhile, it may have moved without our hearing of it: such events wait
    /// for the next frame and come before what is asked of that frame. If it still rests then, it lifts.
    fn rested(self: &Rc<Self>, pointer: i32) {
        let grip = self.clone();
        request_animation_frame(move || {
            let rests =
                matches!(&*grip.hand.borrow(), Hand::Pressing(press) if press.pointer == pointer);
            if rests {
                grip.lift();
            }
        });
    }

    /// The card or the column leaves its place.
    fn lift(self: &Rc<Self>) {
        let Hand::Pressing(press) = self.hand.replace(Hand::Empty) else {
            return;
        };
        let hand = match press.thing {
            Thing::Card(task) => {
                Held::lift(self.cx, task, &press).map(|held| Hand::Holding(Box::new(held)))
            }
            Thing::Column(column) => Carried::lift(self.cx, column, &press)
                .map(|carried| Hand::Carrying(Box::new(carried))),
        };
        if let Some(hand) = hand {
            self.cx.is_dragging.set(true);
            if let Thing::Card(task) = press.thing {
                self.cx.in_hand.set(Some(task));
            }
            self.hand.replace(hand);
            self.schedule();
        }
    }

    pub(super) fn up(self: &Rc<Self>, event: PointerEvent) {
        if !self.is_mine(&event) {
            return;
        }
        let mut hand = self.hand.replace(Hand::Empty);
        hand.follow(point(&event));
        self.cx.in_hand.set(None);
        // The click that follows belongs to the drag; where none follows, the next press or key forgets this.
        self.swallow
            .set(!matches!(hand, Hand::Empty | Hand::Pressing(_)));
        match hand {
            Hand::Holding(held) => held.drop_here(self.cx),
            Hand::Carrying(carried) => carried.drop_here(self.cx),
            Hand::Empty | Hand::Pressing(_) => {}
        }
    }

    /// Whether it is the pointer that presses or holds; a second finger is none of our business.
    pub(super) fn is_mine(&self, event: &PointerEvent) -> bool {
        let pointer = match &*self.hand.borrow() {
            Hand::Empty => return false,
            Hand::Pressing(press) => press.pointer,
            Hand::Holding(held) => held.pointer,
            Hand::Carrying(carried) => carried.pointer,
        };
        pointer == event.pointer_id()
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
                Hand::Carrying(carried) => carried.step(),
                Hand::Empty | Hand::Pressing(_) => false,
            };
            if goes_on {
                grip.schedule();
            }
        });
    }

    pub(super) fn is_holding(&self) -> bool {
        matches!(*self.hand.borrow(), Hand::Holding(_) | Hand::Carrying(_))
    }

    pub(super) fn cancelled(self: &Rc<Self>, event: PointerEvent) {
        if self.is_mine(&event) {
            self.let_go();
        }
    }

    /// Sends what is held back where it was, or forgets the press.
    pub(super) fn let_go(&self) {
        self.cx.in_hand.try_set(None);
        match self.hand.replace(Hand::Empty) {
            Hand::Holding(held) => held.back(),
            Hand::Carrying(carried) => carried.back(),
            Hand::Empty | Hand::Pressing(_) => return,
        }
        self.cx.change(|| _ = self.cx.is_dragging.try_set(false));
    }
}
