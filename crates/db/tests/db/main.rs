//! The database itself: its migrations, its description, its second wall, its lanes, its jobs.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests fail as tests do"
)]

mod bounds;
mod cards;
mod housekeeping;
mod jobs;
mod lane;
mod migrations;
mod moment;
mod policies;
mod rooms;
mod schema;
