//! An event's payload, read by its kind.

use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use tutti_types::BoardId;
use tutti_types::events::{
    ActivityLogged, BoardChanged, BoardGone, ColumnChanged, ColumnGone, ColumnReordered, EventKind,
    InvitationChanged, InvitationGone, MemberChanged, MemberGone, TaskChanged, TaskGone,
    WorkspaceChanged, WorkspaceGone,
};

use crate::overlay::Entity;

/// What happened, by shape. Not a serde enumeration: that would buffer each payload and be compiled twice.
#[derive(Debug)]
pub(crate) enum Payload {
    Workspace(WorkspaceChanged),
    WorkspaceGone,
    Member(MemberChanged),
    MemberGone(MemberGone),
    Invitation(InvitationChanged),
    InvitationGone(InvitationGone),
    Board(BoardChanged),
    BoardGone(BoardGone),
    Column(ColumnChanged),
    ColumnGone(ColumnGone),
    ColumnReordered(ColumnReordered),
    Task(Box<TaskChanged>),
    TaskGone(TaskGone),
    Logged(ActivityLogged),
}

fn read<T: DeserializeOwned>(data: &RawValue) -> Option<T> {
    serde_json::from_str(data.get()).ok()
}

impl Payload {
    /// Reads the payload; absent where it is not what its kind promises.
    pub(crate) fn read(kind: EventKind, data: &RawValue) -> Option<Self> {
        use EventKind as K;
        Some(match kind {
            K::WorkspaceUpdated => Self::Workspace(read(data)?),
            K::WorkspaceDeleted => read::<WorkspaceGone>(data).map(|_| Self::WorkspaceGone)?,
            K::MemberJoined | K::MemberUpdated => Self::Member(read(data)?),
            K::MemberRemoved => Self::MemberGone(read(data)?),
            K::InvitationCreated => Self::Invitation(read(data)?),
            K::InvitationRevoked | K::InvitationAccepted => Self::InvitationGone(read(data)?),
            K::BoardCreated | K::BoardUpdated => Self::Board(read(data)?),
            K::BoardDeleted | K::BoardGone | K::BoardPurged => Self::BoardGone(read(data)?),
            K::ColumnCreated | K::ColumnUpdated => Self::Column(read(data)?),
            K::ColumnDeleted => Self::ColumnGone(read(data)?),
            K::ColumnReordered => Self::ColumnReordered(read(data)?),
            K::TaskCreated | K::TaskUpdated | K::TaskMoved | K::TaskRestored => {
                Self::Task(Box::new(read(data)?))
            }
            K::TaskDeleted | K::TaskGone => Self::TaskGone(read(data)?),
            K::ActivityLogged => Self::Logged(read(data)?),
        })
    }

    /// What it is an event of, to find the op that it settles.
    pub(crate) fn entity(&self) -> Option<Entity> {
        Some(match self {
            Self::Board(e) => Entity::Board(e.board.id),
            Self::BoardGone(e) => Entity::Board(e.board_id),
            Self::Column(e) => Entity::Column(e.column.id),
            Self::ColumnGone(e) => Entity::Column(e.column_id),
            Self::Task(e) => Entity::Task(e.task.id),
            Self::TaskGone(e) => Entity::Task(e.task_id),
            Self::Workspace(_)
            | Self::WorkspaceGone
            | Self::Member(_)
            | Self::MemberGone(_)
            | Self::Invitation(_)
            | Self::InvitationGone(_)
            | Self::ColumnReordered(_)
            | Self::Logged(_) => return None,
        })
    }

    /// Whether it changes something of this board's part.
    pub(crate) fn concerns(&self, board: BoardId) -> bool {
        match self {
            Self::MemberGone(_) => true,
            Self::Column(e) => e.column.board_id == board,
            Self::ColumnGone(e) => e.board_id == board,
            Self::ColumnReordered(e) => e.board_id == board,
            Self::Task(e) => {
                e.task.board_id == board || e.from.is_some_and(|from| from.board_id == board)
            }
            Self::TaskGone(e) => e.board_id == board,
            Self::Workspace(_)
            | Self::WorkspaceGone
            | Self::Member(_)
            | Self::Invitation(_)
            | Self::InvitationGone(_)
            | Self::Board(_)
            | Self::BoardGone(_)
            | Self::Logged(_) => false,
        }
    }
}
