//! What the server said, and nothing else: snapshot, parts and events. What lies over it is in `shown`.

use rustc_hash::FxHashMap;
use tutti_types::boards::Board;
use tutti_types::columns::Column;
use tutti_types::events::Event;
use tutti_types::members::Member;
use tutti_types::snapshot::{MeHere, Snapshot};
use tutti_types::tasks::Task;
use tutti_types::workspaces::Workspace;
use tutti_types::{BoardId, ColumnId, Role, TaskId, UserId};

use crate::order;
use crate::touched::{Touched, Touches};

#[derive(Debug)]
pub(crate) struct Truth {
    pub(crate) workspace: Workspace,
    pub(crate) me: MeHere,
    pub(crate) members: Vec<Member>,
    pub(crate) boards: Vec<Board>,
    pub(crate) parts: FxHashMap<BoardId, Part>,
    pub(crate) columns: FxHashMap<ColumnId, Cards>,
    /// The cards of loaded parts, and single tasks that were asked for.
    pub(crate) tasks: FxHashMap<TaskId, Task>,
    /// What left, so that a late answer does not bring it back, and so that its title is still known.
    pub(crate) removed: FxHashMap<TaskId, Removed>,
    /// Cards that came by a page, with the column whose hidden ones they were taken for: the page may have been ahead of the
    /// stream, and then the card's first event tells where it really came from.
    pub(crate) early: FxHashMap<TaskId, ColumnId>,
    /// The workspace was deleted, or the reader is out of it.
    pub(crate) gone: bool,
}

/// A column with its cards.
#[derive(Debug)]
pub(crate) struct Cards {
    /// Without `count`, which is of one moment.
    pub(crate) column: Column,
    pub(crate) order: Vec<TaskId>,
    /// How many living cards were not loaded.
    pub(crate) hidden: i64,
}

/// What is known of a board's columns and cards.
#[derive(Debug, Default)]
pub(crate) struct Part {
    /// Events up to here are contained.
    pub(crate) seq: i64,
    pub(crate) loaded: bool,
    /// The store's count of requests when it was loaded last.
    pub(crate) installed: u64,
    /// It wants to be loaded again.
    pub(crate) stale: bool,
    /// In order.
    pub(crate) columns: Vec<ColumnId>,
    pub(crate) loading: Option<Loading>,
}

/// A request for a part that is on its way.
#[derive(Debug)]
pub(crate) struct Loading {
    pub(crate) ticket: u64,
    /// The cursor at the request: an answer older than this missed something.
    pub(crate) asked: i64,
    /// Something happened meanwhile that the answer may be too old to tell.
    pub(crate) again: bool,
    /// What happened on the board since.
    pub(crate) events: Vec<Event>,
}

#[derive(Debug)]
pub(crate) struct Removed {
    /// The board it left; once that is loaded anew, its answer is what counts.
    pub(crate) board: BoardId,
    /// A task is not newer than what left, unless its version is above this.
    pub(crate) version: i64,
    /// As it was, where it was known.
    pub(crate) card: Option<Task>,
}

impl Truth {
    pub(crate) fn new(snapshot: Snapshot) -> Self {
        Self {
            workspace: snapshot.workspace,
            me: snapshot.me,
            members: snapshot.members,
            boards: snapshot.boards,
            parts: FxHashMap::default(),
            columns: FxHashMap::default(),
            tasks: FxHashMap::default(),
            removed: FxHashMap::default(),
            early: FxHashMap::default(),
            gone: false,
        }
    }

    pub(crate) fn is_loaded(&self, board: BoardId) -> bool {
        self.parts.get(&board).is_some_and(|part| part.loaded)
    }

    /// Whether the board's part contains the event at `seq`.
    pub(crate) fn covers(&self, board: BoardId, seq: i64) -> bool {
        self.parts
            .get(&board)
            .is_some_and(|part| part.loaded && seq <= part.seq)
    }

    /// Writes a task as it is now, whatever was there before, and puts it in its place.
    pub(crate) fn put_task(&mut self, mut task: Task, touches: &mut Touches) {
        let id = task.id;
        let loaded = self.is_loaded(task.board_id);
        if let Some(old) = self.tasks.get(&id) {
            if task.description.is_none() && old.version == task.version {
                task.description.clone_from(&old.description);
            }
            let stays = old.column_id == task.column_id && old.position == task.position;
            let placed = self.columns.get(&old.column_id).is_some_and(|cards| {
                order::search(&cards.order, &self.tasks, (&old.position, id)).is_ok()
            });
            if *old == task && (placed || !loaded) {
                return;
            }
            if !(stays && placed) {
                self.unplace(id, touches);
            }
        }
        self.removed.remove(&id);
        let column = task.column_id;
        touches.add(Touched::Card(id));
        if loaded && let Some(cards) = self.columns.get_mut(&column) {
            // The search needs the others' positions only; the card itself is not in the order now, or stays where it is.
            if let Err(at) = order::search(&cards.order, &self.tasks, (&task.position, id)) {
                cards.order.insert(at, id);
                touches.add(Touched::Order(column));
            }
        }
        self.tasks.insert(id, task);
    }

    /// Takes a task out of its column's order.
    fn unplace(&mut self, id: TaskId, touches: &mut Touches) {
        if let Some(task) = self.tasks.get(&id)
            && let Some(cards) = self.columns.get_mut(&task.column_id)
        {
            order::remove(&mut cards.order, &self.tasks, (&task.position, id));
            touches.add(Touched::Order(task.column_id));
        }
    }

    /// Forgets a task. What was never known is remembered as removed too.
    pub(crate) fn drop_task(&mut self, id: TaskId, board: BoardId, touches: &mut Touches) {
        self.unplace(id, touches);
        let card = self.tasks.remove(&id);
        if card.is_some() {
            touches.add(Touched::Card(id));
        } else if self.removed.contains_key(&id) {
            return;
        }
        let version = card.as_ref().map_or(i64::MAX, |task| task.version);
        self.removed.insert(
            id,
            Removed {
                board,
                version,
                card,
            },
        );
    }

    /// Writes a column as it is now and puts it in its place.
    pub(crate) fn put_column(&mut self, column: Column, touches: &mut Touches) {
        let (id, board) = (column.id, column.board_id);
        let column = Column {
            count: None,
            ..column
        };
        match self.columns.get_mut(&id) {
            Some(cards) => {
                if cards.column == column {
                    return;
                }
                // A task's status is its column's category, and no event of the task tells of this.
                if cards.column.category != column.category {
                    for task in &cards.order {
                        if let Some(task) = self.tasks.get_mut(task) {
                            task.status = column.category;
                            touches.push(Touched::Card(task.id));
                        }
                    }
                }
                cards.column = column;
            }
            None => {
                let order = Vec::new();
                self.columns.insert(
                    id,
                    Cards {
                        column,
                        order,
                        hidden: 0,
                    },
                );
            }
        }
        if let Some(part) = self.parts.get_mut(&board) {
            if !part.columns.contains(&id) {
                part.columns.push(id);
            }
            let columns = &self.columns;
            part.columns.sort_by(|a, b| {
                let key = |id: &ColumnId| {
                    columns
                        .get(id)
                        .map(|c| (c.column.position.as_bytes(), c.column.id))
                };
                key(a).cmp(&key(b))
            });
        }
        touches.add(Touched::Columns(board));
    }

    /// Forgets a column, with what is on it.
    pub(crate) fn drop_column(&mut self, board: BoardId, id: ColumnId, touches: &mut Touches) {
        if let Some(part) = self.parts.get_mut(&board) {
            part.columns.retain(|column| *column != id);
        }
        if let Some(cards) = self.columns.remove(&id) {
            for task in cards.order {
                self.tasks.remove(&task);
                touches.push(Touched::Card(task));
            }
            touches.add(Touched::Columns(board));
        }
    }

    /// Forgets a board, its part, and its tasks.
    pub(crate) fn drop_board(&mut self, id: BoardId, touches: &mut Touches) {
        self.boards.retain(|board| board.id != id);
        let columns = self.parts.get(&id).map(|part| part.columns.clone());
        for column in columns.unwrap_or_default() {
            self.drop_column(id, column, touches);
        }
        self.tasks.retain(|task, value| {
            let stays = value.board_id != id;
            if !stays {
                touches.push(Touched::Card(*task));
            }
            stays
        });
        self.parts.remove(&id);
        self.forget_strangers(touches);
        touches.add(Touched::Boards);
        touches.add(Touched::Board(id));
        touches.add(Touched::Part(id));
    }

    /// A guest knows the people of their boards and nobody else.
    fn forget_strangers(&mut self, touches: &mut Touches) {
        if self.me.role != Role::Guest {
            return;
        }
        let (me, boards, before) = (self.me.user_id, &self.boards, self.members.len());
        let knows = |user: UserId| {
            let on = |b: &Board| b.member_ids.contains(&user) || b.created_by == Some(user);
            user == me || boards.iter().any(on)
        };
        self.members.retain(|member| knows(member.user_id));
        if self.members.len() != before {
            touches.add(Touched::Members);
        }
    }

    /// Writes a board's own fields as they are now.
    pub(crate) fn put_board(&mut self, board: Board, touches: &mut Touches) {
        touches.add(Touched::Board(board.id));
        if let Some(known) = self.boards.iter_mut().find(|b| b.id == board.id) {
            *known = board;
        } else {
            self.boards.push(board);
            touches.add(Touched::Boards);
        }
    }

    /// Writes a member as they are now, and what that means for the reader.
    pub(crate) fn put_member(&mut self, member: Member, touches: &mut Touches) {
        touches.add(Touched::Members);
        if member.user_id == self.me.user_id && member.role != self.me.role {
            self.me.role = member.role;
            self.me.permissions = member.role.permissions();
            touches.add(Touched::Me);
        }
        if let Some(known) = self
            .members
            .iter_mut()
            .find(|m| m.user_id == member.user_id)
        {
            *known = member;
        } else {
            self.members.push(member);
        }
    }

    /// The board's part wants to be loaded again.
    pub(crate) fn spoil(&mut self, board: BoardId, touches: &mut Touches) {
        if let Some(part) = self.parts.get_mut(&board)
            && part.loaded
        {
            part.stale = true;
            if let Some(loading) = &mut part.loading {
                loading.again = true;
            }
            touches.add(Touched::Part(board));
        }
    }
}
