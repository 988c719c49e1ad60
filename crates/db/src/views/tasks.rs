//! Tasks in lists, as cards: of the boards that the reader sees, narrowed by whatever is given.

use diesel::PgConnection;
use tutti_types::tasks::{Task, TaskQuery};
use tutti_types::text::TaskKey;
use tutti_types::{BoardId, ColumnId};

use crate::access;
use crate::error::{Error, Result};
use crate::gate::Member;
pub use crate::models::task::Order;
use crate::models::task::{self, Filter};
use crate::models::{board, column, workspace};

/// The number of no task.
const NO_NUMBER: i64 = 0;

/// At most `limit` tasks, by time, by when they are due or by place.
///
/// # Errors
/// `not_found` for a board or column of which the member may not know.
pub fn list(
    conn: &mut PgConnection,
    me: &Member,
    query: &TaskQuery,
    order: Order,
    limit: i64,
) -> Result<Vec<Task>> {
    let filter = filter(conn, me, query)?;
    let cards = task::list(conn, filter, order, limit)?.into_iter();
    Ok(cards.map(|card| card.into_task(me.task_prefix())).collect())
}

/// What the list is narrowed by, for this reader.
fn filter(conn: &mut PgConnection, me: &Member, query: &TaskQuery) -> Result<Filter> {
    let (workspace, boards) = (
        me.workspace_id(),
        boards(conn, me, query.board, query.column)?,
    );
    let columns = match query.status {
        Some(status) => Some(column::of_status(conn, workspace, &boards, status)?),
        None => None,
    };
    let numbered = match &query.key {
        Some(key) => Some(number(conn, me, key)?.unwrap_or(NO_NUMBER)),
        None => None,
    };
    let text = query.q.as_deref().map(str::trim).filter(|q| !q.is_empty());
    let number = match text.and_then(|text| TaskKey::parse(text).ok()) {
        Some(key) => number(conn, me, &key)?,
        None => None,
    };
    Ok(Filter {
        workspace,
        boards,
        column: query.column,
        columns,
        assignee: query.assignee,
        priority: query.priority,
        due_before: query.due_before,
        text: text.map(str::to_owned),
        number,
        numbered,
    })
}

/// The boards to look on: that of the column, the one wanted, or all that the member sees.
fn boards(
    conn: &mut PgConnection,
    me: &Member,
    wanted: Option<BoardId>,
    column: Option<ColumnId>,
) -> Result<Vec<BoardId>> {
    if let Some(column) = column {
        let board = access::readable_column(conn, me, column)?.board_id;
        if wanted.is_some_and(|wanted| wanted != board) {
            return Err(Error::not_found());
        }
        return Ok(vec![board]);
    }
    match wanted {
        Some(id) => Ok(vec![access::readable_board(conn, me, id)?.id]),
        None => Ok(board::all(conn, me.workspace_id())?
            .iter()
            .filter(|b| access::reads(me, b))
            .map(|b| b.id)
            .collect()),
    }
}

/// The number in a task's key, if the workspace has its prefix or had it.
fn number(conn: &mut PgConnection, me: &Member, key: &TaskKey) -> Result<Option<i64>> {
    let (prefix, number) = key.parts();
    let known = prefix == me.task_prefix()
        || workspace::find(conn, me.workspace_id())?
            .former_prefixes
            .iter()
            .any(|former| prefix == former);
    Ok(known.then_some(number))
}
