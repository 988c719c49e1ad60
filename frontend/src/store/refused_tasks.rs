//! New tasks that the server refused. Their text is nowhere else, so they stay in their column until they are sent again or
//! discarded, over a reload too.

use leptos::prelude::*;
use tutti_state::{Intent, boards};
use tutti_types::{BoardId, ColumnId};

use super::Space;
use crate::text::Words;

/// A new task that was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedTask {
    /// The key of its op.
    pub key: String,
    /// What it says.
    pub title: String,
    /// Why it was refused, where this page was told.
    pub why: Option<Words>,
}

impl Space {
    /// Those of a column, the oldest first. The first column of a board has those too whose own is gone. Tracked.
    pub fn refused_tasks(self, board: BoardId, column: ColumnId) -> Vec<RefusedTask> {
        // Told anew whenever an answer comes.
        self.waiting.track();
        let Some(core) = self.core() else {
            return Vec::new();
        };
        let columns = self.columns(board).get();
        let shown_in = |own: Option<ColumnId>| {
            let found = columns.iter().find(|one| Some(one.id) == own);
            found.or(columns.first()).map(|one| one.id)
        };
        let refused = core.outbox.read(self.id, |queue| {
            let tasks = queue
                .refused_copies()
                .filter_map(|(key, intent)| match intent {
                    Intent::Boards(boards::Intent::TaskCreate(new)) => Some((key, &new.create)),
                    _ => None,
                });
            let here = tasks.filter(|(_, create)| {
                create.board_id == board && shown_in(create.column_id) == Some(column)
            });
            here.map(|(key, create)| RefusedTask {
                key: key.to_owned(),
                title: create.title.as_str().to_owned(),
                why: core.outbox.refusal(key),
            })
            .collect()
        });
        refused.unwrap_or_default()
    }

    /// Forgets one.
    pub fn discard(self, key: &str) {
        if let Some(core) = self.core() {
            core.outbox.change(self.id, |queue| queue.forget(key));
            core.outbox.set_refusal(key, None);
        }
        self.pump();
    }
}
