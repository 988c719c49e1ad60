//! What happened: one entry for each change, the audit log that the activity rail shows.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::events::EventKind;
use crate::{BoardId, TaskId, Timestamp, UserId};

/// One field that changed. Long texts are cut to 200 characters.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Change {
    /// The field's name as in the resource.
    pub field: String,
    /// What it held.
    #[cfg_attr(feature = "openapi", schema(value_type = crate::schemas::FieldValue))]
    pub from: Value,
    /// What it holds now.
    #[cfg_attr(feature = "openapi", schema(value_type = crate::schemas::FieldValue))]
    pub to: Value,
}

/// One entry of the activity feed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Activity {
    /// The position in the workspace's stream, which is its id.
    pub seq: i64,
    /// When it happened.
    pub at: Timestamp,
    /// Who did it; absent for the system itself.
    pub actor_id: Option<UserId>,
    /// What happened.
    pub kind: EventKind,
    /// The board it happened on.
    pub board_id: Option<BoardId>,
    /// The task it happened to.
    pub task_id: Option<TaskId>,
    /// The name of what it happened to, as it was then: a task's title, a board's or person's name.
    pub subject: String,
    /// What changed, from what to what.
    pub changes: Vec<Change>,
}

/// The query of `GET /workspaces/{ws}/activity`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams), into_params(parameter_in = Query))]
pub struct ActivityQuery {
    /// Entries of this task.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub task: Option<TaskId>,
    /// Entries of this board.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub board: Option<BoardId>,
    /// Entries by this person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor: Option<UserId>,
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
