//! Where tasks are that went to another board: what happened to them before is not for who may not see them there.

use std::collections::{HashMap, VecDeque};

use tutti_types::{BoardId, TaskId};

use crate::StreamEvent;

/// The boards of tasks that moved, as of the released head. One that is not here never left the board of its events.
#[derive(Debug)]
pub struct Homes {
    boards: HashMap<TaskId, (BoardId, i64)>,
    /// Each move, the oldest first.
    moves: VecDeque<(TaskId, i64)>,
    most: usize,
    floor: i64,
}

/// Tasks that are kept, so that a stream that is served for a year does not grow by each move of it.
pub const MOST: usize = 50_000;

impl Default for Homes {
    fn default() -> Self {
        Self::new([], 0, MOST)
    }
}

impl Homes {
    /// From the database: the tasks that moved in the time that is kept of the stream, with the board of each as of the position
    /// `head`. Of more than `most` none is believed: a replay then begins no earlier than the head.
    #[must_use]
    pub fn new(moved: impl IntoIterator<Item = (TaskId, BoardId)>, head: i64, most: usize) -> Self {
        let boards = moved.into_iter().map(|(task, board)| (task, (board, head)));
        let mut homes = Self {
            boards: boards.collect(),
            moves: VecDeque::new(),
            most,
            floor: 0,
        };
        homes.moves = homes.boards.keys().map(|task| (*task, head)).collect();
        if homes.boards.len() > most {
            homes.boards.clear();
            homes.moves.clear();
            homes.floor = head;
        }
        homes
    }

    /// Takes notice of an event that was released.
    pub fn apply(&mut self, event: &StreamEvent) {
        let Some(carried) = event.carried().filter(|carried| carried.left.is_some()) else {
            return;
        };
        let seq = event.seq();
        self.boards.insert(carried.task, (carried.board, seq));
        self.moves.push_back((carried.task, seq));
        while self.moves.len() > self.most {
            let Some((task, seq)) = self.moves.pop_front() else {
                break;
            };
            // One that moved again since stands here by its later move.
            if self.boards.get(&task).is_some_and(|(_, last)| *last == seq) {
                self.boards.remove(&task);
                self.floor = seq;
            }
        }
    }

    /// The position before which moves are not known any more: no replay begins there.
    #[must_use]
    pub const fn floor(&self) -> i64 {
        self.floor
    }

    /// The board that an event's task has gone to since, where it is on another one now.
    #[must_use]
    pub fn elsewhere(&self, event: &StreamEvent) -> Option<BoardId> {
        let carried = event.carried()?;
        let (board, _) = self.boards.get(&carried.task)?;
        (*board != carried.board).then_some(*board)
    }

    /// Whether a task may be on a board: it is not known to be on another one. A task that never moved is not known here.
    #[must_use]
    pub fn may_be_on(&self, task: TaskId, board: BoardId) -> bool {
        let known = self.boards.get(&task);
        known.is_none_or(|(home, _)| *home == board)
    }

    /// Panics where the structure contradicts itself.
    pub fn check_invariants(&self) {
        assert!(self.moves.len() <= self.most);
        for (task, (_, seq)) in &self.boards {
            assert!(
                self.moves.contains(&(*task, *seq)),
                "{task} is never forgotten"
            );
        }
    }
}
