//! What would undo a change, told before it is made.

use tutti_types::boards::UpdateBoard;
use tutti_types::columns::{Column, MoveColumn, UpdateColumn};
use tutti_types::tasks::{MoveTask, Task, UpdateTask};
use tutti_types::text::{BoardName, Color, ColumnName};
use tutti_types::{BoardId, ColumnId, Patch, TaskId};

use super::Store;
use crate::overlay::{Began, Intent};

impl Store {
    /// What an edit of this task's texts begins from now; absent where the description was not loaded.
    #[must_use]
    pub fn begin_edit(&self, task: TaskId) -> Option<Began> {
        let shown = self.task(task)?;
        let description = match &shown.description {
            Some(text) => text.clone(),
            None if shown.has_description => return None,
            None => String::new(),
        };
        Some(Began {
            version: shown.version,
            title: shown.title.clone(),
            description,
        })
    }

    /// What was kept to be done later, such as a step back, as it is to be done now: its texts stand on the version shown,
    /// unless somebody changed them meanwhile.
    #[must_use]
    pub fn catch_up(&self, mut intent: Intent) -> Intent {
        if let Intent::UpdateTask {
            task,
            patch,
            began: Some(began),
        } = &mut intent
            && let Some(shown) = self.task(*task)
        {
            let title = patch.title.is_none() || shown.title == began.title;
            let text = shown.description.as_ref();
            let same = text.is_some_and(|text| *text == began.description);
            let none = text.is_none() && !shown.has_description && began.description.is_empty();
            if title && (matches!(patch.description, Patch::Keep) || same || none) {
                began.version = began.version.max(shown.version);
            }
        }
        intent
    }

    /// The inverse of what is about to be done; absent where there is no way back.
    pub(crate) fn undo_of(&self, intent: &Intent) -> Option<Intent> {
        Some(match intent {
            Intent::CreateTask { task, .. } | Intent::RestoreTask { task, .. } => {
                Intent::DeleteTask { task: *task }
            }
            Intent::UpdateTask { task, patch, .. } => {
                let shown = self.task(*task)?;
                if patch.status.is_some() {
                    // A change of status is a move; no one undoes it together with other fields.
                    self.way_back(shown)
                } else {
                    Intent::UpdateTask {
                        task: *task,
                        patch: patch.inverse(shown),
                        began: made(shown, patch),
                    }
                }
            }
            Intent::MoveTask { task, .. } => self.way_back(self.task(*task)?),
            Intent::DeleteTask { task } => Intent::RestoreTask {
                task: *task,
                card: Some(Box::new(self.task(*task)?.clone())),
            },
            Intent::CreateColumn { board, column, .. } => Intent::DeleteColumn {
                board: *board,
                column: *column,
                to: None,
            },
            Intent::UpdateColumn {
                board,
                column,
                patch,
            } => Intent::UpdateColumn {
                board: *board,
                column: *column,
                patch: inverse_column(self.column(*column)?, patch),
            },
            Intent::MoveColumn { board, column, .. } => self.column_back(*board, *column),
            Intent::DeleteColumn { board, column, .. } => Intent::RestoreColumn {
                board: *board,
                column: *column,
            },
            // Where the cards that came back with it would go nobody has said.
            Intent::RestoreColumn { .. } => return None,
            Intent::DeleteBoard { board } => Intent::RestoreBoard { board: *board },
            Intent::RestoreBoard { board } => Intent::DeleteBoard { board: *board },
            Intent::UpdateBoard { board, patch } => {
                let shown = self.board(*board)?;
                Intent::UpdateBoard {
                    board: *board,
                    patch: UpdateBoard {
                        name: patch
                            .name
                            .as_ref()
                            .and_then(|_| BoardName::parse(&shown.name).ok()),
                        visibility: patch.visibility.map(|_| shown.visibility),
                        color: patch
                            .color
                            .as_ref()
                            .and_then(|_| Color::parse(&shown.color).ok()),
                    },
                }
            }
        })
    }

    /// Back to where the card stands now: before the next one, or behind the last.
    fn way_back(&self, task: &Task) -> Intent {
        let order = self.order(task.column_id);
        let at = order.iter().position(|id| *id == task.id);
        let beside = |at: Option<usize>| at.and_then(|at| order.get(at)).copied();
        Intent::MoveTask {
            task: task.id,
            to: MoveTask {
                board_id: Some(task.board_id),
                column_id: task.column_id,
                before: beside(at.map(|at| at + 1)),
                after: beside(at.and_then(|at| at.checked_sub(1))),
            },
        }
    }

    fn column_back(&self, board: BoardId, column: ColumnId) -> Intent {
        let order = self.columns(board);
        let at = order.iter().position(|id| *id == column);
        let beside = |at: Option<usize>| at.and_then(|at| order.get(at)).copied();
        Intent::MoveColumn {
            board,
            column,
            to: MoveColumn {
                before: beside(at.map(|at| at + 1)),
                after: beside(at.and_then(|at| at.checked_sub(1))),
            },
        }
    }
}

/// What a patch of texts makes of them: who undoes it takes back this, and not what somebody else wrote since.
fn made(task: &Task, patch: &UpdateTask) -> Option<Began> {
    if patch.title.is_none() && matches!(patch.description, Patch::Keep) {
        return None;
    }
    let title = patch.title.as_ref().map(|title| title.as_str().to_owned());
    Some(Began {
        version: task.version,
        title: title.unwrap_or_else(|| task.title.clone()),
        description: match &patch.description {
            Patch::Keep => task.description.clone().unwrap_or_default(),
            Patch::Clear => String::new(),
            Patch::Set(text) => text.as_str().to_owned(),
        },
    })
}

fn inverse_column(column: &Column, patch: &UpdateColumn) -> UpdateColumn {
    let color = match (&patch.color, &column.color) {
        (Patch::Keep, _) => Patch::Keep,
        (_, None) => Patch::Clear,
        (_, Some(color)) => Color::parse(color).map_or(Patch::Keep, Patch::Set),
    };
    let wip_limit = match (&patch.wip_limit, column.wip_limit) {
        (Patch::Keep, _) => Patch::Keep,
        (_, None) => Patch::Clear,
        (_, Some(limit)) => Patch::Set(limit),
    };
    UpdateColumn {
        name: patch
            .name
            .as_ref()
            .and_then(|_| ColumnName::parse(&column.name).ok()),
        category: patch.category.map(|_| column.category),
        color,
        wip_limit,
    }
}
