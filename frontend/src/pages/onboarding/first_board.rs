//! What the first board looks like.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use tutti_types::boards::UpdateBoard;
use tutti_types::columns::Category;
use tutti_types::tasks::{CreateTask, Priority};
use tutti_types::text::{BoardName, TaskTitle};
use tutti_types::{BoardId, TaskId, WorkspaceId};

use crate::api;
use crate::text::entry as t;

/// A way to begin.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Template {
    /// Four columns with three cards to try things on.
    Product,
    /// Three columns, nothing on them.
    Sprint,
    /// Four columns, nothing on them.
    Blank,
}

/// The cards to try things on.
pub const SAMPLES: [(&str, Priority); 3] = [
    (t::SAMPLE_INVITE, Priority::High),
    (t::SAMPLE_WRITE, Priority::Medium),
    (t::SAMPLE_DRAG, Priority::Low),
];

impl Template {
    const ALL: [Self; 3] = [Self::Product, Self::Sprint, Self::Blank];

    /// The board's name.
    pub const fn board_name(self) -> &'static str {
        match self {
            Self::Product => t::BOARD_PRODUCT,
            Self::Sprint => t::BOARD_NAME_SPRINT,
            Self::Blank => t::BOARD_NAME_BLANK,
        }
    }

    const fn label(self) -> &'static str {
        match self {
            Self::Product => t::BOARD_PRODUCT,
            Self::Sprint => t::BOARD_SPRINT,
            Self::Blank => t::BOARD_BLANK,
        }
    }

    /// The columns in the picture, each with so many cards; the second one's first are the bright ones.
    const fn picture(self) -> &'static [u8] {
        match self {
            Self::Product => &[5, 3, 4, 1],
            Self::Sprint => &[4, 4, 2],
            Self::Blank => &[],
        }
    }
}

/// Makes the board that came with the workspace into the chosen one; `samples` are the ids of the cards to try things on.
pub async fn set_up(
    ws: WorkspaceId,
    template: Template,
    samples: [TaskId; SAMPLES.len()],
) -> Option<BoardId> {
    let snapshot = api::workspaces::snapshot(ws).await.ok()?;
    let me = Some(snapshot.me.user_id);
    let board = snapshot.boards.first()?.id;
    let rename = UpdateBoard {
        name: BoardName::parse(template.board_name()).ok(),
        ..UpdateBoard::default()
    };
    // Each of these is a help. One that fails leaves a board that works.
    let _ = api::boards::update(ws, board, &rename).await;
    match template {
        Template::Blank => {}
        Template::Sprint => {
            let detail = api::boards::get(ws, board).await.ok()?;
            let blocked = detail
                .columns
                .iter()
                .find(|c| c.category == Category::Blocked);
            if let Some(blocked) = blocked {
                let _ = api::columns::delete(ws, board, blocked.id).await;
            }
        }
        Template::Product => {
            for (id, (title, priority)) in samples.into_iter().zip(SAMPLES) {
                let Ok(title) = TaskTitle::parse(title) else {
                    continue;
                };
                let task = CreateTask {
                    id: Some(id),
                    priority: Some(priority),
                    assignee_ids: me.into_iter().collect(),
                    ..CreateTask::new(board, title)
                };
                let _ = api::tasks::create(ws, &task, &api::new_key()).await;
            }
        }
    }
    Some(board)
}

/// The choice.
#[component]
pub fn FirstBoard(
    /// What is chosen.
    template: RwSignal<Template>,
) -> impl IntoView {
    let choice = move |one: Template| {
        view! {
            <label class="choice">
                <input
                    class="check check--radio"
                    type="radio"
                    name="first-board"
                    prop:checked=move || template.get() == one
                    on:change=move |_| template.set(one)
                />
                <Picture columns=one.picture()/>
                <b>{one.label()}</b>
            </label>
        }
    };
    view! {
        <fieldset class="field">
            <legend class="field-label">{t::FIRST_BOARD}</legend>
            <div class="choices">{Template::ALL.map(choice).into_iter().collect_view()}</div>
        </fieldset>
    }
}

#[component]
fn Picture(columns: &'static [u8]) -> impl IntoView {
    let count = u16::try_from(columns.len()).unwrap_or_default();
    let width = if count > 3 { 20 } else { 28 };
    let cards = columns
        .iter()
        .zip(0_u16..)
        .flat_map(move |(cards, column)| {
            (0..*cards).map(move |card| {
                let is_bright = count > 3 && column == 1 && card < 2;
                view! {
                    <rect
                        class=is_bright.then_some("is-bright")
                        x=column * (width + 4)
                        y=u16::from(card) * 9
                        width=width
                        height="6.5"
                        rx="2"
                    ></rect>
                }
            })
        });
    let outline = columns.is_empty().then(|| {
        view! { <rect class="is-outline" x="1" y="1" width="94" height="42" rx="5"></rect> }
    });
    view! {
        <svg class="choice-art" viewBox="0 0 96 44" aria-hidden="true">
            {cards.collect_view()}
            {outline}
        </svg>
    }
}
