//! What looks different after overlays were laid anew.

use std::hash::Hash;

use rustc_hash::{FxHashMap, FxHashSet};
use tutti_types::{BoardId, ColumnId};

use crate::touched::{Touched, Touches};
use crate::view::{Shown, Thing};

/// Puts what was laid in place of what was shown of the things that `changed`, and tells where they differ.
pub(super) fn put_all(
    shown: &mut Shown,
    mut laid: Shown,
    changed: &FxHashSet<Thing>,
    is_all: bool,
    touches: &mut Touches,
) {
    if is_all {
        // What is forgotten by now was changed by nobody who is still here.
        let mut rest: FxHashSet<Thing> = FxHashSet::default();
        rest.extend(shown.tasks.keys().map(|id| Thing::Task(*id)));
        rest.extend(shown.orders.keys().map(|id| Thing::Order(*id)));
        rest.extend(shown.column_orders.keys().map(|id| Thing::Columns(*id)));
        rest.extend(shown.boards.keys().map(|id| Thing::Board(*id)));
        rest.extend(shown.members.keys().map(|id| Thing::Member(*id)));
        for thing in rest.difference(changed) {
            put(*thing, shown, &mut laid, touches);
        }
    }
    for thing in changed {
        put(*thing, shown, &mut laid, touches);
    }
    let is_changed = |board: &BoardId| is_all || changed.contains(&Thing::Columns(*board));
    let stale = shown
        .columns
        .iter()
        .filter(|(_, (board, _))| is_changed(board));
    let mut columns: FxHashMap<ColumnId, BoardId> = FxHashMap::default();
    columns.extend(
        stale
            .chain(&laid.columns)
            .map(|(id, (board, _))| (*id, *board)),
    );
    for (id, board) in columns {
        if replace(&mut shown.columns, &mut laid.columns, id) {
            touches.add(Touched::Columns(board));
        }
    }
}

/// One thing, but for the columns' own fields.
fn put(thing: Thing, shown: &mut Shown, laid: &mut Shown, touches: &mut Touches) {
    let told = match thing {
        Thing::Task(id) => {
            replace(&mut shown.tasks, &mut laid.tasks, id).then_some(Touched::Card(id))
        }
        Thing::Order(id) => {
            replace(&mut shown.orders, &mut laid.orders, id).then_some(Touched::Order(id))
        }
        Thing::Columns(id) => replace(&mut shown.column_orders, &mut laid.column_orders, id)
            .then_some(Touched::Columns(id)),
        Thing::Board(id) => {
            replace(&mut shown.boards, &mut laid.boards, id).then_some(Touched::Board(id))
        }
        Thing::Member(id) => {
            replace(&mut shown.members, &mut laid.members, id).then_some(Touched::Member(id))
        }
        Thing::UnknownColumn => None,
    };
    if let Some(told) = told {
        touches.add(told);
    }
}

/// Whether the two differ there.
fn replace<K: Eq + Hash, V: PartialEq>(
    shown: &mut FxHashMap<K, V>,
    laid: &mut FxHashMap<K, V>,
    key: K,
) -> bool {
    match laid.remove(&key) {
        Some(new) => {
            let old = shown.get(&key);
            let differs = old != Some(&new);
            if differs {
                shown.insert(key, new);
            }
            differs
        }
        None => shown.remove(&key).is_some(),
    }
}
