//! Make a column; `create.id` is set from `column` when it is sent.

use serde::{Deserialize, Serialize};
use tutti_types::columns::{Column, CreateColumn};
use tutti_types::{BoardId, ColumnId, Timestamp, WorkspaceId, paths};

use super::{Act, Call, ColumnDelete, Intent, Sent};
use crate::entity::Entity;
use crate::order;
use crate::view::{Layer, Seen};

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ColumnCreate {
    pub board: BoardId,
    pub column: ColumnId,
    /// The request.
    pub create: CreateColumn,
}

impl Act for ColumnCreate {
    fn entity(&self) -> Entity {
        Entity::Column(self.column)
    }

    fn show(&self, layer: &mut Layer<'_>, at: Timestamp) {
        let (board, id, create) = (self.board, self.column, &self.create);
        if !layer.is_loaded(board) || layer.column(id).is_some() {
            return;
        }
        order::place(layer.column_list(board), id, None, None);
        layer.set_column(Column {
            id,
            workspace_id: layer.workspace_id(),
            board_id: board,
            name: create.name.as_str().to_owned(),
            category: create.category,
            color: create.color.as_ref().map(|color| color.as_str().to_owned()),
            wip_limit: create.wip_limit,
            position: String::new(),
            count: None,
            version: 0,
            changed_seq: 0,
            created_at: at,
            updated_at: at,
        });
    }

    fn call(&self, ws: WorkspaceId, _: Sent) -> Call {
        let create = CreateColumn {
            id: Some(self.column),
            ..self.create.clone()
        };
        Call::post(paths::columns(ws, self.board)).with(&create)
    }

    fn undo(&self, _: Seen<'_>) -> Option<Intent> {
        let back = ColumnDelete {
            board: self.board,
            column: self.column,
            to: None,
        };
        Some(back.into())
    }

    fn has_own_id(&self) -> bool {
        true
    }

    fn makes_column(&self, column: ColumnId) -> bool {
        column == self.column
    }
}
