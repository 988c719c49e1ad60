//! Locks that all tabs of this browser share. A tab that goes, however it goes, gives back what it held.

use js_sys::{Function, Promise};
use leptos::task::spawn_local;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = ["navigator", "locks"], catch)]
    fn request(name: &str, granted: &Function) -> Result<Promise, JsValue>;
}

/// Holds a lock for as long as this page lives.
pub fn hold(name: &str) {
    let never = || Promise::new(&mut |_, _| {});
    let granted = Closure::once_into_js(never);
    if let Ok(asked) = request(name, granted.unchecked_ref()) {
        // Who forbids storage may forbid locks; see `inherit`.
        on_refusal(asked, || {});
    }
}

/// Runs `then` once whoever holds the lock is gone, alone among the tabs that wait for it. A browser without locks cannot
/// tell, and it runs at once: such as one that forbids a page to keep anything, and any on a page that came without TLS.
pub fn inherit(name: &str, then: impl FnOnce() + Clone + 'static) {
    let granted = Closure::once_into_js(then.clone());
    match request(name, granted.unchecked_ref()) {
        Ok(asked) => on_refusal(asked, then),
        Err(_) => then(),
    }
}

fn on_refusal(asked: Promise, then: impl FnOnce() + 'static) {
    spawn_local(async move {
        if JsFuture::from(asked).await.is_err() {
            then();
        }
    });
}
