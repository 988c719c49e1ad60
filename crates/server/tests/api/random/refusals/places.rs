//! Whether there is a place for a card where somebody wants it.

use std::collections::BTreeMap;

use tutti_types::ErrorCode::{NoSuchColumn, NotFound, WipLimit};
use tutti_types::columns::Category;
use tutti_types::tasks::{CreateTask, MoveTask};
use tutti_types::{BoardId, ColumnId, TaskId};

use super::Refusals;
use crate::random::table::{Card, Table};

impl Refusals<'_> {
    pub(super) fn of_create(&mut self, new: &CreateTask) {
        self.see(new.board_id);
        let column = match new.column_id {
            Some(id) => Some(id),
            None => {
                let first = self.table.first_of(new.board_id, new.status);
                self.when(first.is_none(), NoSuchColumn);
                first
            }
        };
        if let Some(column) = column {
            self.column(new.board_id, column);
            self.room(column, 1);
        }
        self.neighbour(new.board_id, new.before);
        for user in &new.assignee_ids {
            self.assign(*user, new.board_id, false);
        }
    }

    pub(super) fn of_move(&mut self, cards: &[&Card], to: MoveTask) {
        let Some(board) = to.board_id.or(cards.first().map(|card| card.board_id)) else {
            return;
        };
        self.see(board);
        self.column(board, to.column_id);
        self.neighbour(board, to.before);
        self.neighbour(board, to.after);
        let arriving = cards.iter().filter(|card| card.column_id != to.column_id);
        self.room(to.column_id, arriving.count());
    }

    pub(super) fn room_by_status(&mut self, cards: &[&Card], status: Option<Category>) {
        let Some(status) = status else { return };
        let mut arriving: BTreeMap<BoardId, usize> = BTreeMap::new();
        for card in cards {
            if self.table.status(card) != Some(status) {
                *arriving.entry(card.board_id).or_default() += 1;
            }
        }
        for (board, n) in arriving {
            match self.table.first_of(board, Some(status)) {
                Some(column) => self.room(column, n),
                None => self.when(true, NoSuchColumn),
            }
        }
    }

    pub(super) fn room_to_restore(&mut self, cards: &[&Card]) {
        let mut coming: BTreeMap<ColumnId, usize> = BTreeMap::new();
        for card in cards.iter().filter(|card| card.trashed) {
            if let Some(home) = home(self.table, card) {
                *coming.entry(home).or_default() += 1;
            }
        }
        for (column, n) in coming {
            self.room(column, n);
        }
    }

    fn column(&mut self, board: BoardId, column: ColumnId) {
        let there = self.table.columns_of(board).any(|c| c.id == column);
        self.when(!there, NotFound);
    }

    fn neighbour(&mut self, board: BoardId, beside: Option<TaskId>) {
        let Some(beside) = beside else { return };
        let card = self.table.card(beside);
        self.when(card.is_none_or(|card| card.board_id != board), NotFound);
    }

    pub(super) fn room(&mut self, column: ColumnId, arriving: usize) {
        let cards = self.table.cards.iter();
        let standing = cards.filter(|card| card.column_id == column && !card.trashed);
        let limit = self
            .table
            .column(column)
            .and_then(|column| column.wip_limit);
        let full = limit.is_some_and(|limit| standing.count() + arriving > limit);
        self.when(arriving > 0 && full, WipLimit);
    }
}

/// Where a card in the trash comes back to.
pub fn home(table: &Table, card: &Card) -> Option<ColumnId> {
    let old = table.column(card.column_id);
    if old.is_some_and(|column| column.lives) {
        return Some(card.column_id);
    }
    let by_status = table.first_of(card.board_id, old.map(|column| column.category));
    by_status.or(table.first_of(card.board_id, None))
}
