//! The browser's half of Tutti: a single page that talks to the public API and follows the workspace's stream.
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
    std::panic::set_hook(Box::new(|panic| {
        dom::log_error(&panic.to_string());
        dom::tell_broken();
    }));
    leptos::mount::mount_to_body(app::App);
    // What stood there until now.
    if let Some(boot) = dom::by_id("boot") {
        boot.remove();
    }
}
