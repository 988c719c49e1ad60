//! Is it alive, is it ready, how is it doing.

pub mod checked;
pub mod draining;
mod figures;

use actix_web::http::header::RETRY_AFTER;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa::openapi::schema::{ObjectBuilder, Type};

use crate::app::App;
use crate::unserved;
use checked::Found;
pub use figures::metrics;

/// The outcomes of a check, in the OpenAPI file.
fn outcome(description: &str, words: &[&'static str]) -> ObjectBuilder {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .description(Some(description))
        .enum_values(Some(words.iter().copied()))
}

fn fine() -> ObjectBuilder {
    outcome("It answers.", &["ok"])
}

fn database() -> ObjectBuilder {
    outcome("Whether the database answers.", &["ok", "failed"])
}

fn writes() -> ObjectBuilder {
    outcome("Whether it takes changes.", &["ok", "failed"])
}

/// What a process answers that does answer.
#[derive(Debug, Serialize, ToSchema)]
struct Alive {
    /// `ok`
    #[schema(schema_with = fine)]
    status: &'static str,
}

/// What the checks found.
#[derive(Debug, Serialize, ToSchema)]
struct Readiness {
    /// Whether the database answers: `ok` or `failed`.
    #[schema(schema_with = database)]
    database: &'static str,
    /// Whether it takes changes: `ok` or `failed`.
    #[schema(schema_with = writes)]
    writes: &'static str,
    /// Whether the server is on its way down.
    draining: bool,
}

/// The process answers.
#[utoipa::path(tag = "health", operation_id = "livez", summary = "The process answers", responses((status = 200, description = "It does", body = Alive)), security(()), extensions(("x-permission" = json!("public"))))]
#[get("/livez")]
pub async fn live() -> HttpResponse {
    HttpResponse::Ok().json(Alive { status: "ok" })
}

/// The server can do its work; says which check failed where not.
#[utoipa::path(tag = "health", operation_id = "readyz", summary = "The server can do its work", responses((status = 200, description = "It can", body = Readiness), (status = 503, description = "The check that failed", body = Readiness)), security(()), extensions(("x-permission" = json!("public"))))]
#[get("/readyz")]
pub async fn ready(app: Data<App>) -> HttpResponse {
    let found = app.checked.now(&app.gate).await;
    let draining = app.draining.is();
    let said = |well| if well { "ok" } else { "failed" };
    let body = Readiness {
        database: said(found != Found::DoesNotAnswer),
        writes: said(found == Found::Works),
        draining,
    };
    if found == Found::Works && !draining {
        HttpResponse::Ok().json(body)
    } else {
        HttpResponse::ServiceUnavailable()
            .insert_header((RETRY_AFTER, "1"))
            .json(body)
    }
}

/// The answer to any other method where the figures are.
pub async fn only_read(request: HttpRequest) -> HttpResponse {
    unserved::only_read(request.method())
}
