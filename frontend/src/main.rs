//! The browser's half of Tutti: a single page that talks to the public API and follows the workspace's stream.
//!
//! What a stranger sees first is a program of its own, `entrance.rs`, which shares these modules.
//!
//! `api` asks, `live` follows, `store` turns what changed into signals, `pages` and `components` show it. `parts` loads
//! what is opened later. What the state *is* stands in `tutti_state`, which knows nothing of a browser.

mod api;
mod app;
mod clock;
mod components;
mod dom;
mod drafts;
mod effect;
mod handover;
mod keys;
mod latest;
mod live;
mod outbox;
mod pages;
mod parts;
mod remote;
mod retry;
mod session;
mod shell;
mod storage;
mod store;
mod text;
mod ui;

fn main() {
    dom::start(app::App);
}
