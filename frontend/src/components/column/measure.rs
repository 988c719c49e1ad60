//! The heights of a column's cards, and which of them are on the screen.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use rustc_hash::FxHashMap;
use tutti_state::Slot;
use tutti_types::TaskId;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::window::{self, Metrics};
use crate::components::board::BoardCx;
use crate::dom;
use crate::effect::effect;
use crate::store::Space;

/// Heights, scroll position, and what follows from them.
#[derive(Clone, Copy)]
pub struct Heights {
    /// The first card that has an element and the one after the last.
    pub range: Memo<(usize, usize)>,
    node: NodeRef<html::Ol>,
    slots: Memo<Arc<[Slot<TaskId>]>>,
    tops: Memo<Vec<f64>>,
    view: RwSignal<(f64, f64)>,
    measured: StoredValue<FxHashMap<TaskId, f64>>,
    corrected: RwSignal<u32>,
    metrics: RwSignal<Metrics>,
}

impl Heights {
    pub fn new(space: Space, node: NodeRef<html::Ol>, slots: Memo<Arc<[Slot<TaskId>]>>) -> Self {
        let measured = StoredValue::new(FxHashMap::default());
        let corrected = RwSignal::new(0_u32);
        let metrics = RwSignal::new(Metrics::of(250.0, dom::is_phone()));
        let view = RwSignal::new((0.0, 900.0));
        let tops = Memo::new(move |_| {
            corrected.track();
            let metrics = metrics.get();
            slots.with(|slots| {
                if slots.len() <= window::FROM {
                    return vec![0.0];
                }
                let estimate = |store: &tutti_state::Store, id: &TaskId| {
                    let letters = store.task(*id).map_or(0, |task| task.title.chars().count());
                    metrics.estimate(letters)
                };
                space
                    .read(|store| {
                        measured.with_value(|known: &FxHashMap<TaskId, f64>| {
                            let height = |id: &TaskId| {
                                known
                                    .get(id)
                                    .copied()
                                    .unwrap_or_else(|| estimate(store, id))
                            };
                            window::tops(slots.iter().map(|slot| height(&slot.key())), metrics.gap)
                        })
                    })
                    .unwrap_or_default()
            })
        });
        let range = Memo::new(move |_| {
            let count = slots.with(|slots| slots.len());
            if count <= window::FROM {
                return (0, count);
            }
            let (scroll, height) = view.get();
            tops.with(|tops| window::range(tops, scroll, height))
        });
        let heights = Self {
            range,
            node,
            slots,
            tops,
            view,
            measured,
            corrected,
            metrics,
        };
        heights.measure_after_changes();
        heights
    }

    /// The height of what is left out above.
    pub fn before(self) -> f64 {
        let (from, _) = self.range.get();
        self.tops.with(|tops| {
            // The spacer is followed by a gap like any card.
            let top = tops.get(from).copied().unwrap_or_default();
            (top - self.metrics.with(|m| m.gap)).max(0.0)
        })
    }

    /// The height of what is left out below.
    pub fn after(self) -> f64 {
        let (_, to) = self.range.get();
        self.tops.with(|tops| {
            let end = tops.last().copied().unwrap_or_default();
            let from = tops.get(to).copied().unwrap_or(end);
            (end - from - self.metrics.with(|m| m.gap)).max(0.0)
        })
    }

    /// How high a card is, in pixels: as it is shown, else as it was.
    pub fn of(self, task: TaskId) -> f64 {
        let list = self.node.get_untracked();
        let item =
            list.and_then(|list| list.query_selector(&format!("[data-task='{task}']")).ok()?);
        let item = item.and_then(|item| item.dyn_into::<HtmlElement>().ok());
        let measured = || self.measured.with_value(|known| known.get(&task).copied());
        item.map(|item| f64::from(item.offset_height()))
            .or_else(measured)
            .unwrap_or(84.0)
    }

    /// Reads where the list is scrolled to.
    pub fn scrolled(self) {
        let Some(list) = self.node.get_untracked() else {
            return;
        };
        if self.slots.with_untracked(|slots| slots.len()) > window::FROM {
            let now = (
                f64::from(list.scroll_top()),
                f64::from(list.client_height()),
            );
            self.view.set(now);
        }
    }

    fn measure_after_changes(self) {
        effect(move || {
            self.range.track();
            if self.slots.with(|slots| slots.len()) > window::FROM && self.node.get().is_some() {
                request_animation_frame(move || self.measure());
            }
        });
    }

    fn measure(self) {
        let Some(list) = self.node.try_get_untracked().flatten() else {
            return;
        };
        let metrics = Metrics::of(f64::from(list.client_width()), dom::is_phone());
        if self.metrics.try_get_untracked() != Some(metrics) {
            self.metrics.set(metrics);
        }
        self.scrolled();
        let mut wrong = false;
        let mut child = list.first_element_child();
        while let Some(item) = child {
            child = item.next_element_sibling();
            let id = item
                .get_attribute("data-task")
                .and_then(|id| id.parse().ok());
            let (Some(id), Some(item)) = (id, item.dyn_ref::<HtmlElement>()) else {
                continue;
            };
            let height = f64::from(item.offset_height());
            self.measured.update_value(|known| {
                let old = known.insert(id, height);
                wrong |= old.is_none_or(|old| (old - height).abs() > 0.5);
            });
        }
        if wrong {
            self.corrected.update(|n| *n += 1);
        }
    }

    /// Scrolls to the card that is to be seen and focuses it, if it is of this column.
    pub fn reveal_on_demand(self, cx: BoardCx) {
        effect(move || {
            let Some(task) = cx.reveal.get() else { return };
            // Also where it comes a moment later.
            let at = self
                .slots
                .with(|slots| slots.iter().position(|slot| *slot == Slot::Here(task)));
            let Some(at) = at else { return };
            self.bring_near(at);
            request_animation_frame(move || {
                // The element may have been made only now.
                request_animation_frame(move || focus_card(cx, task));
            });
        });
    }

    /// Scrolls so far that the card has an element.
    fn bring_near(self, at: usize) {
        let (from, to) = self.range.get_untracked();
        if let Some(list) = self.node.get_untracked()
            && !(from..to).contains(&at)
        {
            let top = self.tops.with_untracked(|tops| tops.get(at).copied());
            #[expect(clippy::cast_possible_truncation, reason = "whole pixels")]
            list.set_scroll_top((top.unwrap_or_default() - 80.0) as i32);
            self.scrolled();
        }
    }
}

fn focus_card(cx: BoardCx, task: TaskId) {
    if cx.reveal.try_get_untracked().flatten() != Some(task) {
        return;
    }
    cx.reveal.set(None);
    let card = document().query_selector(&format!("[data-task='{task}']"));
    let Some(card) = card.ok().flatten() else {
        return;
    };
    let into_view = web_sys::ScrollIntoViewOptions::new();
    into_view.set_block(web_sys::ScrollLogicalPosition::Nearest);
    into_view.set_inline(web_sys::ScrollLogicalPosition::Nearest);
    card.scroll_into_view_with_scroll_into_view_options(&into_view);
    let is_lifted = cx
        .keyed
        .with_untracked(|keyed| keyed.is_some_and(|k| k.task == task));
    if let Ok(Some(article)) = card.query_selector(".card") {
        let classes = article.class_list();
        for class in ["is-lifted", "is-keyed"] {
            // It fails only for names that are none.
            let _ = if is_lifted {
                classes.add_1(class)
            } else {
                classes.remove_1(class)
            };
        }
    }
    dom::focus(&format!("[data-task='{task}'] .card-title"));
}
