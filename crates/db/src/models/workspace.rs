//! Workspaces.

mod lock;

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Text, Uuid};
use tutti_types::text::WorkspaceName;
use tutti_types::workspaces::Workspace;
use tutti_types::{Epoch, Timestamp, UserId, WorkspaceId};

use crate::access::{Granted, Whole};
use crate::error::Result;
use crate::moment::now;
use crate::schema::{streams, workspace_counters, workspaces};
pub use lock::{join_lane, lock, lock_id, lock_trashed, restore};

row! {
    /// A workspace as it stands in the database.
    #[derive(Selectable)]
    #[diesel(table_name = workspaces)]
    WorkspaceRow of workspaces as workspaces {
        id: WorkspaceId,
        name: String,
        /// Its name in addresses.
        slug: String,
        /// Stands before a task's number.
        task_prefix: String,
        /// Its earlier names in addresses.
        former_slugs: Vec<String>,
        /// Its earlier prefixes.
        former_prefixes: Vec<String>,
        /// Rises with each change.
        version: i64,
        /// The position of the event that told of its last change.
        changed_seq: i64,
        /// When it was made.
        created_at: Timestamp,
        /// When it last changed.
        updated_at: Timestamp,
        /// In the trash since.
        deleted_at: Option<Timestamp>,
    }
}

impl From<WorkspaceRow> for Workspace {
    fn from(row: WorkspaceRow) -> Self {
        Self {
            id: row.id,
            name: row.name,
            slug: row.slug,
            task_prefix: row.task_prefix,
            former_slugs: row.former_slugs,
            former_prefixes: row.former_prefixes,
            version: row.version,
            changed_seq: row.changed_seq,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}

/// A workspace to be made.
#[derive(Clone, Debug, Insertable)]
#[diesel(table_name = workspaces)]
pub struct NewWorkspace {
    pub id: WorkspaceId,
    pub name: String,
    /// Its name in addresses.
    pub slug: String,
    /// Stands before a task's number.
    pub task_prefix: String,
    /// Who makes it.
    pub created_by: UserId,
    /// What is kept of the request, where the client gave its own id.
    pub request_hash: Option<Vec<u8>>,
}

/// What changes of a workspace; what is absent stays.
#[derive(Clone, Debug, Default, AsChangeset)]
#[diesel(table_name = workspaces)]
pub struct WorkspaceChanges {
    pub name: Option<String>,
    /// Its name in addresses.
    pub slug: Option<String>,
    /// Its earlier ones.
    pub former_slugs: Option<Vec<String>>,
    /// Stands before a task's number.
    pub task_prefix: Option<String>,
    /// Its earlier ones.
    pub former_prefixes: Option<Vec<String>>,
}

impl WorkspaceChanges {
    /// Whether they change nothing.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.name.is_none() && self.slug.is_none() && self.task_prefix.is_none()
    }
}

/// A living workspace.
///
/// # Errors
/// Where the database fails.
pub fn find(conn: &mut PgConnection, id: WorkspaceId) -> QueryResult<WorkspaceRow> {
    workspaces::table
        .find(id)
        .filter(workspaces::deleted_at.is_null())
        .select(WorkspaceRow::as_select())
        .first(conn)
}

/// A workspace by its id, living or deleted, with who made it, whether they still belong to it or not: for a create that comes
/// again.
///
/// # Errors
/// Where the database fails.
pub fn by_id(
    conn: &mut PgConnection,
    id: WorkspaceId,
) -> QueryResult<Option<(WorkspaceRow, Option<UserId>)>> {
    workspaces::table
        .find(id)
        .select((WorkspaceRow::as_select(), workspaces::created_by))
        .first(conn)
        .optional()
}

/// What is kept of the request that made a workspace.
///
/// # Errors
/// Where the database fails.
pub fn request_hash(conn: &mut PgConnection, id: WorkspaceId) -> QueryResult<Option<Vec<u8>>> {
    let row = workspaces::table.find(id);
    row.select(workspaces::request_hash).first(conn)
}

statement!(
    /// How many workspaces a person owns, with those that can be restored.
    Owned { user: UserId => Uuid } -> BigInt;
    "SELECT count(*) FROM workspace_members WHERE user_id = " user " AND role = 'owner'"
);

/// How many workspaces a person owns, with those that can be restored.
///
/// # Errors
/// Where the database fails.
pub fn owned_by(conn: &mut PgConnection, user: UserId) -> QueryResult<i64> {
    (Owned { user }).get_result(conn)
}

/// A slug for a name: the plain one where it is free, else with five random letters behind it.
///
/// # Errors
/// Where the database fails.
pub fn free_slug(conn: &mut PgConnection, name: &WorkspaceName) -> Result<String> {
    let plain = name.slug();
    if (SlugFree {
        slug: plain.clone(),
    })
    .get_result(conn)?
    {
        return Ok(plain);
    }
    let tail: String = Epoch::new()
        .0
        .simple()
        .to_string()
        .chars()
        .rev()
        .take(5)
        .collect();
    Ok(format!("{plain}-{tail}"))
}

statement!(
    /// Whether no workspace has a slug or had it, asked past the policies: see `gate.slug_free` in the migrations.
    SlugFree { slug: String => Text } -> Bool;
    "SELECT gate.slug_free(" slug ")"
);

/// Makes a workspace with its counters and its stream. Anybody signed in may.
///
/// # Errors
/// `id_taken`, `slug_taken`.
pub fn create(conn: &mut PgConnection, new: &NewWorkspace) -> Result<WorkspaceRow> {
    let row = diesel::insert_into(workspaces::table)
        .values(new)
        .returning(WorkspaceRow::as_returning())
        .get_result(conn)?;
    diesel::insert_into(workspace_counters::table)
        .values(workspace_counters::workspace_id.eq(new.id))
        .execute(conn)?;
    let stream = (
        streams::workspace_id.eq(new.id),
        streams::epoch.eq(Epoch::new()),
    );
    diesel::insert_into(streams::table)
        .values(stream)
        .execute(conn)?;
    Ok(row)
}

/// Changes a workspace.
///
/// # Errors
/// `slug_taken`.
pub fn update(
    conn: &mut PgConnection,
    proof: &Granted<Whole>,
    changes: &WorkspaceChanges,
) -> Result<WorkspaceRow> {
    let row = workspaces::table.find(proof.grantee().workspace_id());
    let versions = (
        workspaces::version.eq(workspaces::version + 1),
        workspaces::updated_at.eq(now()),
    );
    Ok(diesel::update(row)
        .set((changes, versions))
        .returning(WorkspaceRow::as_returning())
        .get_result(conn)?)
}

/// Puts a workspace into the trash, with its members and all in it.
///
/// # Errors
/// Where the database fails.
pub fn delete(conn: &mut PgConnection, proof: &Granted<Whole>) -> Result<()> {
    let row = workspaces::table.find(proof.grantee().workspace_id());
    diesel::update(row)
        .set(workspaces::deleted_at.eq(now().nullable()))
        .execute(conn)?;
    Ok(())
}
