//! Workspaces as a whole.

use serde_json::json;

use super::{Case, Scope};

pub const CASES: &[Case] = &[
    Case::new("createWorkspace", Scope::Own).body(|ids| json!({"name": format!("New {}", ids.n)})),
    Case::new("listWorkspaces", Scope::Own),
    Case::new("getWorkspace", Scope::Workspace),
    Case::new("updateWorkspace", Scope::Workspace)
        .body(|ids| json!({"name": format!("Name {}", ids.n)})),
    Case::new("deleteWorkspace", Scope::Workspace),
    Case::new("restoreWorkspace", Scope::Workspace),
    Case::new("getSnapshot", Scope::Workspace),
];
