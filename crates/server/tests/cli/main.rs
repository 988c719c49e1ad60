//! The binary as its operator sees it: what it prints, what it ends with.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "helpers of tests fail as tests do"
)]

mod database;
mod example;
mod files;
mod jobs;
mod origins;
mod program;
mod proxies;
mod reset_link;
mod settings;
mod stopping;
mod web;
