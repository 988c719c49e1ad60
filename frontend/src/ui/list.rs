//! A keyed list that others may change while one is in it. Where an item has the focus, the others are moved around it, since
//! an element that is taken out of the page loses focus, caret, composition, scroll position and whatever is open in it.
//! An item's own data comes as a signal: a change of it wakes what shows it and makes nothing anew.

pub(super) mod focus;
mod order;
mod rows;
mod shown;

use std::hash::Hash;

use leptos::prelude::*;
use leptos::tachys::reactive_graph::OwnedView;

use rows::Rows;
use shown::Item;

/// The list. Each child is one or more elements, from its first to its last; `key` tells one item from another, and stays the
/// same whatever about the item changes.
#[component]
pub fn List<T, K, N>(
    /// The items, in order.
    each: impl Fn() -> Vec<T> + Send + 'static,
    /// What an item is known by.
    key: fn(&T) -> K,
    /// Leaves the focus of an item that goes to whoever made the list, instead of giving it to the item beside it.
    #[prop(optional)]
    lets_focus_go: bool,
    /// What shows an item.
    children: impl Fn(Signal<T>) -> N + Clone + Send + 'static,
) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + 'static,
    K: Eq + Hash + 'static,
    N: IntoView + 'static,
{
    // Each item has an owner of its own, so that what it holds lives as long as it is in the list.
    let parent = Owner::current();
    let show = move |item: RwSignal<T>| children(item.into());
    let make = move |item: T| {
        let owner = parent
            .as_ref()
            .map_or_else(Owner::new, |parent| parent.with(Owner::new));
        let (item, view) = owner.with(|| {
            let item = RwSignal::new(item);
            (item, show(item))
        });
        let shown: Item = Box::new(OwnedView::new_with_owner(view, owner).build());
        (item, shown)
    };
    move || Rows {
        items: each(),
        key,
        make: make.clone(),
        lets_focus_go,
    }
}
