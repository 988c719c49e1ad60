//! Settings: each is a flag and an environment variable.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use anyhow::{Context, bail};
use clap::{Args, ValueEnum};
use ipnet::IpNet;
use tutti_db::commands::account::Admission;
use url::Url;

/// All settings.
#[derive(Clone, Debug, Args)]
pub struct Config {
    /// Where to listen
    #[arg(long, env = "TUTTI_ADDR", default_value = "127.0.0.1:8080")]
    pub addr: SocketAddr,
    /// A PostgreSQL 15 or newer; unset: our own under the data folder
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    pub database_url: Option<String>,
    /// The folder with PostgreSQL's programs, for our own
    #[arg(long, env = "TUTTI_PG_BIN")]
    pub pg_bin: Option<PathBuf>,
    /// Where Tutti keeps its files
    #[arg(long, env = "TUTTI_DATA_DIR", default_value = "./.tutti")]
    pub data_dir: PathBuf,
    /// The address people use; unset: http:// and the address listened on
    #[arg(long, env = "TUTTI_PUBLIC_URL")]
    pub public_url: Option<Url>,
    /// The key that signs access tokens; made at the first start, readable by nobody else
    #[arg(long, env = "TUTTI_SECRET_FILE")]
    pub secret_file: Option<PathBuf>,
    /// Who may make an account; unset: open on a loopback address, elsewhere invited once the first account exists
    #[arg(long, env = "TUTTI_SIGNUP")]
    pub signup: Option<Signup>,
    /// More origins whose pages may call the API with a token and open the socket, comma-separated
    #[arg(long, env = "TUTTI_ALLOWED_ORIGINS", value_delimiter = ',')]
    pub allowed_origins: Vec<String>,
    /// Proxies whose X-Forwarded-For is believed, comma-separated addresses and networks such as 10.0.0.0/8
    #[arg(long, env = "TUTTI_TRUSTED_PROXIES", value_delimiter = ',', value_parser = network)]
    pub trusted_proxies: Vec<IpNet>,
    /// Rate limits: on, off, or a factor such as 2.5
    #[arg(long, env = "TUTTI_LIMITS", default_value = "on")]
    pub limits: String,
    /// Connections to the database; unset: 4 for each core, at least 8
    #[arg(long, env = "TUTTI_DB_CONNECTIONS")]
    pub db_connections: Option<u32>,
    /// The SPA's files; unset: those inside the binary
    #[arg(long, env = "TUTTI_WEB_DIR")]
    pub web_dir: Option<PathBuf>,
    /// Where /metrics is served; unset: nowhere
    #[arg(long, env = "TUTTI_METRICS_ADDR")]
    pub metrics_addr: Option<SocketAddr>,
    /// What is logged, as a tracing filter
    #[arg(
        long,
        env = "TUTTI_LOG",
        default_value = "warn,tutti=info,r2d2=off,actix_http::h1=off"
    )]
    pub log: String,
    /// How it is logged
    #[arg(long, env = "TUTTI_LOG_FORMAT", default_value = "text")]
    pub log_format: LogFormat,
    /// Fill a new installation with an example workspace
    #[arg(long)]
    pub demo: bool,
    /// Stop once the example is there.
    #[arg(skip)]
    pub seed_only: bool,
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

/// A network, or an address, which is one of its own. An IPv4 network that is written as an IPv6 one is what it is, as the
/// addresses are that are compared with it.
fn network(text: &str) -> anyhow::Result<IpNet> {
    let text = text.trim();
    let address = || text.parse::<IpAddr>().map(|ip| ip.to_canonical().into());
    let network = text.parse::<IpNet>().or_else(|_| address());
    let network = network.context("must be an address or a network such as 10.0.0.0/8")?;
    let inner = network.prefix_len().checked_sub(96);
    Ok(match (network.addr().to_canonical(), inner) {
        (ip @ IpAddr::V4(_), Some(bits)) => IpNet::new(ip, bits)?,
        _ => network,
    })
}

impl Config {
    /// The settings, with what was left out filled in.
    ///
    /// # Errors
    /// One sentence about the setting that is wrong.
    pub fn checked(mut self) -> anyhow::Result<Self> {
        let is_origin = |url: &Url| {
            matches!(url.scheme(), "http" | "https") && url.host().is_some() && url.path() == "/"
        };
        if let Some(url) = self.public_url.as_ref().filter(|url| !is_origin(url)) {
            bail!(
                "TUTTI_PUBLIC_URL must be http:// or https:// and a host, without a path; it is {url}"
            );
        }
        self.limit_factor()?;
        if self
            .web_dir
            .as_ref()
            .is_some_and(|dir| !dir.join("index.html").is_file())
        {
            bail!(
                "TUTTI_WEB_DIR holds no index.html; build it with `cargo xtask web`, or unset it"
            );
        }
        std::fs::create_dir_all(&self.data_dir).with_context(|| {
            format!(
                "the data folder {} cannot be made; choose another with TUTTI_DATA_DIR",
                self.data_dir.display()
            )
        })?;
        if self.secret_file.is_none() {
            self.secret_file = Some(self.data_dir.join("secret"));
        }
        Ok(self)
    }

    /// What limits are multiplied by; `None`: there are none.
    ///
    /// # Errors
    /// One sentence where the setting is none of on, off and a positive number.
    pub fn limit_factor(&self) -> anyhow::Result<Option<f64>> {
        match self.limits.as_str() {
            "on" => Ok(Some(1.0)),
            "off" => Ok(None),
            factor => match factor.parse::<f64>() {
                Ok(factor) if factor.is_finite() && factor > 0.0 => Ok(Some(factor)),
                _ => bail!("TUTTI_LIMITS must be on, off or a positive number; it is {factor}"),
            },
        }
    }

    /// Who may make an account. Where nothing is set, anybody on this machine, and elsewhere who is invited.
    #[must_use]
    pub fn admission(&self, bound: SocketAddr) -> Admission {
        let public_url = self.public_url(bound);
        let is_here = |host: &str| {
            host == "localhost" || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
        };
        let loopback = bound.ip().is_loopback() && public_url.host_str().is_none_or(is_here);
        match self.signup {
            Some(Signup::Open) => Admission::Open,
            Some(Signup::Closed) => Admission::Closed,
            None if loopback => Admission::Open,
            None | Some(Signup::Invited) => Admission::Invited,
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

    /// The address people use, given where we really listen.
    #[must_use]
    pub fn public_url(&self, bound: SocketAddr) -> Url {
        let fallback = || Url::parse(&format!("http://{bound}")).ok();
        self.public_url
            .clone()
            .or_else(fallback)
            .unwrap_or_else(|| {
                // An address as text is always a URL's host.
                unreachable!("{bound} makes no URL")
            })
    }
}

#[cfg(test)]
mod tests {
    use super::network;

    #[test]
    fn an_address_is_a_network_of_its_own() {
        for (text, is) in [
            ("10.0.0.0/8", "10.0.0.0/8"),
            (" 10.0.0.1", "10.0.0.1/32"),
            ("::ffff:10.0.0.1", "10.0.0.1/32"),
            ("2001:db8::/32", "2001:db8::/32"),
            ("::ffff:10.0.0.0/104", "10.0.0.0/8"),
        ] {
            assert_eq!(network(text).unwrap().to_string(), is);
        }
        for text in ["", "proxy.example.com", "10.0.0.0/33", "10.0.0.1:80"] {
            assert!(network(text).is_err(), "{text}");
        }
    }
}
