//! Many tasks at once.

use serde::{Deserialize, Serialize};

use super::{MoveTask, Task, UpdateTask};
use crate::TaskId;

/// `POST /workspaces/{ws}/tasks/bulk`: exactly one of the four; all or nothing, one event per task.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BulkTasks {
    /// 1 to 200 different tasks; a move keeps this order.
    #[serde(deserialize_with = "crate::bounds::bulk")]
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 200))]
    pub ids: Vec<TaskId>,
    /// The same PATCH for each.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub patch: Option<UpdateTask>,
    /// To one column, side by side.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub r#move: Option<MoveTask>,
    /// `true`: to the trash.
    #[serde(default, skip_serializing_if = "is_false")]
    pub delete: bool,
    /// `true`: out of the trash.
    #[serde(default, skip_serializing_if = "is_false")]
    pub restore: bool,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes a reference"
)]
const fn is_false(value: &bool) -> bool {
    !*value
}

/// What a bulk request answers: each task as it is now, in the order of `ids`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BulkResult {
    /// The tasks, as cards.
    pub items: Vec<Task>,
}
