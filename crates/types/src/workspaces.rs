//! Workspaces.

use serde::{Deserialize, Serialize};

use crate::tasks::Task;
use crate::text::{Slug, TaskPrefix, WorkspaceName};
use crate::{Timestamp, WorkspaceId};

/// A workspace: the tenant everything else belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Workspace {
    pub id: WorkspaceId,
    pub name: String,
    /// Its name in URLs, unique over all workspaces.
    pub slug: String,
    /// Stands before the number in a task's key.
    pub task_prefix: String,
    /// Its earlier names in URLs, oldest first, at most [`FORMER`]. They lead to it until it is purged, and nobody else gets them.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub former_slugs: Vec<String>,
    /// Its earlier prefixes, oldest first, at most [`FORMER`], by which `GET …/tasks?key=` finds its tasks too.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub former_prefixes: Vec<String>,
    /// Rises with each change of the workspace itself.
    pub version: i64,
    /// The position in the workspace's stream at which it last changed, the same here and in its event: within an epoch the newer wins.
    pub changed_seq: i64,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

impl Workspace {
    /// Gives a task of this workspace the key that it has now.
    pub fn name_task(&self, task: &mut Task) {
        let prefix = task.key.split('-').next();
        if prefix != Some(&self.task_prefix) {
            task.key = format!("{}-{}", self.task_prefix, task.number);
        }
    }
}

/// So many earlier slugs, and as many earlier prefixes, one workspace may hold.
pub const FORMER: usize = 20;

/// The query of `GET /workspaces`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams), into_params(parameter_in = Query))]
pub struct WorkspaceQuery {
    /// `true`: those in the trash that one may restore, last deleted first, instead of the living.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deleted: Option<bool>,
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

/// `POST /workspaces`. Whoever makes it is its owner; a board with four columns comes along.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreateWorkspace {
    /// The client's own id for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<WorkspaceId>,
    pub name: WorkspaceName,
    /// Made from the name where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slug: Option<Slug>,
}

/// `PATCH /workspaces/{ws}`. A name in URLs and a prefix that it had stay its own: old links lead to it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UpdateWorkspace {
    /// The new name.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::patch::set"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = WorkspaceName))]
    pub name: Option<WorkspaceName>,
    /// The new name in URLs.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::patch::set"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = Slug))]
    pub slug: Option<Slug>,
    /// What stands before the number in its tasks' keys from now on.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::patch::set"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = TaskPrefix))]
    pub task_prefix: Option<TaskPrefix>,
}
