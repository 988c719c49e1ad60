//! Is it alive, is it ready, how is it doing.

mod figures;

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use actix_web::http::Method;
use actix_web::http::header::RETRY_AFTER;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use serde::Serialize;
use tokio::sync::Mutex;
use tutti_db::{Error, Gate};
use utoipa::ToSchema;
use utoipa::openapi::schema::{ObjectBuilder, Type};

use crate::app::App;
use crate::{operations, unserved};
pub use figures::metrics;

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

/// What the database was found to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Found {
    Works,
    /// It answers and takes no writes: a standby, switched off, or without room.
    TakesNoWrites,
    DoesNotAnswer,
}

impl Found {
    async fn by_asking(gate: &Gate) -> Self {
        match tutti_db::gate::ping(gate).await {
            Ok(()) => Self::Works,
            Err(Error::ReadOnly | Error::Exhausted(_)) => Self::TakesNoWrites,
            Err(_) => Self::DoesNotAnswer,
        }
    }
}

/// What the database was found to do when it was last asked. Anybody may ask us whether we are ready, and the database has better
/// things to do than to answer each of them.
#[derive(Debug, Default)]
pub struct Checked(Mutex<Option<(Instant, Found)>>);

impl Checked {
    /// What was found within `lifetime`, or else what `check` finds now; who asks meanwhile waits for it.
    async fn within(&self, lifetime: Duration, check: impl Future<Output = Found>) -> Found {
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
    let ask = Found::by_asking(&app.gate);
    let found = app.checked.within(CHECKED_EVERY, ask).await;
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
    let allow = operations::allow([Method::GET].iter());
    unserved::method(request.method(), &allow)
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
                match checks.fetch_add(1, Ordering::Relaxed) {
                    0 => Found::Works,
                    _ => Found::DoesNotAnswer,
                }
            })
        };
        let hour = Duration::from_secs(3_600);
        let all = futures_util::future::join_all((0..50).map(|_| ask(hour))).await;
        assert!(all.iter().all(|found| *found == Found::Works));
        assert_eq!(checks.load(Ordering::Relaxed), 1);
        // What is too old is asked anew, and the new answer is kept.
        assert_eq!(ask(Duration::ZERO).await, Found::DoesNotAnswer);
        assert_eq!(ask(hour).await, Found::DoesNotAnswer);
        assert_eq!(checks.load(Ordering::Relaxed), 2);
    }
}
