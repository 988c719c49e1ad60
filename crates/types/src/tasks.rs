//! Tasks.
//!
//! What people edit of a task stands here three times: in the resource and in both requests. What a request makes of a task, and what
//! takes that back, is in `edit`, which does not compile until it says so of every field.

mod bulk;
mod edit;
mod query;

use serde::{Deserialize, Serialize};

pub use self::bulk::{BulkResult, BulkTasks};
pub use self::edit::{done_at, due, is_in_range};
pub use self::query::{TaskQuery, TaskSort};
use crate::columns::Category;
use crate::text::{Markdown, TaskTitle};
use crate::{BoardId, ColumnId, Patch, TaskId, Timestamp, UserId, WorkspaceId};

/// How many tasks one bulk request may name.
pub const MAX_BULK: usize = 200;
/// How many people a task may have.
pub const MAX_ASSIGNEES: usize = 20;
/// How many living tasks a board may hold.
pub const MAX_TASKS_PER_BOARD: i64 = 20_000;
/// The first moment a task may begin or be due: 1970-01-01T00:00:00Z.
pub const EARLIEST: Timestamp = Timestamp::from_micros(0);
/// The last one: the end of the year 9999, the last that RFC 3339 can write.
pub const LATEST: Timestamp = Timestamp::from_micros(253_402_300_799_999_999);

text_enum!(
    /// How urgent a task is.
    Priority {
        /// Can wait.
        Low = "low",
        /// As usual.
        Medium = "medium",
        /// First.
        High = "high",
    }
);

/// What a task has of whose urgency nothing is said.
impl Default for Priority {
    fn default() -> Self {
        Self::Medium
    }
}

/// A task. On a board, in lists and in bulk answers it is a *card*: without its description.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Task {
    pub id: TaskId,
    /// The id of its workspace.
    pub workspace_id: WorkspaceId,
    /// The id of its board.
    pub board_id: BoardId,
    /// The id of its column.
    pub column_id: ColumnId,
    /// Its number in the workspace.
    pub number: i64,
    /// The number as people say it, such as `LRK-214`.
    pub key: String,
    /// One line.
    pub title: String,
    /// Whether the description is not empty.
    pub has_description: bool,
    /// Markdown, empty where there is none; absent on a card.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The category of its column.
    pub status: Category,
    /// How urgent it is.
    pub priority: Priority,
    /// Who works on it, in the order they were assigned.
    pub assignee_ids: Vec<UserId>,
    /// When work on it begins; `null` where that is not said. It may be later than `due_at`.
    #[serde(default)]
    pub start_at: Option<Timestamp>,
    /// When it is due; `null` where that is not said. With `due_all_day` a date and no instant: midnight UTC of that date, which
    /// is the same date in every time zone.
    #[serde(default)]
    pub due_at: Option<Timestamp>,
    /// Whether it is due on a date, at no time of that day in particular.
    #[serde(default)]
    pub due_all_day: bool,
    /// Its place in the column; compared byte by byte.
    pub position: String,
    /// Rises with each change of its own fields, assignees and place.
    pub version: i64,
    /// The position in the workspace's stream at which it last changed, the same here and in its event: within an epoch the newer wins.
    pub changed_seq: i64,
    /// Who made it; absent where the account is gone.
    pub created_by: Option<UserId>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// Since when it has its status: since it was made, since it came from a column of another category, or since its column's
    /// category changed.
    pub status_changed_at: Timestamp,
    /// When it was done; absent where its status is another. Moves among columns of category done do not change it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done_at: Option<Timestamp>,
    /// When it was put in the trash; absent for the living.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deleted_at: Option<Timestamp>,
    /// Who put it there; absent where the account is gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deleted_by: Option<UserId>,
}

/// `POST /workspaces/{ws}/tasks`. The column is `column_id`, else the board's first of `status`, else its first; the card goes to its end.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreateTask {
    /// The client's own id for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<TaskId>,
    /// The id of its board.
    pub board_id: BoardId,
    /// Its title.
    pub title: TaskTitle,
    /// The id of its column.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column_id: Option<ColumnId>,
    /// The status whose first column it goes to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Category>,
    /// Markdown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<Markdown>,
    /// Medium where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priority: Option<Priority>,
    /// Members who may read the board, at most 20.
    #[serde(
        default,
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "crate::bounds::assignees"
    )]
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub assignee_ids: Vec<UserId>,
    /// When work on it begins, in the years 1970 to 9999.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::bounds::moment"
    )]
    pub start_at: Option<Timestamp>,
    /// When it is due, in the years 1970 to 9999. With `due_all_day` its date in UTC counts, and its time of day is dropped.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::bounds::moment"
    )]
    pub due_at: Option<Timestamp>,
    /// `true`: it is due on a date. Needs `due_at`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_all_day: Option<bool>,
    /// The card it shall stand before, where not at the end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<TaskId>,
}

/// `PATCH /workspaces/{ws}/tasks/{task}`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UpdateTask {
    /// The new title.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::patch::set"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = TaskTitle))]
    pub title: Option<TaskTitle>,
    /// The new description; `null` clears it.
    #[serde(default, skip_serializing_if = "Patch::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Markdown>))]
    pub description: Patch<Markdown>,
    /// Moves the task to the end of the board's first column of this category.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::patch::set"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = Category))]
    pub status: Option<Category>,
    /// The new priority.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::patch::set"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = Priority))]
    pub priority: Option<Priority>,
    /// Who works on it now, whole; at most 20.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::bounds::new_assignees"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<UserId>, max_items = 20))]
    pub assignee_ids: Option<Vec<UserId>>,
    /// When work on it begins, in the years 1970 to 9999; `null` clears it.
    #[serde(
        default,
        skip_serializing_if = "Patch::is_keep",
        deserialize_with = "crate::bounds::new_moment"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Timestamp>))]
    pub start_at: Patch<Timestamp>,
    /// When it is due, in the years 1970 to 9999; `null` clears it and `due_all_day`. Where that is or becomes true, the date in UTC
    /// counts, and the time of day is dropped.
    #[serde(
        default,
        skip_serializing_if = "Patch::is_keep",
        deserialize_with = "crate::bounds::new_moment"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Timestamp>))]
    pub due_at: Patch<Timestamp>,
    /// Whether it is due on a date. `true` is refused where it has no `due_at`.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::patch::set"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = bool))]
    pub due_all_day: Option<bool>,
    /// What the texts held when this edit of them began: refused with 412 where one of them holds anything else now, unless
    /// that is what this request writes. Unlike a stale `If-Match`, other fields that somebody changed meanwhile are no reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected: Option<ExpectedTexts>,
}

/// The texts of a task as somebody knows them; an absent one is not compared.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ExpectedTexts {
    /// The title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<TaskTitle>,
    /// The description; empty where there was none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<Markdown>,
}

/// `POST …/tasks/{task}/move`. `before` wins over `after`; neither: to the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MoveTask {
    /// The board it goes to, where it is another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub board_id: Option<BoardId>,
    /// The column it goes to.
    pub column_id: ColumnId,
    /// The card it shall stand before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<TaskId>,
    /// The card it shall stand after.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<TaskId>,
}
