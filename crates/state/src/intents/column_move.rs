//! Put a column elsewhere on its board.

use serde::{Deserialize, Serialize};
use tutti_types::columns::MoveColumn;
use tutti_types::{BoardId, ColumnId, Timestamp, WorkspaceId, paths};

use super::{Act, Call, Intent, Sent};
use crate::entity::Entity;
use crate::order;
use crate::view::{Layer, Seen};

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ColumnMove {
    pub board: BoardId,
    pub column: ColumnId,
    /// Where to.
    pub to: MoveColumn,
}

impl Act for ColumnMove {
    fn entity(&self) -> Entity {
        Entity::Column(self.column)
    }

    fn show(&self, layer: &mut Layer<'_>, _: Timestamp) {
        if layer.column(self.column).is_some() {
            let list = layer.column_list(self.board);
            order::place(list, self.column, self.to.before, self.to.after);
        }
    }

    fn call(&self, ws: WorkspaceId, _: Sent) -> Call {
        Call::post(paths::column_move(ws, self.board, self.column)).with(&self.to)
    }

    fn undo(&self, seen: Seen<'_>) -> Option<Intent> {
        let (before, after) = order::neighbours_of(seen.columns(self.board), self.column);
        let back = Self {
            board: self.board,
            column: self.column,
            to: MoveColumn { before, after },
        };
        Some(back.into())
    }

    fn waits_for(&self, earlier: &dyn Act) -> bool {
        let named = [self.to.before, self.to.after].into_iter().flatten();
        named
            .map(Entity::Column)
            .any(|named| named == earlier.entity())
    }
}
