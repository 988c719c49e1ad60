//! The panel, loaded when it is first needed.

use leptos::prelude::*;
use leptos::wasm_split::wasm_split;

use super::TaskPanel;
use crate::parts::Screen;

#[wasm_split(
    task_panel,
    wasm_split_path = ::leptos::wasm_split,
    preload(fetch),
    fallible
)]
fn task_panel() -> Screen {
    Ok(view! { <TaskPanel/> }.into_any())
}

/// The panel of the task in the address, or that its part of the program did not come.
pub async fn part() -> Screen {
    task_panel().await
}

/// Loads the part before a task is opened.
pub async fn fetch_part() {
    // What does not come now is asked for again where it is wanted.
    let _ = fetch().await;
}
