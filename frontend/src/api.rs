//! The only place that does HTTP: one typed function per operation, named as the operation is in `tutti_types`.
//!
//! The access token lives in this module's memory and nowhere else. A request whose token has lapsed renews it once and
//! goes again; every mutation carries an Idempotency-Key, so that a retry after a lost answer does nothing twice.

pub mod activity;
pub mod auth;
pub mod boards;
mod build;
pub mod columns;
mod early;
mod error;
pub mod events;
mod http;
pub mod invitations;
pub mod me;
pub mod members;
mod query;
pub mod tasks;
mod token;
pub mod trash;
pub mod workspaces;

pub use build::build;
pub use error::{Error, words};
pub use http::{Call, Raw, exchange, new_key};
pub use token::{access_token, forget as forget_token, on_signed_out};
