//! Adding people to a board, and taking them off it.

use tutti_types::boards::Board;
use tutti_types::{BoardId, Permission, UserId};

use super::tell;
use crate::access::{self, Granted};
use crate::error::{Error, Result};
use crate::gate::{Member, Tx};
use crate::if_match::IfMatch;
use crate::models::board::{self, BoardChanges, BoardRow};
use crate::models::member::{self, MemberRow};
use crate::models::workspace;

/// Adds a member of the workspace to a board; adding them again changes nothing.
///
/// # Errors
/// `not_found` for the board and for who is no member, or is locked out; `forbidden`; `version_conflict` for a stale board.
pub fn add_member(
    tx: &mut Tx<'_>,
    me: &Member,
    id: BoardId,
    user: UserId,
    if_match: &IfMatch,
) -> Result<Board> {
    let board = locked(tx, me, id, if_match)?;
    if board.member_ids.contains(&user) {
        return Ok(board.into_subject().into());
    }
    known(tx, me, user)?
        .filter(|person| !person.suspended)
        .ok_or_else(Error::not_found)?;
    board::add_member(tx.conn, &board, user)?;
    changed(tx, &board)
}

/// Takes somebody off a board. Who no longer sees it is told so first, and is taken off its tasks. The answer tells nothing, so whoever took
/// themself off a private board gets it once more.
///
/// # Errors
/// `not_found` for the board and for who is no member; `forbidden`; `version_conflict` for a stale board.
pub fn remove_member(
    tx: &mut Tx<'_>,
    me: &Member,
    id: BoardId,
    user: UserId,
    if_match: &IfMatch,
) -> Result<()> {
    let board = locked(tx, me, id, if_match)?;
    if !board.member_ids.contains(&user) {
        known(tx, me, user)?.ok_or_else(Error::not_found)?;
        return Ok(());
    }
    board::remove_member(tx.conn, &board, user)?;
    changed(tx, &board).map(drop)
}

/// A member of the workspace, where one may know of them.
fn known(tx: &mut Tx<'_>, me: &Member, user: UserId) -> Result<Option<MemberRow>> {
    let known = access::acquaintances(tx.conn, me)?;
    if known.is_some_and(|known| !known.contains(&user)) {
        return Ok(None);
    }
    Ok(member::find(tx.conn, me.workspace_id(), user)?)
}

/// The board, held together with its workspace, where it is as the caller saw it.
fn locked(
    tx: &mut Tx<'_>,
    me: &Member,
    id: BoardId,
    if_match: &IfMatch,
) -> Result<Granted<BoardRow>> {
    workspace::lock(tx.conn, me.workspace_id())?;
    let board = access::board(tx.conn, me, id, Permission::BoardsUpdate)?;
    if_match.require(board.version, || Board::from((*board).clone()))?;
    Ok(board)
}

/// Raises the version of a board whose members changed, and tells it.
fn changed(tx: &mut Tx<'_>, board: &Granted<BoardRow>) -> Result<Board> {
    let now = board::update(tx.conn, board, &BoardChanges::default())?;
    tell(tx, board, now)
}
