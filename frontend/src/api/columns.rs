//! Columns, outside of an open board; on it they go through the queue of `tutti_state`.

use tutti_types::{BoardId, ColumnId, WorkspaceId, paths};

use super::{Call, Error};

/// Deletes it, where it is empty.
pub async fn delete(ws: WorkspaceId, board: BoardId, column: ColumnId) -> Result<(), Error> {
    Call::delete(paths::column(ws, board, column)).done().await
}
