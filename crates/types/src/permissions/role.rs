//! What each role holds.

use self::Role::{Admin, Guest, Member, Owner};
use super::Permission::{self, *};
use super::Rights;

text_enum!(
    /// What a member is in a workspace. Roles have no rank: who may change whom is told by their permissions.
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

/// One line of the table: some permissions, the built-in roles that hold them, and the bases of custom roles that may.
struct Line {
    permissions: Rights,
    roles: &'static [Role],
    bases: &'static [Role],
}

const fn line(permissions: &[Permission], roles: &'static [Role], bases: &'static [Role]) -> Line {
    Line {
        permissions: Rights::of(permissions),
        roles,
        bases,
    }
}

const TABLE: [Line; 6] = [
    line(
        &[WorkspaceRead, TasksCreate, TasksUpdate, MessagesWrite],
        &[Guest, Member, Admin, Owner],
        &[Guest, Member, Admin],
    ),
    line(
        &[TasksDelete, MeetingsCreate],
        &[Member, Admin, Owner],
        &[Guest, Member, Admin],
    ),
    line(
        &[
            PeopleReadAll,
            BoardsReadOpen,
            ChannelsReadOpen,
            ChannelsCreate,
            BoardsCreate,
            BoardsUpdate,
            ColumnsManage,
            LabelsManage,
            TeamsCreate,
        ],
        &[Member, Admin, Owner],
        &[Member, Admin],
    ),
    line(
        &[
            BoardsReadAll,
            BoardsDeleteAny,
            ChannelsManage,
            MessagesDeleteAny,
            TeamsManage,
            InvitationsManage,
            MeetingsHostAny,
            AuditRead,
            DataExport,
            WebhooksManage,
            WorkspaceUpdate,
        ],
        &[Admin, Owner],
        &[Member, Admin],
    ),
    line(&[MembersManage, RolesManage], &[Admin, Owner], &[Admin]),
    line(&[WorkspaceDelete, OwnersManage], &[Owner], &[]),
];

/// The permissions of the lines that fit.
fn of_lines(fits: impl Fn(&Line) -> bool) -> Rights {
    let lines = TABLE.iter().filter(|line| fits(line));
    lines.fold(Rights::NONE, |all, line| all.union(line.permissions))
}

impl Role {
    /// What it holds.
    #[must_use]
    pub fn rights(self) -> Rights {
        of_lines(|line| line.roles.contains(&self))
    }

    /// What a custom role that is based on it may hold. None is based on the owner, so that is nothing.
    #[must_use]
    pub fn ceiling(self) -> Rights {
        of_lines(|line| line.bases.contains(&self))
    }
}

impl Rights {
    /// What a custom role holds: of the permissions that were given to it those that its base may hold, and always
    /// `workspace.read`. This is the one place where that is worked out, so that no row and no request can go beyond the base.
    #[must_use]
    pub fn custom(base: Role, names: impl IntoIterator<Item: AsRef<str>>) -> Self {
        let held = Self::from_names(names).intersection(base.ceiling());
        held.union(Self::of(&[WorkspaceRead]))
    }

    /// What a member holds: what the role they were given holds, or where that is a custom one, which names its permissions, what
    /// [`Rights::custom`] makes of them.
    #[must_use]
    pub fn of_member(role: Role, custom: Option<&[String]>) -> Self {
        custom.map_or_else(|| role.rights(), |names| Self::custom(role, names))
    }
}
