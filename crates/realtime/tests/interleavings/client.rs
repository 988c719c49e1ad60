//! A client that believes nothing: it checks each frame against the database's history.

use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

use bytes::Bytes;
use serde_json::Value;
use tutti_realtime::{Full, Outbox, Position, StreamEvent};
use tutti_types::events::Audience;
use tutti_types::rooms::Room;
use tutti_types::{BoardId, SocketId, TaskId, UserId};

use crate::database::{BoardRow, Database};

#[derive(Clone)]
pub struct Queue {
    pub frames: Rc<RefCell<VecDeque<Bytes>>>,
    pub capacity: usize,
}

impl Outbox for Queue {
    fn push(&self, frame: Bytes) -> Result<(), Full> {
        if self.frames.borrow().len() >= self.capacity {
            return Err(Full);
        }
        self.frames.borrow_mut().push_back(frame);
        Ok(())
    }
    fn push_droppable(&self, frame: Bytes) -> bool {
        self.frames.borrow().len() * 2 < self.capacity && self.push(frame).is_ok()
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Status {
    Away,
    /// Follows since the head was this.
    CatchingUp(i64),
    /// Turned live when the head was this.
    Live(i64),
}

pub struct Client {
    pub user: UserId,
    pub socket: SocketId,
    pub queue: Queue,
    pub status: Status,
    /// What it has, if it has anything.
    pub position: Option<Position>,
    pub boards: BTreeMap<BoardId, BoardRow>,
    pub tasks: BTreeMap<TaskId, BoardId>,
    /// What it knows of rooms: how much was said there.
    pub rooms: BTreeMap<Room, i64>,
    greeted: bool,
    /// Rooms whose events up to a position are left out.
    left_out: BTreeMap<Room, i64>,
    /// Tasks that were loaded as they were after a position: what came before is no news of them.
    loaded: BTreeMap<TaskId, i64>,
}

/// Where a frame came from, which says by which rights it has to be judged.
#[derive(Clone, Copy)]
pub enum Way {
    /// Pulled while the head was this.
    Pulled(i64),
    /// Pushed when its event was released.
    Pushed,
}

impl Client {
    pub fn new(number: usize, user: UserId) -> Self {
        Self {
            user,
            socket: format!("00000000-0000-0000-0000-{:012x}", 5000 + number)
                .parse()
                .unwrap(),
            queue: Self::queue(8),
            status: Status::Away,
            position: None,
            boards: BTreeMap::new(),
            tasks: BTreeMap::new(),
            rooms: BTreeMap::new(),
            greeted: false,
            left_out: BTreeMap::new(),
            loaded: BTreeMap::new(),
        }
    }
    fn queue(capacity: usize) -> Queue {
        Queue {
            frames: Rc::default(),
            capacity,
        }
    }
    pub fn connect(&mut self, head: i64, capacity: usize) -> Queue {
        self.queue = Self::queue(capacity);
        self.status = Status::CatchingUp(head);
        self.greeted = false;
        self.left_out.clear();
        self.queue.clone()
    }
    pub fn load(&mut self, database: &Database) {
        self.load_as_of(database, database.head());
    }
    fn load_as_of(&mut self, database: &Database, seq: i64) {
        let state = database.at(seq);
        self.boards = state.boards_of(self.user);
        self.tasks = state.tasks_of(self.user);
        self.rooms = state.rooms_of(self.user);
        self.position = Some(Position {
            epoch: database.epoch,
            after: seq,
        });
    }
    pub fn forget(&mut self) {
        self.position = None;
        self.boards.clear();
        self.tasks.clear();
        self.rooms.clear();
        self.loaded.clear();
    }

    /// Takes one frame and gives its type.
    pub fn take(&mut self, database: &Database, frame: &Bytes, way: Way) -> String {
        let start = match frame[1] {
            126 => 4,
            127 => 10,
            _ => 2,
        };
        let frame: Value = serde_json::from_slice(&frame[start..]).unwrap();
        let kind = frame["type"].as_str().unwrap().to_owned();
        match kind.as_str() {
            "subscribed" => {
                assert!(!self.greeted);
                self.greeted = true;
                let seq = frame["seq"].as_i64().unwrap();
                match self.position {
                    Some(position) => assert_eq!(position.after, seq),
                    None => self.load_as_of(database, seq),
                }
            }
            "event" => {
                assert!(self.greeted);
                assert_eq!(frame["prev"].as_i64(), self.position.map(|p| p.after));
                let seq = frame["seq"].as_i64().unwrap();
                self.pass(database, seq - 1, way);
                let moment = match way {
                    Way::Pulled(head) => head,
                    Way::Pushed => seq,
                };
                self.shown(database, moment, seq);
                self.apply(database, seq, &frame);
            }
            "checkpoint" => {
                let seq = frame["seq"].as_i64().unwrap();
                assert!(seq > self.position.unwrap().after);
                self.pass(database, seq, way);
                self.position.as_mut().unwrap().after = seq;
            }
            "reload" => {
                let seq = frame["seq"].as_i64().unwrap();
                let rooms: Vec<Room> = serde_json::from_value(frame["rooms"].clone()).unwrap();
                assert!(!rooms.is_empty() && rooms.is_sorted());
                self.reload(database, seq, &rooms);
            }
            "resync" | "denied" => self.forget(),
            _ => {}
        }
        kind
    }

    /// Loads rooms as they were after `seq`.
    fn reload(&mut self, database: &Database, seq: i64, rooms: &[Room]) {
        let state = database.at(seq);
        for room in rooms {
            self.left_out.insert(*room, seq);
            let Some(board) = room.as_board() else {
                // One that came into sight in what is left out is new to it.
                if state.reads_room(self.user, *room) {
                    self.rooms.insert(*room, state.rooms[room].said);
                }
                continue;
            };
            self.tasks.retain(|_, on| *on != board);
            let there = state.tasks.iter().filter(|(_, on)| **on == board);
            for (task, on) in there {
                self.tasks.insert(*task, *on);
                self.loaded.insert(*task, seq);
            }
            if let Some((known, row)) = self.boards.get_mut(&board).zip(state.boards.get(&board)) {
                known.clone_from(row);
            }
        }
    }

    /// Whether it was told that something of this room is left out.
    fn is_left_out(&self, database: &Database, seq: i64) -> bool {
        let Audience::Room(room) = &database.row(seq).audience else {
            return false;
        };
        self.left_out.get(room).is_some_and(|upto| seq <= *upto)
    }

    /// What comes is theirs as things are at this moment, and was when it happened; and from where they were until then they never
    /// were away.
    fn shown(&self, database: &Database, moment: i64, seq: i64) {
        let (user, row) = (self.user, &database.row(seq).data);
        for moment in [moment, seq] {
            assert!(
                database.allowed(moment, user, seq),
                "{user} was shown {row} of {seq}, not theirs at {moment}"
            );
        }
        let from = self.position.unwrap().after;
        for moment in from..=seq {
            let here = database.at(moment).active(user).is_some();
            assert!(
                here || database.row(seq).kind == "workspace.deleted",
                "{user} was shown {seq} from {from} and was away at {moment}"
            );
        }
    }

    /// All between the cursor and `upto` was kept back: there must have been a right moment for that.
    fn pass(&self, database: &Database, upto: i64, way: Way) {
        let cursor = self.position.unwrap().after;
        for seq in cursor + 1..=upto {
            let hidden = |moment| !database.allowed(moment, self.user, seq);
            let right = match (self.status, way) {
                (Status::CatchingUp(_), _) if self.is_left_out(database, seq) => true,
                (Status::Live(since), Way::Pushed) => {
                    assert!(seq > since, "{seq} was passed over while catching up");
                    hidden(seq)
                }
                (Status::CatchingUp(since), Way::Pulled(head)) => {
                    (since.max(seq)..=head).any(hidden)
                }
                other => panic!("a frame in {:?}", other.0),
            };
            assert!(
                right,
                "{} was not shown {}",
                self.user,
                database.row(seq).data
            );
        }
    }

    fn apply(&mut self, database: &Database, seq: i64, frame: &Value) {
        let position = self.position.as_mut().unwrap();
        assert!(seq > position.after);
        position.after = seq;
        let (kind, data) = (frame["kind"].as_str().unwrap(), &frame["data"]);
        let row = database.row(seq);
        assert_eq!((kind, data), (row.kind, &row.data));
        match kind {
            "board.created" | "board.updated" => {
                let row = BoardRow {
                    visibility: serde_json::from_value(data["board"]["visibility"].clone())
                        .unwrap(),
                    members: serde_json::from_value(data["board"]["member_ids"].clone()).unwrap(),
                };
                let board = serde_json::from_value(data["board"]["id"].clone()).unwrap();
                if self.boards.insert(board, row).is_none() {
                    // One that comes into sight is loaded, unless it was already.
                    let upto = self.left_out.get(&Room::board(board)).copied();
                    let tasks = &database.at(upto.unwrap_or(seq).max(seq)).tasks;
                    for (task, on) in tasks.iter().filter(|(_, on)| **on == board) {
                        self.place(seq, *task, *on);
                    }
                }
            }
            "task.created" | "task.updated" | "task.moved" => {
                let board = serde_json::from_value(data["task"]["board_id"].clone()).unwrap();
                self.place(seq, row.task().unwrap(), board);
            }
            "task.gone" => {
                let task: TaskId = serde_json::from_value(data["task_id"].clone()).unwrap();
                let board: BoardId = serde_json::from_value(data["board_id"].clone()).unwrap();
                if self.tasks.get(&task) == Some(&board) && self.is_news(seq, task) {
                    self.tasks.remove(&task);
                }
            }
            "board.gone" | "board.deleted" => {
                let board: BoardId = serde_json::from_value(data["board_id"].clone()).unwrap();
                self.boards.remove(&board);
                // When it comes into sight again it is loaded again.
                for (task, _) in self.tasks.extract_if(.., |_, on| *on == board) {
                    self.loaded.remove(&task);
                }
            }
            "room.created" | "room.updated" => {
                let room: Room = serde_json::from_value(data["room"].clone()).unwrap();
                let said = data["said"].as_i64().unwrap();
                // One that comes into sight may have been loaded already.
                let upto = self.left_out.get(&room).copied().unwrap_or(seq).max(seq);
                let loaded = database
                    .at(upto)
                    .rooms
                    .get(&room)
                    .map_or(said, |row| row.said);
                self.rooms.entry(room).or_insert(loaded);
            }
            "room.said" => {
                let room: Room = serde_json::from_value(data["room"].clone()).unwrap();
                let said = data["said"].as_i64().unwrap();
                let known = self.rooms.get_mut(&room).expect("a room that is there");
                *known = said.max(*known);
            }
            "room.gone" | "room.deleted" => {
                let room: Room = serde_json::from_value(data["room"].clone()).unwrap();
                self.rooms.remove(&room);
            }
            "member.removed" => {
                let user: UserId = serde_json::from_value(data["user_id"].clone()).unwrap();
                assert_ne!(user, self.user);
                for board in self.boards.values_mut() {
                    board.members.remove(&user);
                }
            }
            _ => {}
        }
    }

    /// A task is there by what came at `seq`.
    fn place(&mut self, seq: i64, task: TaskId, board: BoardId) {
        if self.is_news(seq, task) {
            self.tasks.insert(task, board);
        }
    }

    fn is_news(&self, seq: i64, task: TaskId) -> bool {
        self.loaded.get(&task).is_none_or(|upto| *upto < seq)
    }

    /// An answer of the polling path.
    pub fn take_page(
        &mut self,
        database: &Database,
        reload: &[Room],
        events: &[std::sync::Arc<StreamEvent>],
        seq: i64,
        head: i64,
    ) {
        let json = tutti_realtime::event::answer(
            database.epoch,
            seq,
            false,
            false,
            reload,
            events.iter().map(AsRef::as_ref),
        );
        let answer: Value = serde_json::from_slice(&json).unwrap();
        assert_eq!(answer["reload"], serde_json::to_value(reload).unwrap());
        self.left_out.clear();
        self.reload(database, seq, reload);
        let after = self.position.unwrap().after;
        let mut shown = Vec::new();
        for event in answer["events"].as_array().unwrap() {
            let seq = event["seq"].as_i64().unwrap();
            self.shown(database, head, seq);
            self.apply(database, seq, event);
            shown.push(seq);
        }
        for seq in (after + 1..=seq).filter(|seq| !shown.contains(seq)) {
            assert!(
                self.is_left_out(database, seq) || !database.allowed(head, self.user, seq),
                "{seq} is missing in a page"
            );
        }
        self.position.as_mut().unwrap().after = seq;
    }
}
