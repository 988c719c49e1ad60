//! What of a list is in the page, whatever its items are: it keeps the focus where it is, and moves as little as possible. Nothing
//! here depends on the type of an item, so that the program has it once.

use leptos::tachys::renderer::types::Placeholder;
use leptos::tachys::renderer::{Rndr, dom::Element};
use leptos::tachys::view::Mountable;
use web_sys::Node;

use super::focus::Lost;
use super::order::staying;
use crate::dom;

/// The elements of an item.
pub type Item = Box<dyn Mountable>;

/// All items, in order.
pub struct Shown {
    items: Vec<Item>,
    /// Stands behind the last.
    marker: Placeholder,
    parent: Option<Element>,
}

/// What is to become of the items that are there; read while all of them still are.
pub struct Plan {
    /// Which of the items in their new order need not be moved.
    stays: Vec<bool>,
    /// The item that goes with the focus in it, and where in it that was.
    lost: Option<(usize, Lost)>,
}

impl Shown {
    /// Nothing in the page yet.
    pub fn new(items: Vec<Item>) -> Self {
        Self {
            items,
            marker: Rndr::create_placeholder(),
            parent: None,
        }
    }

    /// Plans a new order: each item with its place now, or none where it is new.
    pub fn plan(&self, old: &[Option<usize>], lets_focus_go: bool) -> Plan {
        let place_of = |one: &Element| self.items.iter().position(|item| holds(item, one));
        let held = dom::active().and_then(|active| Some((place_of(&active)?, active)));
        // A press beside its fields leaves a dialog or a menu open without the focus, and out of the page it would close.
        let pinned = match &held {
            Some((at, _)) => Some(*at),
            None => dom::open_layers().iter().find_map(place_of),
        };
        let lost = held.filter(|(at, _)| !lets_focus_go && !old.contains(&Some(*at)));
        let lost = lost.map(|(at, active)| {
            let item = self.items.get(at);
            let on = Lost::new(
                &item.map(|item| item.elements()).unwrap_or_default(),
                active,
            );
            (at, on)
        });
        Plan {
            stays: staying(old, pinned),
            lost,
        }
    }

    /// Carries the plan out. `new` has what is to be shown in the places that had no item before.
    pub fn become_these(&mut self, plan: Plan, old: &[Option<usize>], new: Vec<Option<Item>>) {
        let mut left: Vec<_> = self.items.drain(..).map(Some).collect();
        let all = old.iter().zip(new);
        self.items = all
            .filter_map(|(place, new)| new.or_else(|| left.get_mut((*place)?)?.take()))
            .collect();
        for mut gone in left.into_iter().flatten() {
            gone.unmount();
        }
        self.put_in_order(old, &plan.stays);
        if let Some((at, lost)) = plan.lost {
            // The next that is still there, else the last before it.
            let beside = |one: &(usize, usize)| (one.1 < at, one.1.abs_diff(at));
            let there = old
                .iter()
                .enumerate()
                .filter_map(|(to, from)| Some((to, (*from)?)));
            let beside = there
                .min_by_key(beside)
                .and_then(|(to, _)| self.items.get(to));
            let beside = beside.map(|item| item.elements());
            lost.go_to(&beside.unwrap_or_default(), self.parent.as_ref());
        }
    }

    /// From the last to the first, each before the one behind it; those that stay are where they belong then.
    fn put_in_order(&mut self, old: &[Option<usize>], stays: &[bool]) {
        let Some(parent) = &self.parent else { return };
        let mut before: Node = self.marker.clone().into();
        for ((item, old), stays) in self.items.iter_mut().zip(old).zip(stays).rev() {
            match old {
                None => item.mount(parent, Some(&before)),
                Some(_) if !stays => {
                    for element in item.elements() {
                        dom::move_before(parent, &element, &before);
                    }
                }
                Some(_) => {}
            }
            if let Some(first) = item.elements().into_iter().next() {
                before = first.into();
            }
        }
    }
}

fn holds(item: &Item, active: &Element) -> bool {
    let elements = item.elements();
    elements
        .iter()
        .any(|element| element.contains(Some(active)))
}

impl Mountable for Shown {
    fn unmount(&mut self) {
        for item in &mut self.items {
            item.unmount();
        }
        self.marker.unmount();
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        self.parent = Some(parent.clone());
        for item in &mut self.items {
            item.mount(parent, marker);
        }
        self.marker.mount(parent, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        match self.items.first() {
            Some(item) => item.insert_before_this(child),
            None => self.marker.insert_before_this(child),
        }
    }

    fn elements(&self) -> Vec<Element> {
        let items = self.items.iter();
        items.flat_map(|item| item.elements()).collect()
    }
}
