//! What is asked of every request before its operation is: a method its path has, headers that say one thing, and a query that
//! the operation knows.

use std::collections::HashSet;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::{AUTHORIZATION, CONTENT_TYPE, HeaderName, ORIGIN, UPGRADE};
use actix_web::middleware::Next;
use actix_web::{Error, ResponseError};
use tutti_types::{ErrorCode, FieldError};
use url::form_urlencoded;

use crate::extract::{caller, require_session};
use crate::operations::{self, Operation};
use crate::{ApiError, unserved};

/// Headers of one value (RFC 9110 section 5.3). Of two that differ a proxy may have judged the one and we the other.
const SINGULAR: [HeaderName; 4] = [
    AUTHORIZATION,
    CONTENT_TYPE,
    HeaderName::from_static("idempotency-key"),
    ORIGIN,
];
/// So many unknown fields of a query are named.
const MOST: usize = 16;

/// Lets a request through to its operation, or answers it. Who is not signed in and would have to be learns that first, whatever else is
/// wrong with the request: a caller whose session has ended too.
///
/// # Errors
/// Those of the service behind it.
pub async fn middleware(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let resource = operations::at(request.match_info().as_str());
    let operation = match resource.map(|found| (found, found.operation(request.method()))) {
        Some((resource, None)) => {
            let answer = match said_once(&request) {
                Ok(()) => unserved::method(request.method(), &resource.allow),
                Err(error) => error.error_response(),
            };
            return Ok(request.into_response(answer));
        }
        Some((_, operation)) => operation,
        None => None,
    };
    let needs_session = operation.is_some_and(|operation| !operation.is_public);
    let response = match admit(&request, operation) {
        Ok(()) => next.call(request).await?.map_into_boxed_body(),
        Err(error) => request.error_response(error),
    };
    let error = response.response().error().and_then(Error::as_error);
    if needs_session
        && error.is_some_and(ApiError::is_before_gate)
        && let Err(error) = require_session(response.request()).await
    {
        return Ok(response.into_response(error.error_response()));
    }
    Ok(response)
}

/// Turns HEAD into GET on the way in: one answer for both, of which the connection sends the head alone (RFC 9110 section 9.3.2).
///
/// # Errors
/// Those of the service behind it.
pub async fn head_as_get<B: MessageBody>(
    mut request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, Error> {
    if request.method() == Method::HEAD {
        request.head_mut().method = Method::GET;
        // Only a GET turns into a socket (RFC 6455 section 4.1).
        request.headers_mut().remove(UPGRADE);
    }
    next.call(request).await
}

/// Refuses a request that contradicts itself, or asks its operation for what that does not know.
fn admit(request: &ServiceRequest, operation: Option<&Operation>) -> Result<(), ApiError> {
    let refused = said_once(request).and_then(|()| match operation {
        Some(operation) => known(request, operation),
        None => Ok(()),
    });
    if refused.is_err() && operation.is_some_and(|operation| !operation.is_public) {
        caller(request.request())?;
    }
    refused
}

fn said_once(request: &ServiceRequest) -> Result<(), ApiError> {
    let headers = request.headers();
    let twice = |name: &&HeaderName| headers.get_all(*name).nth(1).is_some();
    match SINGULAR.iter().find(twice) {
        Some(name) => Err(ApiError::new(
            ErrorCode::BadRequest,
            format!("The header {name} came more than once."),
        )),
        None => Ok(()),
    }
}

/// Refuses a query with fields that the operation does not know, or with one that comes twice.
fn known(request: &ServiceRequest, operation: &Operation) -> Result<(), ApiError> {
    let (query, Some(fields)) = (request.query_string(), &operation.query) else {
        return Ok(());
    };
    if query.is_empty() {
        return Ok(());
    }
    let mut seen = HashSet::new();
    let mut errors = Vec::new();
    for (name, _) in form_urlencoded::parse(query.as_bytes()) {
        let (code, message) = match fields.iter().find(|field| **field == name) {
            None => ("unknown_field", "is not known here"),
            Some(field) if !seen.insert(field) => ("invalid", "is given twice"),
            Some(_) => continue,
        };
        errors.push(FieldError {
            field: name.into_owned(),
            code: code.to_owned(),
            message: message.to_owned(),
        });
    }
    if errors.is_empty() {
        return Ok(());
    }
    errors.truncate(MOST);
    Err(ApiError::fields(errors))
}
