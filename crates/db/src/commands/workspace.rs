//! Commands on workspaces.

mod purge;
mod restore;

use tutti_types::activity::Subject;
use tutti_types::columns::Category;
use tutti_types::events::{Audience, EventKind, WorkspaceChanged, WorkspaceGone};
use tutti_types::me::MeWhat;
use tutti_types::permissions::Visibility;
use tutti_types::text::{Slug, TaskPrefix, WorkspaceName};
use tutti_types::trash::TRASH_DAYS;
use tutti_types::workspaces::{CreateWorkspace, FORMER, UpdateWorkspace, Workspace};
use tutti_types::{BoardId, ColumnId, ErrorCode, Permission, Role, UserId, WorkspaceId};

use super::Changes;
use super::repeat::{remember_request, require_same};
use crate::access;
use crate::error::{Error, Result};
use crate::gate::{ActivityEntry, Member, Tx};
use crate::if_match::IfMatch;
use crate::models::board::NewBoard;
use crate::models::column::NewColumn;
use crate::models::workspace::{self, NewWorkspace, WorkspaceChanges};
use crate::models::{board, column, member};
use crate::rank;
pub use purge::{Purge, purge_due};
pub use restore::restore;

/// The columns of a new board: its names, and what standing in one means.
pub(crate) const COLUMNS: [(&str, Category); 4] = [
    ("To do", Category::Todo),
    ("In progress", Category::InProgress),
    ("Done", Category::Done),
    ("Blocked", Category::Blocked),
];

/// How many workspaces one person may own.
const MOST_OWNED: i64 = 50;

/// Makes a workspace with its founder as owner and a first board, through the me door opened for `id`.
///
/// # Errors
/// `slug_taken` where a slug was asked for, `id_taken`, `limit_reached`.
pub fn create(
    tx: &mut Tx<'_>,
    user: UserId,
    id: WorkspaceId,
    request: &CreateWorkspace,
) -> Result<Workspace> {
    let request_hash = remember_request(tx, user, request.id, request)?;
    // A create that comes again while the first still runs: unlike what is made inside a workspace, it stands in no lane.
    if request.id.is_some() {
        workspace::lock_id(tx.conn, id)?;
    }
    if let Some(known) = known(tx, user, id, request_hash.as_ref())? {
        return Ok(known);
    }
    if workspace::owned_by(tx.conn, user)? >= MOST_OWNED {
        return Err(Error::refused(
            ErrorCode::LimitReached,
            format!(
                "You already own {MOST_OWNED} workspaces, including those deleted in the last {TRASH_DAYS} days."
            ),
        ));
    }
    let slug = request.slug.as_ref().map_or_else(
        || workspace::free_slug(tx.conn, &request.name),
        |slug| Ok(slug.as_str().to_owned()),
    )?;
    let new = NewWorkspace {
        id,
        name: request.name.as_str().to_owned(),
        slug,
        task_prefix: request.name.task_prefix(),
        created_by: user,
        request_hash,
    };
    let made = workspace::create(tx.conn, &new);
    let mut made: Workspace = made.map_err(|e| chosen_by_us(request, e))?.into();
    let role = Role::Owner;
    member::join(tx.conn, id, user, role)?;
    let founder = Member::founder(id, user, role, made.task_prefix.clone());
    first_board(tx, &founder)?;
    made.changed_seq = tx.next_seq();
    let entry = ActivityEntry {
        subject: Subject::workspace(made.id, &*made.name),
        room: None,
        changes: Vec::new(),
    };
    tx.emit(
        EventKind::WorkspaceUpdated,
        Audience::Everyone,
        &WorkspaceChanged {
            workspace: made.clone(),
            changes: Vec::new(),
        },
        entry,
    );
    tx.touch_person(user, MeWhat::Workspaces);
    Ok(made)
}

/// A create that comes again with the client's own id gets the workspace as it is now, for as long as whoever made it belongs
/// to it. To everybody else the id is taken, and they learn nothing more.
fn known(
    tx: &mut Tx<'_>,
    user: UserId,
    id: WorkspaceId,
    request_hash: Option<&Vec<u8>>,
) -> Result<Option<Workspace>> {
    let Some((found, founder)) = workspace::by_id(tx.conn, id)? else {
        return Ok(None);
    };
    let kept = workspace::request_hash(tx.conn, id)?;
    let belongs = member::find(tx.conn, id, user)?.is_some_and(|member| !member.suspended);
    let theirs = founder == Some(user) && belongs && found.deleted_at.is_none();
    require_same("workspace", theirs, kept, request_hash)?;
    Ok(Some(found.into()))
}

/// A slug that nobody asked for was free when we looked, and somebody took it since: the gate tries again with another.
fn chosen_by_us(request: &CreateWorkspace, error: Error) -> Error {
    match error {
        Error::Refused(refusal)
            if refusal.code == ErrorCode::SlugTaken && request.slug.is_none() =>
        {
            Error::Contended
        }
        other => other,
    }
}

/// The board that comes with a new workspace. It needs no event: nobody can have read the stream before it.
fn first_board(tx: &mut Tx<'_>, founder: &Member) -> Result<()> {
    let proof = access::workspace(founder, Permission::BoardsCreate)?;
    let id = BoardId::new();
    let new = NewBoard {
        workspace_id: founder.workspace_id(),
        id,
        name: "Board".to_owned(),
        color: "blue".to_owned(),
        visibility: Visibility::Open,
        created_by: founder.user_id(),
        request_hash: None,
    };
    board::create(tx.conn, &proof, &new)?;
    let board = access::made_board(tx.conn, &proof, id)?;
    first_columns(tx, &board)
}

/// The four columns of a new board.
pub(crate) fn first_columns(
    tx: &mut Tx<'_>,
    board: &access::Granted<board::BoardRow>,
) -> Result<()> {
    for ((name, category), position) in COLUMNS.into_iter().zip(rank::spread(COLUMNS.len())) {
        let new = NewColumn {
            workspace_id: board.workspace_id,
            id: ColumnId::new(),
            board_id: board.id,
            name: name.to_owned(),
            category,
            color: None,
            wip_limit: None,
            position,
            request_hash: None,
        };
        column::create(tx.conn, board, &new)?;
    }
    Ok(())
}

/// Renames a workspace, or gives it another slug or prefix. Those it had stay its own.
///
/// # Errors
/// `forbidden`, `slug_taken`, `limit_reached` where it had too many, `version_conflict`.
pub fn update(
    tx: &mut Tx<'_>,
    me: &Member,
    request: &UpdateWorkspace,
    if_match: &IfMatch,
) -> Result<Workspace> {
    let proof = access::workspace(me, Permission::WorkspaceUpdate)?;
    let old: Workspace = workspace::lock(tx.conn, me.workspace_id())?.into();
    if_match.require(old.version, || &old)?;
    let other = |sent: Option<&str>, now: &str| sent.filter(|sent| *sent != now).map(str::to_owned);
    let slug = other(request.slug.as_ref().map(Slug::as_str), &old.slug);
    let prefix = request.task_prefix.as_ref().map(TaskPrefix::as_str);
    let task_prefix = other(prefix, &old.task_prefix);
    let changes = WorkspaceChanges {
        name: other(request.name.as_ref().map(WorkspaceName::as_str), &old.name),
        former_slugs: former(&old.former_slugs, &old.slug, slug.as_deref())?,
        slug,
        former_prefixes: former(
            &old.former_prefixes,
            &old.task_prefix,
            task_prefix.as_deref(),
        )?,
        task_prefix,
    };
    if changes.is_empty() {
        return Ok(old);
    }
    let mut now: Workspace = workspace::update(tx.conn, &proof, &changes)?.into();
    now.changed_seq = tx.next_seq();
    let mut differing = Changes::default();
    differing.field("name", &old.name, &now.name);
    differing.field("slug", &old.slug, &now.slug);
    differing.field("task_prefix", &old.task_prefix, &now.task_prefix);
    let entry = ActivityEntry {
        subject: Subject::workspace(now.id, &*now.name),
        room: None,
        changes: differing.0.clone(),
    };
    tx.emit(
        EventKind::WorkspaceUpdated,
        Audience::Everyone,
        &WorkspaceChanged {
            workspace: now.clone(),
            changes: differing.0,
        },
        entry,
    );
    touch_all(tx, me.workspace_id())?;
    Ok(now)
}

/// Everybody's list of workspaces changed.
fn touch_all(tx: &mut Tx<'_>, workspace: WorkspaceId) -> Result<()> {
    for person in member::all(tx.conn, workspace)? {
        tx.touch_person(person.user_id, MeWhat::Workspaces);
    }
    Ok(())
}

/// The names that a workspace had, once `now` gives way to `next`; nothing where it does not.
fn former(before: &[String], now: &str, next: Option<&str>) -> Result<Option<Vec<String>>> {
    let Some(next) = next else {
        return Ok(None);
    };
    let had = before.iter().map(String::as_str).chain([now]);
    let former: Vec<String> = had
        .filter(|name| *name != next)
        .map(str::to_owned)
        .collect();
    if former.len() > FORMER {
        return Err(Error::refused(
            ErrorCode::LimitReached,
            format!(
                "A workspace keeps {FORMER} earlier addresses and prefixes, which lead to it. Take one of those."
            ),
        ));
    }
    Ok(Some(former))
}

/// Puts a workspace into the trash. Its people lose it at once, and are its members again if it is restored.
///
/// # Errors
/// `forbidden`.
pub fn delete(tx: &mut Tx<'_>, me: &Member, if_match: &IfMatch) -> Result<()> {
    let proof = access::workspace(me, Permission::WorkspaceDelete)?;
    let old = workspace::lock(tx.conn, me.workspace_id())?;
    if_match.require(old.version, || Workspace::from(old.clone()))?;
    workspace::delete(tx.conn, &proof)?;
    touch_all(tx, old.id)?;
    let entry = ActivityEntry {
        subject: Subject::workspace(old.id, old.name),
        room: None,
        changes: Vec::new(),
    };
    tx.emit(
        EventKind::WorkspaceDeleted,
        Audience::Everyone,
        &WorkspaceGone {
            workspace_id: old.id,
        },
        entry,
    );
    Ok(())
}
