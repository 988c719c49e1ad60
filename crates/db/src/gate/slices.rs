//! A change that is too large for one transaction. It would keep all others of its workspace waiting, so it is done in several, between
//! which they have their turn.

use diesel::PgConnection;
use serde::{Deserialize, Serialize};
use tutti_types::{ErrorCode, WorkspaceId};

use super::{Gate, Member, Op, Positioned, Principal, Tx, WorkspaceResponse};
use crate::error::{Error, Result};

/// What one transaction of a change came to.
#[derive(Debug, Serialize, Deserialize)]
pub enum Slice<T> {
    /// There is more to do.
    More,
    /// It was the last one.
    Done(T),
}

impl<T: Positioned> Positioned for Slice<T> {
    fn positions(&mut self) -> impl Iterator<Item = &mut i64> {
        let positions = match self {
            Self::More => Vec::new(),
            Self::Done(answer) => answer.positions().collect(),
        };
        positions.into_iter()
    }
}

impl<T: WorkspaceResponse> WorkspaceResponse for Slice<T> {
    const TELLS_NOTHING: bool = T::TELLS_NOTHING;

    fn require_readable(&self, conn: &mut PgConnection, me: &Member) -> Result<()> {
        match self {
            Self::More => Ok(()),
            Self::Done(answer) => answer.require_readable(conn, me),
        }
    }
}

impl Gate {
    /// As [`Gate::write`], in as many transactions as `work` asks for, at most `most`; it is told how many came before. They go on where the caller has gone.
    /// Where a refusal or a crash cuts them short, what was done stays done, and a repetition of the request must go on with it. The request's
    /// key is kept with the last transaction.
    ///
    /// # Errors
    /// As [`Gate::write`], of any of the transactions. `limit_reached` where there is more to do after `most`: what another such change does
    /// the other way round would keep both going without an end.
    pub async fn write_in_slices<T, F>(
        &self,
        person: Principal,
        workspace: WorkspaceId,
        op: Option<Op>,
        most: usize,
        work: F,
    ) -> Result<T>
    where
        T: WorkspaceResponse,
        F: Fn(&mut Tx<'_>, &Member, usize) -> Result<Slice<T>> + Clone + Send + 'static,
    {
        let gate = self.clone();
        // Between the slices, too, a repetition of the request is told that it runs.
        let running = self.begin(person, op.as_ref())?;
        let slices = async move {
            let mut before = 0;
            loop {
                let work = work.clone();
                let slice = move |tx: &mut Tx<'_>, me: &Member| {
                    let slice = work(tx, me, before)?;
                    if matches!(slice, Slice::More) {
                        tx.keep_key_later();
                    }
                    Ok(slice)
                };
                let (op, running) = (op.clone(), running.clone());
                let written = gate.write_running(person, workspace, op, None, running, slice);
                if let Slice::Done(answer) = written.await? {
                    return Ok(answer);
                }
                before += 1;
                if before >= most {
                    return Err(Error::refused(
                        ErrorCode::LimitReached,
                        "Somebody else changes the same things. Some of it is done; try again.",
                    ));
                }
            }
        };
        let done = tokio::spawn(slices).await;
        done.unwrap_or_else(|failed| Err(Error::Unavailable(failed.to_string().into())))
    }
}
