//! Change a board's fields.

use serde::{Deserialize, Serialize};
use tutti_types::boards::UpdateBoard;
use tutti_types::text::{BoardName, Color};
use tutti_types::{BoardId, Timestamp, WorkspaceId, paths};

use super::{Act, Call, Intent, Sent};
use crate::entity::Entity;
use crate::view::{Layer, Seen};

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct BoardUpdate {
    pub board: BoardId,
    /// What changes.
    pub patch: UpdateBoard,
}

impl Act for BoardUpdate {
    fn entity(&self) -> Entity {
        Entity::Board(self.board)
    }

    fn show(&self, layer: &mut Layer<'_>, _: Timestamp) {
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

    fn call(&self, ws: WorkspaceId, _: Sent) -> Call {
        Call::patch(paths::board(ws, self.board)).with(&self.patch)
    }

    fn undo(&self, seen: Seen<'_>) -> Option<Intent> {
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
