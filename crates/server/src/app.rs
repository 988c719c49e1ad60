//! What every handler may reach.

use std::net::SocketAddr;
use std::sync::Arc;

use actix_web::http::header::HeaderValue;
use anyhow::Context;
use tutti_db::Gate;
use tutti_db::commands::housekeeping;
use tutti_db::commands::jobs::KINDS;
use tutti_db::gate::{Publish, SystemUse};
use tutti_db::models::{instance, stream};
use url::Url;

use crate::auth::cookies::RefreshCookie;
use crate::auth::device::Proxies;
use crate::auth::origin::Origins;
use crate::auth::passwords::Passwords;
use crate::auth::sign_up::SignUps;
use crate::auth::tokens::Tokens;
use crate::cache::boards::Boards;
use crate::config::Config;
use crate::health::checked::Checked;
use crate::health::draining::Draining;
use crate::jobs::Tally;
use crate::limits::Limits;
use crate::realtime::Hub;
use crate::web::files::Files;

/// What every handler may reach.
pub struct App {
    /// The database.
    pub gate: Gate,
    /// Boards as they are sent.
    pub boards: Boards,
    /// The realtime hub of this node.
    pub hub: Arc<Hub>,
    /// Access tokens.
    pub tokens: Tokens,
    pub passwords: Passwords,
    /// Rate limits.
    pub limits: Limits,
    /// The cookie of refresh tokens.
    pub refresh_cookie: RefreshCookie,
    /// The origins that are ours.
    pub origins: Origins,
    /// The address people use.
    pub public_url: Url,
    /// What a page of ours may do.
    pub csp: HeaderValue,
    /// The SPA's files.
    pub files: Files,
    /// Parts of builds before this one.
    pub kept: Files,
    /// Names this build of the SPA: a page that holds another is to load anew.
    pub build: String,
    /// Who may make an account.
    pub sign_ups: SignUps,
    /// Proxies whose word for an address counts.
    pub proxies: Proxies,
    /// What became of the jobs that this node did.
    pub jobs: Arc<Tally>,
    /// What the database was last found to do.
    pub checked: Checked,
    /// Whether we are on the way down.
    pub draining: Arc<Draining>,
}

impl App {
    /// Opens it over a database that is up to date. `bound` is the address that is listened on.
    ///
    /// # Errors
    /// One sentence where a setting is wrong or the database fails.
    pub async fn open(
        config: &Config,
        database_url: &str,
        bound: SocketAddr,
    ) -> anyhow::Result<Self> {
        let (pool, roles) = tutti_db::pool::connect(database_url, config.connections())?;
        if !roles {
            tracing::warn!(
                "the database's user may not take on the roles tutti_app and tutti_system; it works under forced row-level security alone"
            );
        }
        let hub = Arc::new(Hub::default());
        let gate = Gate::new(pool, roles, Arc::clone(&hub) as Arc<dyn Publish>);
        let renewed = gate
            .system(SystemUse::Housekeeping, |tx| stream::check_stamp(tx.conn))
            .await?;
        if renewed {
            tracing::info!("the database is new, restored or moved: clients will load anew");
        }
        let instance = gate
            .system(SystemUse::Housekeeping, |tx| {
                // After a long sleep today's would be missing, and what is written without it could not be parted from other days.
                housekeeping::make_partitions(tx)?;
                Ok(instance::id(tx.conn)?)
            })
            .await?;
        let public_url = config.public_url(bound);
        let files = config
            .web_dir
            .clone()
            .map_or(Files::Embedded, Files::Folder);
        Ok(Self {
            boards: Boards::default(),
            hub,
            gate,
            tokens: Tokens::from_file(&config.secret_file())?,
            passwords: Passwords::new()
                .context("no thread can be started: allow Tutti's user more of them (ulimit -u)")?,
            limits: Limits::new(config.limit_factor()?),
            refresh_cookie: RefreshCookie::new(&public_url, &instance),
            origins: Origins::new(&public_url, &config.allowed_origins),
            csp: csp(&public_url)?,
            build: files.build(),
            kept: Files::Folder(config.data_dir.join("web")),
            files,
            sign_ups: SignUps::new(config.sign_up(bound)),
            proxies: Proxies::new(config.trusted_proxies.clone()),
            jobs: Arc::new(Tally::new(KINDS)),
            checked: Checked::default(),
            draining: Arc::default(),
            public_url,
        })
    }
}

/// What a page of ours may do: nothing but load its own files and speak to us.
fn csp(public_url: &Url) -> anyhow::Result<HeaderValue> {
    let socket = public_url
        .origin()
        .ascii_serialization()
        .replacen("http", "ws", 1);
    let policy = format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self' {socket}; img-src 'self' blob: data:; \
         font-src 'self'; manifest-src 'self'; media-src 'self' blob:; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    );
    HeaderValue::from_str(&policy).context("the public URL makes no header")
}
