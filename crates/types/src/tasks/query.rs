//! Which tasks a list holds, and in which order.

use serde::{Deserialize, Serialize};

use super::Priority;
use crate::columns::Category;
use crate::text::TaskKey;
use crate::{BoardId, ColumnId, Timestamp, UserId};

text_enum!(
    /// The order of a list of tasks.
    TaskSort {
        /// Newest first.
        Created = "-created_at",
        /// By column and place.
        Position = "position",
        /// What is due first; at the end what has no `due_at`.
        Due = "due_at",
    }
);

/// The query of `GET /workspaces/{ws}/tasks`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams), into_params(parameter_in = Query))]
pub struct TaskQuery {
    /// Tasks of this board.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub board: Option<BoardId>,
    /// Tasks of this column.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<ColumnId>,
    /// Tasks of this status.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Category>,
    /// Tasks of this person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assignee: Option<UserId>,
    /// Tasks of this priority.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priority: Option<Priority>,
    /// Tasks that are due before this moment. What is due on a date counts as due at its midnight UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_before: Option<Timestamp>,
    /// Tasks with this in their title, in whatever case, or with this key.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::bounds::searched"
    )]
    #[cfg_attr(feature = "openapi", param(max_length = 200))]
    pub q: Option<String>,
    /// The task with this key, such as `LRK-214`, also by a prefix that the workspace had.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<TaskKey>,
    /// `true`: those in the trash instead of the living.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deleted: Option<bool>,
    /// Newest first where absent; by place where `column` is given, or else by `due_at` where `due_before` is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sort: Option<TaskSort>,
    /// Items in the page, 1 to 100; 50 where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 100))]
    pub limit: Option<u16>,
    /// `next_cursor` of the page before.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::bounds::cursor"
    )]
    #[cfg_attr(feature = "openapi", param(max_length = 512))]
    pub cursor: Option<String>,
}
