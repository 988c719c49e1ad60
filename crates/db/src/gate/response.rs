//! The response of a request, and who may get it again when they repeat the request.

use std::collections::BTreeSet;

use diesel::PgConnection;
use serde::Serialize;
use serde::de::DeserializeOwned;
use tutti_types::boards::Board;
use tutti_types::columns::Column;
use tutti_types::invitations::Accepted;
use tutti_types::me::{Me, MyChanges};
use tutti_types::members::Member as MemberDto;
use tutti_types::tasks::{BulkResult, Task};
use tutti_types::workspaces::Workspace;
use tutti_types::{BoardId, Permission, TaskId, WorkspaceId};

use super::Member;
use crate::access;
use crate::error::{Error, Result};
use crate::models::member;
use crate::models::task::TaskRow;

/// What may tell at which position of its stream something changed.
pub trait Positioned {
    /// The positions in it.
    fn positions(&mut self) -> impl Iterator<Item = &mut i64>;

    /// Puts positions in the place of the numbers that its request counted its own events by ([`super::Tx::next_seq`]), `before` being
    /// the position before the first of them.
    fn number(&mut self, before: i64) {
        for seq in self.positions() {
            if *seq < 0 {
                *seq = before - *seq;
            }
        }
    }
}

/// Says of a type in one line where positions stand in it.
macro_rules! positioned {
    ($($type:ty => |$it:ident| $positions:expr;)+) => { $(
        impl crate::gate::Positioned for $type {
            fn positions(&mut self) -> impl Iterator<Item = &mut i64> {
                let $it = self;
                $positions.into_iter()
            }
        }
    )+ };
}
pub(crate) use positioned;

positioned! {
    () => |_it| [];
    i64 => |_it| [];
    Me => |_it| [];
    MyChanges => |_it| [];
    Accepted => |_it| [];
    Workspace => |it| [&mut it.changed_seq];
    Board => |it| [&mut it.changed_seq];
    Column => |it| [&mut it.changed_seq];
    Task => |it| [&mut it.changed_seq];
    BulkResult => |it| it.items.iter_mut().map(|task| &mut task.changed_seq);
    MemberDto => |it| &mut it.changed_seq;
}

/// What is only listed was not changed by the request.
impl<T> Positioned for Vec<T> {
    fn positions(&mut self) -> impl Iterator<Item = &mut i64> {
        [].into_iter()
    }
}

/// The answer of a change inside a workspace, which may be kept under an Idempotency-Key. It is as old as the change, and given
/// again with the rights of today: to who may still read what it tells.
pub trait WorkspaceResponse: Positioned + Serialize + DeserializeOwned + Send + 'static {
    /// Whether it says no more than that it was done: then it is given again to who is no member any more, since what was done may
    /// have been to leave, or to end the workspace.
    const TELLS_NOTHING: bool = false;

    /// Refuses a member who may not read it today, as a request for the thing itself would.
    ///
    /// # Errors
    /// `not_found` or `forbidden`.
    fn require_readable(&self, conn: &mut PgConnection, me: &Member) -> Result<()>;
}

/// The answer of what somebody asked about themself. Where it tells of a workspace, it is given again only to who still belongs to that.
pub trait OwnResponse: Positioned + Serialize + DeserializeOwned + Send + 'static {
    /// The workspace it tells of.
    fn workspace(&self) -> Option<WorkspaceId> {
        None
    }
}

impl OwnResponse for () {}
impl OwnResponse for i64 {}
impl OwnResponse for Me {}
impl OwnResponse for MyChanges {}
impl<T: Serialize + DeserializeOwned + Send + 'static> OwnResponse for Vec<T> {}

impl OwnResponse for Workspace {
    fn workspace(&self) -> Option<WorkspaceId> {
        Some(self.id)
    }
}

impl OwnResponse for Accepted {
    fn workspace(&self) -> Option<WorkspaceId> {
        Some(self.workspace_id)
    }
}

impl WorkspaceResponse for () {
    const TELLS_NOTHING: bool = true;

    fn require_readable(&self, _: &mut PgConnection, _: &Member) -> Result<()> {
        Ok(())
    }
}

/// Every member reads it.
impl WorkspaceResponse for Workspace {
    fn require_readable(&self, _: &mut PgConnection, _: &Member) -> Result<()> {
        Ok(())
    }
}

impl WorkspaceResponse for Board {
    fn require_readable(&self, conn: &mut PgConnection, me: &Member) -> Result<()> {
        access::readable_board(conn, me, self.id).map(drop)
    }
}

impl WorkspaceResponse for Column {
    fn require_readable(&self, conn: &mut PgConnection, me: &Member) -> Result<()> {
        access::readable_column(conn, me, self.id).map(drop)
    }
}

/// It tells of the board that it was on then, too.
impl WorkspaceResponse for Task {
    fn require_readable(&self, conn: &mut PgConnection, me: &Member) -> Result<()> {
        let now = access::readable_task(conn, me, self.id)?;
        require_boards_of(conn, me, [(self, &now)])
    }
}

impl WorkspaceResponse for BulkResult {
    fn require_readable(&self, conn: &mut PgConnection, me: &Member) -> Result<()> {
        let ids: Vec<TaskId> = self.items.iter().map(|task| task.id).collect();
        let now = access::readable_tasks(conn, me, &ids)?;
        require_boards_of(conn, me, self.items.iter().zip(&now))
    }
}

/// Refuses a member who may not read the board that a task was on when it was told. The one it is on now, they read.
fn require_boards_of<'t>(
    conn: &mut PgConnection,
    me: &Member,
    told: impl IntoIterator<Item = (&'t Task, &'t TaskRow)>,
) -> Result<()> {
    let told = told.into_iter();
    let left: BTreeSet<BoardId> = told
        .filter(|(then, now)| then.board_id != now.board_id)
        .map(|(then, _)| then.board_id)
        .collect();
    if left.is_empty() {
        return Ok(());
    }
    let left: Vec<BoardId> = left.into_iter().collect();
    access::readable_boards(conn, me, &left).map(drop)
}

/// It tells the address and role, as whoever changes members knows them and a guest does not. Nobody gets it again once the member has
/// left.
impl WorkspaceResponse for MemberDto {
    fn require_readable(&self, conn: &mut PgConnection, me: &Member) -> Result<()> {
        if self.user_id == me.user_id() {
            return Ok(());
        }
        // Who is locked out is a member still.
        if member::find(conn, me.workspace_id(), self.user_id)?.is_none() {
            return Err(Error::not_found());
        }
        let known = access::acquaintances(conn, me)?;
        if known.is_some_and(|known| !known.contains(&self.user_id)) {
            return Err(Error::not_found());
        }
        if self.email.is_some() {
            me.require(Permission::PeopleReadAll)?;
        }
        me.require(Permission::MembersManage)
    }
}
