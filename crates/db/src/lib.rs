//! PostgreSQL: the only truth.
//!
//! [`gate`] opens transactions and is the only way in; [`access`] makes the proofs that writes take; `models/<table>` holds
//! a table's rows and queries, `views/<screen>` what a screen reads over several tables; [`jobs`] is what is done later. No actix in
//! here.
//!
//! Three kinds of results: queries give a `QueryResult`; what can be refused gives [`Result`] with an [`Error`]; the server
//! turns that into a problem answer.

#[macro_use]
mod statement;
#[macro_use]
mod row;

pub mod access;
pub mod address;
pub mod commands;
pub mod connection;
pub mod error;
pub mod gate;
mod if_match;
pub mod jobs;
pub mod locks;
pub mod migrations;
pub mod models;
mod moment;
pub mod pool;
pub mod rank;
pub mod schema;
pub mod sqlstate;
pub mod usable;
pub mod views;

pub use error::{Error, Refusal, Result};
pub use gate::Gate;
pub use if_match::IfMatch;
