//! Whether a board's columns may be changed so.

use tutti_types::ErrorCode::{
    ColumnNotEmpty, LastColumn, LimitReached, NotFound, ValidationFailed,
};
use tutti_types::Permission;
use tutti_types::columns::MAX_COLUMNS;

use super::Refusals;
use crate::random::act::Act;

impl Refusals<'_> {
    pub(super) fn of_columns(&mut self, act: &Act) {
        self.need(Permission::ColumnsManage);
        let (Act::CreateColumn(board, _)
        | Act::UpdateColumn(board, ..)
        | Act::MoveColumn(board, ..)
        | Act::DeleteColumn(board, ..)
        | Act::RestoreColumn(board, _)) = act
        else {
            return;
        };
        self.see(*board);
        let standing = self.table.columns_of(*board).count();
        if let Act::UpdateColumn(_, id, ..)
        | Act::MoveColumn(_, id, _)
        | Act::DeleteColumn(_, id, _) = act
        {
            let there = self.table.columns_of(*board).any(|column| column.id == *id);
            self.when(!there, NotFound);
        }
        match act {
            Act::CreateColumn(..) => {
                let full = i64::try_from(standing).unwrap() >= MAX_COLUMNS;
                self.when(full, LimitReached);
            }
            Act::UpdateColumn(_, id, _, seen) => {
                self.stale(*seen, self.table.column(*id).map(|column| column.version));
            }
            Act::MoveColumn(_, _, to) => {
                for beside in to.before.into_iter().chain(to.after) {
                    let column = self.table.column(beside);
                    let elsewhere = column.is_none_or(|column| column.board_id != *board);
                    self.when(elsewhere, NotFound);
                }
            }
            Act::DeleteColumn(_, id, to) => {
                let cards = self.table.cards.iter();
                let held = cards.filter(|card| card.column_id == *id && !card.trashed);
                let held = held.count();
                self.when(held > 0 && to.is_none(), ColumnNotEmpty);
                self.when(standing < 2, LastColumn);
                self.when(*to == Some(*id), ValidationFailed);
                if let Some(to) = to {
                    let there = self.table.columns_of(*board).any(|column| column.id == *to);
                    self.when(!there, NotFound);
                    self.room(*to, held);
                }
            }
            Act::RestoreColumn(_, id) => {
                let column = self.table.column(*id);
                let there = column.is_some_and(|column| column.board_id == *board);
                self.when(!there, NotFound);
                let full = i64::try_from(standing).unwrap() >= MAX_COLUMNS;
                self.when(full && column.is_some_and(|c| !c.lives), LimitReached);
            }
            _ => {}
        }
    }
}
