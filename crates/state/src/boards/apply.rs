//! One event over what is known of boards.
//!
//! The position of the last change decides (`changed_seq`): a task, column or board that is older than what is known is never
//! written. One of the *same* position is, when it comes as an event, since a `column.reordered` before it in the stream may have
//! set a rank that is older than an answer known already. A part decides too: what it contains is not applied to it again.

use tutti_types::events::{ColumnReordered, TaskChanged, TaskGone, TaskLocation};
use tutti_types::tasks::Task;
use tutti_types::{BoardId, TaskId, UserId};

use super::{Boards, Payload, Removed, Touched};
use crate::event::Payload as Any;
use crate::order;
use crate::people::Payload as People;
use crate::sorting::sort_by;
use crate::touched::Touches;

impl Boards {
    /// Applies the event at `seq`.
    pub(super) fn apply_event(
        &mut self,
        seq: i64,
        payload: &Any,
        created: bool,
        touches: &mut Touches,
    ) {
        match payload {
            Any::Boards(Payload::Board(e)) => {
                let known = self.boards.iter().find(|b| b.id == e.board.id);
                if known.is_none_or(|known| e.board.changed_seq >= known.changed_seq) {
                    self.put_board(e.board.clone(), touches);
                }
            }
            Any::Boards(Payload::BoardGone(e)) => self.drop_board(e.board_id, touches),
            Any::People(People::MemberGone(e)) => self.take_off_boards(e.user_id, touches),
            _ => {}
        }
        self.apply_to_parts(seq, payload, created, None, touches);
    }

    /// What the event means for the parts; for one only, where its events are played again after a load.
    pub(super) fn apply_to_parts(
        &mut self,
        seq: i64,
        payload: &Any,
        created: bool,
        only: Option<BoardId>,
        touches: &mut Touches,
    ) {
        let payload = match payload {
            Any::Boards(payload) => payload,
            Any::People(People::MemberGone(e)) => {
                return self.unassign(seq, e.user_id, only, touches);
            }
            _ => return,
        };
        match payload {
            Payload::Board(_) | Payload::BoardGone(_) => {}
            Payload::Column(e) => {
                let (board, column) = (e.column.board_id, &e.column);
                let newer = self
                    .columns
                    .get(&column.id)
                    .is_none_or(|known| column.changed_seq >= known.column.changed_seq);
                if newer && self.is_loaded(board) && !self.covers(board, seq) {
                    self.put_column(column.clone(), touches);
                }
            }
            Payload::ColumnGone(e) => {
                if self.covers(e.board_id, seq) {
                    return;
                }
                // It is empty by then: what it holds is ahead of the stream, and its way here is still to be told.
                let cards = self.columns.get(&e.column_id);
                if cards.is_some_and(|cards| !cards.order.is_empty()) {
                    self.mark_stale(e.board_id, touches);
                }
                self.drop_column(e.board_id, e.column_id, touches);
            }
            Payload::ColumnReordered(e) => {
                if !self.covers(e.board_id, seq) {
                    self.reorder(e, touches);
                }
            }
            Payload::Task(e) => self.change_task(seq, e, created, only, touches),
            Payload::TaskGone(e) => self.remove_task(seq, e, touches),
        }
    }

    fn change_task(
        &mut self,
        seq: i64,
        event: &TaskChanged,
        created: bool,
        only: Option<BoardId>,
        touches: &mut Touches,
    ) {
        let task = &event.task;
        let board = task.board_id;
        // Where the event does not say, it did not move.
        let from = event.from.unwrap_or(TaskLocation {
            board_id: board,
            column_id: task.column_id,
        });
        let open = |truth: &Self, board| {
            only.is_none_or(|only| only == board)
                && truth.is_loaded(board)
                && !truth.covers(board, seq)
        };
        // Played again for one part, it was the first one of what came early long ago.
        let was_early = only.is_none() && self.was_early(seq, event, from, created, touches);
        let known = self.tasks.get(&task.id);
        let known = known.map(|known| (known.board_id, known.changed_seq));
        let is_leaving = !created && open(self, from.board_id);
        if is_leaving {
            let is_held = known.is_some_and(|(home, _)| home == from.board_id);
            self.leave(task.id, from, is_held && !was_early, touches);
        }
        let is_open = open(self, board);
        if is_open {
            self.apart.remove(&(board, task.id));
        }
        let Some((home, newest)) = known else {
            if is_open {
                self.put_task(task.clone(), touches);
            } else {
                self.note_life(task, from.board_id, only.is_none(), is_leaving);
            }
            return;
        };
        // Played again for the part that it left, it was applied to the one it went to long ago.
        let is_told = only.is_some_and(|only| only != board);
        if task.changed_seq < newest || (is_told && task.changed_seq == newest) {
            if home != board && is_open {
                self.take_away(task.id, board);
            }
        } else if !is_told && !self.covers(board, seq) {
            self.put_task(task.clone(), touches);
        } else if home != board {
            // The part it went to tells what became of it there.
            self.drop_task(task.id, board, touches);
        }
    }

    /// A card that is not held lives elsewhere: an answer about where it is now is news. A page that is on its way may still hold it
    /// where it stood.
    fn note_life(&mut self, task: &Task, left: BoardId, is_first: bool, is_leaving: bool) {
        let seq = task.changed_seq - 1;
        match self.removed.get_mut(&task.id) {
            Some(removed) if is_first => removed.seq = seq,
            None if is_leaving => {
                let removed = Removed {
                    board: left,
                    seq,
                    card: None,
                };
                self.removed.insert(task.id, removed);
            }
            _ => {}
        }
    }

    fn remove_task(&mut self, seq: i64, event: &TaskGone, touches: &mut Touches) {
        let (id, board) = (event.task_id, event.board_id);
        if self.covers(board, seq) {
            return;
        }
        let home = self.tasks.get(&id).map(|known| known.board_id);
        if self.is_loaded(board) {
            self.leave_somewhere(id, board, home == Some(board), touches);
        }
        if home.is_none_or(|home| home == board) {
            self.drop_task(id, board, touches);
        }
    }

    fn reorder(&mut self, event: &ColumnReordered, touches: &mut Touches) {
        for (id, position) in &event.positions {
            if let Some(task) = self.tasks.get_mut(id)
                && task.column_id == event.column_id
                && task.position != *position
            {
                task.position.clone_from(position);
                touches.push(Touched::Card(*id));
            }
        }
        if let Some(cards) = self.columns.get_mut(&event.column_id) {
            let tasks = &self.tasks;
            let position = |id: &TaskId| tasks.get(id).map_or("", |task| task.position.as_str());
            sort_by(&mut cards.order, |a, b| {
                order::compare((position(a), *a), (position(b), *b))
            });
            touches.add(Touched::Order(event.column_id));
        }
    }

    /// Somebody left the workspace, and with it every board.
    fn take_off_boards(&mut self, user: UserId, touches: &mut Touches) {
        for board in &mut self.boards {
            if board.member_ids.contains(&user) {
                board.member_ids.retain(|id| *id != user);
                touches.add(Touched::Board(board.id));
            }
        }
    }

    fn unassign(&mut self, seq: i64, user: UserId, only: Option<BoardId>, touches: &mut Touches) {
        let parts = &self.parts;
        let covered =
            |board: BoardId| only.is_some_and(|only| only != board) || parts.covers(board, seq);
        for task in self.tasks.values_mut() {
            if task.assignee_ids.contains(&user) && !covered(task.board_id) {
                task.assignee_ids.retain(|id| *id != user);
                touches.push(Touched::Card(task.id));
            }
        }
    }
}
