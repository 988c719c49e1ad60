//! Members of a workspace.

use serde_json::json;

use super::{Case, Scope};

pub const CASES: &[Case] = &[
    Case::new("listMembers", Scope::Workspace),
    Case::new("updateMember", Scope::Member)
        .body(|_| json!({"role": "guest"}))
        .ids(&[("custom_role_id", |ids| json!({"custom_role_id": ids.role}))]),
    Case::new("removeMember", Scope::Member),
];
