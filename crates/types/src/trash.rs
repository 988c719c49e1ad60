//! The trash: what was deleted and can still be restored.

use serde::{Deserialize, Serialize};

use crate::{BoardId, ColumnId, TaskId, Timestamp, UserId};

/// Days that what was deleted can be restored; then it is gone for good.
pub const TRASH_DAYS: i32 = 30;

text_enum!(
    /// What kind of thing lies in the trash.
    TrashKind {
        /// A board, with all on it.
        Board = "board",
        /// A column.
        Column = "column",
        /// A task.
        Task = "task",
    }
);

/// One thing in the trash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TrashItem {
    /// What it is.
    pub kind: TrashKind,
    /// The board, or the board it was on.
    pub board_id: BoardId,
    /// The column, where it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column_id: Option<ColumnId>,
    /// The task, where it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub task_id: Option<TaskId>,
    /// A board's or column's name, a task's title.
    pub name: String,
    /// A task's number as people say it, such as `LRK-214`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// How many living tasks come back with a board or column.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<i64>,
    /// When it was deleted.
    pub deleted_at: Timestamp,
    /// Who deleted it; absent where the account is gone.
    pub deleted_by: Option<UserId>,
}

/// The query of `GET /workspaces/{ws}/trash`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams), into_params(parameter_in = Query))]
pub struct TrashQuery {
    /// What was on this board, which is not in the trash itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub board: Option<BoardId>,
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
