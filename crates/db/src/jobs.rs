//! Jobs: what is done after the change that wants it, and what the server does by itself.
//!
//! A change adds a job with [`Tx::later`], in its own transaction. A worker claims what is due (which is a lease), and the job runs
//! in the transaction that also ends it: a node that dies at any moment loses none and does none twice. One that fails is tried
//! again, later each time, and is dead after [`ATTEMPTS`]; one that comes every so often begins anew instead.

mod backoff;
mod kind;
mod later;
mod work;

use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;
use tutti_types::WorkspaceId;

pub use backoff::{ATTEMPTS, pause};
pub use kind::Kind;
pub use later::Later;
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
