//! The feed's entry of an event.

use tutti_types::activity::{Activity, Actor, Subject};

use super::Store;
use crate::area::{Entry, Told};
use crate::event::Payload;

impl Store {
    /// The entry, to be made before the event is absorbed: of what is deleted the name is still known then.
    pub(super) fn entry_of(&self, told: &Told<'_>) -> Option<Activity> {
        let event = told.event;
        let workspace = &self.base.workspace;
        let Entry {
            room,
            subject,
            changes,
        } = match told.payload {
            Payload::Logged(e) => {
                return Some(Activity {
                    seq: event.seq,
                    at: event.at,
                    ..e.activity.clone()
                });
            }
            Payload::Workspace(e) => Entry {
                room: None,
                subject: Subject::workspace(e.workspace.id, &*e.workspace.name),
                changes: &e.changes,
            },
            Payload::WorkspaceGone => Entry {
                room: None,
                subject: Subject::workspace(workspace.id, &*workspace.name),
                changes: &[],
            },
            _ => self.areas.entry(told)?,
        };
        Some(Activity {
            seq: event.seq,
            at: event.at,
            actor: Actor::person_or_system(event.actor_id),
            kind: told.kind,
            subject,
            room,
            changes: changes.to_vec(),
        })
    }
}
