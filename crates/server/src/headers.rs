//! What every answer carries: a request id, and the headers that tell a browser what a page may do.

use std::cell::RefCell;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CROSS_ORIGIN_OPENER_POLICY, HeaderMap, HeaderName,
    HeaderValue, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS,
    X_FRAME_OPTIONS,
};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, HttpMessage, HttpResponse};
use tutti_db::gate::patience::of_a_request;
use tutti_types::SessionId;

use crate::app::App;

tokio::task_local! {
    static REQUEST_ID: RefCell<String>;
}

/// The id of the request this task answers; empty outside of one.
#[must_use]
pub fn current_request_id() -> String {
    REQUEST_ID
        .try_with(|id| id.borrow().clone())
        .unwrap_or_default()
}

const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");

/// Marks an answer whose caching its handler has decided.
pub struct Cached;

/// Gives the request its id, and the answer its headers. A caller's own id is kept where it is one, short and plain.
///
/// # Errors
/// Those of the service behind it.
pub async fn middleware(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let mut given = request.headers().get_all("x-request-id");
    let own = given.next().filter(|_| given.next().is_none());
    let own = own.and_then(|value| value.to_str().ok()).filter(|id| {
        id.len() <= 64
            && !id.is_empty()
            && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    });
    let id = own.map_or_else(|| SessionId::new().to_string(), str::to_owned);
    let app = request.app_data::<Data<App>>().cloned();
    let started = std::time::Instant::now();
    let method = request.method().clone();
    let value = HeaderValue::from_str(&id).unwrap_or(HeaderValue::from_static("-"));
    REQUEST_ID
        .scope(RefCell::new(id), async move {
            let mut response = match of_a_request(next.call(request)).await {
                Ok(response) => response.map_into_boxed_body(),
                Err(error) => return Err(error),
            };
            let pattern = response.request().match_pattern().unwrap_or_else(|| "-".to_owned());
            let took_us = started.elapsed().as_micros();
            tracing::debug!(%method, pattern, status = response.status().as_u16(), took_us, request_id = %current_request_id(), "answered");
            let cached = response.request().extensions().get::<Cached>().is_some();
            let headers = response.headers_mut();
            complete(headers, value, app.as_ref().map(|app| &***app));
            if !cached {
                headers.insert(CACHE_CONTROL, NO_STORE);
            }
            Ok(response)
        })
        .await
}

/// Gives an answer that no request of ours led to an id and its headers.
pub(crate) fn outside_of_a_request(
    app: &App,
    answer: impl FnOnce() -> HttpResponse,
) -> HttpResponse {
    let id = SessionId::new().to_string();
    let value = HeaderValue::from_str(&id).unwrap_or(HeaderValue::from_static("-"));
    tracing::debug!(request_id = id, "answered what is not a request");
    let mut response = REQUEST_ID.sync_scope(RefCell::new(id), answer);
    complete(response.headers_mut(), value, Some(app));
    response.headers_mut().insert(CACHE_CONTROL, NO_STORE);
    response
}

/// The headers of every answer.
fn complete(headers: &mut HeaderMap, request_id: HeaderValue, app: Option<&App>) {
    headers.insert(HeaderName::from_static("x-request-id"), request_id);
    let mut set = |name: HeaderName, value: &'static str| {
        headers.insert(name, HeaderValue::from_static(value));
    };
    set(X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(REFERRER_POLICY, "no-referrer");
    set(CROSS_ORIGIN_OPENER_POLICY, "same-origin");
    set(X_FRAME_OPTIONS, "DENY");
    let Some(app) = app else { return };
    if app.public_url.scheme() == "https" {
        set(STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
    if !headers.contains_key(CONTENT_SECURITY_POLICY) {
        headers.insert(CONTENT_SECURITY_POLICY, app.csp.clone());
    }
}
