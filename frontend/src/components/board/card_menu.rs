//! The menu of a card: the moves of the keys, and what a letter sets. It stands once on a board, beside whatever card asks.

use leptos::prelude::*;
use tutti_types::TaskId;

use super::{BoardCx, move_menu::MoveItems};
use crate::components::task_panel::pickers::{AssigneeItems, PriorityItems, StatusItems};
use crate::text::board as text;
use crate::ui::popup::{self, Anchor, Popup};

/// What the menu offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Another place.
    Move,
    /// Another status.
    Status,
    /// Somebody to work on it.
    Assignee,
    /// Another priority.
    Priority,
}

impl Choice {
    /// What a letter asks for.
    pub fn of_key(key: &str) -> Option<Self> {
        Some(match key {
            "m" | "M" => Self::Move,
            "s" | "S" => Self::Status,
            "a" | "A" => Self::Assignee,
            "p" | "P" => Self::Priority,
            _ => return None,
        })
    }

    const fn label(self) -> &'static str {
        match self {
            Self::Move => text::MOVE_TO,
            Self::Status => text::STATUS,
            Self::Assignee => text::ASSIGNEES,
            Self::Priority => text::PRIORITY,
        }
    }
}

/// Whether it is open, beside which card, and for which.
#[derive(Clone, Copy)]
pub struct CardMenu {
    anchor: Anchor,
    of: RwSignal<Option<(TaskId, Vec<TaskId>, Choice)>>,
}

impl CardMenu {
    /// Closed.
    pub fn new() -> Self {
        Self {
            anchor: popup::anchor(),
            of: RwSignal::new(None),
        }
    }

    /// Opens beside a card, which must be on the screen, for it and those that are meant with it.
    pub fn open(self, task: TaskId, tasks: Vec<TaskId>, choice: Choice) {
        let title = document().query_selector(&format!("[data-task='{task}'] .card-title"));
        let Some(title) = title.ok().flatten() else {
            return;
        };
        self.of.set(Some((task, tasks, choice)));
        self.anchor.set(wasm_bindgen::JsCast::dyn_into(title).ok());
    }
}

/// The menu itself.
#[component]
pub fn CardMenuView() -> impl IntoView {
    let cx = BoardCx::here();
    let menu = cx.menu;
    let label = Signal::derive(move || {
        let choice = menu.of.get().map_or(Choice::Move, |(.., choice)| choice);
        choice.label().to_owned()
    });
    view! {
        <Popup anchor=menu.anchor label>
            {move || {
                let (task, tasks, choice) = menu.of.get()?;
                let space = cx.space;
                // The focus goes with the card.
                let moved = move |()| cx.reveal.set(Some(task));
                Some(
                    match choice {
                        Choice::Move => view! { <MoveItems tasks moved/> }.into_any(),
                        Choice::Status => {
                            view! { <StatusItems space tasks moved/> }.into_any()
                        }
                        Choice::Assignee => view! { <AssigneeItems space tasks/> }.into_any(),
                        Choice::Priority => view! { <PriorityItems space tasks/> }.into_any(),
                    },
                )
            }}
        </Popup>
    }
}
