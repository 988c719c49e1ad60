//! `fetch`, once, without a generic: what differs between operations is only how their answer is read.

use js_sys::Reflect;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, AbortSignal, Headers, RequestInit, Response};

use super::{Error, early, token};
use crate::{clock, dom};

/// Milliseconds after which an unanswered request counts as lost.
const TIMEOUT_MS: u32 = 20_000;
/// A body of at most so many bytes may outlive its page: <https://fetch.spec.whatwg.org/#http-network-or-cache-fetch>.
const OUTLIVES: usize = 64 * 1024;

/// One request.
#[derive(Clone, Debug)]
pub struct Call {
    pub method: &'static str,
    /// Its path and query.
    pub path: String,
    /// Its body, as JSON.
    pub body: Option<String>,
    /// The header `If-Match`, quotes included.
    pub if_match: Option<String>,
    /// Its Idempotency-Key: the same when it is sent again.
    pub key: Option<String>,
    /// Whether it goes without the access token.
    pub anonymous: bool,
}

impl Call {
    /// Reads.
    pub const fn get(path: String) -> Self {
        Self {
            method: "GET",
            path,
            body: None,
            if_match: None,
            key: None,
            anonymous: false,
        }
    }
    /// Changes, under a key of its own.
    pub fn change(method: &'static str, path: String, body: Option<String>) -> Self {
        Self {
            method,
            path,
            body,
            if_match: None,
            key: Some(new_key()),
            anonymous: false,
        }
    }
    /// Posts `body`.
    pub fn post(path: String, body: &impl Serialize) -> Self {
        Self::change("POST", path, json(body))
    }
    /// Patches with `body`.
    pub fn patch(path: String, body: &impl Serialize) -> Self {
        Self::change("PATCH", path, json(body))
    }
    /// Deletes.
    pub fn delete(path: String) -> Self {
        Self::change("DELETE", path, None)
    }
    /// Under this key instead of one of its own.
    pub fn keyed(mut self, key: &str) -> Self {
        self.key = Some(key.to_owned());
        self
    }
    /// Without the access token.
    pub const fn anonymous(mut self) -> Self {
        self.anonymous = true;
        self
    }
    /// Sends it and reads the answer.
    pub async fn json<T: DeserializeOwned>(self) -> Result<T, Error> {
        let body = send(&self).await?;
        serde_json::from_str(&body).map_err(|_| Error::unreadable(200))
    }
    /// Sends it; the answer has no body of interest.
    pub async fn done(self) -> Result<(), Error> {
        send(&self).await.map(drop)
    }
}

fn json(body: &impl Serialize) -> Option<String> {
    serde_json::to_string(body).ok()
}

/// A key that no other request has.
pub fn new_key() -> String {
    tutti_types::SocketId::new().to_string()
}

/// An answer, whatever it says.
#[derive(Clone, Debug, Default)]
pub struct Raw {
    pub status: u16,
    /// The header `Retry-After`, in seconds.
    pub retry_after_s: Option<u64>,
    pub body: String,
}

/// Sends a request and gives the body of a success.
pub async fn send(call: &Call) -> Result<String, Error> {
    let raw = exchange(call).await?;
    if (200..300).contains(&raw.status) {
        Ok(raw.body)
    } else {
        Err(Error::from_answer(raw.status, &raw.body).with_pause(raw.retry_after_s))
    }
}

/// Sends a request, once more with a new token where the old one had lapsed: of the same person, or not at all.
pub async fn exchange(call: &Call) -> Result<Raw, Error> {
    if call.method == "GET"
        && let Some((status @ 200, body)) = early::take(&call.path).await
    {
        return Ok(Raw {
            status,
            body,
            retry_after_s: None,
        });
    }
    if call.anonymous {
        return fetch(call, None).await;
    }
    let person = token::person();
    let access = token::fresh(person).await?;
    let answer = fetch(call, Some(&access)).await?;
    if answer.status != 401 {
        return Ok(answer);
    }
    token::discard(&access);
    let access = token::fresh(person).await?;
    fetch(call, Some(&access)).await
}

/// Takes a request back when it is dropped. Of one that was answered nothing is left to take back.
struct Awaited(AbortController);

impl Awaited {
    /// What ends the request: nobody waits for it any longer, or it took too long.
    fn end(&self) -> AbortSignal {
        let late = AbortSignal::timeout_with_u32(TIMEOUT_MS);
        AbortSignal::any(&js_sys::Array::of2(&self.0.signal(), &late))
    }
}

impl Drop for Awaited {
    fn drop(&mut self) {
        self.0.abort();
    }
}

async fn fetch(call: &Call, access: Option<&str>) -> Result<Raw, Error> {
    let lost = |_: JsValue| Error::network();
    let headers = Headers::new().map_err(lost)?;
    let set = |name: &str, value: &str| headers.set(name, value).map_err(lost);
    if let Some(access) = access {
        set("Authorization", &format!("Bearer {access}"))?;
    }
    if let Some(key) = &call.key {
        set("Idempotency-Key", key)?;
    }
    if let Some(version) = &call.if_match {
        set("If-Match", version)?;
    }
    let init = RequestInit::new();
    init.set_method(call.method);
    if let Some(body) = &call.body {
        set("Content-Type", "application/json")?;
        init.set_body(&JsValue::from_str(body));
        if dom::is_leaving() && body.len() <= OUTLIVES {
            // It fails only for what is no object.
            let _ = Reflect::set(&init, &"keepalive".into(), &JsValue::TRUE);
        }
    }
    init.set_headers(&headers);
    let awaited = Awaited(AbortController::new().map_err(lost)?);
    init.set_signal(Some(&awaited.end()));
    let window = web_sys::window().ok_or_else(Error::network)?;
    let sent = js_sys::Date::now();
    let promise = window.fetch_with_str_and_init(&call.path, &init);
    let response: Response = JsFuture::from(promise)
        .await
        .map_err(lost)?
        .unchecked_into();
    if let Ok(Some(date)) = response.headers().get("Date") {
        clock::learn(&date, sent, js_sys::Date::now());
    }
    let body = JsFuture::from(response.text().map_err(lost)?)
        .await
        .map_err(lost)?;
    let retry_after = response.headers().get("Retry-After").ok().flatten();
    Ok(Raw {
        status: response.status(),
        retry_after_s: retry_after.and_then(|seconds| seconds.parse().ok()),
        body: body.as_string().unwrap_or_default(),
    })
}
