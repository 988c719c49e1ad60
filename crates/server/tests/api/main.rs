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
mod binary;
mod boards;
mod bounds;
mod changed;
mod columns;
mod conditions;
mod cors;
mod deployment;
mod events;
mod example;
mod gate;
mod http;
mod idempotency;
mod input;
mod invitations;
mod jobs;
mod limits;
mod lists;
mod me;
mod members;
mod mixed_path;
mod nodes;
mod openapi;
mod parser;
mod passwords;
mod problems;
mod random;
mod realtime;
mod repeats;
mod scans;
mod shapes;
mod sight;
mod sign_up;
mod strangers;
mod tasks;
mod third_party;
mod trash;
mod unchanged;
mod workspaces;
mod world;
