//! What a stranger sees: signing in and up, an invitation, a new password. It is a program of its own, since whoever is not signed
//! in needs a third of what the workspace's is; once they are, a page load leads there (`handover`).
//!
//! It shares the workspace's modules, but for those that make up a workspace. That one has these pages too, for who signs out in it.

#![expect(
    dead_code,
    unused_imports,
    reason = "what of the shared modules only the workspace uses is not linked; `main.rs` tells what nobody uses"
)]

mod api;
mod clock;
mod dom;
mod drafts;
mod effect;
mod handover;
mod keys;
mod latest;
mod remote;
mod retry;
mod session;
mod storage;
mod text;
mod ui;

mod pages {
    pub mod address;
    pub mod entry;
    pub mod invite;
    pub mod reset;
    pub mod sign_in;
    pub mod sign_up;
    mod submit;
    pub mod way;
}

#[path = "app/entrance.rs"]
mod app;

fn main() {
    dom::start(app::App);
}
