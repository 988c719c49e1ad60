//! Answers that `boot.js` asked for while the program was still on its way.

use js_sys::Reflect;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::clock;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = ["window", "__tuttiBoot"], js_name = take)]
    fn take_early(path: &str) -> JsValue;
}

/// The answer to a GET of this path, once; none where it was not asked for ahead, or had no answer.
pub(super) async fn take(path: &str) -> Option<(u16, String)> {
    let early = take_early(path);
    if early.is_undefined() {
        return None;
    }
    let answer = JsFuture::from(js_sys::Promise::from(early)).await;
    answer.ok().map(|answer| read(&answer))
}

/// Status and body of an answer that `boot.js` read.
pub(super) fn read(answer: &JsValue) -> (u16, String) {
    let get = |name: &str| Reflect::get(answer, &name.into()).unwrap_or_default();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a status has three digits"
    )]
    let status = get("status").as_f64().unwrap_or_default() as u16;
    if let (Some(date), Some(sent), Some(heard)) = (
        get("date").as_string(),
        get("sent").as_f64(),
        get("heard").as_f64(),
    ) {
        clock::learn(&date, sent, heard);
    }
    (status, get("body").as_string().unwrap_or_default())
}
