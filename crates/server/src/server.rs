//! Puts the server together and runs it.

use std::io::{self, ErrorKind};
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;

use actix_web::App as ActixApp;
use actix_web::dev::{Server as HttpService, ServerHandle};
use actix_web::middleware::from_fn;
use actix_web::web::{self, Data};
use anyhow::{Context, anyhow};
use tokio::signal::unix::{SignalKind, signal};
use tokio::task::{JoinHandle, JoinSet, spawn_blocking};
use tutti_db::commands::jobs::KINDS;
use utoipa_actix_web::AppExt;

use crate::app::App;
use crate::config::{Config, Timeouts};
use crate::jobs::Worker;
use crate::web::files::NO_APP;
use crate::web::kept;
use crate::{admission, conditional, cors, headers, health, openapi, routes, seed, unserved, wire};

/// Takes the address, before anything slow is begun.
///
/// # Errors
/// One sentence: it is taken, or not ours to take.
pub fn listen(config: &Config) -> anyhow::Result<TcpListener> {
    TcpListener::bind(config.addr)
        .map_err(|error| cannot_listen("TUTTI_ADDR (--addr)", config.addr, &error))
}

fn cannot_listen(setting: &str, addr: SocketAddr, error: &io::Error) -> anyhow::Error {
    let why = match error.kind() {
        ErrorKind::AddrInUse => "which another program has taken".to_owned(),
        ErrorKind::PermissionDenied => "which this user may not take".to_owned(),
        ErrorKind::AddrNotAvailable => "which is not an address of this machine".to_owned(),
        _ => format!("which cannot be listened on ({error})"),
    };
    anyhow!("{setting} is {addr}, {why}: choose another address or port")
}

/// Runs the server until it is told to stop.
///
/// # Errors
/// One sentence where it cannot start.
pub async fn run(config: Config, database_url: &str, listener: TcpListener) -> anyhow::Result<()> {
    tutti_db::migrations::run(database_url)?;
    let addr = listener.local_addr()?;
    let server = Server::start(&config, database_url, listener).await?;
    // Whoever reads that it is ready may tell it to stop.
    let stopped = stopped().context("signals cannot be heard")?;
    println!(
        "Tutti is ready at {}, listening on {addr}",
        server.app.public_url
    );
    if !server.app.files.has_app() {
        eprintln!("tutti: {}", NO_APP);
    }
    if config.lacks_public_url(addr) {
        eprintln!("tutti: {}", crate::config::NO_URL);
    }
    stopped.await;
    server.stop().await
}

/// Brings a database up to date and fills it with the example. No address is taken: one may be in use.
///
/// # Errors
/// One sentence where it cannot be done.
pub async fn fill(config: &Config, database_url: &str) -> anyhow::Result<()> {
    tutti_db::migrations::run(database_url)?;
    let app = App::open(config, database_url, config.addr).await?;
    seed::demo(&app).await
}

/// A server that runs.
pub struct Server {
    app: Data<App>,
    handle: ServerHandle,
    running: JoinHandle<std::io::Result<()>>,
    /// What is done for as long as the server runs. It ends with the server.
    running_along: JoinSet<()>,
    /// Does jobs.
    worker: Worker,
    /// Keeps the parts of this build. Whoever stops waits for it.
    keeping: Option<JoinHandle<()>>,
    /// Where the metrics are served, with the port that the system chose where 0 was asked for.
    metrics: Option<SocketAddr>,
}

impl Server {
    /// Starts it over a database that is up to date.
    ///
    /// # Errors
    /// One sentence where it cannot start.
    pub async fn start(
        config: &Config,
        database_url: &str,
        listener: TcpListener,
    ) -> anyhow::Result<Self> {
        let bound = listener.local_addr()?;
        let app = Data::new(App::open(config, database_url, bound).await?);
        if config.demo {
            seed::demo(&app).await?;
        }
        let keeping = keep_parts(&app, config.data_dir.join("web")).await;
        let mut running_along = JoinSet::new();
        running_along.spawn(app.hub.clone().keep_up(app.gate.clone()));
        let mut metrics = None;
        if let Some(addr) = config.metrics_addr {
            let listener = listen_for_metrics(addr)?;
            let addr = listener.local_addr()?;
            running_along.spawn(serve_metrics(&app, listener, config.timeouts)?);
            tracing::info!("metrics are served at http://{addr}/metrics");
            metrics = Some(addr);
        }
        match config.limit_factor()? {
            Some(factor) if (factor - 1.0).abs() > f64::EPSILON => {
                tracing::info!(factor, "rate limits are multiplied");
            }
            Some(_) => {}
            None => tracing::warn!("rate limits are off"),
        }
        let server = serve(app.clone(), listener, config.timeouts)?;
        let handle = server.handle();
        let worker = Worker::start(app.gate.clone(), KINDS, app.jobs.clone());
        Ok(Self {
            app,
            handle,
            running: tokio::spawn(server),
            running_along,
            worker,
            keeping,
            metrics,
        })
    }

    /// Where the metrics are served, if they are.
    #[must_use]
    pub const fn metrics_addr(&self) -> Option<SocketAddr> {
        self.metrics
    }

    /// Stops it: no new work is taken, sockets are told to come back, requests and jobs in flight end.
    ///
    /// # Errors
    /// Where it had ended badly before.
    pub async fn stop(mut self) -> anyhow::Result<()> {
        self.app.draining.begin();
        self.app.hub.restarting();
        tokio::join!(self.worker.stop(), self.handle.stop(true));
        self.running_along.shutdown().await;
        if let Some(keeping) = self.keeping {
            keeping.await?;
        }
        Ok(self.running.await??)
    }

    /// Breaks it off in the middle of whatever it does.
    pub async fn kill(mut self) {
        self.worker.kill().await;
        self.handle.stop(false).await;
        self.running_along.shutdown().await;
        self.running.abort();
    }
}

/// Keeps this build's parts for the pages that will be open at the next upgrade. Nothing of today depends on it, so the start waits
/// only until those are forgotten that may be served no more.
async fn keep_parts(app: &App, folder: PathBuf) -> Option<JoinHandle<()>> {
    if !app.files.has_app() {
        return None;
    }
    let (build, of) = (app.build.clone(), folder.clone());
    let forgetting = spawn_blocking(move || told(kept::forget(&build, &of)));
    // A panic in it is told by its own words.
    let _ = forgetting.await;
    let (files, build) = (app.files.clone(), app.build.clone());
    Some(spawn_blocking(move || {
        told(kept::keep(&files, &build, &folder));
    }))
}

fn told(kept: io::Result<()>) {
    if let Err(error) = kept {
        tracing::warn!(%error, "the parts of this build cannot be kept: after an upgrade, pages that are open now will have to load anew");
    }
}

fn listen_for_metrics(addr: SocketAddr) -> anyhow::Result<TcpListener> {
    TcpListener::bind(addr)
        .map_err(|error| cannot_listen("TUTTI_METRICS_ADDR (--metrics-addr)", addr, &error))
}

/// Serves the metrics, at an address of their own.
fn serve_metrics(
    app: &Data<App>,
    listener: TcpListener,
    timeouts: Timeouts,
) -> anyhow::Result<impl Future<Output = ()> + use<>> {
    let (app, shared) = (app.clone(), app.clone());
    let running = wire::serve(shared, listener, Some(1), timeouts, move || {
        ActixApp::new()
            .app_data(app.clone())
            .service(
                web::resource("/metrics")
                    .get(health::metrics)
                    .default_service(web::to(health::only_read)),
            )
            .default_service(web::to(unserved::nothing))
            .wrap(from_fn(admission::head_as_get))
            .wrap(from_fn(headers::middleware))
    })?;
    Ok(async {
        if let Err(error) = running.await {
            tracing::error!(%error, "the metrics are served no longer");
        }
    })
}

fn serve(app: Data<App>, listener: TcpListener, timeouts: Timeouts) -> anyhow::Result<HttpService> {
    let shared = app.clone();
    let server = wire::serve(shared, listener, None, timeouts, move || {
        ActixApp::new()
            .into_utoipa_app()
            .configure(routes::configure)
            .into_app()
            .app_data(app.clone())
            .service(web::redirect("/api/docs", "/api/docs/"))
            .service(openapi::file)
            .service(openapi::reference)
            .default_service(web::to(crate::web::serve))
            .wrap(from_fn(conditional::middleware))
            .wrap(from_fn(admission::middleware))
            .wrap(from_fn(cors::middleware))
            .wrap(from_fn(admission::head_as_get))
            .wrap(from_fn(headers::middleware))
    });
    Ok(server?)
}

/// Comes back at Ctrl-C or SIGTERM, whenever that came after this was called.
fn stopped() -> io::Result<impl Future<Output = ()>> {
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}
