//! The access token: in this module's memory only, renewed by the refresh cookie.

use std::cell::RefCell;

use tutti_types::auth::SignedIn;
use wasm_bindgen::prelude::*;

use super::{Error, http};

/// Milliseconds before its end at which a token is no longer used.
const MARGIN_MS: f64 = 15_000.0;

#[derive(Clone)]
struct Access {
    token: String,
    until: f64,
}

type Hook = std::rc::Rc<dyn Fn()>;

thread_local! {
    static LOST: RefCell<Option<Hook>> = const { RefCell::new(None) };
    static ACCESS: RefCell<Option<Access>> = const { RefCell::new(None) };
}

#[wasm_bindgen]
extern "C" {
    /// The renewal that `boot.js` began when the page was opened.
    #[wasm_bindgen(js_namespace = ["window", "__tuttiBoot"], js_name = first, thread_local_v2)]
    static FIRST: js_sys::Promise;

    /// Renews; one tab asks the server, the others are told.
    #[wasm_bindgen(js_namespace = ["window", "__tuttiBoot"], js_name = refresh, catch)]
    async fn refresh() -> Result<JsValue, JsValue>;
}

/// Keeps the token of a sign-in or renewal.
pub(super) fn keep(signed_in: &SignedIn) {
    let until = js_sys::Date::now() + f64::from(signed_in.expires_in) * 1_000.0;
    ACCESS.replace(Some(Access {
        token: signed_in.access_token.clone(),
        until,
    }));
}

/// Forgets it, as at sign-out.
pub fn forget() {
    ACCESS.replace(None);
}

/// Forgets it if it still is `token`: it may have been renewed meanwhile.
pub(super) fn discard(token: &str) {
    ACCESS.with_borrow_mut(|access| {
        if access.as_ref().is_some_and(|a| a.token == token) {
            *access = None;
        }
    });
}

fn current() -> Option<Access> {
    ACCESS.with_borrow(Clone::clone)
}

/// A token that is good for a while yet.
pub(super) async fn fresh() -> Result<String, Error> {
    match current() {
        Some(access) if access.until - MARGIN_MS > js_sys::Date::now() => Ok(access.token),
        _ => renew().await.map(|signed_in| signed_in.access_token),
    }
}

/// A token for the socket, with the milliseconds it is good for.
pub async fn access_token() -> Result<(String, f64), Error> {
    let token = fresh().await?;
    let until = current().map_or(0.0, |a| a.until);
    Ok((token, (until - js_sys::Date::now()).max(0.0)))
}

/// What to do when the session turns out to have ended, as after signing out in another tab.
pub fn on_signed_out(hook: impl Fn() + 'static) {
    LOST.replace(Some(std::rc::Rc::new(hook)));
}

/// Asks for a new token by the refresh cookie.
pub async fn renew() -> Result<SignedIn, Error> {
    let answer = refresh().await.map_err(|_| Error::network())?;
    let renewed = read(&answer);
    if renewed.as_ref().is_err_and(|e| e.status == 401)
        && let Some(hook) = LOST.with_borrow(Clone::clone)
    {
        hook();
    }
    renewed
}

/// Takes what the renewal that was begun with the page gave.
pub(super) async fn first() -> Result<SignedIn, Error> {
    let promise = FIRST.with(Clone::clone);
    let answer = wasm_bindgen_futures::JsFuture::from(promise)
        .await
        .map_err(|_| Error::network())?;
    read(&answer)
}

fn read(answer: &JsValue) -> Result<SignedIn, Error> {
    let (status, body) = http::read_early(answer);
    if status != 200 {
        return Err(Error::from_answer(status, &body));
    }
    let signed_in: SignedIn = serde_json::from_str(&body).map_err(|_| Error::unreadable(status))?;
    keep(&signed_in);
    Ok(signed_in)
}
