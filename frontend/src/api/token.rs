//! The access token: in this module's memory only, renewed by the refresh cookie.

use std::cell::{Cell, RefCell};

use tutti_types::UserId;
use tutti_types::auth::SignedIn;
use wasm_bindgen::prelude::*;

use super::{Error, early};
use crate::dom;

/// Milliseconds before its end at which a token is no longer used.
const MARGIN_MS: u64 = 15_000;

#[derive(Clone)]
struct Access {
    token: String,
    /// By the page's steady clock: a date that is set back must not make an old token look fresh.
    until: u64,
}

type Hook = std::rc::Rc<dyn Fn()>;

thread_local! {
    static LOST: RefCell<Option<Hook>> = const { RefCell::new(None) };
    /// Whose page this is. The refresh cookie is the browser's, and in another tab somebody else may have signed in.
    static PERSON: Cell<Option<UserId>> = const { Cell::new(None) };
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

    /// Drops the answers that `boot.js` asked for ahead: they are whose session the page began with.
    #[wasm_bindgen(js_namespace = ["window", "__tuttiBoot"], js_name = forget)]
    fn forget_early();
}

/// Keeps the token of a sign-in: the page is this person's from here on.
pub(super) fn begin(signed_in: &SignedIn) {
    PERSON.set(Some(signed_in.user.id));
    keep(signed_in);
}

/// Whose page this is, while somebody is signed in.
pub(super) fn person() -> Option<UserId> {
    PERSON.get()
}

fn keep(signed_in: &SignedIn) {
    let until = dom::steady_ms() + u64::from(signed_in.expires_in) * 1_000;
    ACCESS.replace(Some(Access {
        token: signed_in.access_token.clone(),
        until,
    }));
}

/// Forgets it, as at sign-out.
pub fn forget() {
    PERSON.set(None);
    ACCESS.replace(None);
    forget_early();
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

fn signed_out() -> Error {
    Error::from_answer(401, "")
}

/// A token of this person that is good for a while yet; never somebody else's.
pub(super) async fn fresh(person: Option<UserId>) -> Result<String, Error> {
    let Some(person) = person.filter(|_| PERSON.get() == person) else {
        return Err(signed_out());
    };
    match current() {
        Some(access) if access.until > dom::steady_ms() + MARGIN_MS => Ok(access.token),
        _ => renew(person).await,
    }
}

/// A token for the socket, with the milliseconds it is good for.
pub async fn access_token() -> Result<(String, u64), Error> {
    let token = fresh(person()).await?;
    let until = current().map_or(0, |a| a.until);
    Ok((token, until.saturating_sub(dom::steady_ms())))
}

/// What to do when the session turns out to have ended, as after signing out in another tab.
pub fn on_signed_out(hook: impl Fn() + 'static) {
    LOST.replace(Some(std::rc::Rc::new(hook)));
}

/// Asks for a new token by the refresh cookie. If that is somebody else's by now, this page's session has ended.
async fn renew(person: UserId) -> Result<String, Error> {
    let answer = refresh().await.map_err(|_| Error::network())?;
    let renewed = read(&answer).and_then(|signed_in| {
        let same = signed_in.user.id == person;
        same.then_some(signed_in).ok_or_else(signed_out)
    });
    if PERSON.get() != Some(person) {
        // Signed out while it was on its way.
        return Err(signed_out());
    }
    match renewed {
        Ok(signed_in) => {
            keep(&signed_in);
            Ok(signed_in.access_token)
        }
        Err(error) => {
            if error.status == 401 {
                ACCESS.replace(None);
                if let Some(hook) = LOST.with_borrow(Clone::clone) {
                    hook();
                }
            }
            Err(error)
        }
    }
}

/// Takes what the renewal that was begun with the page gave, whoever it is.
pub(super) async fn first() -> Result<SignedIn, Error> {
    let promise = FIRST.with(Clone::clone);
    let answer = wasm_bindgen_futures::JsFuture::from(promise).await;
    start(answer)
}

/// Asks again, where the page's first renewal had no answer.
pub(super) async fn again() -> Result<SignedIn, Error> {
    start(refresh().await)
}

fn start(answer: Result<JsValue, JsValue>) -> Result<SignedIn, Error> {
    let signed_in = read(&answer.map_err(|_| Error::network())?)?;
    begin(&signed_in);
    Ok(signed_in)
}

fn read(answer: &JsValue) -> Result<SignedIn, Error> {
    let (status, body) = early::read(answer);
    if status != 200 {
        return Err(Error::from_answer(status, &body));
    }
    serde_json::from_str(&body).map_err(|_| Error::unreadable(status))
}
