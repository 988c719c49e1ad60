//! Answers to what was done in a workspace that is not open: what went wrong is told with the workspace's name, and a text that
//! is nowhere else can be copied.

use leptos::prelude::*;
use tutti_state::boards::{Intent as Boards, TaskCreate, TaskUpdate};
use tutti_state::queue::State;
use tutti_state::{Intent, Op, Settled};
use tutti_types::{Patch, WorkspaceId};

use super::Outbox;
use crate::text::{Words, board, link as text};
use crate::ui::{Toast, copy_and_say};
use crate::{api, dom};

impl Outbox {
    pub(super) fn settled_away(self, workspace: WorkspaceId, op: Op, settled: Settled) {
        let inner = self.inner();
        let name = inner.session.workspaces.with_untracked(|list| {
            let found = list.iter().find(|ws| ws.id == workspace);
            found.map(|ws| ws.name.clone())
        });
        let name = name.as_deref();
        match settled {
            Settled::Refused(problem) => {
                let why = problem.map(|problem| api::words(&problem));
                if let Intent::Boards(Boards::TaskCreate(_)) = op.intent {
                    self.set_refusal(&op.key, why.clone());
                }
                let mut toast = Toast::error(refused(&op.intent, name)).icon("undo-2");
                if let Some(why) = why {
                    toast = toast.text(why);
                }
                if let Some(written) = written(&op.intent) {
                    let toasts = inner.toasts;
                    toast = toast.action(board::COPY, move || {
                        copy_and_say(toasts, written.clone(), board::COPIED);
                    });
                }
                let is_refused = move || self.is_refused(workspace, &op.key);
                inner.toasts.show(toast.stands_while(is_refused));
            }
            Settled::Conflict(_) => {
                let key = op.key.clone();
                self.change(workspace, |queue| queue.hold(op, dom::steady_ms()));
                let toast = Toast::error(text::clash_in(name)).text(text::CLASH_IN_TEXT);
                let is_held = move || self.is_in(workspace, &key, State::Held);
                inner.toasts.show(toast.stands_while(is_held));
            }
            Settled::Done(_) | Settled::Again(_) | Settled::Unknown => {}
        }
    }
}

fn refused(intent: &Intent, workspace: Option<&str>) -> Words {
    match intent {
        Intent::Boards(Boards::TaskCreate(TaskCreate { create, .. })) => {
            text::not_created_in(create.title.as_str(), workspace)
        }
        _ => text::not_saved_in(workspace),
    }
}

/// What the person wrote.
fn written(intent: &Intent) -> Option<String> {
    match intent {
        Intent::Boards(Boards::TaskCreate(TaskCreate { create, .. })) => {
            Some(create.title.as_str().to_owned())
        }
        Intent::Boards(Boards::TaskUpdate(TaskUpdate { patch, .. })) => {
            match (&patch.description, &patch.title) {
                (Patch::Set(text), _) => Some(text.as_str().to_owned()),
                (_, title) => title.as_ref().map(|title| title.as_str().to_owned()),
            }
        }
        _ => None,
    }
}
