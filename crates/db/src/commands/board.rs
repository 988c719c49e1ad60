//! Commands on boards.

mod events;
mod members;
mod purge;
mod restore;

use tutti_types::boards::{Board, CreateBoard, MAX_BOARDS, UpdateBoard};
use tutti_types::permissions::Visibility;
use tutti_types::{BoardId, ErrorCode, Permission};

use super::member::introduce;
use super::repeat::{remember_request, require_same};
use super::task::unassign;
use super::workspace::first_columns;
use crate::access::{self, Granted};
use crate::error::{Error, Result};
use crate::gate::{Member, Tx};
use crate::if_match::IfMatch;
use crate::models::board::{self, BoardChanges, BoardRow, NewBoard};
use crate::models::workspace;
pub(crate) use events::gained;
pub(crate) use events::gone;
use events::{created, deleted, updated};
pub use members::{add_member, remove_member};
pub(crate) use purge::{Purge, purge_due};
pub use restore::restore;

/// Makes a board with four columns. Its maker is the first member of a private one, and of one they would not see otherwise.
///
/// # Errors
/// `forbidden`, `limit_reached`, `id_taken`.
pub fn create(tx: &mut Tx<'_>, me: &Member, request: &CreateBoard) -> Result<Board> {
    let proof = access::workspace(me, Permission::BoardsCreate)?;
    // Boards are counted, and who sees which is worked out, by those who hold this lock.
    workspace::lock(tx.conn, me.workspace_id())?;
    let request_hash = remember_request(tx, me.user_id(), request.id, request)?;
    if let Some(known) = known(tx, me, request.id, request_hash.as_ref())? {
        return Ok(known);
    }
    require_room(tx, me)?;
    let color = request.color.as_ref().map_or("blue", |c| c.as_str());
    let new = NewBoard {
        workspace_id: me.workspace_id(),
        id: request.id.unwrap_or_else(BoardId::new),
        name: request.name.as_str().to_owned(),
        color: color.to_owned(),
        visibility: request.visibility.unwrap_or(Visibility::Open),
        created_by: me.user_id(),
        request_hash,
    };
    board::create(tx.conn, &proof, &new)?;
    let board = access::made_board(tx.conn, &proof, new.id)?;
    first_columns(tx, &board)?;
    let mut board: Board = board.into_subject().into();
    created(tx, &mut board);
    Ok(board)
}

/// Refuses where a workspace has no room for one more board.
fn require_room(tx: &mut Tx<'_>, me: &Member) -> Result<()> {
    if board::count(tx.conn, me.workspace_id())? < MAX_BOARDS {
        return Ok(());
    }
    Err(Error::refused(
        ErrorCode::LimitReached,
        format!("A workspace holds at most {MAX_BOARDS} boards."),
    ))
}

/// A create that comes again with the client's own id gets the board as it is now.
fn known(
    tx: &mut Tx<'_>,
    me: &Member,
    id: Option<BoardId>,
    request_hash: Option<&Vec<u8>>,
) -> Result<Option<Board>> {
    let Some(id) = id else { return Ok(None) };
    let Some(found) = board::find(tx.conn, me.workspace_id(), id)? else {
        // One that is deleted keeps its id.
        if board::exists(tx.conn, me.workspace_id(), id)? {
            require_same("board", false, None, request_hash)?;
        }
        return Ok(None);
    };
    let kept = board::request_hash(tx.conn, &found)?;
    let theirs = found.created_by == Some(me.user_id()) && access::reads(me, &found);
    require_same("board", theirs, kept, request_hash)?;
    Ok(Some(found.into()))
}

/// Changes the fields that were sent. Who makes a board private is added to it; who loses it by that is told so first, and is
/// taken off its tasks.
///
/// # Errors
/// `not_found`, `forbidden`, `version_conflict`.
pub fn update(
    tx: &mut Tx<'_>,
    me: &Member,
    id: BoardId,
    request: &UpdateBoard,
    if_match: &IfMatch,
) -> Result<Board> {
    if request.visibility.is_some() {
        workspace::lock(tx.conn, me.workspace_id())?;
    }
    let board = access::board(tx.conn, me, id, Permission::BoardsUpdate)?;
    if_match.require(board.version, || Board::from((*board).clone()))?;
    let named = request.name.as_ref().map(|name| name.as_str().to_owned());
    let coloured = request.color.as_ref().map(|c| c.as_str().to_owned());
    let changes = BoardChanges {
        name: named.filter(|name| *name != board.name),
        color: coloured.filter(|color| *color != board.color),
        visibility: request
            .visibility
            .filter(|visibility| *visibility != board.visibility),
    };
    if changes.name.is_none() && changes.color.is_none() && changes.visibility.is_none() {
        return Ok(board.into_subject().into());
    }
    if changes.visibility == Some(Visibility::Private) {
        board::add_member(tx.conn, &board, me.user_id())?;
    }
    let now = board::update(tx.conn, &board, &changes)?;
    tell(tx, &board, now)
}

/// Tells what changed of a board: first to those who lose it, then to those who see it. Then the losers come off its tasks, and
/// guests learn who came onto it.
fn tell(tx: &mut Tx<'_>, board: &Granted<BoardRow>, now: BoardRow) -> Result<Board> {
    let losers = events::losers(tx, board, &now)?;
    gone(tx, board.id, &losers);
    let mut told = Board::from(now.clone());
    updated(tx, &Board::from((**board).clone()), &mut told);
    unassign(tx, board, &losers)?;
    introduce(tx, Some(board), &now)?;
    Ok(told)
}

/// Puts a board in the trash, with all on it.
///
/// # Errors
/// `not_found`, `forbidden`.
pub fn delete(tx: &mut Tx<'_>, me: &Member, id: BoardId, if_match: &IfMatch) -> Result<()> {
    let board = access::board(tx.conn, me, id, Permission::BoardsDeleteAny)?;
    if_match.require(board.version, || Board::from((*board).clone()))?;
    board::delete(tx.conn, &board)?;
    deleted(tx, &board);
    Ok(())
}
