//! Put a column in the trash, and take it out again, with the cards that are still where they went.

use serde::{Deserialize, Serialize};
use tutti_types::tasks::Task;
use tutti_types::{BoardId, ColumnId, Timestamp, WorkspaceId, paths};

use super::Intent;
use crate::area::{Act, Layer, Seen};
use crate::boards::{Boards, Entity};
use crate::order;
use crate::outgoing::{Call, Outgoing, Sent};

/// Put a column in the trash.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ColumnDelete {
    pub board: BoardId,
    pub column: ColumnId,
    /// Where its cards go, where it holds any.
    pub to: Option<ColumnId>,
}

impl Act for ColumnDelete {
    type Area = Boards;

    fn show(&self, layer: &mut Layer<'_, Boards>, _: Timestamp) {
        layer.hide_column(self.board, self.column);
    }

    fn show_done(&self, layer: &mut Layer<'_, Boards>) {
        // Where it is known no more, its event has come.
        if let Some(board) = layer.column(self.column).map(|column| column.board_id) {
            layer.hide_column(board, self.column);
        }
    }

    fn show_on_it(&self, layer: &mut Layer<'_, Boards>, at: Timestamp, _: bool) {
        // They go with its event, not with the answer.
        let Some(to) = self.to else { return };
        for id in layer.list(self.column).clone() {
            layer.take_up(id);
            layer.place(id, (to, at), None, None);
        }
    }

    fn undo(&self, _: Seen<'_, Boards>) -> Option<Intent> {
        let (board, column) = (self.board, self.column);
        Some(ColumnRestore { board, column }.into())
    }

    fn awaits_end(&self, truth: &Boards, _: bool) -> bool {
        truth.columns.contains_key(&self.column)
    }
}

impl Outgoing for ColumnDelete {
    fn entity(&self) -> crate::Entity {
        Entity::Column(self.column).into()
    }

    fn call(&self, ws: WorkspaceId, _: Sent) -> Call {
        Call::delete(match self.to {
            Some(to) => paths::column_into(ws, self.board, self.column, to),
            None => paths::column(ws, self.board, self.column),
        })
    }

    fn waits_for(&self, earlier: &dyn Outgoing) -> bool {
        // Which cards it holds is as it is seen when it is deleted.
        matches!(earlier.entity(), crate::Entity::Boards(Entity::Task(_)))
            || self
                .to
                .is_some_and(|to| earlier.makes(Entity::Column(to).into()))
    }
}

/// Take a column out of the trash.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ColumnRestore {
    pub board: BoardId,
    pub column: ColumnId,
}

impl Act for ColumnRestore {
    type Area = Boards;

    fn show(&self, layer: &mut Layer<'_, Boards>, _: Timestamp) {
        // One whose end the server has not told yet; else it comes with the answer.
        let (board, id) = (self.board, self.column);
        if layer.column(id).is_some() {
            return;
        }
        let Some(known) = layer.known_column(id) else {
            return;
        };
        let order = layer.known_columns(board).iter();
        let next = order.skip_while(|other| **other != id).nth(1).copied();
        order::place(layer.column_list(board), id, next, None);
        layer.set_column(known.clone());
    }

    fn show_on_it(&self, layer: &mut Layer<'_, Boards>, _: Timestamp, is_answered: bool) {
        if is_answered {
            return;
        }
        // Where they stood.
        for id in layer.known_order(self.column) {
            let (Some(known), Some(shown)) = (layer.known_task(*id), layer.task(*id).cloned())
            else {
                continue;
            };
            layer.put_by_position(Task {
                column_id: self.column,
                status: known.status,
                status_changed_at: known.status_changed_at,
                done_at: known.done_at,
                position: known.position.clone(),
                ..shown
            });
        }
    }

    fn undo(&self, _: Seen<'_, Boards>) -> Option<Intent> {
        // Where the cards that came back with it would go nobody has said.
        None
    }
}

impl Outgoing for ColumnRestore {
    fn entity(&self) -> crate::Entity {
        Entity::Column(self.column).into()
    }

    fn call(&self, ws: WorkspaceId, _: Sent) -> Call {
        Call::post(paths::column_restore(ws, self.board, self.column))
    }

    fn makes(&self, entity: crate::Entity) -> bool {
        entity == self.entity()
    }
}
