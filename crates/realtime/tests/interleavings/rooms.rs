//! Rooms of kinds that are not built yet: a list of their own, the people of teams, or open.

use std::collections::BTreeSet;

use serde_json::json;
use tutti_dice::Dice;
use tutti_types::events::Audience;
use tutti_types::permissions::Visibility;
use tutti_types::rooms::{Room, RoomKind, RoomReaders};
use tutti_types::{Permission, UserId};

use crate::database::{Database, State, TEAMS, id};

/// Rooms at most, so that each is met often.
const ROOMS: usize = 5;

#[derive(Clone, Debug, PartialEq)]
pub struct RoomRow {
    pub visibility: Visibility,
    /// Its own list.
    pub own: BTreeSet<UserId>,
    pub team: Option<usize>,
    /// The people of its team.
    of_team: BTreeSet<UserId>,
    /// How much was said there.
    pub said: i64,
}

impl RoomRow {
    fn random(dice: &mut Dice, state: &State, said: i64) -> Self {
        let is_open = dice.chance(30);
        let team = dice.chance(50).then(|| dice.below(TEAMS));
        let own = state.members.keys().copied().filter(|_| dice.chance(30));
        Self {
            visibility: if is_open {
                Visibility::Open
            } else {
                Visibility::Private
            },
            own: own.collect(),
            of_team: team
                .map(|team| state.teams[team].clone())
                .unwrap_or_default(),
            team,
            said,
        }
    }

    /// The people of its own list and of its team.
    pub fn people(&self) -> BTreeSet<UserId> {
        self.own.union(&self.of_team).copied().collect()
    }

    pub fn readers(&self) -> RoomReaders {
        RoomReaders {
            visibility: self.visibility,
            people: self.people().into_iter().collect(),
        }
    }
}

impl State {
    /// Who reads a room that may be no more.
    pub fn readers_of_room(&self, room: Room) -> RoomReaders {
        let nobody = RoomReaders {
            visibility: Visibility::Private,
            people: Vec::new(),
        };
        self.rooms.get(&room).map_or(nobody, RoomRow::readers)
    }

    pub fn reads_room(&self, user: UserId, room: Room) -> bool {
        let (Some(held), Some(row)) = (self.active(user), self.rooms.get(&room)) else {
            return false;
        };
        let opened_by = match room.kind {
            RoomKind::Board => panic!("a board"),
            RoomKind::Channel => Permission::ChannelsReadOpen,
            RoomKind::Meeting => Permission::PeopleReadAll,
        };
        let is_open = row.visibility == Visibility::Open && held.rights().may(opened_by);
        is_open || row.people().contains(&user)
    }

    fn room_readers(&self, room: Room) -> BTreeSet<UserId> {
        let members = self.members.keys().copied();
        members
            .filter(|user| self.reads_room(*user, room))
            .collect()
    }

    /// What somebody sees of the rooms they read.
    pub fn rooms_of(&self, user: UserId) -> std::collections::BTreeMap<Room, i64> {
        let seen = self
            .rooms
            .iter()
            .filter(|(room, _)| self.reads_room(user, **room));
        seen.map(|(room, row)| (*room, row.said)).collect()
    }

    pub fn remove_from_rooms(&mut self, user: UserId) {
        for row in self.rooms.values_mut() {
            row.own.remove(&user);
            row.of_team.remove(&user);
        }
        for team in &mut self.teams {
            team.remove(&user);
        }
    }
}

impl Database {
    fn present(&self) -> impl Iterator<Item = UserId> {
        let members: Vec<UserId> = self.now().members.keys().copied().collect();
        members.into_iter()
    }

    pub fn create_room(&mut self, dice: &mut Dice) {
        self.ids += 1;
        let kind = dice.pick(&[RoomKind::Channel, RoomKind::Meeting]).unwrap();
        let room = Room {
            kind,
            id: id(self.ids),
        };
        let row = RoomRow::random(dice, self.now(), 0);
        let data = json!({"room": room, "said": 0});
        let created = Audience::Room(room);
        self.emit_handing(Some(room), "room.created", created, data, |state| {
            state.rooms.insert(room, row);
        });
    }

    /// Gives a room other readers, or ends it: those who lose it are told first, then those who have it.
    fn change_room(&mut self, dice: &mut Dice, room: Room, row: Option<RoomRow>) {
        let had = self.now().room_readers(room);
        let mut after = self.now().clone();
        let said = row.as_ref().map(|row| row.said);
        match &row {
            Some(row) => _ = after.rooms.insert(room, row.clone()),
            None => _ = after.rooms.remove(&room),
        }
        let have = after.room_readers(room);
        let lost: Vec<UserId> = had.difference(&have).copied().collect();
        let gained: Vec<UserId> = have.difference(&had).copied().collect();
        let Some(said) = said else {
            let told = Audience::Users(lost);
            self.emit_handing(
                Some(room),
                "room.deleted",
                told,
                json!({"room": room}),
                |state| {
                    state.rooms.remove(&room);
                },
            );
            return;
        };
        if !lost.is_empty() {
            let told = Audience::Users(lost);
            self.emit("room.gone", told, json!({"room": room}), |_| {});
        }
        // Mostly all are told who reads it now, else only those who come to.
        let by_name = !gained.is_empty() && dice.chance(40);
        let told = if by_name {
            Audience::Users(gained)
        } else {
            Audience::Room(room)
        };
        let data = json!({"room": room, "said": said});
        self.emit_handing(Some(room), "room.updated", told, data, |state| {
            state.rooms.insert(room, row.unwrap());
        });
    }

    pub fn mutate_rooms(&mut self, dice: &mut Dice) {
        let rooms: Vec<Room> = self.now().rooms.keys().copied().collect();
        match (dice.below(100), dice.pick(&rooms)) {
            (0..50, Some(room)) => {
                let said = self.now().rooms[&room].said + 1;
                let data = json!({"room": room, "said": said, "text": "x".repeat(dice.below(200))});
                self.emit("room.said", Audience::Room(room), data, |state| {
                    state.rooms.get_mut(&room).unwrap().said = said;
                });
            }
            (50..72, Some(room)) => {
                let said = self.now().rooms[&room].said;
                let row = RoomRow::random(dice, self.now(), said);
                self.change_room(dice, room, Some(row));
            }
            (72..88, _) => {
                let team = dice.below(TEAMS);
                let people: BTreeSet<UserId> = self.present().filter(|_| dice.chance(50)).collect();
                self.emit("team.updated", Audience::Everyone, json!({}), |state| {
                    state.teams[team].clone_from(&people);
                });
                for room in rooms {
                    let mut row = self.now().rooms[&room].clone();
                    if row.team == Some(team) {
                        row.of_team.clone_from(&people);
                        self.change_room(dice, room, Some(row));
                    }
                }
            }
            (88..95, _) if rooms.len() < ROOMS => self.create_room(dice),
            (95..98, Some(room)) => self.change_room(dice, room, None),
            _ => {}
        }
    }
}
