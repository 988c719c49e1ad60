//! What the tests stand on: a database for each from a template, the real server in this process, typed clients, and a socket
//! that keeps every raw frame.
//!
//! Nothing in here sleeps. What a test waits for it awaits, with a deadline.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on shall say so by failing"
)]

pub mod app;
pub mod client;
pub mod cluster;
pub mod contract;
pub mod database;
pub mod follower;
pub mod log;
pub mod pace;
mod response;
pub mod rooms;
pub mod socket;
pub mod team;

pub use app::{Options, TestApp};
pub use client::{Call, Client};
pub use database::Database;
pub use follower::Follower;
pub use reqwest::Method;
pub use response::TestResponse;
pub use socket::TestSocket;
pub use team::Team;
pub use tutti_client::Frame;

/// An HTTP client without anything of ours.
#[must_use]
pub fn http() -> reqwest::Client {
    reqwest::Client::new()
}
