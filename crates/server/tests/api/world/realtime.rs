//! The socket.

use super::{Case, Scope};

pub const CASES: &[Case] = &[
    // Without an upgrade.
    Case::new("realtime", Scope::Public).answers(400),
];
