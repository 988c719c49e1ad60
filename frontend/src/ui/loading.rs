//! Waiting: nothing at first, then the shape of what comes, then a word.

use std::cell::Cell;
use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;

use super::{Button, Icon};
use crate::dom;
use crate::text::ui as t;

/// Short waits show nothing: a skeleton that flashes is worse than none.
const SHAPE_AFTER: Duration = Duration::from_millis(150);
/// Beyond this a person wants to know that it is not their browser.
const WORD_AFTER: Duration = Duration::from_secs(8);

/// A shape that follows another one this soon is the same to the eye, and waits no longer.
const FOLLOWS_WITHIN_MS: u64 = 100;

thread_local! {
    /// When a shape left the screen last, by the page's steady clock.
    static LEFT_AT: Cell<Option<u64>> = const { Cell::new(None) };
}

fn follows_another() -> bool {
    LEFT_AT
        .get()
        .is_some_and(|at| dom::steady_ms().saturating_sub(at) < FOLLOWS_WITHIN_MS)
}

/// Turns true after `delay`, unless what shows it is gone by then.
fn after(delay: Duration) -> ReadSignal<bool> {
    let (is_due, due) = signal(delay.is_zero());
    let timer: Option<TimeoutHandle> = set_timeout_with_handle(move || due.set(true), delay).ok();
    on_cleanup(move || {
        if let Some(timer) = timer {
            timer.clear();
        }
    });
    is_due
}

/// Stands where something loads. `children` are skeletons of its real shape and height.
#[component]
pub fn Loading(
    /// Asks again.
    #[prop(optional, into)]
    retry: Option<Callback<()>>,
    children: ChildrenFn,
) -> impl IntoView {
    let wait = if follows_another() {
        Duration::ZERO
    } else {
        SHAPE_AFTER
    };
    let (shape, word) = (after(wait), after(WORD_AFTER));
    on_cleanup(move || {
        if shape.get_untracked() {
            LEFT_AT.set(Some(dom::steady_ms()));
        }
    });
    view! {
        <div class="loading" aria-busy="true">
            {move || shape.get().then(|| children())}
            {move || {
                word.get()
                    .then(|| {
                        view! {
                            <div class="loading-word row" role="status">
                                <Icon name="clock" class="icon icon--sm"/>
                                <span>{t::STILL_LOADING}</span>
                                {retry
                                    .map(|press| {
                                        view! {
                                            <Button class="btn--sm" press>
                                                {t::RETRY}
                                            </Button>
                                        }
                                    })}
                            </div>
                        }
                    })
            }}
        </div>
    }
}

/// A grey bar or disc in the place of a text or a face.
#[component]
pub fn Skeleton(
    #[prop(default = "skeleton")] class: &'static str,
    /// How wide it is.
    #[prop(default = "100%")]
    width: &'static str,
    /// How high it is.
    #[prop(default = "10px")]
    height: &'static str,
) -> impl IntoView {
    view! {
        <span class=class style:inline-size=width style:block-size=height aria-hidden="true"></span>
    }
}

/// Rows of a list that loads.
#[component]
pub fn SkeletonRows(#[prop(default = 5)] rows: usize) -> impl IntoView {
    let row = |_| {
        view! {
            <div class="group-row">
                <Skeleton class="skeleton skeleton--round" width="28px" height="28px"/>
                <Skeleton width="38%"/>
            </div>
        }
    };
    view! { <div class="group">{(0..rows).map(row).collect_view()}</div> }
}
