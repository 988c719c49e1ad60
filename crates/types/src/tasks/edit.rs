//! What a request makes of a task, said once for the server, which tells of it, and for the browser, which shows it before it is
//! answered.

use super::{CreateTask, EARLIEST, LATEST, Priority, Task, UpdateTask};
use crate::columns::Category;
use crate::text::{Markdown, TaskTitle};
use crate::{BoardId, ColumnId, Patch, TaskId, Timestamp, WorkspaceId};

impl Task {
    /// A task as it is made when nothing is said of it, without a number or a place.
    #[must_use]
    pub const fn blank(
        id: TaskId,
        workspace_id: WorkspaceId,
        board_id: BoardId,
        column_id: ColumnId,
        status: Category,
        at: Timestamp,
    ) -> Self {
        Self {
            id,
            workspace_id,
            board_id,
            column_id,
            number: 0,
            key: String::new(),
            title: String::new(),
            has_description: false,
            description: Some(String::new()),
            status,
            priority: Priority::Medium,
            assignee_ids: Vec::new(),
            start_at: None,
            due_at: None,
            due_all_day: false,
            position: String::new(),
            version: 0,
            changed_seq: 0,
            created_by: None,
            created_at: at,
            updated_at: at,
            status_changed_at: at,
            done_at: done_at(status, at),
            deleted_at: None,
            deleted_by: None,
        }
    }

    /// The task as a card.
    #[must_use]
    pub fn into_card(self) -> Self {
        Self {
            description: None,
            ..self
        }
    }

    /// Gives it a status; where it has that already, nothing changes.
    pub fn set_status(&mut self, status: Category, at: Timestamp) {
        if self.status != status {
            self.status = status;
            self.status_changed_at = at;
            self.done_at = done_at(status, at);
        }
    }
}

/// When a task was done that has a status since a moment.
#[must_use]
pub const fn done_at(status: Category, since: Timestamp) -> Option<Timestamp> {
    match status {
        Category::Done => Some(since),
        Category::Todo | Category::InProgress | Category::Blocked => None,
    }
}

/// `due_at` and `due_all_day` as they are kept: a date is its midnight UTC, and what is not due is due on no date.
#[must_use]
pub fn due(at: Option<Timestamp>, all_day: bool) -> (Option<Timestamp>, bool) {
    match at {
        Some(at) if all_day => (Some(at.midnight()), true),
        at => (at, false),
    }
}

/// Whether a task may begin or be due then.
#[must_use]
pub fn is_in_range(at: Timestamp) -> bool {
    (EARLIEST..=LATEST).contains(&at)
}

impl CreateTask {
    /// One of which only the title is said.
    #[must_use]
    pub const fn new(board_id: BoardId, title: TaskTitle) -> Self {
        Self {
            id: None,
            board_id,
            title,
            column_id: None,
            status: None,
            description: None,
            priority: None,
            assignee_ids: Vec::new(),
            start_at: None,
            due_at: None,
            due_all_day: None,
            before: None,
        }
    }

    /// What it says of the task, as a change of a [`Task::blank`]; its place is not part of it.
    #[must_use]
    pub fn fields(&self) -> UpdateTask {
        let Self {
            id: _,
            board_id: _,
            title,
            column_id: _,
            status: _,
            description,
            priority,
            assignee_ids,
            start_at,
            due_at,
            due_all_day,
            before: _,
        } = self;
        UpdateTask {
            title: Some(title.clone()),
            description: description.clone().into(),
            status: None,
            priority: *priority,
            assignee_ids: Some(assignee_ids.clone()),
            start_at: (*start_at).into(),
            due_at: (*due_at).into(),
            due_all_day: *due_all_day,
            expected: None,
        }
    }
}

impl UpdateTask {
    /// Writes what it says into a task. Its status is left out, since that is a move.
    pub fn apply(&self, task: &mut Task) {
        let Self {
            title,
            description,
            status: _,
            priority,
            assignee_ids,
            start_at,
            due_at,
            due_all_day,
            expected: _,
        } = self;
        if let Some(title) = title {
            title.as_str().clone_into(&mut task.title);
        }
        if !description.is_keep() {
            let text = description.clone().or_keep(None).map(String::from);
            let text = text.unwrap_or_default();
            task.has_description = !text.is_empty();
            task.description = Some(text);
        }
        task.priority = priority.unwrap_or(task.priority);
        if let Some(people) = assignee_ids {
            task.assignee_ids.clone_from(people);
        }
        task.start_at = start_at.or_keep(task.start_at);
        (task.due_at, task.due_all_day) = due(
            due_at.or_keep(task.due_at),
            due_all_day.unwrap_or(task.due_all_day),
        );
    }

    /// What takes it back from a task: the old values of the fields that it sets. A description that is not loaded stays as the change
    /// makes it. A change of status is a move, and is taken back by one.
    #[must_use]
    pub fn inverse(&self, task: &Task) -> Self {
        let Self {
            title,
            description,
            status: _,
            priority,
            assignee_ids,
            start_at,
            due_at,
            due_all_day,
            expected: _,
        } = self;
        let description = match (description, &task.description) {
            (Patch::Keep, _) => Patch::Keep,
            (_, Some(text)) => Markdown::parse(text).map_or(Patch::Keep, Patch::Set),
            (_, None) if task.has_description => Patch::Keep,
            (_, None) => Patch::Clear,
        };
        // Each of the two may change the other.
        let due = !due_at.is_keep() || due_all_day.is_some();
        Self {
            title: title
                .as_ref()
                .and_then(|_| TaskTitle::parse(&task.title).ok()),
            description,
            status: None,
            priority: priority.map(|_| task.priority),
            assignee_ids: assignee_ids.as_ref().map(|_| task.assignee_ids.clone()),
            start_at: start_at.back_to(task.start_at),
            due_at: if due { task.due_at.into() } else { Patch::Keep },
            due_all_day: due.then_some(task.due_all_day),
            expected: None,
        }
    }
}

#[cfg(test)]
mod tests;
