//! The feed's entry of an event.

use tutti_types::activity::{Activity, Actor, Change, Subject};
use tutti_types::events::EventKind;
use tutti_types::rooms::Room;
use tutti_types::{BoardId, Permission, TaskId};

use super::Store;
use crate::event::{Payload, ReadEvent};

impl Store {
    /// The entry, to be made before the event is applied: of what is deleted the name is still known then. It is one exactly where
    /// the server's feed has one for the reader: what only left their sight or came into it, without a change of its own, is none, and
    /// of members a guest's feed tells nothing.
    pub(crate) fn entry_of(
        &self,
        event: &ReadEvent,
        kind: EventKind,
        payload: &Payload,
    ) -> Option<Activity> {
        let entry = |room: Option<Room>, subject: Subject, changes: &[Change]| Activity {
            seq: event.seq,
            at: event.at,
            actor: Actor::person_or_system(event.actor_id),
            kind,
            subject,
            room,
            changes: changes.to_vec(),
        };
        let on = |board: BoardId| Some(Room::board(board));
        let board_name = |id| self.board(id).map_or("", |board| board.name.as_str());
        let is_guest = !self.me().permissions.may(Permission::PeopleReadAll);
        Some(match payload {
            _ if matches!(kind, EventKind::TaskGone | EventKind::BoardGone) => return None,
            Payload::Member(_) | Payload::MemberGone(_) if is_guest => return None,
            Payload::Member(e) if kind == EventKind::MemberUpdated && e.changes.is_empty() => {
                return None;
            }
            // A column that has another place because others were spread.
            Payload::Column(e) if kind == EventKind::ColumnUpdated && e.changes.is_empty() => {
                return None;
            }
            Payload::Board(e) if kind == EventKind::BoardUpdated && e.changes.is_empty() => {
                return None;
            }
            Payload::Workspace(e) => {
                let subject = Subject::workspace(e.workspace.id, &*e.workspace.name);
                entry(None, subject, &e.changes)
            }
            Payload::WorkspaceGone => {
                let workspace = self.workspace();
                entry(
                    None,
                    Subject::workspace(workspace.id, &*workspace.name),
                    &[],
                )
            }
            Payload::Member(e) => {
                let subject = Subject::member(e.member.user_id, &*e.member.name);
                entry(None, subject, &e.changes)
            }
            Payload::MemberGone(e) => {
                let name = self.member(e.user_id).map_or("", |member| &member.name);
                entry(None, Subject::member(e.user_id, name), &[])
            }
            Payload::Invitation(e) => {
                let subject = Subject::invitation(e.invitation.id, &*e.invitation.email);
                entry(None, subject, &[])
            }
            Payload::InvitationGone(e) => {
                entry(None, Subject::invitation(e.invitation_id, ""), &[])
            }
            Payload::Board(e) => {
                let subject = Subject::board(e.board.id, &*e.board.name);
                entry(on(e.board.id), subject, &e.changes)
            }
            Payload::BoardGone(e) => {
                let subject = Subject::board(e.board_id, board_name(e.board_id));
                entry(on(e.board_id), subject, &[])
            }
            Payload::Column(e) => {
                let subject = Subject::column(e.column.id, &*e.column.name);
                entry(on(e.column.board_id), subject, &e.changes)
            }
            Payload::ColumnGone(e) => {
                let name = self.column(e.column_id).map_or("", |column| &column.name);
                entry(on(e.board_id), Subject::column(e.column_id, name), &[])
            }
            // The server's housekeeping, not something that a person did.
            Payload::ColumnReordered(_) => return None,
            Payload::Task(e) => {
                let subject = Subject::task(e.task.id, &*e.task.title);
                entry(on(e.task.board_id), subject, &e.changes)
            }
            Payload::TaskGone(e) => {
                let subject = Subject::task(e.task_id, self.title_of(e.task_id));
                entry(on(e.board_id), subject, &[])
            }
            Payload::Logged(e) => Activity {
                seq: event.seq,
                at: event.at,
                ..e.activity.clone()
            },
        })
    }

    /// A task's title as the server knows it, also shortly after it left.
    fn title_of(&self, id: TaskId) -> &str {
        let removed = || {
            self.truth
                .removed
                .get(&id)
                .and_then(|removed| removed.card.as_ref())
        };
        let task = self.truth.tasks.get(&id).or_else(removed);
        task.map_or("", |task| &task.title)
    }
}
