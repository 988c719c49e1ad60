//! The feed and the events.

use super::{Case, Scope};

pub const CASES: &[Case] = &[
    Case::new("listActivity", Scope::Workspace),
    Case::new("listEvents", Scope::Workspace)
        .query("epoch=0190a0a0-0000-7000-8000-000000000000&after=0"),
];
