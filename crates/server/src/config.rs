//! Settings: each is a flag and an environment variable.

mod folder;
mod parse;
pub mod sentence;

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{anyhow, bail};
use clap::{Args, ValueEnum};
use ipnet::IpNet;
use tutti_types::auth::SignUp;
use url::Url;

/// What is said where Tutti can be reached by more addresses than it knows of.
pub const NO_URL: &str = "Tutti listens on every address of this machine and TUTTI_PUBLIC_URL is not set, so that only browsers on this machine can \
     sign in: set it to the address that people type.";

/// How long a connection waits for its client. Operators do not set it; tests wait less, or longer.
#[derive(Clone, Copy, Debug)]
pub struct Timeouts {
    /// For the head of its first request.
    pub head: Duration,
    /// For it to read our answer where its body was not read to the end, before it is reset.
    pub linger: Duration,
    /// For it to take any of what is written to it, before it is reset.
    pub unread: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            head: Duration::from_secs(10),
            linger: Duration::from_secs(1),
            unread: Duration::from_secs(30),
        }
    }
}

/// All settings.
#[derive(Clone, Debug, Args)]
pub struct Config {
    /// Where to listen
    #[arg(long, env = "TUTTI_ADDR", default_value = "127.0.0.1:8080", value_parser = parse::addr)]
    pub addr: SocketAddr,
    /// A PostgreSQL 15 or newer; unset: our own under the data folder
    #[arg(long, env = "DATABASE_URL", hide_env_values = true, value_parser = parse::database_url)]
    pub database_url: Option<String>,
    /// The folder with PostgreSQL's programs, for our own
    #[arg(long, env = "TUTTI_PG_BIN", value_parser = parse::path)]
    pub pg_bin: Option<PathBuf>,
    /// Where Tutti keeps its files
    #[arg(long, env = "TUTTI_DATA_DIR", default_value = "./.tutti", value_parser = parse::path)]
    pub data_dir: PathBuf,
    /// The address people use; unset: http:// and the address listened on
    #[arg(long, env = "TUTTI_PUBLIC_URL", value_parser = parse::public_url)]
    pub public_url: Option<Url>,
    /// The key that signs access tokens; made at the first start, readable by nobody else
    #[arg(long, env = "TUTTI_SECRET_FILE", value_parser = parse::path)]
    pub secret_file: Option<PathBuf>,
    /// Who may make an account; unset: open on a loopback address, elsewhere invited once the first account exists
    #[arg(long, env = "TUTTI_SIGNUP")]
    pub signup: Option<Signup>,
    /// More origins whose pages may call the API with a token and open the socket, comma-separated
    #[arg(long, env = "TUTTI_ALLOWED_ORIGINS", value_delimiter = ',', value_parser = parse::origin)]
    pub allowed_origins: Vec<String>,
    /// Proxies whose X-Forwarded-For is believed, comma-separated addresses and networks such as 10.0.0.0/8
    #[arg(long, env = "TUTTI_TRUSTED_PROXIES", value_delimiter = ',', value_parser = parse::network)]
    pub trusted_proxies: Vec<IpNet>,
    /// Rate limits: on, off, or a factor such as 2.5
    #[arg(long, env = "TUTTI_LIMITS", default_value = "on", value_parser = parse::limits)]
    pub limits: String,
    /// Connections to the database; unset: 4 for each core, at least 8
    #[arg(long, env = "TUTTI_DB_CONNECTIONS", value_parser = parse::connections)]
    pub db_connections: Option<u32>,
    /// The SPA's files; unset: those inside the binary
    #[arg(long, env = "TUTTI_WEB_DIR", value_parser = parse::path)]
    pub web_dir: Option<PathBuf>,
    /// Where /metrics is served; unset: nowhere
    #[arg(long, env = "TUTTI_METRICS_ADDR", value_parser = parse::addr)]
    pub metrics_addr: Option<SocketAddr>,
    /// What is logged, as a tracing filter
    #[arg(long, env = "TUTTI_LOG", default_value = "warn,tutti=info", value_parser = parse::log)]
    pub log: String,
    /// How it is logged
    #[arg(long, env = "TUTTI_LOG_FORMAT", default_value = "text")]
    pub log_format: LogFormat,
    /// Fill a new installation with an example workspace
    #[arg(long)]
    pub demo: bool,
    /// How long connections wait for their clients
    #[arg(skip)]
    pub timeouts: Timeouts,
}

/// Who may make an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Signup {
    /// Anybody.
    Open,
    /// Who holds an invitation.
    Invited,
    /// Nobody.
    Closed,
}

/// How the log is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// For people.
    Text,
    /// A JSON object a line.
    Json,
}

impl Config {
    /// Makes sure of what no setting tells by itself: that its folder is there, and can be written to.
    ///
    /// # Errors
    /// One sentence about the setting that is wrong.
    pub fn check(&self) -> anyhow::Result<()> {
        if self
            .web_dir
            .as_ref()
            .is_some_and(|dir| !dir.join("index.html").is_file())
        {
            bail!(
                "TUTTI_WEB_DIR holds no index.html: name the folder that `cargo xtask web` makes, or unset it"
            );
        }
        folder::prepare(&self.data_dir)
    }

    /// Where the key is that signs access tokens.
    #[must_use]
    pub fn secret_file(&self) -> PathBuf {
        let default = || self.data_dir.join("secret");
        self.secret_file.clone().unwrap_or_else(default)
    }

    /// What limits are multiplied by; `None`: there are none.
    ///
    /// # Errors
    /// One sentence where the setting is none of on, off and a positive number.
    pub fn limit_factor(&self) -> anyhow::Result<Option<f64>> {
        parse::factor(&self.limits).map_err(|wanted| anyhow!("TUTTI_LIMITS {wanted}"))
    }

    /// Who may make an account. Where nothing is set, anybody on this machine, and elsewhere who is invited.
    #[must_use]
    pub fn sign_up(&self, bound: SocketAddr) -> SignUp {
        let public_url = self.public_url(bound);
        let is_here = |host: &str| {
            host == "localhost" || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
        };
        let loopback = bound.ip().is_loopback() && public_url.host_str().is_none_or(is_here);
        match self.signup {
            Some(Signup::Open) => SignUp::Open,
            Some(Signup::Closed) => SignUp::Closed,
            None if loopback => SignUp::Open,
            None | Some(Signup::Invited) => SignUp::Invited,
        }
    }

    /// How many connections the pool holds.
    #[must_use]
    pub fn connections(&self) -> u32 {
        let cores = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
        self.db_connections
            .unwrap_or_else(|| u32::try_from(cores * 4).unwrap_or(8).max(8))
            .max(1)
    }

    /// Whether nobody said by which of many addresses people come.
    #[must_use]
    pub fn lacks_public_url(&self, bound: SocketAddr) -> bool {
        self.public_url.is_none() && bound.ip().is_unspecified()
    }

    /// The address people use, given where we really listen. Who listens on every address is at least reached from this machine:
    /// no browser comes from the address that stands for all.
    #[must_use]
    pub fn public_url(&self, bound: SocketAddr) -> Url {
        let here = match bound.ip() {
            IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
            IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
            ip => ip,
        };
        let here = SocketAddr::new(here, bound.port());
        let fallback = || Url::parse(&format!("http://{here}")).ok();
        self.public_url
            .clone()
            .or_else(fallback)
            .unwrap_or_else(|| {
                // An address as text is always a URL's host.
                unreachable!("{bound} makes no URL")
            })
    }
}
