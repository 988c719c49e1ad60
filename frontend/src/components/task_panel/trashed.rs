//! A task in the trash: who put it there, and the way back.

use leptos::prelude::*;
use tutti_state::Intent;
use tutti_state::boards::TaskRestore;
use tutti_types::Permission;
use tutti_types::tasks::Task;

use super::Card;
use crate::dom;
use crate::remote::Request;
use crate::store::Space;
use crate::text::task as text;
use crate::ui::time;
use crate::ui::{Banner, Button, Said};

/// Takes a task out of the trash: at once on the screen, and with a step back.
fn restore(space: Space, task: &Task) {
    let card = Task {
        deleted_at: None,
        deleted_by: None,
        ..task.clone()
    };
    space.act(Intent::from(TaskRestore {
        task: task.id,
        card: Some(Box::new(card)),
    }));
}

/// Asks the server anew when the task goes, since only it knows whether it is in the trash, and when somebody brings one back
/// whose board is not loaded here.
pub(super) fn ask_again(card: &Card, is_gone: Memo<bool>, request: Request) {
    let space = Space::here();
    let task = card.with_untracked(|card| card.task.id);
    let is_back = Memo::new(move |_| is_gone.get() && space.is_told_back(task));
    Effect::new(move |before: Option<(bool, bool)>| {
        let now = (is_gone.get(), is_back.get());
        if before.is_some_and(|before| (now.0 && !before.0) || (now.1 && !before.1)) {
            request.load();
        }
        now
    });
}

/// The line above the task, with the button that restores it.
#[component]
pub fn Trashed(card: Card) -> impl IntoView {
    let space = Space::here();
    let words = {
        let card = card.clone();
        move || {
            let (by, at) = card.with(|card| (card.task.deleted_by, card.task.deleted_at));
            let who = by.map(|by| space.name_of(Some(by)));
            let when = at.map(|at| time::since(at, time::now()));
            text::deleted(who.as_deref(), when.as_deref())
        }
    };
    let press = Callback::new(move |()| {
        let task = card.with_untracked(|card| card.task.clone());
        restore(space, &task);
        // The button that had the focus goes.
        request_animation_frame(|| {
            dom::focus(".panel");
        });
    });
    view! {
        <Banner icon="trash-2">
            <Said words/>
            {move || {
                space
                    .may(Permission::TasksDelete)
                    .then(|| {
                        view! {
                            <Button class="btn--sm" icon="undo-2" press>
                                {text::RESTORE}
                            </Button>
                        }
                    })
            }}
        </Banner>
    }
}
