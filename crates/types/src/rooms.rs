//! Rooms: the places in a workspace where something happens. Who may read of it is told by the room.

use std::cmp::Ordering;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize};

use crate::permissions::Visibility;
use crate::text::Invalid;
use crate::{BoardId, Permission, Rights, RoomId, UserId};

text_enum!(
    /// What kind of place it is.
    RoomKind {
        /// A board.
        Board = "board",
        /// A channel, or a direct one.
        Channel = "channel",
        /// A meeting.
        Meeting = "meeting",
    }
);

impl RoomKind {
    /// Who holds this reads of every open room of the kind.
    #[must_use]
    pub const fn opened_by(self) -> Permission {
        match self {
            Self::Board => Permission::BoardsReadOpen,
            Self::Channel => Permission::ChannelsReadOpen,
            Self::Meeting => Permission::PeopleReadAll,
        }
    }

    /// Who holds this reads of every room of the kind; `None` where no permission reaches into a private one.
    #[must_use]
    pub const fn reached_by(self) -> Option<Permission> {
        match self {
            Self::Board => Some(Permission::BoardsReadAll),
            Self::Channel | Self::Meeting => None,
        }
    }

    /// Whether somebody reads of a room of the kind, `listed` telling whether they are one of its people.
    #[must_use]
    pub fn admits(self, rights: Rights, visibility: Visibility, listed: bool) -> bool {
        let is_open = visibility == Visibility::Open;
        listed
            || (is_open && rights.may(self.opened_by()))
            || self.reached_by().is_some_and(|reach| rights.may(reach))
    }
}

/// Who may read of a room: the people of its own list and those of its teams together, and, where it is open, all who hold
/// [`RoomKind::opened_by`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomReaders {
    /// Whether it is open.
    pub visibility: Visibility,
    /// The people, sorted and each once.
    pub people: Vec<UserId>,
}

/// A place where something happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Room {
    /// What kind of place it is.
    pub kind: RoomKind,
    /// The id of the board, channel or meeting.
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

/// `open:` or `private:`, then the people, as it stands in the database.
impl FromStr for RoomReaders {
    type Err = Invalid;
    fn from_str(text: &str) -> Result<Self, Invalid> {
        const WRONG: Invalid = Invalid::new("is not a list of readers");
        let (visibility, people) = text.split_once(':').ok_or(WRONG)?;
        let people = people.split(',').filter(|id| !id.is_empty());
        let mut people: Vec<UserId> = people
            .map(|id| id.parse().map_err(|_| WRONG))
            .collect::<Result<_, _>>()?;
        people.sort_unstable();
        people.dedup();
        Ok(Self {
            visibility: visibility.parse().map_err(|_| WRONG)?,
            people,
        })
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Role;
    use crate::permissions::may_read_board;

    #[test]
    fn readers_are_read_as_the_database_writes_them() {
        let (a, b) = (UserId::new(), UserId::new());
        let mut people = vec![a, b];
        people.sort_unstable();
        let read = |text: String| text.parse::<RoomReaders>();
        let visibility = Visibility::Private;
        let both = RoomReaders { visibility, people };
        assert_eq!(read(format!("private:{b},{a},{b}")), Ok(both));
        let visibility = Visibility::Open;
        let people = Vec::new();
        assert_eq!(read("open:".into()), Ok(RoomReaders { visibility, people }));
        for wrong in ["", "open", "hidden:", "open:me"] {
            assert!(read(wrong.into()).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_board_is_read_by_the_rule_for_boards_and_no_permission_reaches_into_other_private_rooms() {
        for role in Role::ALL {
            for visibility in Visibility::ALL {
                for listed in [false, true] {
                    let rights = role.rights();
                    let by_rule = may_read_board(rights, *visibility, listed);
                    assert_eq!(RoomKind::Board.admits(rights, *visibility, listed), by_rule);
                }
            }
            for kind in [RoomKind::Channel, RoomKind::Meeting] {
                assert!(!kind.admits(role.rights(), Visibility::Private, false));
                assert!(kind.admits(role.rights(), Visibility::Private, true));
                let is_guest = *role == Role::Guest;
                assert_eq!(
                    kind.admits(role.rights(), Visibility::Open, false),
                    !is_guest
                );
            }
        }
    }
}
