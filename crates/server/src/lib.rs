//! The server: settings, routes, sign-in, the realtime socket, jobs.
//!
//! [`server`] puts it together; [`app`] is what handlers reach; [`routes`] is the index of everything it answers.

pub mod admission;
pub mod app;
pub mod auth;
pub mod cache;
pub mod cli;
pub mod conditional;
pub mod config;
pub mod cors;
pub mod error;
pub mod etag;
pub mod extract;
pub mod headers;
pub mod health;
pub mod jobs;
pub mod limits;
pub mod openapi;
mod operations;
pub mod realtime;
pub mod routes;
pub mod seed;
pub mod server;
mod single_flight;
pub mod strict;
pub mod telemetry;
pub mod unserved;
pub mod web;
pub mod wire;

pub use error::{ApiError, ApiResult};
