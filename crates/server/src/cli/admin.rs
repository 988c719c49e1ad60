//! Acts of the operator.

mod jobs;

use std::sync::Arc;

use anyhow::{Context, anyhow, bail};
use clap::Subcommand;
use tutti_db::commands::password;
use tutti_db::gate::{SystemUse, Tx};
use tutti_db::{Error, Gate, migrations, pool};
use tutti_types::ErrorCode;
use tutti_types::text::Email;

use jobs::JobsAct;

use super::database::{beside_server, with_database};
use crate::auth::tokens;
use crate::config::Config;
use crate::realtime::Hub;

#[derive(Debug, Subcommand)]
pub(super) enum Act {
    /// Give every stream a new epoch, so that every client loads anew: after a disk image was rolled back
    NewEpoch {
        #[command(flatten)]
        config: Box<Config>,
    },
    /// Print a link by which the owner of an account sets a new password; it works once and for an hour
    ResetLink {
        /// The address the person signs in with
        email: String,
        #[command(flatten)]
        config: Box<Config>,
    },
    /// What waits to be done, and what was given up
    Jobs {
        #[command(subcommand)]
        act: JobsAct,
    },
}

impl Act {
    pub(super) fn run(self) -> anyhow::Result<()> {
        match self {
            Self::NewEpoch { config } => with_database(&config, new_epoch),
            Self::ResetLink { email, config } => {
                let Ok(address) = Email::parse(&email) else {
                    bail!(
                        "{email} is not an e-mail address; give the one the person signs in with"
                    );
                };
                let token = beside_server(&config, |url| issue_link(url, &address))?;
                let public = config.public_url(config.addr);
                let public = public.as_str().trim_end_matches('/');
                eprintln!(
                    "Whoever opens this link within an hour sets a new password for {address}, once. Links made before are void."
                );
                println!("{public}/reset#{token}");
                Ok(())
            }
            Self::Jobs { act } => act.run(),
        }
    }
}

fn new_epoch(url: &str) -> anyhow::Result<()> {
    migrations::run(url)?;
    tutti_db::models::stream::renew_epochs(url)
        .map_err(|e| anyhow!("the epochs could not be renewed: {e}"))?;
    println!("Every stream has a new epoch; clients load anew when they next connect.");
    Ok(())
}

/// Makes a link for the account of an address, and gives its token.
fn issue_link(url: &str, address: &Email) -> anyhow::Result<String> {
    let (token, hash) = tokens::opaque()?;
    let email = address.as_str().to_owned();
    let issued = as_operator(url, move |tx| password::issue_link(tx, &email, &hash))?;
    match issued {
        Err(Error::Refused(refusal)) if refusal.code == ErrorCode::NotFound => {
            bail!(
                "no account has the e-mail address {address}; give the one the person signs in with"
            )
        }
        done => Ok(done.map(|()| token)?),
    }
}

/// Does something in the database, brought up to date.
fn as_operator<T: Send + 'static>(
    url: &str,
    work: impl Fn(&mut Tx<'_>) -> tutti_db::Result<T> + Send + 'static,
) -> anyhow::Result<tutti_db::Result<T>> {
    migrations::run(url)?;
    let (pool, roles) = pool::connect(url, 1)?;
    let gate = Gate::new(pool, roles, Arc::new(Hub::default()));
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .context("no thread can be started")?;
    Ok(runtime.block_on(gate.system(SystemUse::Operator, work)))
}
