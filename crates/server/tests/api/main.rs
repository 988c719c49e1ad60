//! The API as its clients see it: a module for each part of `routes`, the real server over a real PostgreSQL, a database for each
//! test.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "helpers of tests fail as tests do"
)]

mod activity;
mod auth;
mod authorization;
mod boards;
mod columns;
mod cors;
mod events;
mod gate;
mod idempotency;
mod invitations;
mod me;
mod members;
mod mixed_path;
mod openapi;
mod problems;
mod random;
mod realtime;
mod repeats;
mod scans;
mod tasks;
mod third_party;
mod workspaces;
mod world;
