//! The trash as a list; what restores from it stands with what it restores.

use super::{Case, Scope};

pub const CASES: &[Case] = &[Case::new("listTrash", Scope::Workspace)];
