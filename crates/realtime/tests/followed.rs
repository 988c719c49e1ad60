//! Which rooms a node holds, and for how long.

#![cfg(test)]

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use tutti_realtime::roster::followed::{Introduction, Known};
use tutti_realtime::stream::LINGERS;
use tutti_realtime::{
    Full, Homes, Limits, Outbox, Position, Pull, Refused, Roster, Stream, StreamEvent,
};
use tutti_types::events::Audience;
use tutti_types::permissions::Visibility;
use tutti_types::rooms::{Room, RoomKind, RoomReaders};
use tutti_types::{Epoch, Role, RoomId, SocketId, Timestamp, UserId, WorkspaceId};

const MANY: usize = 5_000;

struct Sink;

impl Outbox for Sink {
    fn push(&self, _: Bytes) -> Result<(), Full> {
        Ok(())
    }
    fn push_droppable(&self, _: Bytes) -> bool {
        true
    }
}

struct Node {
    stream: Stream<Sink>,
    epoch: Epoch,
}

fn room() -> Room {
    Room {
        kind: RoomKind::Channel,
        id: RoomId::new(),
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

fn at(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

impl Node {
    /// In a workspace of these members.
    fn new(members: &[UserId]) -> Self {
        let epoch = Epoch::new();
        let rights = Role::Member.rights();
        let roster = Roster::new(members.iter().map(|user| (*user, rights, false)), []);
        let (homes, limits) = (Homes::default(), Limits::default());
        let stream = Stream::new(WorkspaceId::new(), epoch, 0, roster, homes, limits);
        Self { stream, epoch }
    }

    /// Somebody's rooms are told, each read by its people and by them.
    fn meet(&mut self, user: UserId, rooms: &[Room]) {
        let known = |room: &Room| {
            let readers = private(&[user]);
            let changes = Vec::new();
            (*room, Some(Known { readers, changes }))
        };
        let of = Introduction {
            seq: self.stream.head(),
            floor: 0,
            rooms: rooms.iter().map(known).collect(),
        };
        self.stream.meet(user, self.epoch, &of).unwrap();
    }

    fn follow(&mut self, user: UserId) -> SocketId {
        let socket = SocketId::new();
        let head = self.stream.head();
        self.stream
            .subscribe(socket, user, Sink, None, head)
            .unwrap();
        while matches!(self.stream.pull(socket, 10, 10_000), Pull::Frames(_)) {}
        socket
    }

    /// A room is read by these from now on.
    fn hand(&mut self, room: Room, people: &[UserId]) {
        let (seq, at) = (self.stream.head() + 1, Timestamp::from_micros(0));
        let told = Audience::Room(room);
        let event = StreamEvent::new(seq, at, None, None, "channel.updated", told, "{}");
        let removed = self
            .stream
            .offer(Arc::new(event.handing(room, private(people))));
        assert!(removed.is_empty());
        self.stream.check_invariants();
    }

    fn held(&self) -> usize {
        self.stream.roster().followed_rooms().count()
    }
}

#[test]
fn rooms_that_nobody_follows_are_not_held_though_they_change() {
    let (here, elsewhere) = (UserId::new(), UserId::new());
    let mut node = Node::new(&[here, elsewhere]);
    node.meet(here, &[room(), room(), room()]);
    node.follow(here);
    let rooms: Vec<Room> = (0..MANY).map(|_| room()).collect();
    for room in &rooms {
        node.hand(*room, &[elsewhere]);
    }
    assert_eq!(node.held(), 3);
    // One of them begins to concern somebody here, and then does not any more.
    node.hand(rooms[7], &[here, elsewhere]);
    assert_eq!(node.held(), 4);
    node.hand(rooms[7], &[elsewhere]);
    assert_eq!(node.held(), 3);
    // The database may tell of more than a follower reads.
    let known = Known {
        readers: private(&[elsewhere]),
        changes: Vec::new(),
    };
    let third = UserId::new();
    let mut other = Node::new(&[here, elsewhere, third]);
    let more = rooms.iter().map(|room| (*room, Some(known.clone())));
    let of = Introduction {
        seq: 0,
        floor: 0,
        rooms: more.collect(),
    };
    other.stream.meet(third, other.epoch, &of).unwrap();
    assert_eq!(other.held(), 0);
}

#[test]
fn a_room_is_forgotten_a_minute_after_its_last_follower_went() {
    let (stays, goes) = (UserId::new(), UserId::new());
    let mut node = Node::new(&[stays, goes]);
    let shared = room();
    let rooms: Vec<Room> = (0..MANY - 1).map(|_| room()).chain([shared]).collect();
    node.meet(goes, &rooms);
    node.meet(stays, &[]);
    node.hand(shared, &[stays, goes]);
    let (first, second) = (node.follow(goes), node.follow(goes));
    node.follow(stays);
    node.stream.forget(at(100));
    node.stream.unsubscribe(first);
    node.stream.forget(at(900));
    assert_eq!(node.held(), MANY, "a second socket of theirs is here");
    node.stream.unsubscribe(second);
    node.stream.forget(at(1_000));
    node.stream.forget(at(1_059));
    assert_eq!(node.held(), MANY);
    // Back in time: nothing is asked of the database.
    let third = node.follow(goes);
    node.stream.forget(at(1_060));
    assert_eq!(node.held(), MANY);
    node.stream.unsubscribe(third);
    node.stream.forget(at(1_070));
    node.stream.forget(at(1_070) + LINGERS);
    assert_eq!(node.held(), 1, "the one that somebody else follows");
    let refused = node.stream.subscribe(third, goes, Sink, None, 0);
    assert_eq!(refused, Err(Refused::Unmet));
    // What happens in one that is forgotten makes nobody hold it.
    node.hand(rooms[0], &[goes]);
    assert_eq!(node.held(), 1);
    node.meet(goes, &rooms[..10]);
    assert_eq!(node.held(), 11);
}

#[test]
fn who_polls_follows() {
    let (user, epoch) = (UserId::new(), Epoch::new());
    let mut node = Node::new(&[user]);
    let position = Position {
        epoch: node.epoch,
        after: 0,
    };
    let refused = node.stream.page(user, position, 10, 0).unwrap_err();
    assert_eq!(refused, Refused::Unmet);
    let unknown = Introduction::default();
    let refused = node.stream.meet(user, epoch, &unknown);
    assert_eq!(
        refused,
        Err(Refused::Broken),
        "of another life of the stream"
    );
    node.meet(user, &[room()]);
    for second in 0..300 {
        if second % 5 == 0 {
            node.stream.page(user, position, 10, 0).unwrap();
        }
        node.stream.forget(at(second));
        assert_eq!(node.held(), 1);
    }
    node.stream.forget(at(355));
    assert_eq!(node.held(), 0);
}

#[test]
fn what_was_held_when_it_was_asked_for_may_be_forgotten_when_it_is_told() {
    let user = UserId::new();
    let mut node = Node::new(&[user]);
    let of = Introduction {
        seq: 0,
        floor: 0,
        rooms: vec![(room(), None)],
    };
    assert_eq!(node.stream.meet(user, node.epoch, &of), Err(Refused::Unmet));
    assert_eq!(node.held(), 0);
}
