//! What happened: one entry for each change, the audit log that the activity rail shows.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::events::kind::EventKind;
use crate::rooms::Room;
use crate::{BoardId, ColumnId, InvitationId, SubjectId, TaskId, Timestamp, UserId, WorkspaceId};

/// One field that changed. Long texts are cut to 200 characters.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Change {
    /// The field's name as in the resource.
    pub field: String,
    /// What it held.
    #[cfg_attr(feature = "openapi", schema(value_type = crate::schemas::FieldValue))]
    pub from: Value,
    /// What it holds now.
    #[cfg_attr(feature = "openapi", schema(value_type = crate::schemas::FieldValue))]
    pub to: Value,
}

text_enum!(
    /// What kind of actor did it.
    ActorKind {
        /// Somebody with an account.
        User = "person",
        /// Somebody without one, in a meeting.
        Guest = "guest",
        /// A webhook.
        Hook = "hook",
        /// A directory that provisions accounts.
        Provisioning = "provisioning",
        /// Tutti itself.
        System = "system",
    }
);

/// Who did it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Actor {
    /// What kind of actor it is.
    pub kind: ActorKind,
    /// The person, where it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = UserId))]
    pub id: Option<UserId>,
    /// What an actor without an account was called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub name: Option<String>,
}

impl Actor {
    /// A person, or where there is none Tutti itself.
    #[must_use]
    pub const fn person_or_system(id: Option<UserId>) -> Self {
        let kind = match id {
            Some(_) => ActorKind::User,
            None => ActorKind::System,
        };
        Self {
            kind,
            id,
            name: None,
        }
    }
}

text_enum!(
    /// What kind of thing something happened to.
    SubjectKind {
        /// The workspace itself.
        Workspace = "workspace",
        /// A member; the id is the person's.
        Member = "member",
        /// An invitation.
        Invitation = "invitation",
        /// A board.
        Board = "board",
        /// A column.
        Column = "column",
        /// A task.
        Task = "task",
    }
);

/// What something happened to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Subject {
    /// What kind of thing it is.
    pub kind: SubjectKind,
    pub id: SubjectId,
    /// Its name as it was then: a task's title, a board's or person's name, the address of an invitation.
    pub name: String,
}

impl Subject {
    /// The workspace itself.
    pub fn workspace(id: WorkspaceId, name: impl Into<String>) -> Self {
        Self::new(SubjectKind::Workspace, id.0, name.into())
    }
    /// A member.
    pub fn member(id: UserId, name: impl Into<String>) -> Self {
        Self::new(SubjectKind::Member, id.0, name.into())
    }
    /// An invitation, by its address.
    pub fn invitation(id: InvitationId, email: impl Into<String>) -> Self {
        Self::new(SubjectKind::Invitation, id.0, email.into())
    }
    /// A board.
    pub fn board(id: BoardId, name: impl Into<String>) -> Self {
        Self::new(SubjectKind::Board, id.0, name.into())
    }
    /// A column.
    pub fn column(id: ColumnId, name: impl Into<String>) -> Self {
        Self::new(SubjectKind::Column, id.0, name.into())
    }
    /// A task.
    pub fn task(id: TaskId, title: impl Into<String>) -> Self {
        Self::new(SubjectKind::Task, id.0, title.into())
    }

    const fn new(kind: SubjectKind, id: Uuid, name: String) -> Self {
        Self {
            kind,
            id: SubjectId(id),
            name,
        }
    }
}

/// One entry of the activity feed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Activity {
    /// The position in the workspace's stream, which is its id.
    pub seq: i64,
    /// When it happened.
    pub at: Timestamp,
    /// Who did it.
    pub actor: Actor,
    /// The kind of event.
    pub kind: EventKind,
    /// What it happened to.
    pub subject: Subject,
    /// Where it happened; absent for what happened to the workspace as a whole and its people.
    pub room: Option<Room>,
    /// What changed, from what to what.
    pub changes: Vec<Change>,
}

impl Activity {
    /// The task it happened to, where it is one.
    #[must_use]
    pub fn task_id(&self) -> Option<TaskId> {
        (self.subject.kind == SubjectKind::Task).then_some(TaskId(self.subject.id.0))
    }
    /// The board it happened on, where it is one.
    #[must_use]
    pub fn board_id(&self) -> Option<BoardId> {
        self.room.and_then(Room::as_board)
    }
}

/// The query of `GET /workspaces/{ws}/activity`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams), into_params(parameter_in = Query))]
pub struct ActivityQuery {
    /// Entries of this task.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub task: Option<TaskId>,
    /// Entries of this board.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub board: Option<BoardId>,
    /// Entries by this person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor: Option<UserId>,
    /// Items in the page, 1 to 100; 50 where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 100))]
    pub limit: Option<u16>,
    /// `next_cursor` of the page before.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::bounds::cursor"
    )]
    #[cfg_attr(feature = "openapi", param(max_length = 512))]
    pub cursor: Option<String>,
}
