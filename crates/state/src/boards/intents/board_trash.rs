//! Put a board in the trash, with all on it, and take it out again: each takes the other back.

use serde::{Deserialize, Serialize};
use tutti_types::{BoardId, Timestamp, WorkspaceId, paths};

use super::Intent;
use crate::area::{Act, Layer, Seen};
use crate::boards::{Boards, Entity};
use crate::outgoing::{Call, Outgoing, Sent};

/// Put a board in the trash.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct BoardDelete {
    pub board: BoardId,
}

impl Act for BoardDelete {
    type Area = Boards;

    fn show(&self, layer: &mut Layer<'_, Boards>, _: Timestamp) {
        layer.hide_board(self.board);
    }

    fn show_done(&self, layer: &mut Layer<'_, Boards>) {
        layer.hide_board(self.board);
    }

    fn undo(&self, _: Seen<'_, Boards>) -> Option<Intent> {
        Some(BoardRestore { board: self.board }.into())
    }

    fn awaits_end(&self, truth: &Boards, is_lost: bool) -> bool {
        // In a snapshot from after its end it is back.
        !is_lost && truth.boards.iter().any(|known| known.id == self.board)
    }
}

impl Outgoing for BoardDelete {
    fn entity(&self) -> crate::Entity {
        Entity::Board(self.board).into()
    }

    fn call(&self, ws: WorkspaceId, _: Sent) -> Call {
        Call::delete(paths::board(ws, self.board))
    }
}

/// Take a board out of the trash.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct BoardRestore {
    pub board: BoardId,
}

impl Act for BoardRestore {
    type Area = Boards;

    fn show(&self, layer: &mut Layer<'_, Boards>, _: Timestamp) {
        if let Some(known) = layer.known_board(self.board) {
            layer.set_board(known.clone());
        }
    }

    fn undo(&self, _: Seen<'_, Boards>) -> Option<Intent> {
        Some(BoardDelete { board: self.board }.into())
    }
}

impl Outgoing for BoardRestore {
    fn entity(&self) -> crate::Entity {
        Entity::Board(self.board).into()
    }

    fn call(&self, ws: WorkspaceId, _: Sent) -> Call {
        Call::post(paths::board_restore(ws, self.board))
    }

    fn precedes_all(&self) -> bool {
        // What stands on a board is found only once the board is back, and no intent says on which board its task is.
        true
    }
}
