//! How the server is doing.

use super::{Case, Scope};

pub const CASES: &[Case] = &[
    Case::new("livez", Scope::Public),
    Case::new("readyz", Scope::Public),
];
