//! Columns of a board.

use serde::{Deserialize, Serialize};

use crate::text::{Color, ColumnName};
use crate::{BoardId, ColumnId, Patch, Timestamp, WorkspaceId};

/// How many columns a board holds at most.
pub const MAX_COLUMNS: i64 = 30;
/// The largest limit of the tasks that may stand in a column.
pub const MAX_WIP_LIMIT: i32 = 1_000;
/// How many tasks the deletion of their column may move to another one.
pub const MAX_MOVED: usize = 1_000;

text_enum!(
    /// What it means for a task to stand in a column; the task's `status`.
    Category {
        /// Not begun.
        Todo = "todo",
        /// Being worked on.
        InProgress = "in_progress",
        /// Finished.
        Done = "done",
        /// Cannot go on.
        Blocked = "blocked",
    }
);

/// A column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Column {
    pub id: ColumnId,
    /// The id of its workspace.
    pub workspace_id: WorkspaceId,
    /// The id of its board.
    pub board_id: BoardId,
    pub name: String,
    /// The status of the tasks in it.
    pub category: Category,
    /// A name of the palette; the category's own colour where absent.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Color>))]
    pub color: Option<String>,
    /// How many tasks may stand in it; a move or a new task beyond is refused.
    pub wip_limit: Option<i32>,
    /// Its place among the board's columns; compared byte by byte.
    pub position: String,
    /// All its living tasks, also those whose cards were left out; only in a board's answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<i64>,
    /// Rises with each change of the column itself.
    pub version: i64,
    /// The position in the workspace's stream at which it last changed, the same here and in its event: within an epoch the newer wins.
    pub changed_seq: i64,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// `POST …/boards/{board}/columns`; it comes last.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreateColumn {
    /// The client's own id for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<ColumnId>,
    pub name: ColumnName,
    /// The status of the tasks in it.
    pub category: Category,
    /// A colour of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub color: Option<Color>,
    /// 1 to 1000; none where absent.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::bounds::wip_limit"
    )]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 1000))]
    pub wip_limit: Option<i32>,
}

/// `PATCH …/columns/{column}`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UpdateColumn {
    /// The new name.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::patch::set"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = ColumnName))]
    pub name: Option<ColumnName>,
    /// The new status of the tasks in it.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::patch::set"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = Category))]
    pub category: Option<Category>,
    /// `null` gives it back its category's colour.
    #[serde(default, skip_serializing_if = "Patch::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Color>))]
    pub color: Patch<Color>,
    /// 1 to 1000; `null` lifts the limit.
    #[serde(
        default,
        skip_serializing_if = "Patch::is_keep",
        deserialize_with = "crate::bounds::new_wip_limit"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<i32>, minimum = 1, maximum = 1000))]
    pub wip_limit: Patch<i32>,
}

/// `POST …/columns/{column}/move`. `before` wins over `after`; neither: to the end.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MoveColumn {
    /// The column it shall stand before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<ColumnId>,
    /// The column it shall stand after.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<ColumnId>,
}

/// The query of `DELETE …/columns/{column}`.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams), into_params(parameter_in = Query))]
pub struct DeleteColumnQuery {
    /// The column of the same board that its tasks go to the end of, in their order. At most 1000 tasks go with one request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<ColumnId>,
}
