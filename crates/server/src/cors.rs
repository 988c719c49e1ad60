//! Pages of the operator's other origins call the API with an access token (CORS). Cookies are never let through, so what a
//! cookie may do stays with our own pages.

use actix_web::Error;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::web::Data;

use crate::app::App;

/// What a page may send beyond what every page may.
const REQUEST_HEADERS: &str =
    "authorization, content-type, idempotency-key, if-match, if-none-match, x-request-id";
/// What a page may read beyond what every page may.
const ANSWER_HEADERS: &str = "etag, ratelimit, ratelimit-policy, retry-after, x-request-id";
/// For how many seconds a browser may remember what it was told; none does for longer.
const MAX_AGE: &str = "7200";

/// Tells the browser that the page of an allowed origin may call and read the API.
///
/// # Errors
/// Those of the service behind it.
pub async fn middleware(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    if !request.path().starts_with("/api/v1/") {
        return next.call(request).await;
    }
    let asks = request.method() == Method::OPTIONS;
    let app = request.app_data::<Data<App>>();
    let origin = request.headers().get(header::ORIGIN).cloned();
    let origin = origin.filter(|origin| app.is_some_and(|app| app.origins.allow(origin)));
    let mut response = next.call(request).await?;
    let headers = response.headers_mut();
    headers.append(header::VARY, HeaderValue::from_static("Origin"));
    if let Some(origin) = origin {
        allow(headers, origin, asks);
    }
    Ok(response)
}

fn allow(headers: &mut HeaderMap, origin: HeaderValue, asks: bool) {
    let mut set = |name: HeaderName, value: &'static str| {
        headers.insert(name, HeaderValue::from_static(value));
    };
    if asks {
        set(header::ACCESS_CONTROL_ALLOW_HEADERS, REQUEST_HEADERS);
        set(header::ACCESS_CONTROL_MAX_AGE, MAX_AGE);
    } else {
        set(header::ACCESS_CONTROL_EXPOSE_HEADERS, ANSWER_HEADERS);
    }
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    // Which methods a path has is answered to OPTIONS by whoever knows the paths.
    if let Some(methods) = headers.get(header::ALLOW).filter(|_| asks).cloned() {
        headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, methods);
    }
}
