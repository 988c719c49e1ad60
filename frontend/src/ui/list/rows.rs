//! The view behind a list: what stands in it now, and how that becomes what shall stand in it.

use std::hash::Hash;

use leptos::prelude::*;
use leptos::tachys::html::attribute::Attribute;
use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::reactive_graph::{OwnedView, OwnedViewState};
use leptos::tachys::renderer::types::Placeholder;
use leptos::tachys::renderer::{Rndr, dom::Element};
use leptos::tachys::view::{Mountable, Position, PositionState};
use rustc_hash::FxHashMap;
use web_sys::Node;

use super::focus::Lost;
use super::order::staying;
use crate::dom;

/// The items of a list and how each is shown.
pub struct Rows<T, K, F> {
    pub items: Vec<T>,
    pub key: fn(&T) -> K,
    pub make: F,
    pub lets_focus_go: bool,
}

/// One item that is shown.
struct Row<T: 'static, K, S> {
    key: K,
    item: RwSignal<T>,
    state: S,
}

/// What is shown.
pub struct RowsState<T: 'static, K, N: Render> {
    rows: Vec<Row<T, K, OwnedViewState<N::State>>>,
    /// Stands behind the last.
    marker: Placeholder,
    parent: Option<Element>,
}

impl<T, K, N, F> Render for Rows<T, K, F>
where
    T: Clone + PartialEq + Send + Sync + 'static,
    K: Clone + Eq + Hash + 'static,
    N: Render + 'static,
    F: Fn(T) -> (RwSignal<T>, OwnedView<N>),
{
    type State = RowsState<T, K, N>;

    fn build(self) -> Self::State {
        let rows = self.items.into_iter().map(|item| {
            let key = (self.key)(&item);
            row(key, (self.make)(item))
        });
        RowsState {
            rows: rows.collect(),
            marker: Rndr::create_placeholder(),
            parent: None,
        }
    }

    fn rebuild(self, state: &mut Self::State) {
        let items = self.items.into_iter().map(|item| ((self.key)(&item), item));
        state.become_these(items.collect(), &self.make, self.lets_focus_go);
    }
}

fn row<T, K, N: Render>(
    key: K,
    (item, view): (RwSignal<T>, OwnedView<N>),
) -> Row<T, K, OwnedViewState<N::State>> {
    let state = view.build();
    Row { key, item, state }
}

impl<T, K, N> RowsState<T, K, N>
where
    T: Clone + PartialEq + Send + Sync + 'static,
    K: Clone + Eq + Hash + 'static,
    N: Render + 'static,
{
    fn become_these(
        &mut self,
        items: Vec<(K, T)>,
        make: &impl Fn(T) -> (RwSignal<T>, OwnedView<N>),
        lets_focus_go: bool,
    ) {
        let places = self.rows.iter().enumerate();
        let places: FxHashMap<K, usize> = places.map(|(at, row)| (row.key.clone(), at)).collect();
        let old: Vec<_> = items
            .iter()
            .map(|(key, _)| places.get(key).copied())
            .collect();
        let place_of = |one: &Element| self.rows.iter().position(|row| holds(&row.state, one));
        let held = dom::active().and_then(|active| Some((place_of(&active)?, active)));
        // A press beside its fields leaves a dialog or a menu open without the focus, and out of the page it would close.
        let pinned = match &held {
            Some((at, _)) => Some(*at),
            None => dom::open_layers().iter().find_map(place_of),
        };
        let stays = staying(&old, pinned);

        let mut left: Vec<_> = self.rows.drain(..).map(Some).collect();
        // The focus of an item that goes: what it is on is read while that is still there.
        let lost = held.filter(|(at, _)| !lets_focus_go && !old.contains(&Some(*at)));
        let lost = lost.map(|(at, active)| {
            let row = left.get(at).and_then(Option::as_ref);
            let on = Lost::new(
                &row.map(|row| row.state.elements()).unwrap_or_default(),
                active,
            );
            (at, on)
        });
        let mut new = Vec::with_capacity(items.len());
        for ((key, item), place) in items.into_iter().zip(&old) {
            let kept = place.and_then(|place| left.get_mut(place)?.take());
            new.push(match kept {
                Some(kept) => {
                    if kept.item.with_untracked(|old| *old != item) {
                        kept.item.set(item);
                    }
                    kept
                }
                None => row(key, make(item)),
            });
        }
        for mut gone in left.into_iter().flatten() {
            gone.state.unmount();
        }
        self.rows = new;
        self.put_in_order(&old, &stays);
        if let Some((at, lost)) = lost {
            // The next that is still there, else the last before it.
            let beside = |one: &(usize, usize)| (one.1 < at, one.1.abs_diff(at));
            let there = old
                .iter()
                .enumerate()
                .filter_map(|(to, from)| Some((to, (*from)?)));
            let beside = there
                .min_by_key(beside)
                .and_then(|(to, _)| self.rows.get(to));
            let beside = beside.map(|row| row.state.elements());
            lost.go_to(&beside.unwrap_or_default(), self.parent.as_ref());
        }
    }

    /// From the last to the first, each before the one behind it; those that stay are where they belong then.
    fn put_in_order(&mut self, old: &[Option<usize>], stays: &[bool]) {
        let Some(parent) = &self.parent else { return };
        let mut before: Node = self.marker.clone().into();
        for ((row, old), stays) in self.rows.iter_mut().zip(old).zip(stays).rev() {
            match old {
                None => row.state.mount(parent, Some(&before)),
                Some(_) if !stays => {
                    for element in row.state.elements() {
                        dom::move_before(parent, &element, &before);
                    }
                }
                Some(_) => {}
            }
            if let Some(first) = row.state.elements().into_iter().next() {
                before = first.into();
            }
        }
    }
}

fn holds(state: &impl Mountable, active: &Element) -> bool {
    let elements = state.elements();
    elements
        .iter()
        .any(|element| element.contains(Some(active)))
}

impl<T, K, N: Render> Mountable for RowsState<T, K, N> {
    fn unmount(&mut self) {
        for row in &mut self.rows {
            row.state.unmount();
        }
        self.marker.unmount();
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        self.parent = Some(parent.clone());
        for row in &mut self.rows {
            row.state.mount(parent, marker);
        }
        self.marker.mount(parent, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        match self.rows.first() {
            Some(row) => row.state.insert_before_this(child),
            None => self.marker.insert_before_this(child),
        }
    }

    fn elements(&self) -> Vec<Element> {
        let rows = self.rows.iter();
        rows.flat_map(|row| row.state.elements()).collect()
    }
}

/// A list has no attributes of its own. The tuple is for the compiler, which would take the method's condition on `Self` for
/// all that is known of it.
impl<T, K, N, F> AddAnyAttr for Rows<T, K, F>
where
    T: Clone + PartialEq + Send + Sync + 'static,
    K: Clone + Eq + Hash + 'static,
    N: Render + 'static,
    F: Fn(T) -> (RwSignal<T>, OwnedView<N>) + Send + 'static,
{
    type Output<New: Attribute> = (Self,);

    fn add_any_attr<New: Attribute>(self, _: New) -> Self::Output<New>
    where
        Self::Output<New>: RenderHtml,
    {
        (self,)
    }
}

/// Required of whatever stands in a view. The page is made in the browser alone, so that nothing asks for a list as text.
impl<T, K, N, F> RenderHtml for Rows<T, K, F>
where
    T: Clone + PartialEq + Send + Sync + 'static,
    K: Clone + Eq + Hash + 'static,
    N: Render + 'static,
    F: Fn(T) -> (RwSignal<T>, OwnedView<N>) + Send + 'static,
{
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(
        self,
        _: &mut String,
        _: &mut Position,
        _: bool,
        _: bool,
        _: Vec<AnyAttribute>,
    ) {
    }

    fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) -> Self::State {
        self.build()
    }

    fn into_owned(self) -> Self {
        self
    }
}
