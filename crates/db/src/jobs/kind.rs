//! A kind of job.

use std::time::Duration;

use super::{Job, Next};
use crate::error::{Error, Result};
use crate::gate::Tx;

/// A kind of job as the worker sees it.
#[derive(Clone, Copy, Debug)]
pub struct Kind {
    name: &'static str,
    every: Option<Duration>,
    work: Work,
}

#[derive(Clone, Copy, Debug)]
enum Work {
    /// With a payload, which it reads itself.
    Typed(fn(&str, &mut Tx<'_>) -> Result<Next>),
    /// Without one.
    Chore(fn(&mut Tx<'_>) -> Result<Next>),
}

impl Kind {
    /// One that changes add.
    #[must_use]
    pub const fn of<J: Job>() -> Self {
        Self {
            name: J::KIND,
            every: None,
            work: Work::Typed(typed::<J>),
        }
    }

    /// One of which there is always exactly one job, for no workspace: it comes back this long after it was done.
    #[must_use]
    pub const fn recurring(
        name: &'static str,
        every: Duration,
        work: fn(&mut Tx<'_>) -> Result<Next>,
    ) -> Self {
        Self {
            name,
            every: Some(every),
            work: Work::Chore(work),
        }
    }

    /// What it is called everywhere.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// How long after it was done it comes back, where it does.
    #[must_use]
    pub const fn every(&self) -> Option<Duration> {
        self.every
    }

    pub(super) fn run(&self, payload: &str, tx: &mut Tx<'_>) -> Result<Next> {
        match self.work {
            Work::Typed(work) => work(payload, tx),
            Work::Chore(work) => work(tx),
        }
    }
}

fn typed<J: Job>(payload: &str, tx: &mut Tx<'_>) -> Result<Next> {
    let job: J = serde_json::from_str(payload)
        .map_err(|e| Error::Database(diesel::result::Error::DeserializationError(e.into())))?;
    job.run(tx)
}
