//! An event's payload, read by its kind.

use serde::{Deserialize, Deserializer};
use tutti_types::events::{ActivityLogged, EventKind, WorkspaceChanged, WorkspaceGone};

use crate::entity::Entity;
use crate::list::{areas, one_of_each};

areas! { one_of_each
    /// What happened, by shape. Not a serde enumeration: that would buffer each payload and be compiled twice.
    #[derive(Debug)]
    pub(crate) enum Payload {
        Workspace(WorkspaceChanged),
        WorkspaceGone,
        Logged(ActivityLogged),
    }
}

macro_rules! entities {
    ({ $($module:ident: $Area:ident),+ $(,)? }) => {
        impl Payload {
            /// What it is an event of, to find the op that it settles.
            pub(crate) fn entity(&self) -> Option<Entity> {
                match self {
                    Self::Workspace(_) | Self::WorkspaceGone | Self::Logged(_) => None,
                    $(Self::$Area(payload) => payload.entity().map(Entity::$Area),)+
                }
            }
        }
    };
}

areas! { entities }

impl Payload {
    /// Reads the payload where it stands. Each kind on the wire has its shape here.
    pub(super) fn read<'de, D: Deserializer<'de>>(
        kind: EventKind,
        from: D,
    ) -> Result<Self, D::Error> {
        use EventKind as K;

        use crate::boards::Payload as B;
        use crate::people::Payload as P;
        Ok(match kind {
            K::WorkspaceUpdated => Self::Workspace(Deserialize::deserialize(from)?),
            K::WorkspaceDeleted => {
                WorkspaceGone::deserialize(from)?;
                Self::WorkspaceGone
            }
            K::MemberJoined | K::MemberUpdated => P::Member(Deserialize::deserialize(from)?).into(),
            K::MemberRemoved => P::MemberGone(Deserialize::deserialize(from)?).into(),
            K::InvitationCreated => P::Invitation(Deserialize::deserialize(from)?).into(),
            K::InvitationRevoked | K::InvitationAccepted => {
                P::InvitationGone(Deserialize::deserialize(from)?).into()
            }
            K::BoardCreated | K::BoardUpdated => B::Board(Deserialize::deserialize(from)?).into(),
            K::BoardDeleted | K::BoardGone | K::BoardPurged => {
                B::BoardGone(Deserialize::deserialize(from)?).into()
            }
            K::ColumnCreated | K::ColumnUpdated => {
                B::Column(Deserialize::deserialize(from)?).into()
            }
            K::ColumnDeleted => B::ColumnGone(Deserialize::deserialize(from)?).into(),
            K::ColumnReordered => B::ColumnReordered(Deserialize::deserialize(from)?).into(),
            K::TaskCreated | K::TaskUpdated | K::TaskMoved | K::TaskRestored => {
                B::Task(Box::new(Deserialize::deserialize(from)?)).into()
            }
            K::TaskDeleted | K::TaskGone => B::TaskGone(Deserialize::deserialize(from)?).into(),
            K::ActivityLogged => Self::Logged(Deserialize::deserialize(from)?),
        })
    }

    /// Reads a payload that was left unread; absent where it is not what its kind promises.
    pub(super) fn of_text(kind: EventKind, data: &str) -> Option<Self> {
        Self::read(kind, &mut serde_json::Deserializer::from_str(data)).ok()
    }
}
