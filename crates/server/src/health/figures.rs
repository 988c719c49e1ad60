//! A few figures in Prometheus' text form.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::time::Duration;

use actix_web::HttpResponse;
use actix_web::web::Data;
use tutti_db::Gate;
use tutti_db::gate::{BOUNDS_MS, SystemUse};
use tutti_db::models::job::overview::{self, Count, State};

use crate::app::App;

/// For so long the figures wait for those that the database has to be asked for. While it is away the others are needed most.
const WAIT: Duration = Duration::from_secs(1);

/// A text of figures.
#[derive(Default)]
struct Figures(String);

impl Figures {
    fn family(&mut self, name: &str, help: &str, kind: &str) {
        let _infallible = writeln!(self.0, "# HELP {name} {help}\n# TYPE {name} {kind}");
    }

    fn gauge(&mut self, name: &str, help: &str, value: impl std::fmt::Display) {
        self.family(name, help, "gauge");
        let _infallible = writeln!(self.0, "{name} {value}");
    }

    fn line(&mut self, line: &str) {
        let _infallible = writeln!(self.0, "{line}");
    }

    /// One figure of a family, for a kind of job.
    fn of_kind(&mut self, name: &str, kind: &str, more: &str, value: u64) {
        let _infallible = writeln!(self.0, "{name}{{kind=\"{kind}\"{more}}} {value}");
    }
}

/// The figures of this node, and of the jobs of all.
pub async fn metrics(app: Data<App>) -> HttpResponse {
    let (busy, size) = app.gate.load();
    let mut figures = Figures::default();
    figures.gauge(
        "tutti_db_connections_busy",
        "Connections to the database in use.",
        busy,
    );
    figures.gauge(
        "tutti_db_connections",
        "Connections to the database in all.",
        size,
    );
    figures.gauge(
        "tutti_sockets",
        "Open realtime sockets.",
        app.hub.open_sockets(),
    );
    figures.gauge(
        "tutti_streams",
        "Workspaces whose stream this node serves.",
        app.hub.open_streams(),
    );
    lanes(&mut figures, &app.gate);
    done(&mut figures, &app);
    if let Some(counts) = counts(&app.gate).await {
        queue(&mut figures, &app, &counts);
    }
    HttpResponse::Ok()
        .content_type("text/plain; version=0.0.4")
        .body(figures.0)
}

/// For how long transactions held their workspace's lane.
fn lanes(figures: &mut Figures, gate: &Gate) {
    let name = "tutti_lane_held_seconds";
    let held = gate.held();
    figures.family(
        name,
        "How long a transaction kept the other writes of its workspace waiting.",
        "histogram",
    );
    let seconds = |micros: u64| Duration::from_micros(micros).as_secs_f64();
    for (bound, count) in BOUNDS_MS.iter().zip(held.within) {
        let bound = seconds(bound * 1_000);
        figures.line(&format!("{name}_bucket{{le=\"{bound}\"}} {count}"));
    }
    figures.line(&format!("{name}_bucket{{le=\"+Inf\"}} {}", held.count));
    figures.line(&format!("{name}_sum {}", seconds(held.micros)));
    figures.line(&format!("{name}_count {}", held.count));
}

/// What became of the jobs of this node.
fn done(figures: &mut Figures, app: &App) {
    for (name, help) in [
        (
            "tutti_jobs_done_total",
            "Jobs and slices of jobs that this node did.",
        ),
        (
            "tutti_jobs_failed_total",
            "Attempts at a job that failed on this node.",
        ),
    ] {
        figures.family(name, help, "counter");
        for (kind, done, failed) in app.jobs.counts() {
            let count = if name == "tutti_jobs_done_total" {
                done
            } else {
                failed
            };
            figures.of_kind(name, kind, "", count);
        }
    }
}

/// The jobs that are in the table; nothing where the database does not say in time.
async fn counts(gate: &Gate) -> Option<Vec<Count>> {
    let count = gate.system(SystemUse::Job, |tx| Ok(overview::count(tx.conn)?));
    tokio::time::timeout(WAIT, count).await.ok()?.ok()
}

/// The jobs of each kind in each state, also where there are none: a figure that comes and goes cannot be compared with its past.
fn queue(figures: &mut Figures, app: &App, counts: &[Count]) {
    let known = app.jobs.counts().map(|(kind, ..)| kind);
    let none = known.flat_map(|kind| State::ALL.map(|state| ((kind, state.as_str()), 0)));
    let mut jobs: BTreeMap<(&str, &str), u64> = none.collect();
    jobs.extend(
        counts
            .iter()
            .map(|count| ((&*count.kind, &*count.state), count.jobs)),
    );
    let name = "tutti_jobs";
    figures.family(name, "Jobs that wait, run or are dead.", "gauge");
    for ((kind, state), jobs) in jobs {
        figures.of_kind(name, kind, &format!(",state=\"{state}\""), jobs);
    }
    let late = counts
        .iter()
        .filter(|count| count.state == State::Waiting.as_str())
        .filter_map(|count| count.late_s)
        .fold(0.0, f64::max);
    figures.gauge(
        "tutti_jobs_oldest_waiting_seconds",
        "How long the job waits whose time came first.",
        format!("{late:.3}"),
    );
}
