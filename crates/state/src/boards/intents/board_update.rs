//! Change a board's fields.

use serde::{Deserialize, Serialize};
use tutti_types::boards::UpdateBoard;
use tutti_types::text::{BoardName, Color};
use tutti_types::{BoardId, Timestamp, WorkspaceId, paths};

use super::Intent;
use crate::area::{Act, Layer, Seen};
use crate::boards::{Boards, Entity};
use crate::outgoing::{Call, Outgoing, Sent};

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct BoardUpdate {
    pub board: BoardId,
    /// What changes.
    pub patch: UpdateBoard,
}

impl Act for BoardUpdate {
    type Area = Boards;

    fn show(&self, layer: &mut Layer<'_, Boards>, _: Timestamp) {
        let Some(mut board) = layer.board(self.board).cloned() else {
            return;
        };
        if let Some(name) = &self.patch.name {
            name.as_str().clone_into(&mut board.name);
        }
        if let Some(color) = &self.patch.color {
            color.as_str().clone_into(&mut board.color);
        }
        board.visibility = self.patch.visibility.unwrap_or(board.visibility);
        layer.set_board(board);
    }

    fn undo(&self, seen: Seen<'_, Boards>) -> Option<Intent> {
        let (shown, patch) = (seen.board(self.board)?, &self.patch);
        let name = || BoardName::parse(&shown.name).ok();
        let color = || Color::parse(&shown.color).ok();
        let back = Self {
            board: self.board,
            patch: UpdateBoard {
                name: patch.name.as_ref().and_then(|_| name()),
                visibility: patch.visibility.map(|_| shown.visibility),
                color: patch.color.as_ref().and_then(|_| color()),
            },
        };
        Some(back.into())
    }
}

impl Outgoing for BoardUpdate {
    fn entity(&self) -> crate::Entity {
        Entity::Board(self.board).into()
    }

    fn call(&self, ws: WorkspaceId, _: Sent) -> Call {
        Call::patch(paths::board(ws, self.board)).with(&self.patch)
    }
}
