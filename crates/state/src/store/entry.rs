//! The feed's entry of an event.

use tutti_types::activity::{Activity, Change};
use tutti_types::events::{Event, EventKind};
use tutti_types::{BoardId, Permission, TaskId};

use super::Store;
use super::payload::Payload;

impl Store {
    /// The entry, to be made before the event is applied: of what is deleted the name is still known then. It is one exactly where
    /// the server's feed has one for the reader: what only left their sight or came into it, without a change of its own, is none, and
    /// of members a guest's feed tells nothing.
    pub(crate) fn entry_of(
        &self,
        event: &Event,
        kind: EventKind,
        payload: &Payload,
    ) -> Option<Activity> {
        let entry = |board_id: Option<BoardId>,
                     task_id: Option<TaskId>,
                     subject: &str,
                     changes: &[Change]| Activity {
            seq: event.seq,
            at: event.at,
            actor_id: event.actor_id,
            kind,
            board_id,
            task_id,
            subject: subject.to_owned(),
            changes: changes.to_vec(),
        };
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
            Payload::Workspace(e) => entry(None, None, &e.workspace.name, &e.changes),
            Payload::WorkspaceGone => entry(None, None, &self.workspace().name, &[]),
            Payload::Member(e) => entry(None, None, &e.member.name, &e.changes),
            Payload::MemberGone(e) => {
                let name = self.member(e.user_id).map_or("", |member| &member.name);
                entry(None, None, name, &[])
            }
            Payload::Invitation(e) => entry(None, None, &e.invitation.email, &[]),
            Payload::InvitationGone => entry(None, None, "", &[]),
            Payload::Board(e) => entry(Some(e.board.id), None, &e.board.name, &e.changes),
            Payload::BoardGone(e) => entry(Some(e.board_id), None, board_name(e.board_id), &[]),
            Payload::Column(e) => entry(Some(e.column.board_id), None, &e.column.name, &e.changes),
            Payload::ColumnGone(e) => {
                let name = self.column(e.column_id).map_or("", |column| &column.name);
                entry(Some(e.board_id), None, name, &[])
            }
            // The server's housekeeping, not something that a person did.
            Payload::ColumnReordered(_) => return None,
            Payload::Task(e) => entry(
                Some(e.task.board_id),
                Some(e.task.id),
                &e.task.title,
                &e.changes,
            ),
            Payload::TaskGone(e) => entry(
                Some(e.board_id),
                Some(e.task_id),
                self.title_of(e.task_id),
                &[],
            ),
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
