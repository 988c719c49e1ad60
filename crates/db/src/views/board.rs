//! A board with what is on it.

use std::collections::HashMap;

use diesel::PgConnection;
use tutti_types::BoardId;
use tutti_types::boards::BoardDetail;
use tutti_types::columns::Column;

use crate::access;
use crate::error::Result;
use crate::gate::Member;
use crate::models::{column, stream, task};

/// The board as every reader of it sees it, with its position. Call it in a transaction that sees one moment.
///
/// # Errors
/// `not_found`.
pub fn load(conn: &mut PgConnection, me: &Member, id: BoardId) -> Result<BoardDetail> {
    let (epoch, seq) = stream::head(conn, me.workspace_id())?;
    let board = access::readable_board(conn, me, id)?;
    let counts: HashMap<_, _> = column::counts(conn, me.workspace_id(), id)?
        .into_iter()
        .collect();
    let columns = column::of_board(conn, me.workspace_id(), id)?
        .into_iter()
        .map(|row| {
            let count = counts.get(&row.id).copied();
            Column {
                count,
                ..row.into()
            }
        });
    let columns = columns.collect();
    let tasks = task::cards_of_board(conn, me.workspace_id(), id, me.task_prefix())?;
    Ok(BoardDetail {
        board: board.into(),
        columns,
        tasks,
        epoch,
        seq,
    })
}
