//! What this browser keeps for the next visit. A browser may forbid it, or be full: then it is kept until the page goes, and
//! [`works`] says so. Nothing else here touches the browser's storage.

use std::cell::RefCell;

use leptos::prelude::window;
use rustc_hash::FxHashMap;
use tutti_state::sort_by;
use wasm_bindgen::prelude::*;
use web_sys::Storage;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = ["window", "__tuttiBoot"], js_name = takesCookies)]
    fn takes_cookies() -> bool;
}

thread_local! {
    /// What could not be kept.
    static HERE: RefCell<FxHashMap<String, String>> = RefCell::default();
}

/// Whose presence tells that something can be kept.
const PROBE: &str = "tutti.probe";

fn storage() -> Option<Storage> {
    // Where it is forbidden, asking for it already fails.
    window().local_storage().ok().flatten()
}

/// An entry.
pub fn recall(name: &str) -> Option<String> {
    let here = HERE.with_borrow(|here| here.get(name).cloned());
    here.or_else(|| storage()?.get_item(name).ok().flatten())
}

/// Keeps an entry; `None` removes it.
pub fn remember(name: &str, value: Option<&str>) {
    keep(name, value);
}

/// Keeps an entry; false where it is kept until the page goes only.
pub fn try_remember(name: &str, value: &str) -> bool {
    keep(name, Some(value))
}

fn keep(name: &str, value: Option<&str>) -> bool {
    let is_kept = storage().is_some_and(|storage| match value {
        Some(value) => storage.set_item(name, value).is_ok(),
        None => storage.remove_item(name).is_ok(),
    });
    HERE.with_borrow_mut(|here| match value.filter(|_| !is_kept) {
        Some(value) => here.insert(name.to_owned(), value.to_owned()),
        None => here.remove(name),
    });
    is_kept
}

/// The names of all entries that begin like this.
pub fn recalled(prefix: &str) -> Vec<String> {
    let mut names = HERE.with_borrow(|here| here.keys().cloned().collect::<Vec<_>>());
    if let Some(storage) = storage() {
        let count = storage.length().unwrap_or_default();
        names.extend((0..count).filter_map(|at| storage.key(at).ok()?));
    }
    names.retain(|name| name.starts_with(prefix));
    sort_by(&mut names, Ord::cmp);
    names.dedup();
    names
}

/// Leaves a note for the page that this tab loads next. Where the browser forbids it, that page begins without it.
pub fn hand_over(name: &str, note: &str) {
    if let Some(storage) = tab() {
        // It fails only where the storage is full.
        let _ = storage.set_item(name, note);
    }
}

/// The note that the page before left, once.
pub fn take_over(name: &str) -> Option<String> {
    let storage = tab()?;
    let note = storage.get_item(name).ok().flatten()?;
    storage.remove_item(name).is_ok().then_some(note)
}

fn tab() -> Option<Storage> {
    window().session_storage().ok().flatten()
}

/// Whether anything is kept for the next visit.
pub fn works() -> bool {
    let is_kept = storage().is_some_and(|storage| storage.set_item(PROBE, "1").is_ok());
    if is_kept {
        remember(PROBE, None);
    }
    is_kept
}

/// Whether this browser takes the cookie that keeps one signed in.
pub fn has_cookies() -> bool {
    takes_cookies()
}
