//! What a request is answered with, and who may be given it once more.

use diesel::PgConnection;
use serde::Serialize;
use serde::de::DeserializeOwned;
use tutti_types::boards::Board;
use tutti_types::columns::Column;
use tutti_types::members::Member as MemberDto;
use tutti_types::tasks::{BulkResult, Task};
use tutti_types::workspaces::Workspace;
use tutti_types::{Permission, TaskId};

use super::Member;
use crate::access;
use crate::commands::invitation::Issued;
use crate::error::{Error, Result};

/// The answer of a change inside a workspace, which may be kept under an Idempotency-Key. It is as old as the change, and given
/// again with the rights of today: to who may still read what it tells.
pub trait Answer: Serialize + DeserializeOwned + Send + 'static {
    /// Refuses a member who may not read it today, as a request for the thing itself would.
    ///
    /// # Errors
    /// `not_found` or `forbidden`.
    fn require_readable(&self, conn: &mut PgConnection, me: &Member) -> Result<()>;
}

/// It tells nothing.
impl Answer for () {
    fn require_readable(&self, _: &mut PgConnection, _: &Member) -> Result<()> {
        Ok(())
    }
}

/// Every member reads it.
impl Answer for Workspace {
    fn require_readable(&self, _: &mut PgConnection, _: &Member) -> Result<()> {
        Ok(())
    }
}

impl Answer for Board {
    fn require_readable(&self, conn: &mut PgConnection, me: &Member) -> Result<()> {
        access::readable_board(conn, me, self.id).map(drop)
    }
}

impl Answer for Column {
    fn require_readable(&self, conn: &mut PgConnection, me: &Member) -> Result<()> {
        access::readable_board(conn, me, self.board_id).map(drop)
    }
}

impl Answer for Task {
    fn require_readable(&self, conn: &mut PgConnection, me: &Member) -> Result<()> {
        access::readable_task(conn, me, self.id).map(drop)
    }
}

impl Answer for BulkResult {
    fn require_readable(&self, conn: &mut PgConnection, me: &Member) -> Result<()> {
        let ids: Vec<TaskId> = self.items.iter().map(|task| task.id).collect();
        access::readable_tasks(conn, me, &ids).map(drop)
    }
}

impl Answer for MemberDto {
    fn require_readable(&self, conn: &mut PgConnection, me: &Member) -> Result<()> {
        let known = access::acquaintances(conn, me)?;
        if known.is_none_or(|known| known.contains(&self.user_id)) {
            Ok(())
        } else {
            Err(Error::not_found())
        }
    }
}

impl Answer for Issued {
    fn require_readable(&self, _: &mut PgConnection, me: &Member) -> Result<()> {
        me.require(Permission::InvitationsManage)
    }
}
