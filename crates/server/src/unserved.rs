//! What is answered where nothing is served: the path is there with other methods, or it is not there.

use actix_web::http::Method;
use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpResponse, ResponseError};
use tutti_types::ErrorCode;

use crate::ApiError;

/// The answer to a method that a path lacks. A browser asks with OPTIONS before it lets a page of another origin call.
pub(crate) fn method(method: &Method, allow: &str) -> HttpResponse {
    let mut answer = if *method == Method::OPTIONS {
        HttpResponse::NoContent().finish()
    } else {
        let detail = format!("This path takes {allow}.");
        ApiError::new(ErrorCode::MethodNotAllowed, detail).error_response()
    };
    if let Ok(allow) = HeaderValue::from_str(allow) {
        answer.headers_mut().insert(header::ALLOW, allow);
    }
    answer
}

/// Methods as they stand in `Allow`. Where one reads, one may ask for the head alone, and everywhere for what there is.
pub(crate) fn allow<'m>(methods: impl Iterator<Item = &'m Method>) -> String {
    let mut names: Vec<&str> = methods.map(Method::as_str).collect();
    if names.contains(&"GET") {
        names.push("HEAD");
    }
    names.push("OPTIONS");
    names.sort_unstable();
    names.join(", ")
}

/// The answer to any other method where one may only read.
pub(crate) fn only_read(asked: &Method) -> HttpResponse {
    method(asked, &allow([Method::GET].iter()))
}

/// The answer where nothing is.
pub async fn nothing() -> HttpResponse {
    ApiError::not_found().error_response()
}
