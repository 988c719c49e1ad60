//! The OpenAPI file, made from the code, and its reference UI.

mod describe;
mod headers;

use std::sync::Arc;

use actix_web::http::header::ContentType;
use actix_web::web::Path;
use actix_web::{App as ActixApp, HttpResponse, get};
use anyhow::Context;
use bytes::Bytes;
use utoipa::ToSchema;
use utoipa::openapi::security::{
    ApiKey, ApiKeyValue, Http, HttpAuthScheme, SecurityRequirement, SecurityScheme,
};
use utoipa::openapi::{Components, Info, License, OpenApi};
use utoipa_actix_web::AppExt;
use utoipa_swagger_ui::Config;

use tutti_types::Problem;
use tutti_types::realtime::{ClientFrame, EventFrame, ServerFrame};
use tutti_types::tasks::TaskSort;
use tutti_types::text::TaskKey;

use crate::auth::cookies;
use crate::{routes, unserved};

/// The operations as their attributes describe them.
#[must_use]
pub(crate) fn operations() -> OpenApi {
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
    // What stands in problems, queries or on the socket only is not gathered with the bodies.
    add::<Problem>(components);
    add::<TaskKey>(components);
    add::<TaskSort>(components);
    add::<ClientFrame>(components);
    add::<ServerFrame>(components);
    add::<EventFrame>(components);
    let schemes = &mut components.security_schemes;
    schemes.insert(
        "bearer".to_owned(),
        SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer)),
    );
    schemes.insert(
        "refresh_cookie".to_owned(),
        SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::with_description(
            cookies::SECURE,
            "The refresh token. Where people come by http the cookie is called `tutti_` and what names the installation, as Set-Cookie tells.",
        ))),
    );
    api.security = Some(vec![SecurityRequirement::new::<_, [&str; 0], &str>(
        "bearer",
        [],
    )]);
    api
}

/// Adds a schema and those it refers to.
fn add<T: ToSchema>(components: &mut Components) {
    let mut schemas = vec![(T::name().into_owned(), T::schema())];
    T::schemas(&mut schemas);
    components.schemas.extend(schemas);
}

/// The file as it is checked in and served.
///
/// # Errors
/// Where it cannot be written as JSON.
pub fn json() -> anyhow::Result<String> {
    let mut document = serde_json::to_value(operations()).context("the operations are not JSON")?;
    describe::complete(&mut document);
    Ok(format!("{document:#}\n"))
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
#[get("/api/docs/{file:.*}")]
pub async fn reference(named: Path<String>) -> HttpResponse {
    let config = Arc::new(Config::from("/api/openapi.json"));
    match utoipa_swagger_ui::serve(&named, config) {
        Ok(Some(found)) => HttpResponse::Ok()
            .content_type(found.content_type)
            .body(found.bytes.into_owned()),
        _ => unserved::nothing().await,
    }
}
