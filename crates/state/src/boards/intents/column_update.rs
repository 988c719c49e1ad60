//! Change a column's fields.

use serde::{Deserialize, Serialize};
use tutti_types::columns::{Column, UpdateColumn};
use tutti_types::text::{Color, ColumnName};
use tutti_types::{BoardId, ColumnId, Patch, Timestamp, WorkspaceId, paths};

use super::Intent;
use crate::area::{Act, Layer, Seen};
use crate::boards::{Boards, Entity};
use crate::outgoing::{Call, Outgoing, Sent};

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ColumnUpdate {
    pub board: BoardId,
    pub column: ColumnId,
    /// What changes.
    pub patch: UpdateColumn,
}

impl Act for ColumnUpdate {
    type Area = Boards;

    fn show(&self, layer: &mut Layer<'_, Boards>, _: Timestamp) {
        let Some(mut column) = layer.column(self.column).cloned() else {
            return;
        };
        if let Some(name) = &self.patch.name {
            name.as_str().clone_into(&mut column.name);
        }
        column.category = self.patch.category.unwrap_or(column.category);
        if let Some(color) = self.patch.color.clone().into_change() {
            column.color = color.map(Color::into_string);
        }
        column.wip_limit = self.patch.wip_limit.or_keep(column.wip_limit);
        layer.set_column(column);
    }

    fn undo(&self, seen: Seen<'_, Boards>) -> Option<Intent> {
        let back = Self {
            board: self.board,
            column: self.column,
            patch: inverse(seen.column(self.column)?, &self.patch),
        };
        Some(back.into())
    }
}

impl Outgoing for ColumnUpdate {
    fn entity(&self) -> crate::Entity {
        Entity::Column(self.column).into()
    }

    fn call(&self, ws: WorkspaceId, _: Sent) -> Call {
        Call::patch(paths::column(ws, self.board, self.column)).with(&self.patch)
    }
}

fn inverse(column: &Column, patch: &UpdateColumn) -> UpdateColumn {
    let color = match (&patch.color, &column.color) {
        (Patch::Keep, _) => Patch::Keep,
        (_, None) => Patch::Clear,
        (_, Some(color)) => Color::parse(color).map_or(Patch::Keep, Patch::Set),
    };
    let wip_limit = match (&patch.wip_limit, column.wip_limit) {
        (Patch::Keep, _) => Patch::Keep,
        (_, None) => Patch::Clear,
        (_, Some(limit)) => Patch::Set(limit),
    };
    let name = || ColumnName::parse(&column.name).ok();
    UpdateColumn {
        name: patch.name.as_ref().and_then(|_| name()),
        category: patch.category.map(|_| column.category),
        color,
        wip_limit,
    }
}
