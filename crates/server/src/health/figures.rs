//! `/metrics`: figures of this node and of the jobs of all.

use std::sync::atomic::AtomicU64;
use std::time::Duration;

use actix_web::HttpResponse;
use actix_web::web::Data;
use prometheus_client::encoding::prometheus_text::{CONTENT_TYPE, encode};
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::{ConstGauge, Gauge};
use prometheus_client::registry::Registry;
use tutti_db::Gate;
use tutti_db::gate::SystemUse;
use tutti_db::models::job::overview::{self, Count, State};

use crate::app::App;
use crate::jobs::Tally;

/// For so long the figures wait for those that the database has to be asked for. While it is away the others are needed most.
const WAIT: Duration = Duration::from_secs(1);

/// The figures in Prometheus' text format. The registry is made anew each time, since most of them are looked up when they are asked for.
pub async fn metrics(app: Data<App>) -> HttpResponse {
    let mut registry = Registry::with_prefix("tutti");
    node(&mut registry, &app);
    app.jobs.register(&mut registry);
    if let Some(counts) = counts(&app.gate).await {
        queue(&mut registry, &app.jobs, &counts);
    }
    let mut text = String::new();
    match encode(&mut text, &registry) {
        Ok(()) => HttpResponse::Ok().content_type(CONTENT_TYPE).body(text),
        Err(error) => {
            tracing::error!(%error, "the figures cannot be written");
            HttpResponse::InternalServerError().finish()
        }
    }
}

/// What this node holds.
fn node(registry: &mut Registry, app: &App) {
    let (busy, size) = app.gate.load();
    let mut gauge = |name: &str, help: &str, value: usize| {
        registry.register(name, help, ConstGauge::new(value));
    };
    gauge(
        "db_connections_busy",
        "Connections to the database in use",
        busy,
    );
    gauge("db_connections", "Connections to the database in all", size);
    gauge("sockets", "Open realtime sockets", app.hub.open_sockets());
    gauge(
        "streams",
        "Workspaces whose stream this node serves",
        app.hub.open_streams(),
    );
    registry.register(
        "lane_held_seconds",
        "How long a transaction kept the other writes of its workspace waiting",
        app.gate.lane_held(),
    );
}

/// The jobs that are in the table; nothing where the database does not say in time.
async fn counts(gate: &Gate) -> Option<Vec<Count>> {
    let count = gate.system(SystemUse::Job, |tx| Ok(overview::count(tx.conn)?));
    tokio::time::timeout(WAIT, count).await.ok()?.ok()
}

/// The jobs of each kind in each state, also where there are none: a figure that comes and goes cannot be compared with its past.
fn queue(registry: &mut Registry, tally: &Tally, counts: &[Count]) {
    let jobs = Family::<[(&str, String); 2], Gauge<u64, AtomicU64>>::default();
    let of = |kind: &str, state: &str| [("kind", kind.to_owned()), ("state", state.to_owned())];
    for kind in tally.kinds() {
        for state in State::ALL {
            drop(jobs.get_or_create(&of(kind, state.as_str())));
        }
    }
    for count in counts {
        let count_of = of(&count.kind, &count.state);
        jobs.get_or_create(&count_of).set(count.jobs);
    }
    registry.register("jobs", "Jobs that wait, run or are dead", jobs);
    let late = counts
        .iter()
        .filter(|count| count.state == State::Waiting.as_str())
        .filter_map(|count| count.late_s)
        .fold(0.0, f64::max);
    registry.register(
        "jobs_oldest_waiting_seconds",
        "How long the job waits whose time came first",
        ConstGauge::new(late),
    );
}
