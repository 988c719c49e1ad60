//! Where a card stands. The server chooses the rank from the neighbours' ids while the column is locked, so that two drops at
//! one spot end on two places.

use std::collections::HashSet;

use diesel::sql_types::{Array, Nullable, Text, Uuid};
use diesel::{OptionalExtension, PgConnection, RunQueryDsl};
use tutti_types::columns::Category;
use tutti_types::{BoardId, ColumnId, ErrorCode, TaskId, WorkspaceId};

use crate::access::Granted;
use crate::error::{Error, Result};
use crate::models::column::ColumnRow;
use crate::rank;

/// A place in a column.
#[derive(Clone, Debug)]
pub struct TaskSlot {
    pub board_id: BoardId,
    pub column_id: ColumnId,
    /// The rank in it.
    pub position: String,
}

/// The cards somebody wants to stand beside. `before` wins over `after`; neither: at the end. A card that is among those being placed
/// stands for its own place: beside itself, a card stays where it is.
#[derive(Clone, Copy, Debug, Default)]
pub struct Neighbours {
    /// The card to stand before.
    pub before: Option<TaskId>,
    /// The card to stand after.
    pub after: Option<TaskId>,
}

statement!(
    /// Whether a named neighbour is of this board at all, and its rank where it stands, living, in the column.
    Neighbour { workspace: WorkspaceId => Uuid, board: BoardId => Uuid, column: ColumnId => Uuid, task: TaskId => Uuid } -> Nullable<Text>;
    "SELECT CASE WHEN column_id = " column " AND deleted_at IS NULL THEN position END FROM tasks
     WHERE workspace_id = " workspace " AND board_id = " board " AND id = " task
);

statement!(
    /// The rank just before one, leaving out the cards that are being placed.
    Previous { workspace: WorkspaceId => Uuid, column: ColumnId => Uuid, position: Option<String> => Nullable<Text>, moving: Vec<TaskId> => Array<Uuid> } -> Text;
    "SELECT position FROM tasks WHERE workspace_id = " workspace " AND column_id = " column " AND deleted_at IS NULL AND position < coalesce(" position
    ", '~') AND id <> ALL (" moving ") ORDER BY position DESC LIMIT 1"
);

statement!(
    /// The rank just after one, leaving out the cards that are being placed.
    Next { workspace: WorkspaceId => Uuid, column: ColumnId => Uuid, position: String => Text, moving: Vec<TaskId> => Array<Uuid> } -> Text;
    "SELECT position FROM tasks WHERE workspace_id = " workspace " AND column_id = " column " AND deleted_at IS NULL AND position > " position
    " AND id <> ALL (" moving ") ORDER BY position LIMIT 1"
);

/// The room between two neighbours in a locked column; an open side is an end of it.
#[derive(Clone, Debug)]
pub struct Gap {
    low: Option<String>,
    high: Option<String>,
}

impl Gap {
    /// Ranks in it for so many cards, in order. None is one of `held`: cards are placed one after the other, and a rank must be
    /// unique at every moment, so nobody may be put where another that is being placed still stands.
    #[must_use]
    pub fn ranks(&self, n: usize, held: &[&str]) -> Vec<String> {
        let between = |n| rank::between_many(self.low.as_deref(), self.high.as_deref(), n);
        let is_free = |rank: &String| !held.contains(&rank.as_str());
        let ranks = between(n);
        if ranks.iter().all(is_free) {
            return ranks;
        }
        let more = between(n + held.len()).into_iter();
        more.filter(is_free).take(n).collect()
    }

    /// Whether these ranks lie in it, in order.
    #[must_use]
    pub fn holds(&self, ranks: &[&str]) -> bool {
        let within = |rank: &&str| {
            self.low.as_deref().is_none_or(|low| low < *rank)
                && self.high.as_deref().is_none_or(|high| *rank < high)
        };
        ranks.iter().all(within) && ranks.is_sorted_by(|a, b| a < b)
    }
}

/// The room beside the wanted neighbours in a locked column, as if the cards that are being placed stood nowhere.
///
/// # Errors
/// `not_found` where a neighbour is of another board.
pub fn gap(
    conn: &mut PgConnection,
    column: &Granted<ColumnRow>,
    beside: Neighbours,
    moving: &[TaskId],
) -> Result<Gap> {
    let (workspace, board, id) = (column.workspace_id, column.board_id, column.id);
    let mut rank_of = |task: Option<TaskId>| -> Result<Option<String>> {
        let Some(task) = task else { return Ok(None) };
        let found: Vec<Option<String>> = (Neighbour {
            workspace,
            board,
            column: id,
            task,
        })
        .get_results(conn)?;
        found.into_iter().next().ok_or_else(Error::not_found)
    };
    let (before, after) = (rank_of(beside.before)?, rank_of(beside.after)?);
    let is_own = |task: Option<TaskId>| task.is_some_and(|task| moving.contains(&task));
    let next = |position: &str| Next {
        workspace,
        column: id,
        position: position.to_owned(),
        moving: moving.to_vec(),
    };
    let previous = |position: Option<&str>| Previous {
        workspace,
        column: id,
        position: position.map(str::to_owned),
        moving: moving.to_vec(),
    };
    let is_own_place = match &before {
        Some(_) => is_own(beside.before),
        None => is_own(beside.after),
    };
    let (low, high) = match (before, after) {
        (Some(own), _) | (None, Some(own)) if is_own_place => (
            one(previous(Some(&own)).get_results(conn)?),
            one(next(&own).get_results(conn)?),
        ),
        (Some(high), _) => (one(previous(Some(&high)).get_results(conn)?), Some(high)),
        (None, Some(low)) => {
            let high = one(next(&low).get_results(conn)?);
            (Some(low), high)
        }
        (None, None) => (one(previous(None).get_results(conn)?), None),
    };
    Ok(Gap { low, high })
}

statement!(
    /// The living card at a rank, or else the last before it.
    At { workspace: WorkspaceId => Uuid, column: ColumnId => Uuid, position: String => Text } -> Uuid;
    "SELECT id FROM tasks WHERE workspace_id = " workspace " AND column_id = " column " AND deleted_at IS NULL AND position <= " position " ORDER BY position DESC LIMIT 1"
);

/// The card behind which one with this rank stands in a locked column.
///
/// # Errors
/// Where the database fails.
pub fn standing_at(
    conn: &mut PgConnection,
    column: &Granted<ColumnRow>,
    position: &str,
) -> Result<Option<TaskId>> {
    let at = At {
        workspace: column.workspace_id,
        column: column.id,
        position: position.to_owned(),
    };
    Ok(at.get_result(conn).optional()?)
}

statement!(
    /// Those of some ranks at which no living card stands.
    Free { workspace: WorkspaceId => Uuid, column: ColumnId => Uuid, positions: Vec<String> => Array<Text> } -> Text;
    "SELECT r.rank FROM unnest(" positions ") AS r (rank) WHERE NOT EXISTS (SELECT FROM tasks WHERE workspace_id = " workspace " AND column_id = " column
    " AND deleted_at IS NULL AND position = r.rank)"
);

/// Those of some ranks in a locked column where no card stands.
///
/// # Errors
/// Where the database fails.
pub fn free_ranks(
    conn: &mut PgConnection,
    column: &Granted<ColumnRow>,
    positions: Vec<String>,
) -> Result<HashSet<String>> {
    if positions.is_empty() {
        return Ok(HashSet::new());
    }
    let free = Free {
        workspace: column.workspace_id,
        column: column.id,
        positions,
    };
    let ranks: Vec<String> = free.get_results(conn)?;
    Ok(ranks.into_iter().collect())
}

/// The rank right after one in a locked column.
///
/// # Errors
/// Where the database fails.
pub fn place_after(
    conn: &mut PgConnection,
    column: &Granted<ColumnRow>,
    position: &str,
) -> Result<TaskSlot> {
    let next = Next {
        workspace: column.workspace_id,
        column: column.id,
        position: position.to_owned(),
        moving: Vec::new(),
    };
    let next = one(next.get_results(conn)?);
    Ok(TaskSlot {
        board_id: column.board_id,
        column_id: column.id,
        position: rank::between(Some(position), next.as_deref()),
    })
}

fn one(rows: Vec<String>) -> Option<String> {
    rows.into_iter().next()
}

statement!(
    /// A board's first column of a category, or its first of all.
    FirstOf { workspace: WorkspaceId => Uuid, board: BoardId => Uuid, category: Option<Category> => Nullable<Text> } -> Uuid;
    "SELECT id FROM columns WHERE workspace_id = " workspace " AND board_id = " board " AND deleted_at IS NULL AND category = coalesce(" category
    ", category) ORDER BY position LIMIT 1"
);

/// The id of a board's first column of a status, or of its first column where none is wanted.
///
/// # Errors
/// `no_such_column`.
pub fn end_of_status(
    conn: &mut PgConnection,
    workspace: WorkspaceId,
    board: BoardId,
    status: Option<Category>,
) -> Result<ColumnId> {
    let ids: Vec<ColumnId> = FirstOf {
        workspace,
        board,
        category: status,
    }
    .get_results(conn)?;
    ids.into_iter().next().ok_or_else(|| {
        Error::refused(
            ErrorCode::NoSuchColumn,
            format!(
                "This board has no column of status {}.",
                status.map_or("any", Category::as_str)
            ),
        )
    })
}
