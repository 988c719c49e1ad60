//! What glides to another place, and when all has come to rest.
//!
//! A browser counts a layout shift where a thing's place and its `transform` change in one frame and do not cancel out. Where it
//! still glides from before, they never do. So what would move it once more waits.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::{spawn_local, tick};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlElement;

/// How long it takes to come to a new place, in milliseconds.
const GLIDE_MS: f64 = 220.0;
/// How often what shows changes may set off more that shows some.
const STEPS: u32 = 12;
/// For how long one waits at most. A page that was hidden meanwhile draws no frames, and nothing in it comes to rest.
const LONGEST: Duration = Duration::from_secs(1);

#[wasm_bindgen]
extern "C" {
    type Animated;

    #[wasm_bindgen(method)]
    fn animate(this: &Animated, frames: &JsValue, options: &JsValue) -> Animation;

    type Animation;

    #[wasm_bindgen(method, getter)]
    fn finished(this: &Animation) -> js_sys::Promise;
}

/// A part of the page in which things make room for each other, and for nothing elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Area {
    /// The activity.
    Rail,
    /// All else.
    Main,
}

impl Area {
    fn of(element: &HtmlElement) -> Self {
        match element.closest(".rail") {
            Ok(Some(_)) => Self::Rail,
            Ok(None) | Err(_) => Self::Main,
        }
    }
}

/// What moves in an area, and what waits for it.
struct Motion {
    /// How many groups of things move.
    moving: Cell<usize>,
    /// Whether the group that is being set in motion is counted.
    is_counted: Cell<bool>,
    waiting: RefCell<Vec<Box<dyn FnOnce()>>>,
}

impl Motion {
    const fn none() -> Self {
        Self {
            moving: Cell::new(0),
            is_counted: Cell::new(false),
            waiting: RefCell::new(Vec::new()),
        }
    }
}

thread_local! {
    static RAIL: Motion = const { Motion::none() };
    static MAIN: Motion = const { Motion::none() };
}

fn motion<T>(area: Area, look: impl FnOnce(&Motion) -> T) -> T {
    match area {
        Area::Rail => RAIL.with(look),
        Area::Main => MAIN.with(look),
    }
}

/// Waits until what was changed just now is in the page, but for no frame: before a frame's own callbacks a browser may look at what
/// lies under the mouse, and it counts what it sees then.
pub async fn changes_are_in() {
    for _ in 0..STEPS {
        tick().await;
    }
}

/// Lets `element` glide to where it is from so many pixels beside it. All that one turn of the page lets glide in an area takes as long,
/// so the first of them is watched.
pub fn glide_from(element: &HtmlElement, x: f64, y: f64) {
    let frame = |transform: String| {
        let frame = js_sys::Object::new();
        set(&frame, "transform", &transform.into());
        frame
    };
    let from = frame(format!("translate({x}px,{y}px)"));
    let frames = js_sys::Array::of2(&from, &frame("translate(0,0)".to_owned()));
    let options = js_sys::Object::new();
    set(&options, "duration", &GLIDE_MS.into());
    set(&options, "easing", &"cubic-bezier(.2,.8,.2,1)".into());
    // One that still goes on from before goes on.
    set(&options, "composite", &"add".into());
    let animation = element
        .unchecked_ref::<Animated>()
        .animate(&frames, &options);
    let area = Area::of(element);
    if motion(area, |motion| motion.is_counted.replace(true)) {
        return;
    }
    motion(area, |motion| motion.moving.set(motion.moving.get() + 1));
    spawn_local(async move {
        // This runs once the turn is over.
        motion(area, |motion| motion.is_counted.set(false));
        // It is refused where the animation was cancelled: then nothing moves either.
        let _ = JsFuture::from(animation.finished()).await;
        // The last step of the way is drawn in this very frame.
        request_animation_frame(move || set_timeout(move || rested(area), Duration::ZERO));
    });
}

fn set(of: &js_sys::Object, name: &str, value: &JsValue) {
    // It fails only for what is no object.
    let _ = js_sys::Reflect::set(of, &name.into(), value);
}

/// Runs `then` once nothing moves in an area, which is at once where nothing does.
pub fn once_at_rest(area: Area, then: impl FnOnce() + 'static) {
    if motion(area, |motion| motion.moving.get()) == 0 || document().hidden() {
        return then();
    }
    let then = Rc::new(Cell::new(Some(then)));
    let run = move || {
        if let Some(then) = then.take() {
            then();
        }
    };
    motion(area, |motion| {
        motion.waiting.borrow_mut().push(Box::new(run.clone()));
    });
    set_timeout(run, LONGEST);
}

fn rested(area: Area) {
    let waiting = motion(area, |motion| {
        motion.moving.set(motion.moving.get() - 1);
        match motion.moving.get() {
            0 => motion.waiting.take(),
            _ => Vec::new(),
        }
    });
    for then in waiting {
        then();
    }
}
