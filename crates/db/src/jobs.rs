//! Jobs: what is done after the change that wants it, and what the server does by itself.
//!
//! A change adds a job with [`Tx::later`], in its own transaction. A worker claims what is due (which is a lease), and the job runs
//! in the transaction that also ends it: a node that dies at any moment loses none and does none twice. One that fails is tried
//! again, later each time, and is dead after [`ATTEMPTS`]; one that comes every so often begins anew instead.

mod backoff;
mod kinds;
mod work;

use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;
use tutti_types::{Timestamp, WorkspaceId};

pub use backoff::{ATTEMPTS, pause};
pub use kinds::{KINDS, Kind};
pub use work::{Claimed, LEASE, Node, Ran, claim, run, schedule};

use crate::error::Result;
use crate::gate::Tx;

/// A kind of job whose effects are in the database. The value is its payload, at most 16 KiB of JSON; it holds no secret.
pub trait Job: Serialize + DeserializeOwned {
    /// Names it in the table, the figures and the log: small letters, `_` and dots. It is never changed, since jobs outlive a version.
    const KIND: &'static str;

    /// The workspace in whose lane it runs; nothing where it belongs to none.
    fn workspace(&self) -> Option<WorkspaceId>;

    /// Does it, or a slice of it: at most 500 rows, and in a workspace's lane at most 100 ms. It runs in the transaction that ends the
    /// job, as the system, and may be called several times where others are in its way.
    ///
    /// # Errors
    /// Whatever keeps it from being done. Then nothing is written, and it is tried again.
    fn run(&self, tx: &mut Tx<'_>) -> Result<Next>;
}

/// What becomes of a job whose slice is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// There is no more to do.
    Done,
    /// It goes on, behind the jobs that are due already.
    More,
}

/// A job that is to be added.
#[derive(Clone, Debug)]
pub struct Later {
    pub(crate) kind: &'static str,
    pub(crate) key: Option<String>,
    pub(crate) workspace: Option<WorkspaceId>,
    pub(crate) payload: String,
    pub(crate) run_at: Option<Timestamp>,
}

impl Later {
    /// Not before this moment, by the database's clock.
    #[must_use]
    pub const fn at(mut self, run_at: Timestamp) -> Self {
        self.run_at = Some(run_at);
        self
    }

    /// Once at a time: while a job with this key (at most 200 bytes) waits, runs or is dead, no other is added. One that runs already
    /// may not see the change that wanted this one.
    #[must_use]
    pub fn key(mut self, key: impl Into<String>) -> Self {
        self.key = Some(key.into());
        self
    }

    /// One of a kind that comes every so often.
    fn recurring(kind: &Kind) -> Self {
        Self {
            kind: kind.name(),
            key: Some(kind.name().to_owned()),
            workspace: None,
            payload: "null".to_owned(),
            run_at: None,
        }
    }
}

impl<J: Job> From<J> for Later {
    fn from(job: J) -> Self {
        Self {
            kind: J::KIND,
            key: None,
            workspace: job.workspace(),
            // A payload is made of types that JSON can say; what it could not say would fail when it is read, visibly.
            payload: serde_json::to_string(&job).unwrap_or_else(|_| "null".to_owned()),
            run_at: None,
        }
    }
}

/// An hour.
pub(crate) const HOURLY: Duration = Duration::from_secs(3_600);
