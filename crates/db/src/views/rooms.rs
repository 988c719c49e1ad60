//! The rooms somebody may read that are no boards, for the hub.

use std::collections::HashMap;

use diesel::{PgConnection, RunQueryDsl};
use tutti_types::events::Audience;
use tutti_types::rooms::{Room, RoomReaders};
use tutti_types::{Epoch, UserId, WorkspaceId};

use crate::error::Result;
use crate::models::room::{self, Changes, OfPerson};
use crate::models::stream;

/// The most changes of readers that are looked back through.
const MOST_CHANGES: i64 = 2_000;

/// A room's readers now, and after each change that is kept, in order.
pub type Past = (RoomReaders, Vec<(i64, RoomReaders)>);

/// The rooms somebody may read.
#[derive(Clone, Debug)]
pub struct RoomsOf {
    /// The stream's life.
    pub epoch: Epoch,
    /// The position they are of.
    pub seq: i64,
    /// Changes before this position were not looked at.
    pub floor: i64,
    /// Those that are open too. `None` for one that the hub holds.
    pub rooms: Vec<(Room, Option<Past>)>,
}

/// Loads them. Call it in a transaction that sees one moment.
///
/// # Errors
/// `not_found` for a workspace that is not there.
pub fn of_person(
    conn: &mut PgConnection,
    workspace: WorkspaceId,
    user: UserId,
    held: &[Room],
) -> Result<RoomsOf> {
    let (epoch, seq) = stream::head(conn, workspace)?;
    let held = held.iter().map(|room| Audience::Room(*room).to_string());
    let of_person = OfPerson {
        workspace,
        user,
        held: held.collect(),
    };
    let found: Vec<(String, Option<String>)> = of_person.get_results(conn)?;
    // Kinds that only a newer server knows are nobody's here.
    let known = found.into_iter().filter_map(|(name, readers)| {
        let readers = readers.map(|readers| readers.parse()).transpose().ok()?;
        Some((room::parse(&name)?, readers))
    });
    let known: Vec<(Room, Option<RoomReaders>)> = known.collect();
    let asked = known.iter().filter(|(_, readers)| readers.is_some());
    let asked = asked.map(|(room, _)| Audience::Room(*room).to_string());
    let rooms: Vec<String> = asked.collect();
    let (floor, mut changes) = if rooms.is_empty() {
        (0, HashMap::new())
    } else {
        changes(conn, workspace, rooms)?
    };
    let with_past = |(room, readers): (Room, Option<RoomReaders>)| {
        let changes = changes.remove(&room).unwrap_or_default();
        (room, readers.map(|readers| (readers, changes)))
    };
    Ok(RoomsOf {
        epoch,
        seq,
        floor,
        rooms: known.into_iter().map(with_past).collect(),
    })
}

type Changed = HashMap<Room, Vec<(i64, RoomReaders)>>;

fn changes(
    conn: &mut PgConnection,
    workspace: WorkspaceId,
    rooms: Vec<String>,
) -> Result<(i64, Changed)> {
    let limit = MOST_CHANGES;
    let newest = Changes {
        workspace,
        rooms,
        limit,
    };
    let newest: Vec<(i64, String, String)> = newest.get_results(conn)?;
    let is_all = i64::try_from(newest.len()).is_ok_and(|n| n < limit);
    let oldest = newest.last().filter(|_| !is_all);
    let floor = oldest.map_or(0, |(seq, ..)| *seq);
    let mut changes = Changed::new();
    for (seq, room, readers) in newest.into_iter().rev() {
        if let Some((room, readers)) = room::parse(&room).zip(readers.parse().ok()) {
            changes.entry(room).or_default().push((seq, readers));
        }
    }
    Ok((floor, changes))
}
