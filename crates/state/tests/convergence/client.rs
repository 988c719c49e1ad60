//! A client as the SPA is one: a store, a queue, a socket that may break, requests on their way. And a mirror, which is the
//! screen: it reads from the store only what the store says was touched.

use std::collections::{HashMap, VecDeque};

use tutti_dice::Dice;
use tutti_state::boards::{
    BoardDelete, BoardUpdate, ColumnCreate, ColumnDelete, ColumnMove, ColumnUpdate, TaskCreate,
    TaskDelete, TaskMove, TaskUpdate, Touched as Boards,
};
use tutti_state::people::{MemberUpdate, Touched as People};
use tutti_state::{
    Asked, Began, Changes, Gap, Intent, Op, PartLoaded, PartState, Queue, Reply, Request, Settled,
    Store, Ticket, Touched,
};
use tutti_types::boards::BoardDetail;
use tutti_types::columns::{Category, Column, CreateColumn, MoveColumn, UpdateColumn};
use tutti_types::events::Events;
use tutti_types::members::{Member, UpdateMember};
use tutti_types::tasks::{CreateTask, MoveTask, Priority, Task, UpdateTask};
use tutti_types::{BoardId, ColumnId, Patch, Role, TaskId, Timestamp, UserId};

use crate::model::{DONE_CARDS, Server, id, workspace_id};

pub enum Frame {
    Event(Box<tutti_state::Frame>),
    Checkpoint(i64),
}

/// Cards that were asked for: a column's rest or one of its cards, and what the server read, once it has.
struct Cards {
    asked: Asked,
    column: ColumnId,
    rest: bool,
    read: Option<Vec<Task>>,
}

pub struct Client {
    pub number: u64,
    pub store: Store,
    pub queue: Queue,
    /// What the server sent and the client has not read; absent while the socket is down.
    inbox: Option<VecDeque<Frame>>,
    /// The server's end: the cursor of the last frame it sent.
    sent: i64,
    polls: VecDeque<Events>,
    /// With what the server read, once it has: nothing of a board in the trash.
    parts: Vec<(Ticket<BoardId>, Option<Option<BoardDetail>>)>,
    requests: Vec<Request>,
    replies: Vec<(String, u16, String)>,
    replica: Vec<BoardDetail>,
    tasks: VecDeque<Cards>,
    undos: Vec<Intent>,
    cards: HashMap<TaskId, Task>,
    orders: HashMap<ColumnId, (Vec<TaskId>, usize)>,
    columns: HashMap<BoardId, Vec<Column>>,
    members: HashMap<UserId, Member>,
    made: u64,
    now: u64,
}

impl Cards {
    /// What the server answers, as it is when it is read first.
    fn read(&mut self, server: &Server, dice: &mut Dice) -> Vec<Task> {
        let read = || {
            let mut cards = server.cards(self.column);
            if server.standing(self.column).is_err() {
                cards.clear();
            }
            if self.rest {
                let rest = cards.into_iter().skip(DONE_CARDS);
                rest.map(|card| card.clone().into_card()).collect()
            } else {
                dice.pick(&cards).into_iter().cloned().collect()
            }
        };
        self.read.get_or_insert_with(read).clone()
    }
}

impl Client {
    pub fn new(number: u64, server: &Server) -> Self {
        let mut client = Self {
            number,
            store: Store::new(server.snapshot()),
            queue: Queue::new(workspace_id()),
            inbox: None,
            sent: 0,
            polls: VecDeque::new(),
            parts: Vec::new(),
            requests: Vec::new(),
            replies: Vec::new(),
            replica: Vec::new(),
            tasks: VecDeque::new(),
            undos: Vec::new(),
            cards: HashMap::new(),
            orders: HashMap::new(),
            columns: HashMap::new(),
            members: HashMap::new(),
            made: 0,
            now: 0,
        };
        client.look(vec![People::Members.into()]);
        client.catch_up(server);
        client.subscribe();
        client
    }

    pub fn step(&mut self, server: &mut Server, dice: &mut Dice) {
        self.now += 100;
        match dice.below(30) {
            0..=2 => self.act(dice),
            3..=4 => self.requests.extend(self.queue.due(self.now)),
            5..=7 => self.deliver_request(server, dice),
            8..=10 => self.deliver_reply(dice),
            11..=13 => self.push(server, dice),
            14..=16 => self.read_frame(server, dice),
            17 => self.connection(server, dice),
            18 => {
                let cursor = self.store.cursor();
                let page = server.page(cursor.epoch, cursor.seq, 1 + dice.below(20));
                let boards: Vec<_> = server.boards.keys().copied().collect();
                let left_out = dice.pick(&boards).filter(|_| dice.chance(30));
                self.polls.push_back(match left_out {
                    Some(board) => server.page_without(page, board),
                    None => page,
                });
            }
            19 => {
                if let Some(page) = self.polls.pop_front() {
                    let applied = self.store.apply_events(&page);
                    self.applied(applied, server);
                }
            }
            20..=26 => self.part(server, dice),
            _ => self.single(server, dice),
        }
    }

    /// Does something a person could do with what is seen.
    fn act(&mut self, dice: &mut Dice) {
        let Some(intent) = self.intent(dice) else {
            return;
        };
        self.make(intent);
    }

    fn make(&mut self, intent: Intent) {
        self.made += 1;
        let key = format!("{}-{}", self.number, self.made);
        let op = Op {
            key,
            at: Timestamp::from_micros(0),
            intent,
        };
        let made = self.store.make(op.clone());
        self.undos.extend(made.undo);
        self.queue.push(op, self.now);
        self.look(made.touched);
    }

    /// What an edit of this task's texts begins from now; absent where the description was not loaded.
    fn began(&self, task: TaskId) -> Option<Began> {
        let shown = self.store.task(task)?;
        let is_known = shown.description.is_some() || !shown.has_description;
        is_known.then(|| Began {
            version: shown.version,
            title: shown.title.clone(),
            description: shown.description.clone().unwrap_or_default(),
        })
    }

    fn intent(&mut self, dice: &mut Dice) -> Option<Intent> {
        if dice.chance(10) && !self.undos.is_empty() {
            let at = dice.below(self.undos.len());
            return Some(self.undos.remove(at));
        }
        let boards: Vec<BoardId> = self.store.boards().iter().map(|b| b.id).collect();
        let board = dice.pick(&boards)?;
        let columns = self.store.columns(board);
        let column = dice.pick(&columns)?;
        let task = dice.pick(self.store.order(column));
        let fresh = 1_000_000 * (self.number + 1) + self.made;
        Some(match dice.below(13) {
            0 | 1 => Intent::from(TaskCreate {
                task: id(fresh),
                create: CreateTask {
                    column_id: Some(column),
                    before: task.filter(|_| dice.chance(50)),
                    ..CreateTask::new(board, format!("New {fresh}").parse().unwrap())
                },
            }),
            2..=4 => {
                let target = dice.pick(&columns)?;
                let beside = dice.pick(self.store.order(target));
                let elsewhere = dice.chance(30).then(|| dice.pick(&boards)).flatten();
                let elsewhere =
                    elsewhere.and_then(|b| Some((b, dice.pick(&self.store.columns(b))?)));
                Intent::from(TaskMove {
                    task: task?,
                    to: MoveTask {
                        board_id: elsewhere.map(|(board, _)| board),
                        column_id: elsewhere.map_or(target, |(_, column)| column),
                        before: beside.filter(|_| dice.chance(60)),
                        after: beside.filter(|_| dice.chance(40)),
                    },
                })
            }
            5 | 6 => {
                let task = task?;
                Intent::from(TaskUpdate {
                    task,
                    patch: UpdateTask {
                        title: Some(format!("Title {fresh}").parse().unwrap()),
                        ..UpdateTask::default()
                    },
                    began: self.began(task).filter(|_| dice.chance(50)),
                })
            }
            7 => Intent::from(TaskUpdate {
                task: task?,
                patch: UpdateTask {
                    status: dice.chance(50).then_some(Category::Done),
                    priority: dice.chance(50).then_some(Priority::High),
                    due_at: match dice.below(3) {
                        0 => Patch::Keep,
                        1 => Patch::Clear,
                        _ => Patch::Set(Timestamp::from_micros(dice.below(9) as i64)),
                    },
                    assignee_ids: dice.chance(50).then(|| vec![id(11 + dice.below(3) as u64)]),
                    ..UpdateTask::default()
                },
                began: None,
            }),
            8 => Intent::from(TaskDelete { task: task? }),
            9 => Intent::from(ColumnUpdate {
                board,
                column,
                patch: UpdateColumn {
                    name: Some(format!("Column {fresh}").parse().unwrap()),
                    category: dice.chance(20).then_some(Category::Blocked),
                    ..UpdateColumn::default()
                },
            }),
            10 => match dice.below(3) {
                0 => Intent::from(ColumnMove {
                    board,
                    column,
                    to: MoveColumn {
                        before: dice.pick(&columns),
                        after: None,
                    },
                }),
                1 => Intent::from(ColumnCreate {
                    board,
                    column: id(fresh),
                    create: CreateColumn {
                        id: None,
                        name: format!("New {fresh}").parse().unwrap(),
                        category: Category::Todo,
                        color: None,
                        wip_limit: None,
                    },
                }),
                _ => Intent::from(ColumnDelete {
                    board,
                    column,
                    to: dice.pick(&columns).filter(|to| *to != column),
                }),
            },
            11 => Intent::from(MemberUpdate {
                member: id(11 + dice.below(3) as u64),
                patch: UpdateMember {
                    role: dice.pick(&[None, Some(Role::Member), Some(Role::Admin)])?,
                    suspended: dice.chance(30).then(|| dice.chance(50)),
                    ..UpdateMember::default()
                },
            }),
            _ if dice.chance(20) => Intent::from(BoardDelete { board }),
            _ => Intent::from(BoardUpdate {
                board,
                patch: tutti_types::boards::UpdateBoard {
                    name: Some(format!("Board {fresh}").parse().unwrap()),
                    ..Default::default()
                },
            }),
        })
    }

    /// A request arrives, is lost, is refused, or is done and its answer lost.
    fn deliver_request(&mut self, server: &mut Server, dice: &mut Dice) {
        if self.requests.is_empty() {
            return;
        }
        let request = self.requests.remove(dice.below(self.requests.len()));
        let op = self.queue.entry(&request.key).unwrap().op.clone();
        let (status, body) = match dice.below(20) {
            0 => (0, String::new()),
            1 => (503, String::new()),
            2 => (409, String::from("{}")),
            lost => {
                let version = request
                    .if_match
                    .map(|m| m.trim_matches('"').parse().unwrap());
                let answer = server.execute(&op, version);
                if lost == 3 {
                    (0, String::new())
                } else {
                    answer
                }
            }
        };
        self.replies.push((request.key, status, body));
    }

    fn deliver_reply(&mut self, dice: &mut Dice) {
        if self.replies.is_empty() {
            return;
        }
        let (key, status, body) = self.replies.remove(dice.below(self.replies.len()));
        let reply = Reply {
            status,
            retry_after_s: None,
            body: &body,
        };
        match self.queue.settle(&key, reply, self.now) {
            Settled::Done(answer) => {
                let touched = self.store.confirm(&key, answer);
                self.look(touched);
            }
            Settled::Refused(_) => {
                self.queue.forget(&key);
                let touched = self.store.refuse(&key);
                self.look(touched);
            }
            Settled::Conflict(conflict) => {
                assert!(!conflict.texts.is_empty());
                let touched = self.store.refuse(&key);
                self.look(touched);
                let touched = self.store.apply_task(conflict.current);
                self.look(touched);
            }
            Settled::Again(at) => self.now = self.now.max(at),
            Settled::Unknown => panic!("{key} was in flight"),
        }
    }

    /// The server writes to the socket.
    fn push(&mut self, server: &Server, dice: &mut Dice) {
        let Some(inbox) = &mut self.inbox else {
            return;
        };
        let from = self.sent;
        for event in server.log.iter().filter(|e| e.seq > from) {
            let head = serde_json::json!({
                "type": "event", "workspace_id": workspace_id(), "epoch": server.epoch, "seq": event.seq, "prev": self.sent,
                "at": event.at, "actor_id": null, "op": event.op,
            });
            let (kind, data) = (&event.kind, &event.data);
            // By text, as it travels: the payload stands last.
            let head = head.to_string();
            let head = head.trim_end_matches('}');
            let text = format!(r#"{head},"kind":"{kind}","data":{data}}}"#);
            let frame = tutti_state::Frame::read(&text).unwrap();
            inbox.push_back(Frame::Event(Box::new(frame)));
            self.sent = event.seq;
        }
        if server.seq > self.sent && dice.chance(50) {
            inbox.push_back(Frame::Checkpoint(server.seq));
            self.sent = server.seq;
        }
    }

    fn read_frame(&mut self, server: &Server, dice: &mut Dice) {
        let Some(frame) = self.inbox.as_mut().and_then(VecDeque::pop_front) else {
            return;
        };
        // One is lost now and then: the next event tells. A checkpoint that hid it would be a fault of the server's.
        if dice.chance(3) && matches!(self.inbox.as_ref().unwrap().front(), Some(Frame::Event(_))) {
            return;
        }
        match frame {
            Frame::Checkpoint(seq) => self.store.checkpoint(seq),
            Frame::Event(frame) => {
                let applied = self.store.apply_frame(&frame);
                self.applied(applied, server);
            }
        }
    }

    fn applied(&mut self, applied: Result<Changes, Gap>, server: &Server) {
        match applied {
            Ok(Changes { touched, news: _ }) => self.look(touched),
            Err(Gap::Missed) => self.subscribe(),
            Err(Gap::Resync) => self.resync(server),
        }
    }

    fn subscribe(&mut self) {
        self.inbox = Some(VecDeque::new());
        self.sent = self.store.cursor().seq;
    }

    fn resync(&mut self, server: &Server) {
        let touched = self.store.reload(server.snapshot());
        self.look(touched);
        self.polls.clear();
        self.subscribe();
    }

    fn connection(&mut self, server: &Server, dice: &mut Dice) {
        match dice.below(4) {
            0 => self.inbox = None,
            1 if dice.chance(30) => self.resync(server),
            _ if self.inbox.is_none() => {
                if self.store.cursor().epoch == server.epoch {
                    self.subscribe();
                } else {
                    self.resync(server);
                }
            }
            _ => {}
        }
    }

    /// A board is asked for, read by the server, or answered.
    fn part(&mut self, server: &Server, dice: &mut Dice) {
        let boards: Vec<BoardId> = self.store.boards().iter().map(|b| b.id).collect();
        match dice.below(5) {
            0 | 1 => {
                let wanted = dice.pick(&boards);
                let wanted = wanted.filter(|b| {
                    matches!(self.store.part(*b), PartState::Absent | PartState::Stale)
                        || dice.chance(20)
                });
                if let Some(board) = wanted {
                    let ticket = self.store.begin_part(board);
                    self.parts.push((ticket, None));
                }
            }
            2 => {
                // Now and then a replica answers that is behind.
                if dice.chance(30) {
                    let seen = boards.iter();
                    self.replica = seen.filter_map(|b| server.detail(*b, DONE_CARDS)).collect();
                }
                for (ticket, detail) in &mut self.parts {
                    if detail.is_none() {
                        let old = self.replica.iter().find(|old| old.id == ticket.id());
                        let old = old.filter(|_| dice.chance(20)).cloned();
                        *detail = Some(old.or_else(|| server.detail(ticket.id(), DONE_CARDS)));
                    }
                }
            }
            _ => {
                if let Some(at) = self.parts.iter().position(|(_, detail)| detail.is_some()) {
                    let (ticket, detail) = self.parts.remove(at);
                    let detail = detail.flatten().filter(|_| !dice.chance(10));
                    self.finish(ticket, detail);
                }
            }
        }
    }

    fn finish(&mut self, ticket: Ticket<BoardId>, detail: Option<BoardDetail>) {
        let Some(detail) = detail else {
            return self.store.abandon_part(ticket);
        };
        if let PartLoaded::Done(touched) = self.store.finish_part(ticket, detail) {
            self.look(touched);
        }
    }

    /// Single tasks and pages of the rest, answered late.
    fn single(&mut self, server: &Server, dice: &mut Dice) {
        let columns = server.columns.keys().copied();
        let columns: Vec<ColumnId> = columns.filter(|c| server.standing(*c).is_ok()).collect();
        match dice.below(4) {
            0 | 1 => self.finish_cards(server, dice),
            2 => {
                for cards in &mut self.tasks {
                    cards.read(server, dice);
                }
            }
            _ => {
                let Some(column) = dice.pick(&columns) else {
                    return;
                };
                let asked = self.store.begin_cards();
                self.tasks.push_back(Cards {
                    asked,
                    column,
                    rest: dice.chance(50),
                    read: None,
                });
            }
        }
    }

    fn finish_cards(&mut self, server: &Server, dice: &mut Dice) {
        if let Some(mut cards) = self.tasks.pop_front() {
            let read = cards.read(server, dice);
            let touched = self.store.finish_cards(cards.asked, read);
            self.look(touched);
        }
    }

    /// Reads what was touched, as signals do.
    fn look(&mut self, touched: Vec<Touched>) {
        for touched in touched {
            match touched {
                Touched::Boards(Boards::Card(task)) => match self.store.task(task) {
                    Some(card) => drop(self.cards.insert(task, card.clone())),
                    None => drop(self.cards.remove(&task)),
                },
                Touched::Boards(Boards::Order(column)) => {
                    let order = self.store.order(column).to_vec();
                    let seen = (order, self.store.count(column));
                    self.orders.insert(column, seen);
                }
                Touched::Boards(Boards::Columns(board)) => {
                    let columns = self.store.columns(board);
                    let columns = columns
                        .iter()
                        .filter_map(|c| self.store.column(*c).cloned())
                        .collect();
                    self.columns.insert(board, columns);
                }
                Touched::People(People::Members) => {
                    let members = self.store.members().into_iter();
                    self.members = members.map(|m| (m.user_id, m.clone())).collect();
                }
                Touched::People(People::Member(user)) => match self.store.member(user) {
                    Some(member) => drop(self.members.insert(user, member.clone())),
                    None => drop(self.members.remove(&user)),
                },
                _ => {}
            }
        }
    }

    /// The screen shows what the store holds.
    pub fn check(&self) {
        self.store.assert_view();
        let members = self.store.members();
        assert_eq!(self.members.len(), members.len(), "people of the screen");
        for member in members {
            let seen = self.members.get(&member.user_id);
            assert_eq!(seen, Some(member), "a member of the screen");
        }
        for board in self.store.boards() {
            let columns = self.store.columns(board.id);
            let seen: Vec<ColumnId> = self
                .columns
                .get(&board.id)
                .into_iter()
                .flatten()
                .map(|c| c.id)
                .collect();
            assert_eq!(seen, columns, "columns of the screen");
            for (seen, id) in self
                .columns
                .get(&board.id)
                .into_iter()
                .flatten()
                .zip(&columns)
            {
                assert_eq!(Some(seen), self.store.column(*id), "a column of the screen");
            }
            for column in columns {
                let order = self.store.order(column);
                let seen = self.orders.get(&column);
                assert_eq!(
                    seen.map_or(&[][..], |(order, _)| order),
                    order,
                    "an order of the screen"
                );
                assert_eq!(
                    seen.map_or(0, |(_, count)| *count),
                    self.store.count(column),
                    "a figure of the screen"
                );
                for task in order {
                    assert_eq!(
                        self.cards.get(task),
                        self.store.task(*task),
                        "a card of the screen"
                    );
                    assert_eq!(
                        self.store.task(*task).map(|t| t.column_id),
                        Some(column),
                        "a card in another's order"
                    );
                }
            }
        }
    }

    /// Lets everything on its way arrive.
    pub fn settle(&mut self, server: &mut Server, dice: &mut Dice) {
        for _ in 0..10_000 {
            self.now += 60_000;
            self.requests.extend(self.queue.due(self.now));
            if self.requests.is_empty() && self.replies.is_empty() {
                break;
            }
            self.deliver_request(server, dice);
            self.deliver_reply(dice);
        }
        assert!(self.queue.entries().is_empty(), "the queue is not empty");
        for (ticket, detail) in std::mem::take(&mut self.parts) {
            let detail = detail.unwrap_or_else(|| server.detail(ticket.id(), DONE_CARDS));
            self.finish(ticket, detail);
        }
        while !self.tasks.is_empty() {
            self.finish_cards(server, dice);
        }
    }

    /// Reads on until the stream's end, then loads what is missing.
    pub fn catch_up(&mut self, server: &Server) {
        while self.store.cursor()
            != (tutti_state::Cursor {
                epoch: server.epoch,
                seq: server.seq,
            })
        {
            let cursor = self.store.cursor();
            let applied = self
                .store
                .apply_events(&server.page(cursor.epoch, cursor.seq, 50));
            self.applied(applied, server);
        }
        for board in server.boards.keys() {
            if self.store.part(*board) != PartState::Loaded {
                let PartLoaded::Done(touched) = self
                    .store
                    .load_part(server.detail(*board, DONE_CARDS).unwrap())
                else {
                    panic!("the part was refused");
                };
                self.look(touched);
            }
        }
        let late = self.store.stale_parts();
        assert!(late.is_empty(), "{late:?} want to be loaded");
    }

    /// The rest of the done columns, to compare them whole.
    pub fn load_rest(&mut self, server: &Server) {
        for column in server.columns.keys() {
            if self.store.hidden(*column) > 0 {
                let cards = server.cards(*column).into_iter().cloned().collect();
                let touched = self.store.apply_cards(cards);
                self.look(touched);
            }
        }
    }
}
