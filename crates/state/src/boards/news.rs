//! News of boards.

use tutti_types::activity::Activity;
use tutti_types::events::EventKind;
use tutti_types::{BoardId, TaskId, Timestamp, UserId};

use super::TextField;

/// What happened to boards and on them. `seq` is its position in the stream: of two pieces of news the one further on is the newer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum News {
    /// Something went into the trash, or may have come out of it. Whoever shows the trash asks for it anew.
    Trash,
    /// A task went into the trash, or came back.
    TaskTrashed {
        task: TaskId,
        is_back: bool,
        seq: i64,
    },
    /// Somebody changed a text of a task.
    TextChanged {
        task: TaskId,
        field: TextField,
        by: UserId,
        seq: i64,
    },
    /// A board went into the trash.
    BoardTrashed {
        board: BoardId,
        by: Option<UserId>,
        at: Timestamp,
        seq: i64,
    },
}

impl News {
    pub(crate) fn of(entry: &Activity) -> Vec<Self> {
        let (seq, by, at) = (entry.seq, entry.actor.id, entry.at);
        let mut news = Vec::new();
        if concerns_trash(entry.kind) {
            news.push(Self::Trash);
        }
        if entry.kind == EventKind::BoardDeleted {
            let told = |board| Self::BoardTrashed { board, by, at, seq };
            news.extend(entry.board_id().map(told));
        }
        if let Some(task) = entry.task_id() {
            let is_back = entry.kind == EventKind::TaskRestored;
            if is_back || entry.kind == EventKind::TaskDeleted {
                news.push(Self::TaskTrashed { task, is_back, seq });
            }
            if let Some(by) = by {
                let fields = entry
                    .changes
                    .iter()
                    .filter_map(|change| field(&change.field));
                news.extend(fields.map(|field| Self::TextChanged {
                    task,
                    field,
                    by,
                    seq,
                }));
            }
        }
        news
    }
}

fn field(name: &str) -> Option<TextField> {
    match name {
        "title" => Some(TextField::Title),
        "description" => Some(TextField::Description),
        _ => None,
    }
}

const fn concerns_trash(kind: EventKind) -> bool {
    matches!(
        kind,
        EventKind::TaskDeleted
            | EventKind::TaskRestored
            | EventKind::ColumnDeleted
            | EventKind::ColumnCreated
            | EventKind::BoardDeleted
            | EventKind::BoardCreated
            | EventKind::BoardPurged
    )
}
