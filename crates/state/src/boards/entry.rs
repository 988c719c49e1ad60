//! What the feed says of events of boards.

use tutti_types::activity::Subject;
use tutti_types::events::EventKind;
use tutti_types::rooms::Room;
use tutti_types::{BoardId, TaskId};

use super::{Boards, Payload};
use crate::area::{Entry, Seen, Told};

impl<'a> Seen<'a, Boards> {
    /// There is one exactly where the server's feed has one for the reader: what only left their sight or came into it, without a change
    /// of its own, is none.
    pub(super) fn entry(self, told: &Told<'a>, payload: &'a Payload) -> Option<Entry<'a>> {
        let (board, subject, changes): (BoardId, Subject, &[_]) = match payload {
            _ if matches!(told.kind, EventKind::TaskGone | EventKind::BoardGone) => return None,
            // A column that has another place because others were spread.
            Payload::Column(e) if told.kind == EventKind::ColumnUpdated && e.changes.is_empty() => {
                return None;
            }
            Payload::Board(e) if told.kind == EventKind::BoardUpdated && e.changes.is_empty() => {
                return None;
            }
            Payload::Board(e) => (
                e.board.id,
                Subject::board(e.board.id, &*e.board.name),
                &e.changes,
            ),
            Payload::BoardGone(e) => {
                let name = self.board(e.board_id).map_or("", |board| &board.name);
                (e.board_id, Subject::board(e.board_id, name), &[])
            }
            Payload::Column(e) => {
                let subject = Subject::column(e.column.id, &*e.column.name);
                (e.column.board_id, subject, &e.changes)
            }
            Payload::ColumnGone(e) => {
                let name = self.column(e.column_id).map_or("", |column| &column.name);
                (e.board_id, Subject::column(e.column_id, name), &[])
            }
            // The server's housekeeping, not something that a person did.
            Payload::ColumnReordered(_) => return None,
            Payload::Task(e) => {
                let subject = Subject::task(e.task.id, &*e.task.title);
                (e.task.board_id, subject, &e.changes)
            }
            Payload::TaskGone(e) => {
                let title = self.truth.title_of(e.task_id);
                (e.board_id, Subject::task(e.task_id, title), &[])
            }
        };
        Some(Entry {
            room: Some(Room::board(board)),
            subject,
            changes,
        })
    }
}

impl Boards {
    /// A task's title as the server knows it, also shortly after it left.
    fn title_of(&self, id: TaskId) -> &str {
        let removed = || self.removed.get(&id)?.card.as_ref();
        let task = self.tasks.get(&id).or_else(removed);
        task.map_or("", |task| &task.title)
    }
}
