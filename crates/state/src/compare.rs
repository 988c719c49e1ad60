//! Whether two views hold the same, for *old snapshot + events = new snapshot*.

use std::fmt::Debug;

/// Adds a sentence where the two differ.
pub(crate) fn differ<T: PartialEq + Debug + ?Sized>(
    found: &mut Vec<String>,
    what: &str,
    a: &T,
    b: &T,
) {
    if a != b {
        found.push(format!("{what}: {a:?} is not {b:?}"));
    }
}
