//! Events: what a workspace's stream carries. Each is one change of one thing, readable by one audience.

mod audience;
#[cfg(feature = "openapi")]
mod carried;
pub mod kind;
#[cfg(feature = "openapi")]
mod schema;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::activity::{Activity, Change};
use crate::boards::Board;
use crate::columns::Column;
use crate::invitations::Invitation;
use crate::members::Member;
use crate::realtime::EventFrame;
use crate::rooms::Room;
use crate::tasks::Task;
use crate::workspaces::Workspace;
use crate::{BoardId, ColumnId, Epoch, InvitationId, TaskId, Timestamp, UserId, WorkspaceId};
pub use audience::{Audience, Share};
pub use kind::EventKind;

/// An event as it stands in the answer of `GET …/events`, and, with `type` and `prev` before it, in a frame.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Event {
    /// Its position in the stream.
    pub seq: i64,
    /// When it happened.
    pub at: Timestamp,
    /// Who did it; absent for the system itself.
    pub actor_id: Option<UserId>,
    /// The Idempotency-Key of the request that did it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub op: Option<String>,
    /// What happened: one of [`EventKind`], or one of a newer server.
    pub kind: String,
    /// The payload of that kind. Left unread until its kind is known, since an adjacently tagged enumeration would be
    /// buffered and compiled twice in the browser.
    pub data: Box<RawValue>,
}

impl From<EventFrame> for Event {
    fn from(frame: EventFrame) -> Self {
        let EventFrame {
            seq,
            at,
            actor_id,
            op,
            kind,
            data,
            ..
        } = frame;
        Self {
            seq,
            at,
            actor_id,
            op,
            kind,
            data,
        }
    }
}

/// `GET /workspaces/{ws}/events`: the polling path.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Events {
    /// The stream's life.
    pub epoch: Epoch,
    /// Where to ask next.
    pub seq: i64,
    /// Whether there is more right now.
    pub more: bool,
    /// The position cannot be followed: load the snapshot anew.
    pub resync: bool,
    /// Rooms whose events up to `seq` are left out: load them anew. Empty where nothing is left out.
    #[serde(default, deserialize_with = "crate::rooms::known")]
    #[cfg_attr(feature = "openapi", schema(required))]
    pub reload: Vec<Room>,
    /// What happened since, as far as the reader may see it.
    pub events: Vec<Event>,
}

/// How many events one answer of `GET /workspaces/{ws}/events` holds at most, and where the request does not say.
pub const MAX_EVENTS: u16 = 1_000;

/// The query of `GET /workspaces/{ws}/events`.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams), into_params(parameter_in = Query))]
pub struct EventsQuery {
    /// The epoch the position is of.
    pub epoch: Epoch,
    /// The position: `seq` of a snapshot or of the answer before.
    #[cfg_attr(feature = "openapi", param(minimum = 0))]
    pub after: i64,
    /// How many at most, 1 to 1000, counted after the filter; 1000 where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 1000))]
    pub limit: Option<u16>,
}

macro_rules! payload {
    ($(#[$doc:meta])* $name:ident { $($(#[$fdoc:meta])* $field:ident: $type:ty),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub struct $name { $($(#[$fdoc])* pub $field: $type),+ }
    };
}

payload!(/// The workspace itself changed.
WorkspaceChanged {
    /// As it is now.
    workspace: Workspace,
    /// The fields that changed, with their old and new values.
    changes: Vec<Change>,
});
payload!(/// The workspace was deleted.
WorkspaceGone {
    /// The workspace's id.
    workspace_id: WorkspaceId,
});
payload!(/// A member joined or changed.
MemberChanged {
    /// As they are now.
    member: Member,
    /// The fields that changed, with their old and new values.
    changes: Vec<Change>,
});
payload!(/// A member left or was removed; they are out of every board and task with it.
MemberGone {
    /// The person's id.
    user_id: UserId,
});
payload!(/// An invitation was made or sent anew.
InvitationChanged {
    /// As it is now, without its token.
    invitation: Invitation,
});
payload!(/// An invitation waits no longer.
InvitationGone {
    /// The invitation's id.
    invitation_id: InvitationId,
});
payload!(/// A board was made or changed.
BoardChanged {
    /// As it is now.
    board: Board,
    /// The fields that changed, with their old and new values.
    changes: Vec<Change>,
});
payload!(/// A board was deleted, was deleted for good, or its reader no longer sees it.
BoardGone {
    /// The board's id.
    board_id: BoardId,
});
payload!(/// A column was made, changed or moved.
ColumnChanged {
    /// As it is now.
    column: Column,
    /// The fields that changed, with their old and new values.
    changes: Vec<Change>,
});
payload!(/// A column was deleted; it held no task any longer.
ColumnGone {
    /// The id of its board.
    board_id: BoardId,
    /// The column's id.
    column_id: ColumnId,
});
payload!(/// A column's living tasks were given new positions, in the same order; their versions stay.
ColumnReordered {
    /// The id of its board.
    board_id: BoardId,
    /// The column's id.
    column_id: ColumnId,
    /// Each task with its new position.
    #[cfg_attr(feature = "openapi", schema(schema_with = schema::positions))]
    positions: Vec<(TaskId, String)>,
});
payload!(/// A task was made, changed, moved or restored.
TaskChanged {
    /// As it is now, whole.
    task: Task,
    /// The names of the fields that changed; `status` too where a move changed it.
    changed: Vec<String>,
    /// Where it stood before.
    from: Option<TaskLocation>,
    /// What changed, from what to what.
    changes: Vec<Change>,
});
payload!(/// A task is no longer where its reader could see it.
TaskGone {
    /// The board it was on.
    board_id: BoardId,
    /// The task's id.
    task_id: TaskId,
});
payload!(/// An entry of the feed that has no event of its own.
ActivityLogged {
    /// The entry; its `seq` and `at` are the event's.
    activity: Activity,
});

/// Where a task stood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Place))]
pub struct TaskLocation {
    /// The board's id.
    pub board_id: BoardId,
    /// The column's id.
    pub column_id: ColumnId,
}
