//! What is fetched once a board is painted, since it is likely to be wanted next. Opening it waits for nothing then, also where the
//! network has gone meanwhile.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::task_panel;
use crate::{dom, shell};

/// Fetches menus and dialogs at once, and a task's panel when the screen has nothing better to do.
pub fn fetch() {
    dom::after_frames(2, || spawn_local(shell::fetch_layers()));
    set_timeout(
        || {
            spawn_local(async {
                task_panel::fetch_part().await;
                task_panel::fetch_renderer().await;
            });
        },
        Duration::from_secs(2),
    );
}
