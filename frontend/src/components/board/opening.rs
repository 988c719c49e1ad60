//! Opening a task beside the board and closing it, so that Back and Forward lead where one has been: each entry of the browser's
//! history knows how many entries behind it the board lies, and closing goes back there. Forward then opens the task again.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use leptos_router::location::State;
use tutti_types::TaskId;
use wasm_bindgen::{JsCast, JsValue};

use super::BoardCx;

/// What a click on a link to a task of this board does, wherever on the screen the link is.
pub fn open_on_click(cx: BoardCx) -> impl Fn(MouseEvent) + Clone {
    let navigate = use_navigate();
    move |event| {
        let is_plain = event.button() == 0
            && !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key());
        if event.default_prevented() || !is_plain {
            return;
        }
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let link = target.and_then(|target| target.closest("a[href]").ok()?);
        let href = link.and_then(|link| link.get_attribute("href"));
        let tasks = format!("{}/t/", untrack(|| cx.path()));
        let Some(href) = href.filter(|href| href.starts_with(&tasks)) else {
            return;
        };
        event.prevent_default();
        // The same task again is no step.
        let path = href.split('?').next();
        if path != location().pathname().ok().as_deref() {
            navigate(&href, to(false, depth(cx).map(|depth| depth + 1)));
        }
    }
}

/// Opens a task as a click on its card does. False where the card has no element.
pub fn open(task: TaskId) -> bool {
    let link = document().query_selector(&format!("[data-task='{task}'] .card-title"));
    let link = link.ok().flatten();
    let link = link.and_then(|link| link.dyn_into::<web_sys::HtmlElement>().ok());
    link.inspect(web_sys::HtmlElement::click).is_some()
}

/// Goes from one open task to another, in its place.
pub fn walker(cx: BoardCx) -> impl Fn(TaskId) + Clone {
    let navigate = use_navigate();
    move |task| {
        let address = untrack(|| cx.address_of(task));
        navigate(&address, to(true, depth(cx)));
    }
}

/// Closes the panel; the focus returns to the card, where there is one.
pub fn closer(cx: BoardCx) -> impl Fn(Option<TaskId>) + Clone {
    let navigate = use_navigate();
    move |task| {
        let back = depth(cx).filter(|depth| *depth > 0);
        let went = back.is_some_and(|depth| {
            let history = window().history();
            history.is_ok_and(|history| history.go_with_delta(-depth).is_ok())
        });
        if !went {
            navigate(&untrack(|| cx.address()), to(true, None));
        }
        if task.is_some() {
            cx.active.set(task);
            cx.reveal.set(task);
        }
    }
}

fn to(replace: bool, depth: Option<i32>) -> NavigateOptions {
    NavigateOptions {
        scroll: false,
        replace,
        state: State::new(depth.map(JsValue::from)),
        ..NavigateOptions::default()
    }
}

/// How many entries behind this one the board lies; none where the task's own address was opened.
#[expect(
    clippy::cast_possible_truncation,
    reason = "it was written as a small whole number"
)]
fn depth(cx: BoardCx) -> Option<i32> {
    let board = untrack(|| cx.path());
    if location().pathname().is_ok_and(|path| path == board) {
        return Some(0);
    }
    let state = window().history().ok()?.state().ok()?;
    state.as_f64().map(|depth| depth as i32)
}
