//! What somebody does with cards.

use serde_json::{Value, json};
use tutti_types::{BoardId, ColumnId, TaskId};

use super::{Chooser, body};
use crate::random::act::Act;

/// Cards that are taken into one hand.
const HAND: usize = 7;

impl Chooser<'_> {
    pub(super) fn create(&mut self) -> Act {
        let board = self.board_id();
        let mut new = json!({"board_id": board, "title": "New"});
        match self.dice.below(3) {
            0 => new["column_id"] = json!(self.column_of(board)),
            1 => new["status"] = json!(self.category()),
            _ => {}
        }
        if self.dice.chance(40) {
            new["before"] = json!(self.neighbour(board, None));
        }
        if self.dice.chance(20) {
            new["assignee_ids"] = self.people();
        }
        Act::Create(body(new))
    }

    pub(super) fn patch(&mut self) -> Option<Act> {
        let (id, version) = self.living()?;
        let patch = self.fields();
        Some(Act::Patch(id, body(patch), self.seen(version)))
    }

    pub(super) fn move_one(&mut self) -> Option<Act> {
        let (id, version) = self.living()?;
        let to = self.place(&[id]);
        Some(Act::Move(id, body(to), self.seen(version)))
    }

    pub(super) fn delete(&mut self) -> Option<Act> {
        let (id, version) = self.living()?;
        Some(Act::Delete(id, self.seen(version)))
    }

    pub(super) fn restore(&mut self) -> Option<Act> {
        let living = self.dice.chance(20);
        let ids = self.ids(|card| card.trashed != living);
        self.dice.pick(&ids).map(Act::Restore)
    }

    pub(super) fn bulk(&mut self) -> Option<Act> {
        let kind = self.dice.below(14);
        let column = self.any_column();
        // Most hands are of one column or board: what meets there is what goes wrong.
        let (everywhere, one_column) = (self.dice.chance(30), self.dice.chance(60));
        let board = self.table.column(column).map(|column| column.board_id);
        let restores = kind > 11;
        let strange = self.dice.chance(if restores { 30 } else { 5 });
        let from = self.ids(|card| {
            let here = everywhere
                || (one_column && card.column_id == column)
                || (!one_column && Some(card.board_id) == board);
            here && (strange || card.trashed == restores)
        });
        let ids = self.dice.some(&from, HAND);
        if ids.is_empty() {
            return None;
        }
        let mut request = match kind {
            0..7 => json!({"move": self.place(&ids)}),
            7..10 => json!({"patch": self.fields()}),
            10..12 => json!({"delete": true}),
            _ => json!({"restore": true}),
        };
        request["ids"] = json!(ids);
        Some(Act::Bulk(body(request)))
    }

    /// A card that lives, or now and then one of the trash.
    fn living(&mut self) -> Option<(TaskId, i64)> {
        let trash_too = self.dice.chance(5);
        let ids = self.ids(|card| !card.trashed || trash_too);
        let id = self.dice.pick(&ids)?;
        Some((id, self.table.card(id)?.version))
    }

    fn any_column(&mut self) -> ColumnId {
        let board = self.board_id();
        self.column_of(board)
    }

    /// Where some cards shall go: mostly within their board, and mostly beside another card, which may be one of them.
    fn place(&mut self, ids: &[TaskId]) -> Value {
        let first = ids.first().and_then(|id| self.table.card(*id)).unwrap();
        let elsewhere = self.dice.chance(25);
        let board = if elsewhere {
            self.board_id()
        } else {
            first.board_id
        };
        let column = match self.dice.chance(50) {
            true if board == first.board_id => first.column_id,
            _ => self.column_of(board),
        };
        let mut to = json!({"column_id": column});
        if elsewhere || self.dice.chance(20) {
            to["board_id"] = json!(board);
        }
        for side in ["before", "after"] {
            if self.dice.chance(50) {
                to[side] = json!(self.neighbour(board, Some((column, ids))));
            }
        }
        to
    }

    /// A card of the column, now and then one of those that are moved, or one that stands elsewhere or nowhere.
    fn neighbour(&mut self, board: BoardId, place: Option<(ColumnId, &[TaskId])>) -> TaskId {
        let strange = self.dice.chance(3);
        let near = self.dice.chance(90);
        let of_the_moved = self.dice.chance(20);
        let fitting = self.ids(|card| match place {
            Some((column, ids)) if near => {
                card.column_id == column
                    && !card.trashed
                    && (!of_the_moved || ids.contains(&card.id))
            }
            _ => strange || card.board_id == board,
        });
        self.dice.pick(&fitting).unwrap_or_else(TaskId::new)
    }

    fn people(&mut self) -> Value {
        let people: Vec<_> = self.table.people.iter().map(|p| p.user_id).collect();
        let some = self.dice.some(&people, 3);
        json!(if self.dice.chance(30) {
            Vec::new()
        } else {
            some
        })
    }

    fn fields(&mut self) -> Value {
        let mut patch = json!({});
        if self.dice.chance(25) {
            patch["title"] = json!(format!("Title {}", self.dice.below(4)));
        }
        if self.dice.chance(25) {
            patch["priority"] = json!(self.dice.pick(&["low", "medium", "high"]));
        }
        if self.dice.chance(30) {
            patch["assignee_ids"] = self.people();
        }
        if self.dice.chance(60) {
            patch["status"] = json!(self.category());
        }
        if self.dice.chance(10) {
            patch["description"] = json!(self.dice.pick(&[Some("Long"), None]));
        }
        patch
    }
}
