//! One event over the truth.
//!
//! The position of the last change decides (`changed_seq`): a task, column or board that is older than what is known is never
//! written. One of the *same* position is, when it comes as an event, since a `column.reordered` before it in the stream may have
//! set a rank that is older than an answer known already. A part decides too: what it contains is not applied to it again.

use tutti_types::events::{ColumnReordered, Place, TaskChanged, TaskGone};
use tutti_types::{BoardId, TaskId, UserId};

use super::payload::Payload;
use super::truth::{Removed, Truth};
use crate::order;
use crate::sorting::sort_by;
use crate::touched::{Touched, Touches};

impl Truth {
    /// Applies the event at `seq`.
    pub(crate) fn apply(
        &mut self,
        seq: i64,
        payload: &Payload,
        created: bool,
        touches: &mut Touches,
    ) {
        match payload {
            Payload::Workspace(e) => {
                if e.workspace.changed_seq >= self.workspace.changed_seq {
                    self.put_workspace(e.workspace.clone(), touches);
                }
            }
            Payload::WorkspaceGone => {
                self.gone = true;
                touches.add(Touched::Gone);
            }
            Payload::Member(e) => self.put_member(e.member.clone(), touches),
            Payload::MemberGone(e) => self.remove_member(e.user_id, touches),
            Payload::Board(e) => {
                let known = self.boards.iter().find(|b| b.id == e.board.id);
                if known.is_none_or(|known| e.board.changed_seq >= known.changed_seq) {
                    self.put_board(e.board.clone(), touches);
                }
            }
            Payload::BoardGone(e) => self.drop_board(e.board_id, touches),
            Payload::Invitation(_) | Payload::InvitationGone(_) | Payload::Logged(_) => {}
            Payload::Column(_)
            | Payload::ColumnGone(_)
            | Payload::ColumnReordered(_)
            | Payload::Task(_)
            | Payload::TaskGone(_) => {}
        }
        self.apply_to_parts(seq, payload, created, None, touches);
    }

    /// What the event means for the parts; for one only, where its events are played again after a load.
    pub(crate) fn apply_to_parts(
        &mut self,
        seq: i64,
        payload: &Payload,
        created: bool,
        only: Option<BoardId>,
        touches: &mut Touches,
    ) {
        match payload {
            Payload::MemberGone(e) => self.unassign(seq, e.user_id, only, touches),
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
            Payload::ColumnGone(e) if !self.covers(e.board_id, seq) => {
                self.drop_column(e.board_id, e.column_id, touches);
            }
            Payload::ColumnReordered(e) if !self.covers(e.board_id, seq) => {
                self.reorder(e, touches);
            }
            Payload::Task(e) => self.change_task(seq, e, created, only, touches),
            Payload::TaskGone(e) => self.remove_task(seq, e, touches),
            _ => {}
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
        let from = event.from.unwrap_or(Place {
            board_id: board,
            column_id: task.column_id,
        });
        let mine = |board: BoardId| only.is_none_or(|only| only == board);
        let open = |truth: &Self, board| {
            mine(board) && truth.is_loaded(board) && !truth.covers(board, seq)
        };
        if let Some(known) = self.tasks.get(&task.id) {
            let (home, newest) = (known.board_id, known.changed_seq);
            let taken = self.early.get(&task.id).copied();
            if let Some(taken) = taken
                && let Some(board) = self.columns.get(&taken).map(|cards| cards.column.board_id)
                && !self.covers(board, seq)
            {
                self.early.remove(&task.id);
                // The page was ahead of the stream: the card was not a hidden one of the column it was taken for.
                if task.changed_seq <= newest && (created || from.column_id != taken) {
                    self.spoil(board, touches);
                    self.spoil(from.board_id, touches);
                }
            } else if home != from.board_id
                && task.changed_seq > newest
                && !created
                && open(self, from.board_id)
            {
                // What is known is from before a resync; where the card stood since, it was not loaded.
                self.reveal(from, touches);
            }
            // Played again for one part, an event of the same position has been applied to another part's card long ago.
            let elsewhere = only.is_some_and(|only| only != home);
            if task.changed_seq < newest || (elsewhere && task.changed_seq == newest) {
                return;
            }
            if !self.covers(board, seq) {
                self.put_task(task.clone(), touches);
            } else if home != board {
                // The part it went to tells what became of it there.
                self.drop_task(task.id, board, touches);
            }
            return;
        }
        // Where it stood, its card was one of those not loaded.
        if !created && open(self, from.board_id) {
            self.reveal(from, touches);
        }
        if open(self, board) {
            self.put_task(task.clone(), touches);
        } else if !created && open(self, from.board_id) && !self.is_loaded(board) {
            // A page that is on its way may hold it where it stood; an answer about where it is now is news.
            let removed = Removed {
                board: from.board_id,
                seq: task.changed_seq - 1,
                card: None,
            };
            self.removed.insert(task.id, removed);
        }
    }

    fn remove_task(&mut self, seq: i64, event: &TaskGone, touches: &mut Touches) {
        let board = event.board_id;
        if self.covers(board, seq) {
            return;
        }
        match self.tasks.get(&event.task_id) {
            Some(known) if known.board_id != board => {}
            Some(_) => self.drop_task(event.task_id, board, touches),
            None => {
                self.drop_task(event.task_id, board, touches);
                if self.is_loaded(board) {
                    self.lose_hidden(board, touches);
                }
            }
        }
    }

    /// A card that was not loaded is known now, or has left.
    fn reveal(&mut self, from: Place, touches: &mut Touches) {
        if let Some(cards) = self.columns.get_mut(&from.column_id) {
            cards.hidden -= 1;
            touches.add(Touched::Order(from.column_id));
        }
    }

    /// A card that was not loaded was deleted. The event does not say from which column: with one candidate it is clear, with
    /// several the part has to be asked for again.
    fn lose_hidden(&mut self, board: BoardId, touches: &mut Touches) {
        let Some(part) = self.parts.get(&board) else {
            return;
        };
        let hiding = |id: &&_| self.columns.get(*id).is_some_and(|cards| cards.hidden > 0);
        let mut columns = part.columns.iter().filter(hiding).copied();
        match (columns.next(), columns.next()) {
            (None, _) => {}
            (Some(column_id), None) => self.reveal(
                Place {
                    board_id: board,
                    column_id,
                },
                touches,
            ),
            (Some(_), Some(_)) => self.spoil(board, touches),
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

    fn remove_member(&mut self, user: UserId, touches: &mut Touches) {
        if let Some(member) = self.members.iter().find(|member| member.user_id == user) {
            self.names.insert(user, member.name.clone());
        }
        self.members.retain(|member| member.user_id != user);
        touches.add(Touched::Members);
        for board in &mut self.boards {
            if board.member_ids.contains(&user) {
                board.member_ids.retain(|id| *id != user);
                touches.add(Touched::Board(board.id));
            }
        }
        if user == self.me.user_id {
            self.gone = true;
            touches.add(Touched::Gone);
        }
    }

    fn unassign(&mut self, seq: i64, user: UserId, only: Option<BoardId>, touches: &mut Touches) {
        let parts = &self.parts;
        let covered = |board: BoardId| {
            only.is_some_and(|only| only != board)
                || parts
                    .get(&board)
                    .is_some_and(|part| part.loaded && seq <= part.seq)
        };
        for task in self.tasks.values_mut() {
            if task.assignee_ids.contains(&user) && !covered(task.board_id) {
                task.assignee_ids.retain(|id| *id != user);
                touches.push(Touched::Card(task.id));
            }
        }
    }
}
