//! The opening statement: session, membership and rights, and the answer of a repeated request.

use diesel::sql_types::{Array, Binary, Bool, Nullable, Text, Uuid};
use diesel::{PgConnection, RunQueryDsl};
use serde::de::DeserializeOwned;
use tutti_types::{ErrorCode, Permission, Rights, Role, SessionId, UserId, WorkspaceId};

use super::{Op, Person};
use crate::error::{Error, Result};

statement!(
    /// Opens the transaction: see `gate.open` in the migrations.
    Open { person: UserId => Uuid, session: SessionId => Uuid, workspace: Option<WorkspaceId> => Nullable<Uuid>, key: Option<String> => Nullable<Text>,
        joins_lane: bool => Bool }
    -> (Bool, Nullable<Text>, Nullable<Array<Text>>, Nullable<Text>, Nullable<Binary>, Nullable<Text>);
    "SELECT alive, role, permissions, task_prefix, request_hash, answer FROM gate.open(" person ", " session ", " workspace ", " key ", " joins_lane ")"
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
}

/// A living member of a workspace. Only the gate makes one, in the transaction it speaks for.
#[derive(Clone, Debug)]
pub struct Member {
    workspace_id: WorkspaceId,
    user_id: UserId,
    role: Role,
    rights: Rights,
    task_prefix: String,
}

impl Opened {
    /// For what writes nothing in the workspace, or holds its lane already.
    pub(super) fn load(
        connection: &mut PgConnection,
        person: Person,
        workspace: Option<WorkspaceId>,
        key: Option<&str>,
    ) -> Result<Self> {
        Self::open(connection, person, workspace, key, false)
    }

    /// For what writes in the workspace by itself: waits until no batch is under way there, on any node.
    pub(super) fn load_in_lane(
        connection: &mut PgConnection,
        person: Person,
        workspace: WorkspaceId,
        key: Option<&str>,
    ) -> Result<Self> {
        Self::open(connection, person, Some(workspace), key, true)
    }

    fn open(
        connection: &mut PgConnection,
        person: Person,
        workspace: Option<WorkspaceId>,
        key: Option<&str>,
        joins_lane: bool,
    ) -> Result<Self> {
        let open = Open {
            person: person.user_id,
            session: person.session_id,
            workspace,
            key: key.map(str::to_owned),
            joins_lane,
        };
        let (alive, role, custom, task_prefix, request_hash, answer): Row =
            open.get_result(connection)?;
        let member = workspace.zip(role).map(|(workspace_id, role)| Member {
            workspace_id,
            user_id: person.user_id,
            role,
            rights: Rights::of_member(role, custom.as_deref()),
            task_prefix: task_prefix.unwrap_or_default(),
        });
        Ok(Self {
            alive,
            member,
            kept: request_hash.map(|hash| (hash, answer)),
        })
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

impl Member {
    /// Who has just founded a workspace, in the transaction that does so.
    pub(crate) fn founder(
        workspace_id: WorkspaceId,
        user_id: UserId,
        role: Role,
        task_prefix: String,
    ) -> Self {
        Self {
            workspace_id,
            user_id,
            role,
            rights: role.rights(),
            task_prefix,
        }
    }
    /// Who belongs to a workspace in the trash, of which nobody is a living member.
    pub(crate) const fn of_trashed(
        workspace_id: WorkspaceId,
        user_id: UserId,
        (role, rights): (Role, Rights),
        task_prefix: String,
    ) -> Self {
        Self {
            workspace_id,
            user_id,
            role,
            rights,
            task_prefix,
        }
    }
    /// A job, which may what it was added for and nothing else.
    pub(crate) fn job(workspace_id: WorkspaceId, task_prefix: String) -> Self {
        Self {
            workspace_id,
            user_id: UserId(uuid::Uuid::nil()),
            role: Role::Guest,
            rights: Rights::of(&[]),
            task_prefix,
        }
    }
    /// The workspace.
    #[must_use]
    pub const fn workspace_id(&self) -> WorkspaceId {
        self.workspace_id
    }
    /// The person.
    #[must_use]
    pub const fn user_id(&self) -> UserId {
        self.user_id
    }
    /// What they are here, or the base of the custom role they hold. What they may do is told by [`Member::rights`] alone.
    #[must_use]
    pub const fn role(&self) -> Role {
        self.role
    }
    /// What they may do here.
    #[must_use]
    pub const fn rights(&self) -> Rights {
        self.rights
    }
    /// What stands before a task's number here.
    #[must_use]
    pub fn task_prefix(&self) -> &str {
        &self.task_prefix
    }
    /// Refuses who lacks a permission.
    ///
    /// # Errors
    /// `forbidden`.
    pub fn require(&self, permission: Permission) -> Result<()> {
        if self.rights.may(permission) {
            Ok(())
        } else {
            Err(Error::forbidden())
        }
    }
}
