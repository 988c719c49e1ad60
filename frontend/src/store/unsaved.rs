//! Drafts that are offered in this workspace.

use leptos::prelude::*;
use tutti_state::Queue;
use tutti_state::boards::TextField;

use super::Space;
use crate::drafts::{Drafts, Kept, Location, Place};

impl Space {
    /// Where a text of the workspace itself is kept.
    pub fn location(self, place: Place) -> Location {
        Location {
            place,
            workspace: Some(self.id),
            board: None,
            of: self.workspace.with_untracked(|ws| ws.name.clone()),
        }
    }

    /// Those of this workspace, of oneself, and of workspaces one is no longer in; not those that only wait to be sent. The
    /// newest first. Tracked.
    pub fn unsaved(self, drafts: Drafts) -> Vec<(String, Kept)> {
        self.left_here(drafts, false)
    }

    /// Those that say what everybody sees by now, whoever wrote it: they need not be kept. Tracked.
    pub fn saved(self, drafts: Drafts) -> Vec<(String, Kept)> {
        self.left_here(drafts, true)
    }

    fn left_here(self, drafts: Drafts, are_saved: bool) -> Vec<(String, Kept)> {
        // Rises and falls with what waits.
        self.waiting.track();
        let mut left = drafts.waiting();
        let written = |queue: &Queue| -> Vec<_> {
            let ops = queue.ops();
            ops.flat_map(|op| Place::written_by(&op.intent)).collect()
        };
        let sent = self
            .core()
            .and_then(|core| core.outbox.read(self.id, written));
        let sent = sent.unwrap_or_default();
        let session = self.core().and_then(|core| core.session);
        left.retain(|(_, kept)| {
            let is_out = |ws| {
                session.is_some_and(|session| {
                    session
                        .workspaces
                        .with(|list| list.iter().all(|one| one.id != ws))
                })
            };
            let is_here = kept
                .location
                .workspace
                .is_none_or(|ws| ws == self.id || is_out(ws));
            let seen = self.seen_in(kept.location.place);
            let is_saved = seen.is_some_and(|seen| kept.location.place.is_same(&seen, &kept.text));
            let is_sent = sent.iter().any(|(place, text)| {
                *place == kept.location.place && place.is_same(text, &kept.text)
            });
            is_here && !is_sent && is_saved == are_saved
        });
        left
    }

    /// What everybody sees in a place; none where nothing stands or it is not known. Tracked.
    fn seen_in(self, place: Place) -> Option<String> {
        match place {
            Place::Title(task) | Place::Description(task) => {
                let field = match place {
                    Place::Title(_) => TextField::Title,
                    _ => TextField::Description,
                };
                self.card(task)?.track();
                self.shown_text(task, field)
            }
            Place::ColumnName(column) => {
                self.boards.track();
                self.read(|s| s.column(column).map(|column| column.name.clone()))?
            }
            Place::BoardName(board) => self.board(board).map(|board| board.name),
            Place::WorkspaceName(id) if id == self.id => {
                Some(self.workspace.with(|ws| ws.name.clone()))
            }
            Place::WorkspaceAddress(id) if id == self.id => {
                Some(self.workspace.with(|ws| ws.slug.clone()))
            }
            Place::TaskPrefix(id) if id == self.id => {
                Some(self.workspace.with(|ws| ws.task_prefix.clone()))
            }
            Place::PersonName => {
                let session = self.core()?.session?;
                session
                    .user
                    .with(|user| user.as_ref().map(|user| user.name.clone()))
            }
            _ => None,
        }
    }
}
