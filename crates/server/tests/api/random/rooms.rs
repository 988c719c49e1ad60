//! Rooms of kinds that are not built yet, changed on another node by chance, and what everybody is told of them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use diesel::connection::SimpleConnection;
use serde::Deserialize;
use serde_json::{Value, json};
use tutti_db::gate::{ActivityEntry, Committed, Publish, SystemUse};
use tutti_db::{Gate, pool};
use tutti_dice::Dice;
use tutti_testkit::rooms::stand_in;
use tutti_testkit::{Client, Frame, Team, TestSocket};
use tutti_types::activity::Subject;
use tutti_types::events::{Audience, EventKind, Events};
use tutti_types::realtime::ServerFrame;
use tutti_types::rooms::{Room, RoomKind};
use tutti_types::snapshot::Snapshot;
use tutti_types::workspaces::Workspace;
use tutti_types::{Epoch, Permission, RoomId, UserId, WorkspaceId, paths};

use super::table::Table;

/// Rooms and teams at most.
const ROOMS: usize = 5;
const TEAMS: usize = 2;

/// What is told of a room, in the place where an event has its changes.
const FIELD: &str = "stand_in";

/// This node tells nobody: others find out by themselves.
struct Silent;

impl Publish for Silent {
    fn committed(&self, _: Committed) {}
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
struct Row {
    room: String,
    is_open: bool,
    team: Option<usize>,
    said: i64,
    /// Its own list and its team's people.
    people: BTreeSet<UserId>,
}

/// The node on which they are changed.
pub struct Rooms {
    gate: Gate,
    ws: WorkspaceId,
}

/// An event that is to be told of a room.
enum Told {
    /// To all of an audience.
    To(Audience, Value),
    /// The same of one that hands its readers over.
    Handing(Audience, Value),
}

fn rows(team: &Team) -> BTreeMap<Room, Row> {
    let rows = team.app.database.rows(
        "SELECT r.room, r.is_open, r.team, r.said,
            ARRAY(SELECT p.user_id FROM stand_in.people p WHERE p.room = r.room UNION SELECT t.user_id FROM stand_in.teams t WHERE t.team = r.team) AS people
         FROM stand_in.rooms r ORDER BY r.room",
    );
    let rows = rows.into_iter().map(|row| {
        let row: Row = serde_json::from_value(row).unwrap();
        (room(&row.room), row)
    });
    rows.collect()
}

fn room(name: &str) -> Room {
    match name.parse() {
        Ok(Audience::Room(room)) => room,
        other => panic!("{other:?}"),
    }
}

fn reads(table: &Table, row: &Row, user: UserId) -> bool {
    let Some(person) = table.person(user).filter(|person| !person.suspended) else {
        return false;
    };
    let opened_by = match room(&row.room).kind {
        RoomKind::Board => panic!("a board"),
        RoomKind::Channel => Permission::ChannelsReadOpen,
        RoomKind::Meeting => Permission::PeopleReadAll,
    };
    (row.is_open && person.rights().may(opened_by)) || row.people.contains(&user)
}

impl Rooms {
    pub fn start(team: &Team) -> Self {
        stand_in(&team.app.database);
        let (pool, roles) = pool::connect(&team.app.database.url, 2).unwrap();
        Self {
            gate: Gate::new(pool, roles, Arc::new(Silent)),
            ws: team.ws,
        }
    }

    /// Something happens in a room, or others come to read some.
    pub async fn step(&self, dice: &mut Dice, team: &Team, table: &Table) {
        let (ws, before) = (self.ws, rows(team));
        let names: Vec<Room> = before.keys().copied().collect();
        let people: Vec<UserId> = table.people.iter().map(|person| person.user_id).collect();
        let some = |dice: &mut Dice| -> Vec<UserId> {
            people.iter().copied().filter(|_| dice.chance(40)).collect()
        };
        match (dice.below(100), dice.pick(&names)) {
            (0..45, Some(room)) => {
                let (name, said) = (Audience::Room(room), before[&room].said + 1);
                let sql = format!("UPDATE stand_in.rooms SET said = {said} WHERE room = '{name}'");
                let told = Told::To(name, json!({"op": "said", "room": room, "said": said}));
                self.commit(sql, vec![(room, told)]).await;
            }
            (45..60, _) if names.len() < ROOMS => {
                let kind = dice.pick(&[RoomKind::Channel, RoomKind::Meeting]).unwrap();
                let room = Room {
                    kind,
                    id: RoomId::new(),
                };
                let name = Audience::Room(room);
                let (open, group, list) = (dice.chance(30), dice.below(TEAMS), some(dice));
                let sql = format!(
                    "INSERT INTO stand_in.rooms VALUES ('{ws}', '{name}', {open}, {group});"
                );
                let told = Told::Handing(name, json!({"op": "is", "room": room, "said": 0}));
                self.commit(sql + &listed(ws, room, &list), vec![(room, told)])
                    .await;
            }
            (45..75, Some(room)) => {
                let (open, list) = (dice.chance(30), some(dice));
                let name = Audience::Room(room);
                let sql = format!(
                    "UPDATE stand_in.rooms SET is_open = {open} WHERE room = '{name}'; DELETE FROM stand_in.people WHERE room = '{name}';"
                );
                self.change(dice, team, table, &[room], sql + &listed(ws, room, &list))
                    .await;
            }
            (75..92, _) => {
                let (group, list) = (dice.below(TEAMS), some(dice));
                let of_team = names.iter().copied();
                let of_team = of_team.filter(|room| before[room].team == Some(group));
                let of_team: Vec<Room> = of_team.collect();
                let mut sql = format!("DELETE FROM stand_in.teams WHERE team = {group};");
                for user in list {
                    sql +=
                        &format!("INSERT INTO stand_in.teams VALUES ('{ws}', {group}, '{user}');");
                }
                self.change(dice, team, table, &of_team, sql).await;
            }
            (_, Some(room)) => {
                let name = Audience::Room(room);
                let sql = format!(
                    "DELETE FROM stand_in.rooms WHERE room = '{name}'; DELETE FROM stand_in.people WHERE room = '{name}'"
                );
                self.change(dice, team, table, &[room], sql).await;
            }
            _ => {}
        }
    }

    /// Others read these rooms from now on: who loses one is told, and all who have it, or only those who come to.
    async fn change(
        &self,
        dice: &mut Dice,
        team: &Team,
        table: &Table,
        changed: &[Room],
        sql: String,
    ) {
        let before = rows(team);
        // What it would be like, looked at and taken back.
        team.app.database.run(&format!("BEGIN; {sql}"));
        let after = rows(team);
        team.app.database.run("ROLLBACK");
        let mut told = Vec::new();
        for room in changed {
            let readers = |rows: &BTreeMap<Room, Row>| -> BTreeSet<UserId> {
                let row = rows.get(room);
                let people = table.people.iter().map(|person| person.user_id);
                people
                    .filter(|user| row.is_some_and(|row| reads(table, row, *user)))
                    .collect()
            };
            let (had, have) = (readers(&before), readers(&after));
            let lost: Vec<UserId> = had.difference(&have).copied().collect();
            let gained: Vec<UserId> = have.difference(&had).copied().collect();
            let gone = json!({"op": "gone", "room": room});
            let Some(row) = after.get(room) else {
                told.push((*room, Told::Handing(Audience::Users(lost), gone)));
                continue;
            };
            if !lost.is_empty() {
                told.push((*room, Told::To(Audience::Users(lost), gone)));
            }
            let by_name = !gained.is_empty() && dice.chance(40);
            let audience = if by_name {
                Audience::Users(gained)
            } else {
                Audience::Room(*room)
            };
            let is = json!({"op": "is", "room": room, "said": row.said});
            told.push((*room, Told::Handing(audience, is)));
        }
        self.commit(sql, told).await;
    }

    async fn commit(&self, sql: String, told: Vec<(Room, Told)>) {
        let ws = self.ws;
        let work = self.gate.system(SystemUse::Seed, move |tx| {
            tx.act_as(None, Some(ws));
            tx.conn.batch_execute(&sql)?;
            for (room, told) in &told {
                let subject = Subject::workspace(ws, "Larkfield");
                let (Told::To(audience, what) | Told::Handing(audience, what)) = told;
                let entry = (!matches!(audience, Audience::Users(_))).then(|| ActivityEntry {
                    subject: subject.clone(),
                    room: Some(*room),
                    changes: Vec::new(),
                });
                let data = json!({"activity": {"seq": 1, "at": "2026-01-01T00:00:00Z", "actor": {"kind": "system"},
                    "kind": "activity.logged", "subject": subject, "room": room,
                    "changes": [{"field": FIELD, "from": null, "to": what.to_string()}]}});
                let (kind, audience) = (EventKind::ActivityLogged, audience.clone());
                match (told, entry) {
                    (Told::Handing(..), entry) => tx.emit_handing(*room, kind, audience, &data, entry),
                    (Told::To(..), Some(entry)) => tx.emit(kind, audience, &data, entry),
                    (Told::To(..), None) => tx.emit_gone(kind, audience, &data),
                }
            }
            Ok(())
        });
        work.await.unwrap();
    }
}

fn listed(ws: WorkspaceId, room: Room, people: &[UserId]) -> String {
    let name = Audience::Room(room);
    let insert = |user| format!("INSERT INTO stand_in.people VALUES ('{ws}', '{name}', '{user}');");
    people.iter().map(insert).collect()
}

/// What somebody holds of the rooms, kept by events alone.
#[derive(Default)]
struct Held {
    rooms: BTreeMap<Room, i64>,
    at: Option<(Epoch, i64)>,
}

/// Somebody who polls, and who has a socket open that is cut now and then.
pub struct Listener {
    client: Client,
    polled: Held,
    live: Held,
    socket: Option<TestSocket>,
}

impl Held {
    fn load(team: &Team, table: &Table, user: UserId) -> BTreeMap<Room, i64> {
        let theirs = rows(team).into_iter();
        let theirs = theirs.filter(|(_, row)| reads(table, row, user));
        theirs.map(|(room, row)| (room, row.said)).collect()
    }

    async fn begin(&mut self, team: &Team, table: &Table, client: &Client) {
        let snapshot: Snapshot = client.get(paths::snapshot(team.ws)).await;
        self.at = Some((snapshot.epoch, snapshot.seq));
        self.rooms = Self::load(team, table, client.id());
    }

    /// Loads rooms anew of which something was left out.
    fn reload(&mut self, team: &Team, table: &Table, user: UserId, left_out: &[Room]) {
        let theirs = Self::load(team, table, user);
        for room in left_out {
            if let Some(said) = theirs.get(room) {
                self.rooms.insert(*room, *said);
            }
        }
    }

    fn apply(&mut self, seq: i64, data: &str) {
        if let Some((_, at)) = &mut self.at {
            *at = seq;
        }
        let data: Value = serde_json::from_str(data).unwrap();
        let change = &data["activity"]["changes"][0];
        if change["field"] != FIELD {
            return;
        }
        let what: Value = serde_json::from_str(change["to"].as_str().unwrap()).unwrap();
        let room: Room = serde_json::from_value(what["room"].clone()).unwrap();
        let said = what["said"].as_i64();
        match what["op"].as_str().unwrap() {
            "is" => _ = self.rooms.entry(room).or_insert(said.unwrap()),
            // A room that was loaded anew may be past it.
            "said" => {
                let known = self.rooms.get_mut(&room).expect("a room that they know");
                *known = said.unwrap().max(*known);
            }
            "gone" => _ = self.rooms.remove(&room),
            other => panic!("{other}"),
        }
    }
}

impl Listener {
    pub fn new(client: &Client) -> Self {
        Self {
            client: client.clone(),
            polled: Held::default(),
            live: Held::default(),
            socket: None,
        }
    }

    /// They hold what the database does, by polling and by the socket, if they are here.
    async fn verify(&mut self, team: &Team, table: &Table, last: i64) {
        let user = self.client.id();
        if table.person(user).is_none_or(|person| person.suspended) {
            // Their socket was told `denied`, and is of no use any more.
            (self.polled, self.live, self.socket) = (Held::default(), Held::default(), None);
            return;
        }
        self.poll(team, table).await;
        self.listen(team, table, last).await;
        let theirs = Held::load(team, table, user);
        assert_eq!(self.polled.rooms, theirs, "{user} by polling");
        assert_eq!(self.live.rooms, theirs, "{user} by the socket");
    }

    async fn poll(&mut self, team: &Team, table: &Table) {
        let held = &mut self.polled;
        let Some((epoch, mut after)) = held.at else {
            return held.begin(team, table, &self.client).await;
        };
        loop {
            let path = format!(
                "{}?epoch={epoch}&after={after}&limit=7",
                paths::events(team.ws)
            );
            let page: Events = self.client.get(path).await;
            if page.resync {
                return held.begin(team, table, &self.client).await;
            }
            held.reload(team, table, self.client.id(), &page.reload);
            for event in &page.events {
                held.apply(event.seq, event.data.get());
            }
            after = page.seq;
            held.at = Some((epoch, after));
            if !page.more {
                return;
            }
        }
    }

    /// Reads until the last event, which everybody is told.
    async fn listen(&mut self, team: &Team, table: &Table, last: i64) {
        let (user, held) = (self.client.id(), &mut self.live);
        loop {
            if held.at.is_none() {
                held.begin(team, table, &self.client).await;
                self.socket = None;
            }
            if held.at.is_some_and(|(_, at)| at >= last) {
                return;
            }
            if self.socket.is_none() {
                let mut socket = TestSocket::of(&self.client).await;
                socket.subscribe(team.ws, held.at).await;
                self.socket = Some(socket);
            }
            let socket = self.socket.as_mut().unwrap();
            match socket.next().await {
                Frame::Event(event) => held.apply(event.seq, event.data.get()),
                Frame::Server(ServerFrame::Checkpoint { seq, .. }) => {
                    held.at = held.at.map(|(epoch, _)| (epoch, seq));
                }
                Frame::Server(ServerFrame::Reload { rooms, .. }) => {
                    held.reload(team, table, user, &rooms);
                }
                Frame::Server(ServerFrame::Resync { .. } | ServerFrame::Denied { .. })
                | Frame::Closed(_) => held.at = None,
                Frame::Server(_) => {}
            }
        }
    }
}

/// Everybody who is here holds what the database does; some of their sockets are cut then.
pub async fn verify(dice: &mut Dice, listeners: &mut [Listener], team: &Team, table: &Table) {
    let named = json!({"name": format!("Larkfield {}", team.seq())});
    let _: Workspace = team.owner.patch(paths::workspace(team.ws), &named).await;
    let last = team.seq();
    for listener in listeners {
        listener.verify(team, table, last).await;
        if dice.chance(40) {
            listener.socket = None;
        }
    }
}
