//! Reads that are answered only where something changed.

use actix_web::Error;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{CONTENT_ENCODING, CONTENT_TYPE, ETAG};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;

use crate::etag;

/// Answers 304 without a body in place of a 200 whose ETag the client has (RFC 9110 section 15.4.5). The headers that tell how to
/// keep the answer stay.
///
/// # Errors
/// Those of the service behind it.
pub async fn middleware(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let reads = request.method() == Method::GET;
    let mut response = next.call(request).await?.map_into_boxed_body();
    let tag = response.headers().get(ETAG);
    let tag = tag.filter(|_| reads && response.status() == StatusCode::OK);
    let tag = tag.and_then(|tag| tag.to_str().ok());
    if !tag.is_some_and(|tag| etag::if_none_match(response.request().headers(), tag)) {
        return Ok(response);
    }
    *response.response_mut().status_mut() = StatusCode::NOT_MODIFIED;
    let headers = response.headers_mut();
    headers.remove(CONTENT_TYPE);
    headers.remove(CONTENT_ENCODING);
    Ok(response.map_body(|_, _| BoxBody::new(())))
}
