//! The door of the example workspace, whose people did things before there was a database to do them in.

use diesel::PgConnection;
use tutti_types::{Timestamp, WorkspaceId};

use super::emission::Unsent;
use super::system::by_itself;
use super::{Gate, Member, Opened, Principal, SystemUse, Tx};
use crate::error::Result;

/// The doors of a [`Gate`] at a moment that is past.
#[derive(Clone, Copy)]
pub struct Past<'a> {
    gate: &'a Gate,
    at: Timestamp,
}

impl Gate {
    /// Everything done through these doors bears this moment, in rows, events and the audit log. They go by the system's, for which
    /// alone the database honours it. A stream's events are in the order of their times, so each moment must be the latest so far.
    #[must_use]
    pub const fn at(&self, at: Timestamp) -> Past<'_> {
        Past { gate: self, at }
    }
}

impl Past<'_> {
    /// As [`Gate::system`].
    ///
    /// # Errors
    /// Whatever `work` refuses.
    pub async fn system<T: Send + 'static>(
        self,
        work: impl Fn(&mut Tx<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.run(by_itself(work)).await
    }

    /// As [`Gate::me`], for a workspace that is new.
    ///
    /// # Errors
    /// `unauthenticated`; whatever `work` refuses.
    pub async fn me<T: Send + 'static>(
        self,
        person: Principal,
        workspace: WorkspaceId,
        work: impl Fn(&mut Tx<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.run(move |connection| {
            Opened::load(connection, person, Some(workspace), None)?.alive()?;
            let mut tx = Tx::new(connection, Some(person.user_id), Some(workspace), None);
            let answer = work(&mut tx)?;
            Ok((answer, tx.finish(&())?))
        })
        .await
    }

    /// As [`Gate::write`].
    ///
    /// # Errors
    /// `unauthenticated`, `not_found`; whatever `work` refuses.
    pub async fn write<T: Send + 'static>(
        self,
        person: Principal,
        workspace: WorkspaceId,
        work: impl Fn(&mut Tx<'_>, &Member) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.run(move |connection| {
            let member = Opened::load(connection, person, Some(workspace), None)?.member()?;
            let mut tx = Tx::new(connection, Some(person.user_id), Some(workspace), None);
            let answer = work(&mut tx, &member)?;
            Ok((answer, tx.finish(&())?))
        })
        .await
    }

    async fn run<T: Send + 'static>(
        self,
        work: impl Fn(&mut PgConnection) -> Result<(T, Unsent)> + Send + 'static,
    ) -> Result<T> {
        let begin = format!("BEGIN; SET LOCAL tutti.moment = '{}'", self.at);
        self.gate.as_system(begin, SystemUse::Seed, work).await
    }
}
