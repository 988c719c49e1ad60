//! Taking a board out of the trash.

use tutti_types::boards::Board;
use tutti_types::{BoardId, Permission};

use super::events::restored;
use super::require_room;
use crate::access;
use crate::commands::member::introduce;
use crate::error::Result;
use crate::gate::{Member, Tx};
use crate::if_match::IfMatch;
use crate::models::{board, workspace};

/// Takes a board out of the trash, with all that was on it when it was deleted; what was in the trash before stays there. One that
/// is not in the trash is answered as it is.
///
/// # Errors
/// `not_found`, `forbidden`, `limit_reached`, `version_conflict`.
pub fn restore(tx: &mut Tx<'_>, me: &Member, id: BoardId, if_match: &IfMatch) -> Result<Board> {
    // Boards are counted, and who sees which is worked out, by those who hold this lock.
    workspace::lock(tx.conn, me.workspace_id())?;
    let Some(trashed) = access::trashed_board(tx.conn, me, id)? else {
        let living = access::board(tx.conn, me, id, Permission::BoardsDeleteAny)?;
        let living = Board::from(living.into_subject());
        if_match.require(living.version, || living.clone())?;
        return Ok(living);
    };
    if_match.require(trashed.version, || Board::from((**trashed).clone()))?;
    require_room(tx, me)?;
    board::restore(tx.conn, &trashed)?;
    let board = access::board(tx.conn, me, id, Permission::BoardsDeleteAny)?;
    let mut told = Board::from((*board).clone());
    restored(tx, &mut told, trashed.deleted_at);
    // To its guests it is new, and so is everybody on it.
    introduce(tx, None, &board)?;
    Ok(told)
}
