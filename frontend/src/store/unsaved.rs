//! Drafts that are offered in this workspace.

use leptos::prelude::*;
use tutti_state::Queue;

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
            let is_sent = sent.iter().any(|(place, text)| {
                *place == kept.location.place && place.is_same(text, &kept.text)
            });
            is_here && !is_sent
        });
        left
    }
}
