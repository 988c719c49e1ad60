//! Invitations, for who invites and for who is invited.

use serde_json::json;

use super::{Case, Scope};

pub const CASES: &[Case] = &[
    Case::new("createInvitation", Scope::Workspace)
        .body(|ids| json!({"email": format!("guest{}@example.com", ids.n), "role": "guest"})),
    Case::new("listInvitations", Scope::Workspace),
    Case::new("revokeInvitation", Scope::Workspace),
    Case::new("resendInvitation", Scope::Workspace),
    Case::new("previewInvitation", Scope::Public),
    // It is for somebody else.
    Case::new("acceptInvitation", Scope::Own).answers(403),
];
