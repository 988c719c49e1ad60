//! What is answered where no operation fits: the path is there with other methods, or it is not there.

use std::sync::LazyLock;

use actix_web::dev::ResourceDef;
use actix_web::http::Method;
use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, ResponseError};
use tutti_types::ErrorCode;
use utoipa::openapi::PathItem;

use crate::{ApiError, openapi};

/// The paths of all operations with the methods each has. The OpenAPI file and the router are made of the same list.
static OPERATIONS: LazyLock<Vec<(ResourceDef, Vec<Method>)>> = LazyLock::new(|| {
    let paths = openapi::document().paths.paths.into_iter();
    paths
        .map(|(path, item)| (ResourceDef::new(path), methods(&item)))
        .collect()
});

fn methods(item: &PathItem) -> Vec<Method> {
    [
        (Method::GET, item.get.is_some()),
        (Method::POST, item.post.is_some()),
        (Method::PUT, item.put.is_some()),
        (Method::PATCH, item.patch.is_some()),
        (Method::DELETE, item.delete.is_some()),
    ]
    .into_iter()
    .filter_map(|(method, there)| there.then_some(method))
    .collect()
}

/// The methods of a path, as they stand in `Allow`; empty where it is no path of an operation.
fn allowed(path: &str) -> String {
    let mut allowed: Vec<&str> = OPERATIONS
        .iter()
        .filter(|(pattern, _)| pattern.is_match(path))
        .flat_map(|(_, methods)| methods.iter().map(Method::as_str))
        .collect();
    allowed.sort_unstable();
    allowed.dedup();
    allowed.join(", ")
}

/// The answer to a request that reached no operation. A browser asks with OPTIONS before it lets a page of another origin call.
pub fn answer(request: &HttpRequest) -> HttpResponse {
    let allowed = allowed(request.path());
    if allowed.is_empty() {
        return ApiError::not_found().error_response();
    }
    let mut answer = if request.method() == Method::OPTIONS {
        HttpResponse::NoContent().finish()
    } else {
        let detail = format!("This path takes {allowed}.");
        ApiError::new(ErrorCode::MethodNotAllowed, detail).error_response()
    };
    if let Ok(allowed) = HeaderValue::from_str(&allowed) {
        answer.headers_mut().insert(header::ALLOW, allowed);
    }
    answer
}
