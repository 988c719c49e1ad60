//! Boards.

use tutti_types::boards::{Board, BoardDetail, BoardQuery, CreateBoard, UpdateBoard};
use tutti_types::{BoardId, Page, UserId, WorkspaceId, paths};

use super::{Call, Error, query};

/// A board with its columns and cards.
pub async fn get(ws: WorkspaceId, board: BoardId) -> Result<BoardDetail, Error> {
    Call::get(paths::board(ws, board)).json().await
}

/// Makes one.
pub async fn create(ws: WorkspaceId, body: &CreateBoard) -> Result<Board, Error> {
    Call::post(paths::boards(ws), body).json().await
}

/// Renames it, or sets who sees it.
pub async fn update(ws: WorkspaceId, board: BoardId, body: &UpdateBoard) -> Result<Board, Error> {
    Call::patch(paths::board(ws, board), body).json().await
}

/// Those in the trash that one may restore.
pub async fn deleted(ws: WorkspaceId, cursor: Option<String>) -> Result<Page<Board>, Error> {
    let filter = BoardQuery {
        deleted: Some(true),
        limit: Some(100),
        cursor,
    };
    Call::get(query::with(paths::boards(ws), &filter))
        .json()
        .await
}

/// Adds somebody to it.
pub async fn add_member(ws: WorkspaceId, board: BoardId, user: UserId) -> Result<(), Error> {
    Call::change("PUT", paths::board_member(ws, board, user), None)
        .done()
        .await
}

/// Takes somebody off it.
pub async fn remove_member(ws: WorkspaceId, board: BoardId, user: UserId) -> Result<(), Error> {
    Call::delete(paths::board_member(ws, board, user))
        .done()
        .await
}
