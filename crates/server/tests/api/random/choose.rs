//! What somebody does next: mostly what makes sense, now and then what cannot be.

mod tasks;

use serde_json::{Value, json};
use tutti_dice::Dice;
use tutti_types::permissions::Visibility;
use tutti_types::{BoardId, ColumnId, Role, RoleId, TaskId, UserId};

use super::act::{Act, Seen};
use super::table::{Card, Table};

/// Columns and boards at most, so that cards meet.
const COLUMNS: usize = 6;
const BOARDS: usize = 3;

pub struct Chooser<'a> {
    dice: &'a mut Dice,
    table: &'a Table,
    boards: Vec<BoardId>,
}

pub fn choose(dice: &mut Dice, table: &Table, who: UserId) -> Act {
    // Mostly of the boards they see: the others answer 404 to whatever it is.
    let anywhere = dice.chance(8);
    let boards = table.boards.iter().map(|board| board.id);
    let mut seen: Vec<BoardId> = boards
        .filter(|board| anywhere || table.sees(who, *board))
        .collect();
    if seen.is_empty() {
        seen = table.boards.iter().map(|board| board.id).collect();
    }
    let mut chooser = Chooser {
        dice,
        table,
        boards: seen,
    };
    let act = match chooser.dice.below(100) {
        0..12 => Some(chooser.create()),
        12..26 => chooser.patch(),
        26..42 => chooser.move_one(),
        42..66 => chooser.bulk(),
        66..72 => chooser.delete(),
        72..78 => chooser.restore(),
        78..88 => Some(chooser.column()),
        88..96 => Some(chooser.board()),
        _ => Some(chooser.member()),
    };
    // On an empty table there is nothing to do but to put something there.
    act.unwrap_or_else(|| chooser.create())
}

fn body<T: serde::de::DeserializeOwned>(body: Value) -> T {
    serde_json::from_value(body).unwrap()
}

impl Chooser<'_> {
    fn board_id(&mut self) -> BoardId {
        self.dice.pick(&self.boards).unwrap()
    }
    /// A living column of a board, or now and then any other.
    fn column_of(&mut self, board: BoardId) -> ColumnId {
        let strange = self.dice.chance(3);
        let columns = self.table.columns.iter();
        let fits = |id: BoardId, lives: bool| strange || (id == board && lives);
        let fitting = columns.filter(|column| fits(column.board_id, column.lives));
        let fitting: Vec<ColumnId> = fitting.map(|column| column.id).collect();
        self.dice.pick(&fitting).unwrap()
    }
    fn user(&mut self) -> UserId {
        let people: Vec<UserId> = self.table.people.iter().map(|p| p.user_id).collect();
        self.dice.pick(&people).unwrap()
    }
    /// The right version, a stale one or none.
    fn seen(&mut self, now: i64) -> Seen {
        match self.dice.below(10) {
            0 => Some(now - 1),
            1..4 => Some(now),
            _ => None,
        }
    }
    fn category(&mut self) -> &'static str {
        self.dice
            .pick(&["todo", "in_progress", "done", "blocked"])
            .unwrap()
    }
    fn limit(&mut self) -> Option<usize> {
        self.dice.chance(50).then(|| 1 + self.dice.below(6))
    }

    fn column(&mut self) -> Act {
        let board = self.board_id();
        let id = self.column_of(board);
        let version = self.table.column(id).map_or(0, |column| column.version);
        match self.dice.below(10) {
            0..2 if self.table.columns_of(board).count() < COLUMNS => {
                let (category, limit) = (self.category(), self.limit());
                let new = json!({"name": "New", "category": category, "wip_limit": limit});
                Act::CreateColumn(board, body(new))
            }
            0..5 => {
                let beside = self.column_of(board);
                let to = match self.dice.below(3) {
                    0 => json!({"before": beside}),
                    1 => json!({"after": beside}),
                    _ => json!({}),
                };
                Act::MoveColumn(board, id, body(to))
            }
            5..8 => {
                let change = match self.dice.below(3) {
                    0 => json!({"name": format!("Column {}", self.dice.below(9))}),
                    1 => json!({"wip_limit": self.limit()}),
                    _ => json!({"category": self.category()}),
                };
                let seen = self.seen(version);
                Act::UpdateColumn(board, id, body(change), seen)
            }
            _ => {
                let deleted = self.table.columns.iter();
                let deleted = deleted.filter(|c| c.board_id == board && !c.lives);
                let deleted: Vec<ColumnId> = deleted.map(|column| column.id).collect();
                match self.dice.pick(&deleted).filter(|_| self.dice.chance(60)) {
                    Some(id) => Act::RestoreColumn(board, id),
                    // Without a place for its cards only an empty one is not refused.
                    None => {
                        let to = self.dice.chance(80).then(|| self.column_of(board));
                        Act::DeleteColumn(board, id, to)
                    }
                }
            }
        }
    }

    fn board(&mut self) -> Act {
        let id = self.board_id();
        let version = self.table.board(id).map_or(0, |board| board.version);
        let user = self.user();
        match self.dice.below(13) {
            0 if self.table.boards.len() < BOARDS => {
                let visibility = self.dice.pick(Visibility::ALL);
                Act::CreateBoard(body(json!({"name": "New", "visibility": visibility})))
            }
            0..2 if !self.table.trash.is_empty() && self.dice.chance(60) => {
                let trash: Vec<BoardId> = self.table.trash.iter().map(|b| b.id).collect();
                Act::RestoreBoard(self.dice.pick(&trash).unwrap_or(id))
            }
            0..2 if self.table.boards.len() > 1 && self.dice.chance(30) => Act::DeleteBoard(id),
            0..5 => {
                let change = match self.dice.below(3) {
                    0 => json!({"name": format!("Board {}", self.dice.below(9))}),
                    1 => json!({"visibility": "private"}),
                    _ => json!({"visibility": "open"}),
                };
                let seen = self.seen(version);
                Act::UpdateBoard(id, body(change), seen)
            }
            5..10 => Act::AddToBoard(id, user),
            _ => Act::TakeOffBoard(id, user),
        }
    }

    fn member(&mut self) -> Act {
        let user = self.user();
        let suspended = self.table.person(user).is_some_and(|p| p.suspended);
        match self.dice.below(10) {
            0 => Act::RemoveMember(user),
            1..4 => Act::UpdateMember(user, body(json!({"suspended": !suspended}))),
            4..7 => {
                let role = self.dice.pick(&[Role::Guest, Role::Member, Role::Admin]);
                Act::UpdateMember(user, body(json!({"role": role})))
            }
            7 => Act::UpdateMember(user, body(json!({"custom_role_id": null}))),
            _ => {
                let roles: Vec<RoleId> = self.table.roles.iter().map(|role| role.id).collect();
                let role = json!({"custom_role_id": self.dice.pick(&roles)});
                Act::UpdateMember(user, body(role))
            }
        }
    }

    fn ids(&self, fits: impl Fn(&Card) -> bool) -> Vec<TaskId> {
        let on_these = |card: &&Card| self.boards.contains(&card.board_id);
        let cards = self.table.cards.iter().filter(on_these);
        let cards = cards.filter(|card| fits(card));
        cards.map(|card| card.id).collect()
    }
}
