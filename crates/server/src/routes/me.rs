//! The signed-in person's own things.

pub mod changes;
pub mod get;
pub mod password;
pub mod sessions;
pub mod update;
