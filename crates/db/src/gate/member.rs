//! Who acts in a workspace.

use tutti_types::{Permission, Rights, Role, UserId, WorkspaceId};

use crate::error::{Error, Result};

/// A living member of a workspace. Only the gate makes one, in the transaction it speaks for.
#[derive(Clone, Debug)]
pub struct Member {
    workspace_id: WorkspaceId,
    user_id: UserId,
    role: Role,
    rights: Rights,
    task_prefix: String,
}

impl Member {
    /// Whom the opening statement found.
    pub(super) const fn found(
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
        held: (Role, Rights),
        task_prefix: String,
    ) -> Self {
        Self::found(workspace_id, user_id, held, task_prefix)
    }
    #[must_use]
    pub const fn workspace_id(&self) -> WorkspaceId {
        self.workspace_id
    }
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
