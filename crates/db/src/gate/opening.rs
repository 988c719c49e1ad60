//! The opening statement: session, membership and rights, and the answer of a repeated request.

use diesel::sql_types::{Array, Binary, Bool, Nullable, Text, Uuid};
use diesel::{PgConnection, RunQueryDsl};
use serde::de::DeserializeOwned;
use tutti_types::{ErrorCode, Rights, Role, SessionId, TaskId, UserId, WorkspaceId};

use super::{Member, Op, Principal};
use crate::error::{Error, Result};
use crate::models::task::{ACCESS, CHANGED, Locked, LockedSql, TaskRow};

statement!(
    /// Opens the transaction: see `gate.open` in the migrations.
    Open { person: UserId => Uuid, session: SessionId => Uuid, workspace: Option<WorkspaceId> => Nullable<Uuid>, key: Option<String> => Nullable<Text>,
        joins_lane: bool => Bool }
    -> (Bool, Nullable<Text>, Nullable<Array<Text>>, Nullable<Text>, Nullable<Binary>, Nullable<Text>);
    "SELECT alive, role, permissions, task_prefix, request_hash, answer FROM gate.open(" person ", " session ", " workspace ", " key ", " joins_lane ")"
);

statement!(
    /// The same for a change of one task, read and locked in the same round trip. The task depends on the opening's result, so it is read
    /// after it, and only where the change is to be made. It is left out where anything was committed since the statement began, as while
    /// it waited for the lane: the statement sees boards and columns as they were then. Who holds the lane alone need not ask.
    OpenOnTask { person: UserId => Uuid, session: SessionId => Uuid, workspace: WorkspaceId => Uuid, key: Option<String> => Nullable<Text>,
        joins_lane: bool => Bool, task: TaskId => Uuid }
    -> ((Bool, Nullable<Text>, Nullable<Array<Text>>, Nullable<Text>, Nullable<Binary>, Nullable<Text>), Nullable<LockedSql>), locks Tasks;
    "SELECT o.alive, o.role, o.permissions, o.task_prefix, o.request_hash, o.answer, f.*
     FROM gate.open(" person ", " session ", " workspace ", " key ", " joins_lane ") o
     LEFT JOIN LATERAL (SELECT " {TaskRow} ", " [ACCESS] person "), " [CHANGED] "
        FROM tasks t WHERE o.alive AND o.role IS NOT NULL AND o.request_hash IS NULL AND (o.snapshot IS NULL OR o.snapshot = pg_current_snapshot()::text)
            AND t.workspace_id = " workspace " AND t.id = " task " FOR NO KEY UPDATE) f ON true"
);

type Row = (
    bool,
    Option<Role>,
    Option<Vec<String>>,
    Option<String>,
    Option<Vec<u8>>,
    Option<String>,
);

/// What the opening statement found.
pub(super) struct Opened {
    alive: bool,
    member: Option<Member>,
    /// The request that a key came with before, and its answer where that is kept.
    kept: Option<(Vec<u8>, Option<String>)>,
    /// The task that was locked with it.
    locked: Option<Locked>,
}

impl Opened {
    /// For what writes nothing in the workspace, or holds its lane already.
    pub(super) fn load(
        connection: &mut PgConnection,
        person: Principal,
        workspace: Option<WorkspaceId>,
        key: Option<&str>,
    ) -> Result<Self> {
        let open = Open {
            person: person.user_id,
            session: person.session_id,
            workspace,
            key: key.map(str::to_owned),
            joins_lane: false,
        };
        Ok(Self::of(
            person,
            workspace,
            open.get_result(connection)?,
            None,
        ))
    }

    /// For what writes in the workspace: by itself it waits until no batch is under way there, on any node. The one task that it changes
    /// is locked with the opening.
    pub(super) fn load_to_write(
        connection: &mut PgConnection,
        person: Principal,
        workspace: WorkspaceId,
        key: Option<&str>,
        joins_lane: bool,
        task: Option<TaskId>,
    ) -> Result<Self> {
        let (user, session) = (person.user_id, person.session_id);
        let key = key.map(str::to_owned);
        let (row, locked): (Row, Option<Locked>) = match task {
            Some(task) => OpenOnTask {
                person: user,
                session,
                workspace,
                key,
                joins_lane,
                task,
            }
            .get_result(connection)?,
            None => {
                let open = Open {
                    person: user,
                    session,
                    workspace: Some(workspace),
                    key,
                    joins_lane,
                };
                (open.get_result(connection)?, None)
            }
        };
        Ok(Self::of(person, Some(workspace), row, locked))
    }

    fn of(
        person: Principal,
        workspace: Option<WorkspaceId>,
        row: Row,
        locked: Option<Locked>,
    ) -> Self {
        let (alive, role, custom, task_prefix, request_hash, answer) = row;
        let member = workspace.zip(role).map(|(workspace_id, role)| {
            let rights = Rights::of_member(role, custom.as_deref());
            let prefix = task_prefix.unwrap_or_default();
            Member::found(workspace_id, person.user_id, (role, rights), prefix)
        });
        Self {
            alive,
            member,
            kept: request_hash.map(|hash| (hash, answer)),
            locked,
        }
    }

    pub(super) fn alive(&self) -> Result<()> {
        if self.alive {
            Ok(())
        } else {
            Err(Error::unauthenticated())
        }
    }

    /// The member, or the same 404 for a stranger as for a workspace that does not exist.
    pub(super) fn member(&self) -> Result<Member> {
        self.alive()?;
        self.member.clone().ok_or_else(Error::not_found)
    }

    /// Hands over the task that was locked with it.
    pub(super) const fn take_locked(&mut self) -> Option<Locked> {
        self.locked.take()
    }

    /// Whether the key of this request is kept already.
    pub(super) const fn knows_key(&self) -> bool {
        self.kept.is_some()
    }

    /// The answer this request got before, where it is kept.
    pub(super) fn answered<T: DeserializeOwned>(&self, op: Option<&Op>) -> Result<Option<T>> {
        let (Some((hash, answer)), Some(op)) = (&self.kept, op) else {
            return Ok(None);
        };
        if *hash != op.request_hash {
            return Err(Error::refused(
                ErrorCode::KeyReused,
                "This Idempotency-Key came with another request before.",
            ));
        }
        answer
            .as_deref()
            .map(serde_json::from_str)
            .transpose()
            .map_err(|e| Error::Database(diesel::result::Error::DeserializationError(e.into())))
    }
}
