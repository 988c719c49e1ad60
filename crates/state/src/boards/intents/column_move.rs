//! Put a column elsewhere on its board.

use serde::{Deserialize, Serialize};
use tutti_types::columns::MoveColumn;
use tutti_types::{BoardId, ColumnId, Timestamp, WorkspaceId, paths};

use super::Intent;
use crate::area::{Act, Layer, Seen};
use crate::boards::{Boards, Entity};
use crate::order;
use crate::outgoing::{Call, Outgoing, Sent};

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ColumnMove {
    pub board: BoardId,
    pub column: ColumnId,
    /// Where to.
    pub to: MoveColumn,
}

impl Act for ColumnMove {
    type Area = Boards;

    fn show(&self, layer: &mut Layer<'_, Boards>, _: Timestamp) {
        if layer.column(self.column).is_some() {
            let list = layer.column_list(self.board);
            order::place(list, self.column, self.to.before, self.to.after);
        }
    }

    fn undo(&self, seen: Seen<'_, Boards>) -> Option<Intent> {
        let (before, after) = order::neighbours_of(seen.columns(self.board), self.column);
        let back = Self {
            board: self.board,
            column: self.column,
            to: MoveColumn { before, after },
        };
        Some(back.into())
    }
}

impl Outgoing for ColumnMove {
    fn entity(&self) -> crate::Entity {
        Entity::Column(self.column).into()
    }

    fn call(&self, ws: WorkspaceId, _: Sent) -> Call {
        Call::post(paths::column_move(ws, self.board, self.column)).with(&self.to)
    }

    fn waits_for(&self, earlier: &dyn Outgoing) -> bool {
        let named = [self.to.before, self.to.after].into_iter().flatten();
        named
            .map(|named| Entity::Column(named).into())
            .any(|named: crate::Entity| named == earlier.entity())
    }
}
