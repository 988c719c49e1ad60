//! The view behind a list: which of its items are new, and which stand there already.

use std::hash::{Hash, Hasher};

use leptos::prelude::*;
use leptos::tachys::html::attribute::Attribute;
use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::renderer::dom::Element;
use leptos::tachys::view::{Mountable, Position, PositionState};
use rustc_hash::{FxHashMap, FxHasher};
use web_sys::Node;

use super::shown::{Item, Shown};

/// The items of a list and how each is shown.
pub struct Rows<T, K, F> {
    pub items: Vec<T>,
    pub key: fn(&T) -> K,
    pub make: F,
    pub lets_focus_go: bool,
}

/// What is shown, and of what.
pub struct RowsState<T: 'static, K> {
    rows: Vec<(K, RwSignal<T>)>,
    shown: Shown,
}

impl<T, K, F> Render for Rows<T, K, F>
where
    T: Clone + PartialEq + Send + Sync + 'static,
    K: Eq + Hash + 'static,
    F: Fn(T) -> (RwSignal<T>, Item),
{
    type State = RowsState<T, K>;

    fn build(self) -> Self::State {
        let (mut rows, mut items) = (Vec::new(), Vec::new());
        for item in self.items {
            let key = (self.key)(&item);
            let (item, shown) = (self.make)(item);
            rows.push((key, item));
            items.push(shown);
        }
        RowsState {
            rows,
            shown: Shown::new(items),
        }
    }

    fn rebuild(self, state: &mut Self::State) {
        let keys: Vec<K> = self.items.iter().map(self.key).collect();
        let old = state.places(&keys);
        let plan = state.shown.plan(&old, self.lets_focus_go);
        let mut new = Vec::with_capacity(old.len());
        let mut left: Vec<_> = state.rows.drain(..).map(Some).collect();
        let mut rows = Vec::with_capacity(old.len());
        for ((item, key), place) in self.items.into_iter().zip(keys).zip(&old) {
            let kept = place.and_then(|place| left.get_mut(place)?.take());
            let (row, shown) = match kept {
                Some((_, row)) => {
                    if row.with_untracked(|old| *old != item) {
                        row.set(item);
                    }
                    (row, None)
                }
                None => {
                    let (row, shown) = (self.make)(item);
                    (row, Some(shown))
                }
            };
            rows.push((key, row));
            new.push(shown);
        }
        state.rows = rows;
        state.shown.become_these(plan, &old, new);
    }
}

fn hash(key: &impl Hash) -> u64 {
    let mut hasher = FxHasher::default();
    key.hash(&mut hasher);
    hasher.finish()
}

impl<T, K: Eq + Hash> RowsState<T, K> {
    /// Where each of these stands now. It is looked for by its hash, so that one table serves the keys of all lists; of two with
    /// the same hash one is taken for new.
    fn places(&self, keys: &[K]) -> Vec<Option<usize>> {
        let rows = self.rows.iter().enumerate();
        let places: FxHashMap<u64, usize> = rows.map(|(at, (key, _))| (hash(key), at)).collect();
        let place = |key| {
            let at = places.get(&hash(key)).copied();
            at.filter(|at| self.rows.get(*at).is_some_and(|(known, _)| known == key))
        };
        keys.iter().map(place).collect()
    }
}

impl<T, K> Mountable for RowsState<T, K> {
    fn unmount(&mut self) {
        self.shown.unmount();
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        self.shown.mount(parent, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        self.shown.insert_before_this(child)
    }

    fn elements(&self) -> Vec<Element> {
        self.shown.elements()
    }
}

/// A list has no attributes of its own. The tuple is for the compiler, which would take the method's condition on `Self` for
/// all that is known of it.
impl<T, K, F> AddAnyAttr for Rows<T, K, F>
where
    T: Clone + PartialEq + Send + Sync + 'static,
    K: Eq + Hash + 'static,
    F: Fn(T) -> (RwSignal<T>, Item) + Send + 'static,
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
impl<T, K, F> RenderHtml for Rows<T, K, F>
where
    T: Clone + PartialEq + Send + Sync + 'static,
    K: Eq + Hash + 'static,
    F: Fn(T) -> (RwSignal<T>, Item) + Send + 'static,
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
