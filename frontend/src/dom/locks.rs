//! Locks that all tabs of this browser share. A tab that goes, however it goes, gives back what it held.

use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = ["navigator", "locks"], catch)]
    fn request(name: &str, granted: &Function) -> Result<Promise, JsValue>;
}

/// Holds a lock for as long as this page lives.
pub fn hold(name: &str) {
    let never = || Promise::new(&mut |_, _| {});
    let granted = Closure::once_into_js(never);
    // Without a secure context the browser has no locks; see `inherit`.
    let _ = request(name, granted.unchecked_ref());
}

/// Runs `then` once whoever holds the lock is gone, alone among the tabs that wait for it. A browser without locks cannot
/// tell, and it runs at once.
pub fn inherit(name: &str, then: impl FnOnce() + Clone + 'static) {
    let granted = Closure::once_into_js(then.clone());
    if request(name, granted.unchecked_ref()).is_err() {
        then();
    }
}
