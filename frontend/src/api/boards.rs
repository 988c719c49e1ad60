//! Boards.

use tutti_types::boards::{Board, BoardDetail, CreateBoard, UpdateBoard};
use tutti_types::{BoardId, UserId, WorkspaceId, paths};

use super::{Call, Error};

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

/// Deletes it with all that is on it.
pub async fn delete(ws: WorkspaceId, board: BoardId) -> Result<(), Error> {
    Call::delete(paths::board(ws, board)).done().await
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
