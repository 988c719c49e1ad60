//! An event's payload, read by its kind.

use serde::{Deserialize, Deserializer};
use tutti_types::BoardId;
use tutti_types::events::{
    ActivityLogged, BoardChanged, BoardGone, ColumnChanged, ColumnGone, ColumnReordered, EventKind,
    InvitationChanged, InvitationGone, MemberChanged, MemberGone, TaskChanged, TaskGone,
    WorkspaceChanged, WorkspaceGone,
};

use crate::entity::Entity;

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

impl Payload {
    /// Reads the payload where it stands.
    pub(super) fn read<'de, D: Deserializer<'de>>(
        kind: EventKind,
        from: D,
    ) -> Result<Self, D::Error> {
        use EventKind as K;
        Ok(match kind {
            K::WorkspaceUpdated => Self::Workspace(Deserialize::deserialize(from)?),
            K::WorkspaceDeleted => {
                WorkspaceGone::deserialize(from)?;
                Self::WorkspaceGone
            }
            K::MemberJoined | K::MemberUpdated => Self::Member(Deserialize::deserialize(from)?),
            K::MemberRemoved => Self::MemberGone(Deserialize::deserialize(from)?),
            K::InvitationCreated => Self::Invitation(Deserialize::deserialize(from)?),
            K::InvitationRevoked | K::InvitationAccepted => {
                Self::InvitationGone(Deserialize::deserialize(from)?)
            }
            K::BoardCreated | K::BoardUpdated => Self::Board(Deserialize::deserialize(from)?),
            K::BoardDeleted | K::BoardGone | K::BoardPurged => {
                Self::BoardGone(Deserialize::deserialize(from)?)
            }
            K::ColumnCreated | K::ColumnUpdated => Self::Column(Deserialize::deserialize(from)?),
            K::ColumnDeleted => Self::ColumnGone(Deserialize::deserialize(from)?),
            K::ColumnReordered => Self::ColumnReordered(Deserialize::deserialize(from)?),
            K::TaskCreated | K::TaskUpdated | K::TaskMoved | K::TaskRestored => {
                Self::Task(Box::new(Deserialize::deserialize(from)?))
            }
            K::TaskDeleted | K::TaskGone => Self::TaskGone(Deserialize::deserialize(from)?),
            K::ActivityLogged => Self::Logged(Deserialize::deserialize(from)?),
        })
    }

    /// Reads a payload that was left unread; absent where it is not what its kind promises.
    pub(super) fn of_text(kind: EventKind, data: &str) -> Option<Self> {
        Self::read(kind, &mut serde_json::Deserializer::from_str(data)).ok()
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
            Self::Member(e) => Entity::Member(e.member.user_id),
            Self::MemberGone(e) => Entity::Member(e.user_id),
            Self::Workspace(_)
            | Self::WorkspaceGone
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
