//! The frames of `GET /api/v1/realtime`, subprotocol `tutti.v1`: one JSON object per text frame, tagged by `type`.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::me::MeWhat;
use crate::rooms::Room;
use crate::{BoardId, Epoch, SocketId, TaskId, Timestamp, UserId, WorkspaceId};

/// The subprotocol's name.
pub const SUBPROTOCOL: &str = "tutti.v1";
/// A frame, all its fragments together, holds at most this many bytes; a larger one closes with 1009.
pub const MAX_FRAME: usize = 64 * 1024;
/// The socket is closed with 4401 where it has not authenticated within this many seconds.
pub const AUTHENTICATE_WITHIN_S: u64 = 5;
/// The server pings this often.
pub const HEARTBEAT_S: u32 = 25;
/// A socket may follow this many workspaces.
pub const MAX_SUBSCRIPTIONS: usize = 100;
/// A resume brings back at most this many events.
pub const MAX_REPLAY_EVENTS: usize = 1_000;
/// A resume brings back at most this many bytes of events.
pub const MAX_REPLAY_BYTES: usize = 1 << 20;
/// After this many events in a row that a reader may not see, a checkpoint moves its cursor.
pub const CHECKPOINT_AFTER: u32 = 100;

/// Why the server closed the socket.
pub mod close {
    /// The client said goodbye, or is gone.
    pub const NORMAL: u16 = 1000;
    /// A frame that is no frame of this protocol.
    pub const BAD_FRAME: u16 = 4400;
    /// Not, or no longer, authenticated.
    pub const UNAUTHENTICATED: u16 = 4401;
    /// The client did not read fast enough.
    pub const TOO_SLOW: u16 = 4408;
    /// Too many frames or subscriptions.
    pub const TOO_MANY: u16 = 4429;
    /// The frame is over 64 KiB.
    pub const TOO_LARGE: u16 = 1009;
    /// A bug of ours.
    pub const INTERNAL: u16 = 1011;
    /// The server restarts.
    pub const RESTARTING: u16 = 1012;
}

/// What a client sends.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum ClientFrame {
    /// First, within 5 s; again before the token expires.
    Authenticate {
        /// An access token.
        token: String,
    },
    /// Follow a workspace; with `epoch` and `after` from there, else from now.
    Subscribe {
        /// The workspace's id.
        workspace_id: WorkspaceId,
        /// The life of the stream that `after` is of.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        epoch: Option<Epoch>,
        /// The last position the client has.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<i64>,
    },
    /// Follow it no longer.
    Unsubscribe {
        /// The workspace's id.
        workspace_id: WorkspaceId,
    },
    /// A key was pressed in a composer.
    Typing {
        /// The workspace's id.
        workspace_id: WorkspaceId,
        /// The board the task is on. Without it the frame is passed over.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        board_id: Option<BoardId>,
        /// In this task's composer.
        task_id: TaskId,
    },
    /// What the person looks at; neither: nothing in particular. A task without its board is passed over.
    Viewing {
        /// The workspace's id.
        workspace_id: WorkspaceId,
        /// This board.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        board_id: Option<BoardId>,
        /// This task.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        task_id: Option<TaskId>,
    },
    /// Answered by a pong with the same number.
    Ping {
        /// Any number.
        n: u64,
    },
}

/// What the server sends, but for events, whose frames are written by hand around bytes made once: see [`EventFrame`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ServerFrame {
    /// The socket is authenticated.
    Ready {
        /// This socket.
        session_id: SocketId,
        /// `tutti.v1`.
        protocol: String,
        /// Differs from the page's: there is a new version to load.
        build: String,
        /// The revision of the person's own things; who is behind asks `GET /me/changes`.
        rev: i64,
        /// The server pings this often.
        heartbeat_s: u32,
    },
    /// The workspace is followed: events after `seq` come now.
    Subscribed {
        /// The workspace's id.
        workspace_id: WorkspaceId,
        /// The stream's life.
        epoch: Epoch,
        /// The cursor from which frames follow.
        seq: i64,
        /// The newest position.
        head: i64,
    },
    /// What was missed cannot be given: load the snapshot anew.
    Resync {
        /// The workspace's id.
        workspace_id: WorkspaceId,
        /// `epoch`, `ahead`, `too_old` or `too_many`.
        #[cfg_attr(feature = "openapi", schema(schema_with = crate::schemas::reasons))]
        reason: String,
    },
    /// Of what was missed, these rooms' events up to `seq` are left out: load the rooms anew, the stream goes on. The cursor stays
    /// where it is; a checkpoint or an event follows.
    Reload {
        /// The workspace's id.
        workspace_id: WorkspaceId,
        /// The position of the last event that is left out.
        seq: i64,
        /// Rooms the reader may read of, each once.
        #[serde(deserialize_with = "crate::rooms::known")]
        rooms: Vec<Room>,
    },
    /// Not, or no longer, a member.
    Denied {
        /// The workspace's id.
        workspace_id: WorkspaceId,
    },
    /// Everything up to `seq` that the reader may see was sent.
    Checkpoint {
        /// The workspace's id.
        workspace_id: WorkspaceId,
        /// The new cursor.
        seq: i64,
    },
    /// Who is here, whole or as a difference.
    Presence {
        /// The workspace's id.
        workspace_id: WorkspaceId,
        /// Whether `users` is all, or what changed.
        full: bool,
        /// The people.
        users: Vec<Presence>,
    },
    /// Who types; at most one a second for a task, and one of nobody five seconds after the last key.
    Typing {
        /// The workspace's id.
        workspace_id: WorkspaceId,
        /// The board the task is on.
        board_id: BoardId,
        /// In this task's composer.
        task_id: TaskId,
        /// Five of them at most, the reader among them where they type.
        #[cfg_attr(feature = "openapi", schema(max_items = 5))]
        user_ids: Vec<UserId>,
    },
    /// Something of the person's own changed.
    Me {
        /// The new revision.
        rev: i64,
        /// The part of it that changed.
        what: MeWhat,
    },
    /// The answer to a ping.
    Pong {
        /// Its number.
        n: u64,
    },
    /// The frame was understood and refused; the socket stays.
    Error {
        /// A code of [`crate::ErrorCode`].
        code: String,
        /// What was wrong.
        detail: String,
    },
}

/// Where a person is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Presence {
    /// The person's id.
    pub user_id: UserId,
    /// Whether any of their sockets is open.
    pub online: bool,
    /// The board they look at, where the reader may see it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub board_id: Option<BoardId>,
    /// The task they look at, where the reader may see its board.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub task_id: Option<TaskId>,
}

/// An event's frame: `{"type":"event","workspace_id":…,"epoch":…,"seq":…,"prev":…,` and then the event's own fields, whose
/// bytes all its readers share.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct EventFrame {
    /// The workspace whose stream it is of.
    pub workspace_id: WorkspaceId,
    /// The stream's life.
    pub epoch: Epoch,
    /// Its position in the workspace's stream.
    pub seq: i64,
    /// The client's cursor before it: another one means that something was missed.
    pub prev: i64,
    /// When it happened.
    pub at: Timestamp,
    /// Who did it.
    pub actor_id: Option<UserId>,
    /// The Idempotency-Key of the request that did it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub op: Option<String>,
    /// The kind of event.
    pub kind: String,
    /// The payload of that kind.
    pub data: Box<RawValue>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_are_tagged_by_type_and_closed() {
        let frame: ClientFrame = serde_json::from_str(r#"{"type":"ping","n":7}"#).unwrap();
        assert_eq!(frame, ClientFrame::Ping { n: 7 });
        assert!(serde_json::from_str::<ClientFrame>(r#"{"type":"ping","n":7,"x":1}"#).is_err());
        assert_eq!(
            serde_json::to_string(&ServerFrame::Pong { n: 7 }).unwrap(),
            r#"{"type":"pong","n":7}"#
        );
    }
}
