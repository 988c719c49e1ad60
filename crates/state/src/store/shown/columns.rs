//! The columns of a board with the overlays over them.

use tutti_types::columns::Column;
use tutti_types::text::Color;
use tutti_types::{BoardId, ColumnId};

use super::Shown;
use crate::order;
use crate::overlay::{Answer, Entity, Intent, Op};
use crate::store::Store;

impl Store {
    pub(super) fn show_columns(&self, new: &mut Shown) {
        for overlay in &self.overlays {
            let Entity::Column(id) = overlay.op.intent.entity() else {
                continue;
            };
            let known = match new.columns.remove(&id) {
                Some(shown) => shown,
                None => self
                    .truth
                    .columns
                    .get(&id)
                    .map(|cards| cards.column.clone()),
            };
            let shown = match &overlay.answer {
                Some(answer) => self.answered_column(new, known, answer),
                None => self.intended_column(new, known, &overlay.op),
            };
            new.columns.insert(id, shown);
        }
    }

    fn answered_column(
        &self,
        new: &mut Shown,
        known: Option<Column>,
        answer: &Answer,
    ) -> Option<Column> {
        match answer {
            Answer::Column(column)
                if known
                    .as_ref()
                    .is_none_or(|k| k.changed_seq < column.changed_seq) =>
            {
                let list = self.column_list(new, column.board_id);
                list.retain(|id| *id != column.id);
                let position = |id: &ColumnId| {
                    self.truth
                        .columns
                        .get(id)
                        .map(|c| c.column.position.as_str())
                };
                let at = list.partition_point(|id| position(id) < Some(column.position.as_str()));
                list.insert(at, column.id);
                Some(Column {
                    count: None,
                    ..(**column).clone()
                })
            }
            // Deleted, and the event is still to come.
            Answer::Done => {
                if let Some(column) = known {
                    self.column_list(new, column.board_id)
                        .retain(|id| *id != column.id);
                }
                None
            }
            _ => known,
        }
    }

    fn intended_column(&self, new: &mut Shown, known: Option<Column>, op: &Op) -> Option<Column> {
        match (&op.intent, known) {
            (
                Intent::CreateColumn {
                    board,
                    column,
                    create,
                },
                None,
            ) => {
                if !self.truth.is_loaded(*board) {
                    return None;
                }
                order::place(self.column_list(new, *board), *column, None, None);
                Some(Column {
                    id: *column,
                    workspace_id: self.truth.workspace.id,
                    board_id: *board,
                    name: create.name.as_str().to_owned(),
                    category: create.category,
                    color: create.color.as_ref().map(|color| color.as_str().to_owned()),
                    wip_limit: create.wip_limit,
                    position: String::new(),
                    count: None,
                    version: 0,
                    changed_seq: 0,
                    created_at: op.at,
                    updated_at: op.at,
                })
            }
            (Intent::UpdateColumn { patch, .. }, Some(mut column)) => {
                if let Some(name) = &patch.name {
                    name.as_str().clone_into(&mut column.name);
                }
                column.category = patch.category.unwrap_or(column.category);
                if let Some(color) = patch.color.clone().into_change() {
                    column.color = color.map(Color::into_string);
                }
                column.wip_limit = patch.wip_limit.or_keep(column.wip_limit);
                Some(column)
            }
            (Intent::MoveColumn { board, column, to }, Some(known)) => {
                order::place(self.column_list(new, *board), *column, to.before, to.after);
                Some(known)
            }
            (Intent::DeleteColumn { board, column, .. }, _) => {
                self.column_list(new, *board).retain(|id| id != column);
                None
            }
            // One whose end the server has not told yet; else it comes with the answer.
            (Intent::RestoreColumn { board, column }, None) => {
                let known = &self.truth.columns.get(column)?.column;
                let at = self.truth.parts.get(board)?.columns.iter();
                let next = at.skip_while(|id| *id != column).nth(1).copied();
                order::place(self.column_list(new, *board), *column, next, None);
                Some(known.clone())
            }
            (_, known) => known,
        }
    }

    fn column_list<'a>(&self, new: &'a mut Shown, board: BoardId) -> &'a mut Vec<ColumnId> {
        new.column_orders.entry(board).or_insert_with(|| {
            let part = self.truth.parts.get(&board);
            part.map(|part| part.columns.clone()).unwrap_or_default()
        })
    }
}
