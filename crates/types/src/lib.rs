//! What travels between Tutti and its clients, and the rules both sides share.
//!
//! Everything here is plain data: no I/O, no clock but [`Timestamp::now`] of the caller, nothing that does not build for
//! wasm32. The server derives its OpenAPI file from these types, the browser parses answers with them, and both ask the
//! same permission table.

#[macro_use]
mod macros;

pub mod activity;
pub mod auth;
pub mod boards;
mod bounds;
pub mod columns;
pub mod date;
pub mod events;
pub mod ids;
pub mod invitations;
pub mod limits;
pub mod me;
pub mod members;
pub mod page;
pub mod patch;
pub mod paths;
pub mod permissions;
pub mod problem;
pub mod realtime;
pub mod rooms;
#[cfg(feature = "openapi")]
mod schemas;
pub mod snapshot;
pub mod tasks;
pub mod text;
pub mod time;
pub mod trash;
pub mod workspaces;

pub use date::Date;
pub use ids::*;
pub use page::Page;
pub use patch::Patch;
pub use permissions::{Permission, Rights, Role};
pub use problem::{ErrorCode, FieldError, Problem};
pub use time::Timestamp;
