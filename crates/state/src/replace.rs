//! Putting what overlays show now in place of what they showed before.

use std::hash::Hash;

use rustc_hash::FxHashMap;

/// Puts one thing in its place, or takes it away where it is shown no longer. Whether the two differ there.
pub(crate) fn replace<K: Eq + Hash, V: PartialEq>(
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
