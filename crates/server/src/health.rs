//! Is it alive, is it ready, how is it doing.

use std::fmt::Write;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use actix_web::http::header::RETRY_AFTER;
use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use serde_json::json;
use tokio::sync::Mutex;

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

/// For so long the database's answer stands for all who ask.
const CHECKED_EVERY: Duration = Duration::from_secs(1);

/// Whether the database answered when it was last asked. Anybody may ask us whether we are ready, and the database has better
/// things to do than to answer each of them.
#[derive(Debug, Default)]
pub struct Checked(Mutex<Option<(Instant, bool)>>);

impl Checked {
    /// What was found within `lifetime`, or else what `check` finds now; who asks meanwhile waits for it.
    async fn within(&self, lifetime: Duration, check: impl Future<Output = bool>) -> bool {
        let mut last = self.0.lock().await;
        match *last {
            Some((at, found)) if at.elapsed() < lifetime => found,
            _ => {
                let found = check.await;
                *last = Some((Instant::now(), found));
                found
            }
        }
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
    let ping = async { tutti_db::gate::ping(&app.gate).await.is_ok() };
    let database = app.checked.within(CHECKED_EVERY, ping).await;
    let draining = app.draining.is();
    let body = json!({ "database": if database { "ok" } else { "failed" }, "draining": draining });
    if database && !draining {
        HttpResponse::Ok().json(body)
    } else {
        HttpResponse::ServiceUnavailable()
            .insert_header((RETRY_AFTER, "1"))
            .json(body)
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

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicUsize;

    use super::*;

    #[tokio::test]
    async fn who_asks_at_once_shares_one_check() {
        let (checked, checks) = (Checked::default(), AtomicUsize::new(0));
        let ask = |lifetime| {
            checked.within(lifetime, async {
                tokio::task::yield_now().await;
                checks.fetch_add(1, Ordering::Relaxed) == 0
            })
        };
        let hour = Duration::from_secs(3_600);
        let all = futures_util::future::join_all((0..50).map(|_| ask(hour))).await;
        assert!(all.iter().all(|found| *found));
        assert_eq!(checks.load(Ordering::Relaxed), 1);
        // What is too old is asked anew, and the new answer is kept.
        assert!(!ask(Duration::ZERO).await);
        assert!(!ask(hour).await);
        assert_eq!(checks.load(Ordering::Relaxed), 2);
    }
}
