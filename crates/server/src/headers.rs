//! What every answer carries: a request id, and the headers that tell a browser what a page may do.

use std::cell::RefCell;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, HttpMessage};
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

/// Marks an answer whose caching its handler has decided.
pub struct Cached;

/// Gives the request its id, and the answer its headers. A caller's own id is kept where it is short and plain.
///
/// # Errors
/// Those of the service behind it.
pub async fn middleware(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let own = request
        .headers()
        .get("x-request-id")
        .and_then(|value| value.to_str().ok());
    let own = own.filter(|id| {
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
            let mut response = match next.call(request).await {
                Ok(response) => response.map_into_boxed_body(),
                Err(error) => return Err(error),
            };
            let pattern = response.request().match_pattern().unwrap_or_else(|| "-".to_owned());
            let took_us = started.elapsed().as_micros();
            tracing::debug!(%method, pattern, status = response.status().as_u16(), took_us, request_id = %current_request_id(), "answered");
            let cached = response.request().extensions().get::<Cached>().is_some();
            let headers = response.headers_mut();
            headers.insert(HeaderName::from_static("x-request-id"), value);
            let mut set = |name: &'static str, value: &'static str| {
                headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
            };
            set("x-content-type-options", "nosniff");
            set("referrer-policy", "no-referrer");
            set("cross-origin-opener-policy", "same-origin");
            set("x-frame-options", "DENY");
            if !cached {
                set("cache-control", "no-store");
            }
            if let Some(app) = app {
                if app.public_url.scheme() == "https" {
                    set("strict-transport-security", "max-age=31536000");
                }
                if !headers.contains_key("content-security-policy") {
                    headers.insert(HeaderName::from_static("content-security-policy"), app.csp.clone());
                }
            }
            Ok(response)
        })
        .await
}
