//! A glance: whether a member may be given a board's bytes from memory. One statement, and no transaction around it.

use diesel::RunQueryDsl;
use diesel::sql_types::{Array, BigInt, Bool, Nullable, Text, Uuid};
use tutti_types::permissions::{Visibility, may_read_board};
use tutti_types::{BoardId, Epoch, Rights, Role, SessionId, UserId, WorkspaceId};

use super::{Gate, Principal};
use crate::error::{Error, Result};

statement!(
    /// See `gate.glance` in the migrations.
    Look { person: UserId => Uuid, session: SessionId => Uuid, workspace: WorkspaceId => Uuid, board: BoardId => Uuid }
    -> (Bool, Nullable<Text>, Nullable<Array<Text>>, Nullable<Text>, Bool, Nullable<BigInt>, Nullable<Uuid>, Nullable<BigInt>);
    "SELECT alive, role, permissions, visibility, listed, version, epoch, head FROM gate.glance(" person ", " session ", " workspace ", " board ")"
);

type Row = (
    bool,
    Option<Role>,
    Option<Vec<String>>,
    Option<Visibility>,
    bool,
    Option<i64>,
    Option<Epoch>,
    Option<i64>,
);

/// The position of a workspace's stream at a moment in which a member sees a board.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glance {
    /// The stream's life.
    pub epoch: Epoch,
    /// Its newest position.
    pub head: i64,
    /// The board's own version.
    pub version: i64,
}

impl Gate {
    /// Makes sure that a member sees a board now.
    ///
    /// # Errors
    /// `unauthenticated`; `not_found`, also for a board they do not see.
    pub async fn glance(
        &self,
        person: Principal,
        workspace: WorkspaceId,
        board: BoardId,
    ) -> Result<Glance> {
        self.blocking(move |connection| {
            let look = Look {
                person: person.user_id,
                session: person.session_id,
                workspace,
                board,
            };
            let (alive, role, custom, visibility, listed, version, epoch, head): Row =
                look.get_result(connection)?;
            if !alive {
                return Err(Error::unauthenticated());
            }
            let sees = role.zip(visibility).is_some_and(|(role, visibility)| {
                let rights = Rights::of_member(role, custom.as_deref());
                may_read_board(rights, visibility, listed)
            });
            match epoch.zip(head).zip(version) {
                Some(((epoch, head), version)) if sees => Ok(Glance {
                    epoch,
                    head,
                    version,
                }),
                _ => Err(Error::not_found()),
            }
        })
        .await
    }
}
