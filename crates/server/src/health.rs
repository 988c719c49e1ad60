//! Is it alive, is it ready, how is it doing.

use std::fmt::Write;
use std::sync::atomic::{AtomicBool, Ordering};

use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use serde_json::json;

use crate::app::App;

/// Whether the server is on its way down.
#[derive(Debug, Default)]
pub struct Draining(AtomicBool);

impl Draining {
    /// From now on the server is on its way down.
    pub fn begin(&self) {
        self.0.store(true, Ordering::Release);
    }
    /// Whether it is.
    #[must_use]
    pub fn is(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }
}

/// The process answers.
#[utoipa::path(tag = "health", operation_id = "livez", summary = "The process answers", responses((status = 200, description = "It does")), security(()), extensions(("x-permission" = json!("public"))))]
#[get("/livez")]
pub async fn live() -> HttpResponse {
    HttpResponse::Ok().json(json!({ "status": "ok" }))
}

/// The server can do its work; says which check failed where not.
#[utoipa::path(tag = "health", operation_id = "readyz", summary = "The server can do its work", responses((status = 200, description = "It can"), (status = 503, description = "The check that failed")), security(()), extensions(("x-permission" = json!("public"))))]
#[get("/readyz")]
pub async fn ready(app: Data<App>) -> HttpResponse {
    let database = tutti_db::gate::ping(&app.gate).await.is_ok();
    let draining = app.draining.is();
    let body = json!({ "database": if database { "ok" } else { "failed" }, "draining": draining });
    if database && !draining {
        HttpResponse::Ok().json(body)
    } else {
        HttpResponse::ServiceUnavailable().json(body)
    }
}

/// A few figures in Prometheus' text form.
#[get("/metrics")]
pub async fn metrics(app: Data<App>) -> HttpResponse {
    let (busy, size) = app.gate.load();
    let mut text = String::new();
    let mut gauge = |name: &str, help: &str, value: usize| {
        let _infallible = writeln!(
            text,
            "# HELP {name} {help}\n# TYPE {name} gauge\n{name} {value}"
        );
    };
    gauge(
        "tutti_db_connections_busy",
        "Connections to the database in use.",
        busy,
    );
    gauge(
        "tutti_db_connections",
        "Connections to the database in all.",
        size,
    );
    gauge(
        "tutti_sockets",
        "Open realtime sockets.",
        app.hub.open_sockets(),
    );
    gauge(
        "tutti_streams",
        "Workspaces whose stream this node serves.",
        app.hub.open_streams(),
    );
    HttpResponse::Ok()
        .content_type("text/plain; version=0.0.4")
        .body(text)
}
