//! People and their passwords.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Integer, Jsonb, Nullable, Text, Timestamptz, Uuid};
use tutti_types::me::{Me, MyWorkspace};
use tutti_types::trash::TRASH_DAYS;
use tutti_types::{Role, Timestamp, UserId, WorkspaceId};

use crate::error::Result;
use crate::locks;
use crate::moment::now;
use crate::row::Sql;
use crate::schema::{credentials, users};

row! {
    /// A person as they stand in the database.
    #[derive(Selectable)]
    #[diesel(table_name = users)]
    UserRow of users as users {
        id: UserId,
        /// The sign-in name.
        email: String,
        /// How colleagues see them.
        name: String,
        /// Rises with every change of their own things.
        rev: i64,
        /// When they signed up.
        created_at: Timestamp,
    }
}

impl From<UserRow> for Me {
    fn from(row: UserRow) -> Self {
        Self {
            id: row.id,
            email: row.email,
            name: row.name,
            created_at: row.created_at,
            rev: row.rev,
        }
    }
}

/// One person.
///
/// # Errors
/// Where the database fails.
pub fn find(conn: &mut PgConnection, id: UserId) -> QueryResult<UserRow> {
    users::table
        .find(id)
        .select(UserRow::as_select())
        .first(conn)
}

/// A person and their password's hash by the sign-in name. Only the system door sees hashes.
///
/// # Errors
/// Where the database fails.
pub fn by_email(conn: &mut PgConnection, email: &str) -> QueryResult<Option<(UserRow, String)>> {
    users::table
        .inner_join(credentials::table)
        .filter(users::email.eq(email))
        .select((UserRow::as_select(), credentials::password_hash))
        .first(conn)
        .optional()
}

/// Whether anybody has signed up yet.
///
/// # Errors
/// Where the database fails.
pub fn any(conn: &mut PgConnection) -> QueryResult<bool> {
    diesel::select(diesel::dsl::exists(users::table.select(users::id))).get_result(conn)
}

statement!(
    /// The number stands for making accounts, and for nothing else.
    QueueUp { } -> Text;
    "SELECT pg_advisory_xact_lock(7283192)::text"
);

/// Waits until whoever else makes an account has made it; others wait until this transaction ends.
///
/// # Errors
/// Where the database fails, or the others take too long.
pub fn queue_up(conn: &mut PgConnection) -> QueryResult<()> {
    (QueueUp {}).get_result::<String>(conn).map(drop)
}

/// Makes an account under this id. For the system door.
///
/// # Errors
/// `email_taken`.
pub fn create(
    conn: &mut PgConnection,
    id: UserId,
    email: &str,
    name: &str,
    password_hash: &str,
) -> Result<UserRow> {
    let row = (
        users::id.eq(id),
        users::email.eq(email),
        users::name.eq(name),
    );
    let user = diesel::insert_into(users::table)
        .values(row)
        .returning(UserRow::as_returning())
        .get_result(conn)?;
    let secret = (
        credentials::user_id.eq(user.id),
        credentials::password_hash.eq(password_hash),
    );
    diesel::insert_into(credentials::table)
        .values(secret)
        .execute(conn)?;
    Ok(user)
}

/// Gives a person another name.
///
/// # Errors
/// Where the database fails.
pub fn rename(conn: &mut PgConnection, user: UserId, name: &str) -> Result<()> {
    locks::take(locks::Lock::People);
    diesel::update(users::table.find(user))
        .set((users::name.eq(name), users::updated_at.eq(now())))
        .execute(conn)?;
    Ok(())
}

/// All the workspaces a person belongs to, in the order they joined.
///
/// # Errors
/// Where the database fails.
pub fn workspaces(conn: &mut PgConnection, user: UserId) -> QueryResult<Vec<MyWorkspace>> {
    workspaces_page(conn, user, None, i64::MAX)
}

/// A page of them after one of them; the caller asks for one more than it shows to learn whether there are more.
///
/// # Errors
/// Where the database fails.
pub fn workspaces_page(
    conn: &mut PgConnection,
    user: UserId,
    after: Option<(Timestamp, WorkspaceId)>,
    limit: i64,
) -> QueryResult<Vec<MyWorkspace>> {
    let (at, id) = after.unzip();
    let page = Mine {
        user,
        at,
        id,
        limit,
    };
    page.get_results(conn).map(shown)
}

/// A page of the deleted ones that they may restore, last deleted first.
///
/// # Errors
/// Where the database fails.
pub fn deleted_workspaces(
    conn: &mut PgConnection,
    user: UserId,
    after: Option<(Timestamp, WorkspaceId)>,
    limit: i64,
) -> QueryResult<Vec<MyWorkspace>> {
    let (at, id) = after.unzip();
    let page = Deleted {
        user,
        days: TRASH_DAYS,
        at,
        id,
        limit,
    };
    page.get_results(conn).map(shown)
}

row! {
    /// A workspace as its member's list has it.
    MineRow of workspaces as w {
        id: WorkspaceId,
        name: String,
        slug: String,
        former_slugs: Vec<String>,
    } with {
        /// What they are there.
        role: Role => Text = "w.role",
        /// When they joined.
        joined_at: Timestamp => Timestamptz = "w.joined_at",
    } then {
        /// Whether they are locked out.
        suspended: bool => Bool,
        /// In the trash since.
        deleted_at: Option<Timestamp> => Nullable<Timestamptz>,
    }
}

impl From<MineRow> for MyWorkspace {
    fn from(row: MineRow) -> Self {
        Self {
            id: row.id,
            name: row.name,
            slug: row.slug,
            former_slugs: row.former_slugs,
            role: row.role,
            joined_at: row.joined_at,
            suspended: row.suspended,
            deleted_at: row.deleted_at,
        }
    }
}

fn shown(rows: Vec<MineRow>) -> Vec<MyWorkspace> {
    rows.into_iter().map(MyWorkspace::from).collect()
}

statement!(
    /// See `gate.my_workspaces` in the migrations: the list of one's workspaces comes before any of them is opened.
    Mine {
        user: UserId => Uuid, at: Option<Timestamp> => Nullable<Timestamptz>, id: Option<WorkspaceId> => Nullable<Uuid>, limit: i64 => BigInt,
    } -> Sql<MineRow>;
    "SELECT " {MineRow} ", w.suspended, NULL::timestamptz FROM gate.my_workspaces(" user ") w WHERE " at " IS NULL OR (w.joined_at, w.id) > (" at ", " id
    ") ORDER BY w.joined_at, w.id LIMIT " limit
);
statement!(
    /// See `gate.my_deleted_workspaces` in the migrations.
    Deleted {
        user: UserId => Uuid, days: i32 => Integer, at: Option<Timestamp> => Nullable<Timestamptz>, id: Option<WorkspaceId> => Nullable<Uuid>,
        limit: i64 => BigInt,
    } -> Sql<MineRow>;
    "SELECT " {MineRow} ", false, w.deleted_at FROM gate.my_deleted_workspaces(" user ", " days ") w WHERE " at " IS NULL OR (w.deleted_at, w.id) < ("
    at ", " id ") ORDER BY w.deleted_at DESC, w.id DESC LIMIT " limit
);

statement!(
    /// Opens a person's workspaces to the policies, those that have locked them out too.
    OpenMine { user: UserId => Uuid } -> Text;
    "SELECT set_config('tutti.workspaces', coalesce((SELECT array_agg(workspace_id)::text FROM workspace_members WHERE user_id = " user "), ''), true)"
);
statement!(
    /// A person's workspaces that live, those that have locked them out too. Their lanes are joined.
    Memberships { user: UserId => Uuid } -> (Uuid, Text);
    "SELECT w.id, pg_advisory_xact_lock_shared(gate.lane(w.id))::text FROM workspace_members m JOIN workspaces w ON w.id = m.workspace_id WHERE m.user_id = " user
    " AND w.deleted_at IS NULL ORDER BY w.id"
);

/// The workspaces that know a person, by their ids, those that have locked them out too: for what changes of the person
/// themself. They are open to the rest of the transaction, so nothing else may be read for the person in it. To be called before
/// anything is locked: it waits for the lanes of all of them.
///
/// # Errors
/// Where the database fails.
pub fn memberships(conn: &mut PgConnection, user: UserId) -> QueryResult<Vec<WorkspaceId>> {
    // Two statements: within one, nothing says that the setting is made before the workspaces are read.
    (OpenMine { user }).execute(conn)?;
    let rows: Vec<(WorkspaceId, String)> = (Memberships { user }).get_results(conn)?;
    Ok(rows.into_iter().map(|(workspace, _)| workspace).collect())
}

statement!(
    /// See `gate.log_account` in the migrations.
    LogAccount { user: UserId => Uuid, kind: String => Text, data: serde_json::Value => Jsonb } -> Nullable<Text>, locks People;
    "SELECT gate.log_account(" user ", " kind ", " data ")::text"
);

/// Appends to a person's account log. For the gate alone, at the end of a transaction: see [`Tx::log`](crate::gate::Tx::log).
///
/// # Errors
/// Where the database fails.
pub(crate) fn log(
    conn: &mut PgConnection,
    user: UserId,
    kind: String,
    data: serde_json::Value,
) -> QueryResult<()> {
    (LogAccount { user, kind, data }).execute(conn).map(drop)
}
