//! The people of a workspace.

mod acting;
mod assignable;
mod former;

use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bool, Nullable, Text, Timestamptz, Uuid};
use tutti_types::members::Member as MemberDto;
use tutti_types::{Rights, Role, RoleId, Timestamp, UserId, WorkspaceId};

use crate::access::Granted;
use crate::error::Result;
use crate::moment::now;
use crate::row::Sql;
use crate::schema::workspace_members;
pub use acting::{acting_on, acts_on};
pub use assignable::{assignable, who_sees};
pub use former::former;

const MEMBERS: &str = "workspace_members m JOIN users u ON u.id = m.user_id";
/// Joins the custom role of whoever holds one.
const CUSTOM_ROLE: &str =
    " LEFT JOIN roles r ON r.workspace_id = m.workspace_id AND r.id = m.custom_role_id";

row! {
    /// A person in a workspace.
    MemberRow of workspace_members as m {
        user_id: UserId,
        /// What they are here, or the base of the custom role they hold.
        role: Role,
        /// The custom role they hold, if any.
        custom_role_id: Option<RoleId>,
        /// The position of the event that told of its last change.
        changed_seq: i64,
        /// When they joined.
        joined_at: Timestamp,
    } with {
        /// How colleagues see them.
        name: String => Text = "u.name",
        /// Their address.
        email: String => Text = "u.email",
        /// The names of what that custom role holds.
        permissions: Option<Vec<String>> => Nullable<Array<Text>> = "r.permissions",
        /// Locked out.
        suspended: bool => Bool = "m.suspended_at IS NOT NULL",
    }
}

impl From<MemberRow> for MemberDto {
    fn from(row: MemberRow) -> Self {
        Self {
            permissions: row.permissions.as_ref().map(|_| row.rights()),
            user_id: row.user_id,
            name: row.name,
            email: Some(row.email),
            role: Some(row.role),
            custom_role_id: row.custom_role_id,
            suspended: Some(row.suspended),
            changed_seq: Some(row.changed_seq),
            joined_at: Some(row.joined_at),
        }
    }
}

impl MemberRow {
    /// What they may do, or might if they were not locked out.
    #[must_use]
    pub fn rights(&self) -> Rights {
        Rights::of_member(self.role, self.permissions.as_deref())
    }
    /// As a guest is told of somebody else.
    #[must_use]
    pub fn by_name(self) -> MemberDto {
        MemberDto::by_name(self.user_id, self.name)
    }
}

statement!(
    /// All members, in the order they joined.
    All { workspace: WorkspaceId => Uuid } -> Sql<MemberRow>;
    "SELECT " {MemberRow} " FROM " [MEMBERS] [CUSTOM_ROLE] " WHERE m.workspace_id = " workspace " ORDER BY m.joined_at, m.user_id"
);
statement!(
    /// One member, locked. Whoever changes roles or members holds the workspace's row: what waited here would read the role as it was.
    Lock { workspace: WorkspaceId => Uuid, user: UserId => Uuid } -> Sql<MemberRow>, locks Members;
    "SELECT " {MemberRow} " FROM " [MEMBERS] [CUSTOM_ROLE] " WHERE m.workspace_id = " workspace " AND m.user_id = " user
    " FOR NO KEY UPDATE OF m"
);
statement!(
    /// The owners who are not locked out, locked in one order.
    Owners { workspace: WorkspaceId => Uuid } -> Uuid, locks Members;
    "SELECT user_id FROM workspace_members WHERE workspace_id = " workspace " AND role = 'owner' AND suspended_at IS NULL ORDER BY user_id FOR NO KEY UPDATE"
);

/// All members, in the order they joined.
///
/// # Errors
/// Where the database fails.
pub fn all(conn: &mut PgConnection, workspace: WorkspaceId) -> QueryResult<Vec<MemberRow>> {
    (All { workspace }).get_results(conn)
}

statement!(
    /// One member, as they are.
    Find { workspace: WorkspaceId => Uuid, user: UserId => Uuid } -> Sql<MemberRow>;
    "SELECT " {MemberRow} " FROM " [MEMBERS] [CUSTOM_ROLE] " WHERE m.workspace_id = " workspace " AND m.user_id = " user
);
statement!(
    /// A page of the members, or of those among them who are named, in the order they joined.
    Page {
        workspace: WorkspaceId => Uuid, of: Option<Vec<UserId>> => Nullable<Array<Uuid>>, at: Option<Timestamp> => Nullable<Timestamptz>,
        user: Option<UserId> => Nullable<Uuid>, limit: i64 => BigInt,
    } -> Sql<MemberRow>;
    "SELECT " {MemberRow} " FROM " [MEMBERS] [CUSTOM_ROLE] " WHERE m.workspace_id = " workspace " AND (" of
    " IS NULL OR m.user_id = ANY (" of ")) AND (" at " IS NULL OR (m.joined_at, m.user_id) > (" at ", " user
    ")) ORDER BY m.joined_at, m.user_id LIMIT " limit
);
statement!(
    /// Whether a member has an address.
    HasEmail { workspace: WorkspaceId => Uuid, email: String => Text } -> Bool;
    "SELECT EXISTS (SELECT FROM workspace_members m JOIN users u ON u.id = m.user_id WHERE m.workspace_id = " workspace " AND u.email = " email ")"
);

/// One member, suspended or not.
///
/// # Errors
/// Where the database fails.
pub fn find(
    conn: &mut PgConnection,
    workspace: WorkspaceId,
    user: UserId,
) -> QueryResult<Option<MemberRow>> {
    (Find { workspace, user }).get_result(conn).optional()
}

/// A page of the members after one of them, or of those among them who are named; the caller asks for one more than it
/// shows to learn whether there are more.
///
/// # Errors
/// Where the database fails.
pub fn page(
    conn: &mut PgConnection,
    workspace: WorkspaceId,
    of: Option<Vec<UserId>>,
    after: Option<(Timestamp, UserId)>,
    limit: i64,
) -> QueryResult<Vec<MemberRow>> {
    let (at, user) = after.unzip();
    (Page {
        workspace,
        of,
        at,
        user,
        limit,
    })
    .get_results(conn)
}

/// Whether a member, suspended or not, has an address.
///
/// # Errors
/// Where the database fails.
pub fn has_email(
    conn: &mut PgConnection,
    workspace: WorkspaceId,
    email: &str,
) -> QueryResult<bool> {
    (HasEmail {
        workspace,
        email: email.to_owned(),
    })
    .get_result(conn)
}

/// One member, locked.
///
/// # Errors
/// Where the database fails.
pub fn lock(
    conn: &mut PgConnection,
    workspace: WorkspaceId,
    user: UserId,
) -> QueryResult<Option<MemberRow>> {
    (Lock { workspace, user }).get_result(conn).optional()
}

/// The owners who are not locked out, locked, so that two of them cannot leave at once.
///
/// # Errors
/// Where the database fails.
pub fn lock_owners(conn: &mut PgConnection, workspace: WorkspaceId) -> QueryResult<Vec<UserId>> {
    (Owners { workspace }).get_results(conn)
}

/// Adds a person to a workspace. For the founder and for who accepts an invitation, whose right is checked there.
///
/// # Errors
/// `already_member`.
pub fn join(
    conn: &mut PgConnection,
    workspace: WorkspaceId,
    user: UserId,
    role: Role,
) -> Result<MemberRow> {
    let row = (
        workspace_members::workspace_id.eq(workspace),
        workspace_members::user_id.eq(user),
        workspace_members::role.eq(role),
    );
    diesel::insert_into(workspace_members::table)
        .values(row)
        .execute(conn)?;
    former::is_back(conn, workspace, user)?;
    Ok((Find { workspace, user }).get_result(conn)?)
}

/// Gives a member a role, and the custom one that is based on it or none, or locks them out or in.
///
/// # Errors
/// Where the database fails.
pub fn update(
    conn: &mut PgConnection,
    member: &Granted<MemberRow>,
    role: Option<(Role, Option<RoleId>)>,
    suspended: Option<bool>,
) -> Result<MemberRow> {
    let workspace = member.grantee().workspace_id();
    let row = workspace_members::table.find((workspace, member.user_id));
    if let Some((role, custom)) = role {
        diesel::update(row)
            .set((
                workspace_members::role.eq(role),
                workspace_members::custom_role_id.eq(custom),
            ))
            .execute(conn)?;
    }
    if let Some(suspended) = suspended {
        let since = workspace_members::suspended_at;
        match suspended {
            true => diesel::update(row)
                .set(since.eq(now().nullable()))
                .execute(conn)?,
            false => diesel::update(row)
                .set(since.eq(None::<Timestamp>))
                .execute(conn)?,
        };
    }
    Ok((Find {
        workspace,
        user: member.user_id,
    })
    .get_result(conn)?)
}

/// Removes a member; the foreign keys take them out of boards and tasks in the same statement. Their name is kept.
///
/// # Errors
/// Where the database fails.
pub fn remove(conn: &mut PgConnection, member: &Granted<MemberRow>) -> Result<()> {
    diesel::delete(
        workspace_members::table.find((member.grantee().workspace_id(), member.user_id)),
    )
    .execute(conn)?;
    Ok(former::has_left(conn, member)?)
}
