//! Rooms: the places in a workspace where something happens. Who may read of it is told by the room.

use std::cmp::Ordering;

use serde::{Deserialize, Deserializer, Serialize};

use crate::{BoardId, RoomId};

text_enum!(
    /// What kind of place it is.
    RoomKind {
        /// A board.
        Board = "board",
    }
);

/// A place where something happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Room {
    /// What kind of place it is.
    pub kind: RoomKind,
    /// The id of the board.
    pub id: RoomId,
}

/// By kind and id, so that lists of rooms do not depend on chance.
impl Ord for Room {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.kind.as_str(), self.id).cmp(&(other.kind.as_str(), other.id))
    }
}
impl PartialOrd for Room {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Reads a list of rooms, and passes over kinds that only a newer server knows.
///
/// # Errors
/// Where it is no list of rooms.
pub fn known<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Room>, D::Error> {
    #[derive(Deserialize)]
    struct Any {
        kind: String,
        id: RoomId,
    }
    let rooms = Vec::<Any>::deserialize(from)?.into_iter();
    let known = rooms.filter_map(|Any { kind, id }| {
        Some(Room {
            kind: kind.parse().ok()?,
            id,
        })
    });
    Ok(known.collect())
}

impl Room {
    /// A board.
    #[must_use]
    pub const fn board(id: BoardId) -> Self {
        Self {
            kind: RoomKind::Board,
            id: RoomId(id.0),
        }
    }

    /// The board that it is, if it is one.
    #[must_use]
    pub fn as_board(self) -> Option<BoardId> {
        (self.kind == RoomKind::Board).then_some(BoardId(self.id.0))
    }
}
