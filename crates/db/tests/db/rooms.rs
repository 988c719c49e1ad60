//! Who reads a room is handed over with the event that changed it, exactly as of that event.

use std::sync::{Arc, Mutex};

use diesel::connection::SimpleConnection;
use serde_json::json;
use tutti_db::gate::{Committed, CommittedEvent, Publish, SystemUse};
use tutti_db::models::{room, stream};
use tutti_db::views::{events, rooms};
use tutti_db::{Gate, pool};
use tutti_testkit::rooms::stand_in;
use tutti_types::events::{Audience, EventKind, Share};
use tutti_types::permissions::Visibility;
use tutti_types::rooms::{Room, RoomKind, RoomReaders};
use tutti_types::{RoomId, UserId, WorkspaceId};

use crate::lane::{Stage, stage};

#[derive(Default)]
struct Heard(Mutex<Vec<CommittedEvent>>);

impl Publish for Heard {
    fn committed(&self, committed: Committed) {
        let streams = committed.streams.into_iter();
        let events = streams.flat_map(|(_, _, events)| events);
        self.0.lock().unwrap().extend(events);
    }
}

struct Stand {
    stage: Stage,
    gate: Gate,
    heard: Arc<Heard>,
    room: Room,
}

async fn stand() -> Stand {
    let stage = stage().await;
    stand_in(&stage.database);
    let (pool, roles) = pool::connect(&stage.database.url, 2).unwrap();
    let heard = Arc::new(Heard::default());
    let gate = Gate::new(pool, roles, Arc::clone(&heard) as Arc<dyn Publish>);
    let room = Room {
        kind: RoomKind::Channel,
        id: RoomId::new(),
    };
    Stand {
        stage,
        gate,
        heard,
        room,
    }
}

impl Stand {
    /// Runs `sql` and hands the room over in one transaction; `between` is committed from elsewhere in the meantime.
    async fn hand(&self, sql: String, between: Option<String>) -> i64 {
        let (ws, room) = (self.stage.ws, self.room);
        let connection = between.map(|sql| (self.stage.database.connect(), sql));
        let elsewhere = Mutex::new(connection);
        let work = self.gate.system(SystemUse::Seed, move |tx| {
            tx.act_as(None, Some(ws));
            tx.conn.batch_execute(&sql)?;
            if let Some((mut connection, sql)) = elsewhere.lock().unwrap().take() {
                connection.batch_execute(&sql)?;
            }
            let (kind, told) = (EventKind::ActivityLogged, Audience::Room(room));
            tx.emit_gone(kind, Audience::Everyone, &json!({}));
            tx.emit_handing(room, kind, told, &json!({}), None);
            Ok(())
        });
        work.await.unwrap();
        self.heard.0.lock().unwrap().last().unwrap().seq
    }

    /// Adds a person, or makes the room.
    fn added(&self, user: UserId) -> String {
        let (ws, room) = (self.stage.ws, Audience::Room(self.room));
        format!("INSERT INTO stand_in.people VALUES ('{ws}', '{room}', '{user}');")
    }
    fn made(&self) -> String {
        let (ws, room) = (self.stage.ws, Audience::Room(self.room));
        format!("INSERT INTO stand_in.rooms VALUES ('{ws}', '{room}', false, 1);")
    }

    async fn rows(&self) -> Vec<Option<(Room, RoomReaders)>> {
        let ws = self.stage.ws;
        let read = self.gate.system(SystemUse::Stream, move |tx| {
            Ok(stream::after(tx.conn, ws, 0, 500)?)
        });
        let rows = read.await.unwrap().into_iter();
        rows.map(|row| row.handed.as_deref().and_then(room::handed))
            .filter(Option::is_some)
            .collect()
    }

    async fn introduced(&self, user: UserId, held: &[Room]) -> rooms::RoomsOf {
        let (ws, held): (WorkspaceId, Vec<Room>) = (self.stage.ws, held.to_vec());
        let read = self
            .gate
            .system_at_one_moment(SystemUse::Stream, move |tx| {
                rooms::of_person(tx.conn, ws, user, &held)
            });
        read.await.unwrap()
    }
}

fn private(people: &[UserId]) -> RoomReaders {
    let mut people = people.to_vec();
    people.sort_unstable();
    RoomReaders {
        visibility: Visibility::Private,
        people,
    }
}

#[tokio::test]
async fn the_readers_come_with_the_commit_and_with_the_row() {
    let stand = stand().await;
    let (a, b) = (UserId::new(), UserId::new());
    let first = stand.hand(stand.made() + &stand.added(a), None).await;
    let second = stand.hand(stand.added(b), None).await;
    let told: Vec<_> = {
        let heard = stand.heard.0.lock().unwrap();
        heard.iter().map(|event| event.handed.clone()).collect()
    };
    let (one, both) = (private(&[a]), private(&[a, b]));
    let handed = [
        Some((stand.room, one.clone())),
        Some((stand.room, both.clone())),
    ];
    assert_eq!(told, [None, handed[0].clone(), None, handed[1].clone()]);
    assert_eq!(stand.rows().await, handed);

    let of = stand.introduced(b, &[]).await;
    let changes = vec![(first, one), (second, both.clone())];
    assert_eq!((of.seq, of.floor), (second, 0));
    assert_eq!(of.rooms, [(stand.room, Some((both, changes)))]);
    let of = stand.introduced(b, &[stand.room]).await;
    assert_eq!(of.rooms, [(stand.room, None)]);
    assert_eq!(stand.introduced(UserId::new(), &[]).await.rooms, []);
}

#[tokio::test]
async fn what_was_committed_before_the_event_is_in_its_readers() {
    let stand = stand().await;
    let (ws, stays, goes, comes) = (stand.stage.ws, UserId::new(), UserId::new(), UserId::new());
    let team =
        format!("INSERT INTO stand_in.teams VALUES ('{ws}', 1, '{stays}'), ('{ws}', 1, '{goes}');");
    stand.hand(stand.made() + &team, None).await;
    let elsewhere = format!("DELETE FROM stand_in.teams WHERE user_id = '{goes}'");
    stand.hand(stand.added(comes), Some(elsewhere)).await;
    let last = stand.rows().await.pop().flatten().unwrap();
    assert_eq!(last, (stand.room, private(&[stays, comes])));
}

#[tokio::test]
async fn of_a_room_over_the_limit_a_replay_finds_who_reads_it_and_nothing_else() {
    let stand = stand().await;
    let (ws, room, user) = (stand.stage.ws, stand.room, UserId::new());
    let handed = stand.hand(stand.made() + &stand.added(user), None).await;
    let said = stand.gate.system(SystemUse::Seed, move |tx| {
        tx.act_as(None, Some(ws));
        tx.emit_gone(EventKind::ActivityLogged, Audience::Room(room), &json!({}));
        Ok(())
    });
    said.await.unwrap();
    let found = |rooms: Vec<Room>, over_limit: Vec<Room>| {
        let share = Share {
            rooms,
            over_limit,
            ..Share::of(user)
        };
        let read = stand
            .gate
            .system_at_one_moment(SystemUse::Stream, move |tx| {
                events::of_reader(tx.conn, ws, &share, handed - 1, handed + 1, 10)
            });
        async move {
            let found = read.await.unwrap().events;
            found.iter().map(|event| event.seq).collect::<Vec<_>>()
        }
    };
    assert_eq!(found(vec![room], vec![]).await, [handed, handed + 1]);
    assert_eq!(found(vec![], vec![room]).await, [handed]);
}

#[tokio::test]
async fn of_a_room_that_ended_nobody_is_handed_over() {
    let stand = stand().await;
    stand
        .hand(stand.made() + &stand.added(UserId::new()), None)
        .await;
    let room = Audience::Room(stand.room);
    let ended = format!(
        "DELETE FROM stand_in.rooms WHERE room = '{room}'; DELETE FROM stand_in.people WHERE room = '{room}'"
    );
    stand.hand(ended, None).await;
    let last = stand.rows().await.pop().flatten().unwrap();
    assert_eq!(last, (stand.room, private(&[])));
}
