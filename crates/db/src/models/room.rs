//! Who reads rooms that are no boards: as it is, and as the stream's events left it.

use diesel::sql_types::{Array, BigInt, Nullable, Text, Uuid};
use tutti_types::events::Audience;
use tutti_types::rooms::{Room, RoomReaders};
use tutti_types::{UserId, WorkspaceId};

statement!(
    /// Writes down who reads some rooms from now on, by the events of these positions. To be run while the stream's lock is held: what
    /// came before is committed then, and what comes after is not, so that each list is exactly as of its event.
    HandOver { workspace: WorkspaceId => Uuid, seqs: Vec<i64> => Array<BigInt>, rooms: Vec<String> => Array<Text> } -> (BigInt, Text);
    "INSERT INTO stream.handed (workspace_id, seq, room, readers)
        SELECT " workspace ", e.seq, e.room, stream.readers_of(" workspace ", e.room) FROM unnest(" seqs ", " rooms ") AS e (seq, room)
     RETURNING seq, readers"
);
statement!(
    /// The rooms somebody may read, those that are open among them, with who reads each but the ones that are `held`.
    OfPerson { workspace: WorkspaceId => Uuid, user: UserId => Uuid, held: Vec<String> => Array<Text> } -> (Text, Nullable<Text>);
    "SELECT r.room, CASE WHEN r.room = ANY (" held ") THEN NULL ELSE stream.readers_of(" workspace ", r.room) END
     FROM (SELECT DISTINCT room FROM stream.room_readers WHERE workspace_id = " workspace " AND (user_id = " user " OR user_id IS NULL)) r"
);
statement!(
    /// Who came to read some rooms, the last first.
    Changes { workspace: WorkspaceId => Uuid, rooms: Vec<String> => Array<Text>, limit: i64 => BigInt } -> (BigInt, Text, Text);
    "SELECT seq, room, readers FROM stream.handed WHERE workspace_id = " workspace " AND room = ANY (" rooms ") ORDER BY seq DESC LIMIT " limit
);

/// The room an audience is; `None` for one of a newer server, or none.
#[must_use]
pub fn parse(audience: &str) -> Option<Room> {
    match audience.parse() {
        Ok(Audience::Room(room)) => Some(room),
        _ => None,
    }
}

/// A room and its readers out of an event's row; `None` for what only a newer server knows.
#[must_use]
pub fn handed(text: &str) -> Option<(Room, RoomReaders)> {
    let (room, readers) = text.split_once(' ')?;
    Some((parse(room)?, readers.parse().ok()?))
}
