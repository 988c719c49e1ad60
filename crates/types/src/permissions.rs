//! The permission table: who may do what. The server refuses by it, the browser hides by it.

text_enum!(
    /// What a member is in a workspace. Declared from the least to the most, so that `role >= Role::Admin` reads as it says.
    Role {
        /// Sees and edits only the boards they were added to.
        Guest = "guest",
        /// Works on every open board.
        Member = "member",
        /// Runs the workspace.
        Admin = "admin",
        /// Runs it, may delete it and make other owners.
        Owner = "owner",
    }
);

text_enum!(
    /// One line of the permission table. On something that belongs to a board it also takes that board being readable.
    Permission {
        /// See the workspace's name, its members and its open boards.
        WorkspaceRead = "workspace.read",
        /// Rename the workspace.
        WorkspaceUpdate = "workspace.update",
        /// Delete the workspace; give and take the role owner.
        WorkspaceDelete = "workspace.delete",
        /// Change roles, suspend, remove.
        MembersManage = "members.manage",
        /// Invite, list and revoke invitations.
        InvitationsManage = "invitations.manage",
        /// Read who did what over the whole workspace, entries for admins included.
        AuditRead = "audit.read",
        /// See every board, private ones included.
        BoardsReadAll = "boards.read_all",
        /// Make a board.
        BoardsCreate = "boards.create",
        /// Rename a board, set who sees it, add people to it.
        BoardsUpdate = "boards.update",
        /// Delete a board somebody else made; one's own takes only `boards.update`.
        BoardsDelete = "boards.delete",
        /// Add, change, order and delete columns.
        ColumnsManage = "columns.manage",
        /// Make a task.
        TasksCreate = "tasks.create",
        /// Edit, assign and move a task.
        TasksUpdate = "tasks.update",
        /// Delete and restore a task.
        TasksDelete = "tasks.delete",
    }
);

impl Permission {
    /// The least role that holds it.
    #[must_use]
    pub const fn least_role(self) -> Role {
        match self {
            Self::WorkspaceRead | Self::TasksCreate | Self::TasksUpdate => Role::Guest,
            Self::BoardsCreate | Self::BoardsUpdate | Self::ColumnsManage | Self::TasksDelete => {
                Role::Member
            }
            Self::WorkspaceUpdate
            | Self::MembersManage
            | Self::InvitationsManage
            | Self::AuditRead
            | Self::BoardsReadAll
            | Self::BoardsDelete => Role::Admin,
            Self::WorkspaceDelete => Role::Owner,
        }
    }
}

impl Role {
    /// Whether this role holds `permission`.
    #[must_use]
    pub fn allows(self, permission: Permission) -> bool {
        self >= permission.least_role()
    }
    /// All it holds, for the snapshot.
    #[must_use]
    pub fn permissions(self) -> Vec<Permission> {
        Permission::ALL
            .iter()
            .copied()
            .filter(|p| self.allows(*p))
            .collect()
    }
    /// Whether somebody of this role may turn a `from` into a `to`. Nobody grants what they lack, and only an owner
    /// makes or unmakes one.
    #[must_use]
    pub fn may_change_role(self, from: Role, to: Role) -> bool {
        self.allows(Permission::MembersManage) && from <= self && to <= self
    }
    /// Whether somebody of this role may remove or suspend a member of role `whom`.
    #[must_use]
    pub fn may_remove(self, whom: Role) -> bool {
        self.allows(Permission::MembersManage) && whom <= self
    }
}

text_enum!(
    /// Who sees a board.
    Visibility {
        /// Every member; guests only where they were added.
        Open = "open",
        /// The people added to it, and admins.
        Private = "private",
    }
);

/// Whether a member of `role` sees a board, `listed` telling whether they were added to it.
#[must_use]
pub fn may_read_board(role: Role, visibility: Visibility, listed: bool) -> bool {
    match visibility {
        _ if listed => true,
        Visibility::Open => role >= Role::Member,
        Visibility::Private => role.allows(Permission::BoardsReadAll),
    }
}

/// Whether a member of `role` may delete a board, `creator` telling whether they made it.
#[must_use]
pub fn may_delete_board(role: Role, creator: bool) -> bool {
    role.allows(Permission::BoardsDelete) || (creator && role.allows(Permission::BoardsUpdate))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_higher_role_never_holds_less() {
        for pair in Role::ALL.windows(2) {
            assert!(pair[0].permissions().iter().all(|p| pair[1].allows(*p)));
        }
        assert_eq!(Role::Owner.permissions().len(), Permission::ALL.len());
    }

    #[test]
    fn only_owners_touch_owners() {
        assert!(!Role::Admin.may_change_role(Role::Member, Role::Owner));
        assert!(!Role::Admin.may_change_role(Role::Owner, Role::Member));
        assert!(Role::Admin.may_change_role(Role::Member, Role::Admin));
        assert!(Role::Owner.may_change_role(Role::Owner, Role::Guest));
        assert!(!Role::Member.may_change_role(Role::Guest, Role::Guest));
        assert!(!Role::Admin.may_remove(Role::Owner));
    }

    #[test]
    fn boards_are_seen_by_whom_they_are_for() {
        use Visibility::{Open, Private};
        for (role, visibility, listed, sees) in [
            (Role::Guest, Open, false, false),
            (Role::Guest, Open, true, true),
            (Role::Guest, Private, true, true),
            (Role::Member, Open, false, true),
            (Role::Member, Private, false, false),
            (Role::Member, Private, true, true),
            (Role::Admin, Private, false, true),
        ] {
            assert_eq!(
                may_read_board(role, visibility, listed),
                sees,
                "{role} {visibility} {listed}"
            );
        }
    }
}
