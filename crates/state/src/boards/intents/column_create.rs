//! Make a column; `create.id` is set from `column` when it is sent.

use serde::{Deserialize, Serialize};
use tutti_types::columns::{Column, CreateColumn};
use tutti_types::{BoardId, ColumnId, Timestamp, WorkspaceId, paths};

use super::{ColumnDelete, Intent};
use crate::area::{Act, Layer, Seen};
use crate::boards::{Boards, Entity};
use crate::order;
use crate::outgoing::{Call, Outgoing, Sent};

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ColumnCreate {
    pub board: BoardId,
    pub column: ColumnId,
    /// The request.
    pub create: CreateColumn,
}

impl Act for ColumnCreate {
    type Area = Boards;

    fn show(&self, layer: &mut Layer<'_, Boards>, at: Timestamp) {
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

    fn undo(&self, _: Seen<'_, Boards>) -> Option<Intent> {
        let back = ColumnDelete {
            board: self.board,
            column: self.column,
            to: None,
        };
        Some(back.into())
    }
}

impl Outgoing for ColumnCreate {
    fn entity(&self) -> crate::Entity {
        Entity::Column(self.column).into()
    }

    fn call(&self, ws: WorkspaceId, _: Sent) -> Call {
        let create = CreateColumn {
            id: Some(self.column),
            ..self.create.clone()
        };
        Call::post(paths::columns(ws, self.board)).with(&create)
    }

    fn has_own_id(&self) -> bool {
        true
    }

    fn makes(&self, entity: crate::Entity) -> bool {
        entity == self.entity()
    }
}
