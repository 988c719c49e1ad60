//! The OpenAPI file, made from the code, and its reference UI.

use actix_web::http::header::ContentType;
use actix_web::{App as ActixApp, HttpResponse, get};
use anyhow::Context;
use bytes::Bytes;
use utoipa::openapi::security::{
    ApiKey, ApiKeyValue, Http, HttpAuthScheme, SecurityRequirement, SecurityScheme,
};
use utoipa::openapi::{Info, License, OpenApi};
use utoipa::{PartialSchema, ToSchema};
use utoipa_actix_web::AppExt;
use utoipa_swagger_ui::{Config, SwaggerUi};

use tutti_types::tasks::TaskSort;

use crate::routes;

/// The whole file as data.
#[must_use]
pub fn document() -> OpenApi {
    let (_, mut api) = ActixApp::new()
        .into_utoipa_app()
        .configure(routes::configure)
        .split_for_parts();
    let mut info = Info::new("Tutti", env!("CARGO_PKG_VERSION"));
    info.description = Some("Tasks, talk, meetings and people of a team. Everything the browser does goes through this API.".to_owned());
    let mut license = License::new("Apache-2.0");
    license.identifier = Some("Apache-2.0".to_owned());
    info.license = Some(license);
    api.info = info;
    let components = api.components.get_or_insert_default();
    // What stands in queries only is not gathered with the bodies.
    components
        .schemas
        .insert(TaskSort::name().into_owned(), TaskSort::schema());
    let schemes = &mut components.security_schemes;
    schemes.insert(
        "bearer".to_owned(),
        SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer)),
    );
    schemes.insert(
        "refresh_cookie".to_owned(),
        SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new("tutti"))),
    );
    api.security = Some(vec![SecurityRequirement::new::<_, [&str; 0], &str>(
        "bearer",
        [],
    )]);
    api
}

/// The file as it is checked in and served.
///
/// # Errors
/// Where it cannot be written as JSON.
pub fn json() -> anyhow::Result<String> {
    let mut text = document()
        .to_pretty_json()
        .context("the OpenAPI file cannot be written")?;
    text.push('\n');
    Ok(text)
}

/// The file as it is checked in, which the tests keep in step with the code. To build it anew took each worker's start
/// longer than all else.
const CHECKED_IN: &str = include_str!("../../../openapi/openapi.json");

/// The file at `/api/openapi.json`.
#[get("/api/openapi.json")]
pub async fn file() -> HttpResponse {
    HttpResponse::Ok()
        .content_type(ContentType::json())
        .body(Bytes::from_static(CHECKED_IN.as_bytes()))
}

/// The reference UI at `/api/docs`; nothing in it is loaded from elsewhere.
#[must_use]
pub fn ui() -> SwaggerUi {
    SwaggerUi::new("/api/docs/{_:.*}").config(Config::from("/api/openapi.json"))
}
