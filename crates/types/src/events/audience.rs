//! The readers of an event, as they stand in the database.

use std::fmt;
use std::str::FromStr;

use crate::rooms::Room;
use crate::text::Invalid;
use crate::{BoardId, Permission, UserId};

/// Who may read an event.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Audience {
    /// Every member, guests too: the workspace's own name and its end.
    Everyone,
    /// Who holds this permission.
    May(Permission),
    /// Who may read of this room.
    Room(Room),
    /// These people.
    Users(Vec<UserId>),
}

/// What of a stream is told to one reader, to be asked for by audience. What is told to everyone and what names them is theirs besides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// The person's id.
    pub user: UserId,
    /// They hold these.
    pub permissions: Vec<Permission>,
    /// They may read of these.
    pub rooms: Vec<Room>,
    /// Of these they may read too, but there is more to tell than one resume may bring: only what changed who reads them.
    pub over_limit: Vec<Room>,
}

impl Share {
    /// Of somebody who holds nothing and reads no room.
    #[must_use]
    pub const fn of(user: UserId) -> Self {
        Self {
            user,
            permissions: Vec::new(),
            rooms: Vec::new(),
            over_limit: Vec::new(),
        }
    }
}

impl Audience {
    /// Who may read this board.
    #[must_use]
    pub const fn board(id: BoardId) -> Self {
        Self::Room(Room::board(id))
    }

    /// The permission that makes somebody one of its readers; `None` where that is told by a list of people.
    #[must_use]
    pub const fn permission(&self) -> Option<Permission> {
        match self {
            Self::Everyone => Some(Permission::WorkspaceRead),
            Self::May(permission) => Some(*permission),
            Self::Room(_) | Self::Users(_) => None,
        }
    }
}

impl fmt::Display for Audience {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Everyone => f.write_str("everyone"),
            Self::May(permission) => write!(f, "may:{permission}"),
            Self::Room(Room { kind, id }) => write!(f, "room:{kind}:{id}"),
            Self::Users(ids) => {
                f.write_str("users:")?;
                for (i, id) in ids.iter().enumerate() {
                    if i > 0 {
                        f.write_str(",")?;
                    }
                    write!(f, "{id}")?;
                }
                Ok(())
            }
        }
    }
}

impl FromStr for Audience {
    type Err = Invalid;
    fn from_str(text: &str) -> Result<Self, Invalid> {
        const WRONG: Invalid = Invalid::new("is not an audience");
        match text.split_once(':') {
            None if text == "everyone" => Ok(Self::Everyone),
            Some(("may", name)) => name.parse().map(Self::May).map_err(|_| WRONG),
            Some(("room", room)) => {
                let (kind, id) = room.split_once(':').ok_or(WRONG)?;
                let (kind, id) = kind.parse().ok().zip(id.parse().ok()).ok_or(WRONG)?;
                Ok(Self::Room(Room { kind, id }))
            }
            Some(("users", "")) => Ok(Self::Users(Vec::new())),
            Some(("users", ids)) => ids
                .split(',')
                .map(str::parse)
                .collect::<Result<_, _>>()
                .map(Self::Users)
                .map_err(|_| WRONG),
            _ => Err(WRONG),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_audience_survives_its_text() {
        let (a, b) = (UserId::new(), UserId::new());
        for audience in [
            Audience::Everyone,
            Audience::May(Permission::InvitationsManage),
            Audience::board(BoardId::new()),
            Audience::Users(vec![a, b]),
            Audience::Users(vec![]),
        ] {
            assert_eq!(audience.to_string().parse::<Audience>().unwrap(), audience);
        }
        assert!("users".parse::<Audience>().is_err());
        assert!("may:fly".parse::<Audience>().is_err());
        assert!("room:board".parse::<Audience>().is_err());
        assert!(
            "room:hall:00000000-0000-7000-8000-000000000001"
                .parse::<Audience>()
                .is_err()
        );
        assert!("room:board:1".parse::<Audience>().is_err());
    }
}
