//! Typed ids. All are UUIDv7; nothing is ordered by them, since a client may make its own.

use std::fmt;

use serde::Deserializer;
use serde::de::Visitor;
use uuid::Uuid;

use crate::text::Invalid;

/// Reads an id as RFC 9562 section 4 writes it: 32 digits in five groups. What else can be read as a UUID (`{…}`, `urn:uuid:…`,
/// without hyphens) would give a thing several addresses.
///
/// # Errors
/// A sentence that can stand under the field.
pub(crate) fn parse(text: &str) -> Result<Uuid, Invalid> {
    let read = Uuid::try_parse(text).ok().filter(|_| text.len() == 36);
    read.ok_or(Invalid::new("must be a UUID"))
}

/// [`parse`] on what a deserializer holds.
pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Uuid, D::Error> {
    struct Id;

    impl Visitor<'_> for Id {
        type Value = Uuid;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a UUID")
        }
        fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Uuid, E> {
            parse(text).map_err(E::custom)
        }
    }
    deserializer.deserialize_str(Id)
}

id!(/// A person, over all workspaces.
    UserId);
id!(/// A signed-in browser or device of a person.
    SessionId);
id!(/// A workspace: the tenant.
    WorkspaceId);
id!(/// An invitation into a workspace.
    InvitationId);
id!(/// A custom role of a workspace.
    RoleId);
id!(/// A board of a workspace.
    BoardId);
id!(/// A column of a board.
    ColumnId);
id!(/// A task on a board.
    TaskId);
id!(/// A board, a channel or a meeting, as a place where something happens.
    RoomId);
id!(/// Whatever something happens to.
    SubjectId);
id!(/// One connection of the realtime socket.
    SocketId);
id!(/// What is to be done later.
    JobId);
id!(/// The life of a stream: positions of two epochs cannot be compared.
    Epoch);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_has_one_spelling() {
        let id = "0190a0a0-0000-7000-8000-00000000000a";
        assert_eq!(id.parse::<TaskId>().unwrap().to_string(), id);
        // RFC 9562: hexadecimal digits are read in either case.
        assert!(id.to_uppercase().parse::<TaskId>().is_ok());
        for other in [
            id.replace('-', ""),
            format!("{{{id}}}"),
            format!("urn:uuid:{id}"),
            format!(" {id}"),
            String::new(),
        ] {
            assert!(other.parse::<TaskId>().is_err(), "{other}");
        }
    }
}
