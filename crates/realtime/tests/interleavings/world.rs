//! One interleaving: a database, a node that may crash, and clients.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use tutti_dice::Dice;
use tutti_realtime::roster::followed::Introduction;
use tutti_realtime::stream::Found;
use tutti_realtime::{
    Limits, Page, Position, PresenceLocation, Pull, Reason, Refused, Removal, Removed, Roster,
    Stream, StreamEvent,
};
use tutti_types::events::Audience;
use tutti_types::rooms::Room;
use tutti_types::{Epoch, Permission, UserId, WorkspaceId};

use crate::client::{Client, Queue, Status, Way};
use crate::database::{Database, USERS};

/// How often what was met.
#[derive(Debug, Default)]
pub struct Tally {
    pushed: u64,
    pulled: u64,
    polled: u64,
    pages: u64,
    checkpoints: u64,
    denied: u64,
    slow: u64,
    epoch: u64,
    ahead: u64,
    too_old: u64,
    too_many: u64,
    behind: u64,
    reloads: u64,
    /// Introductions that were taken, that came before what they tell of, and that came too late.
    met: u64,
    early: u64,
    late: u64,
    /// Looks at who reads rooms that are held, and rooms that are not held though they are there.
    held: u64,
    not_held: u64,
}

impl Tally {
    fn all(&mut self) -> [&mut u64; 18] {
        [
            &mut self.pushed,
            &mut self.pulled,
            &mut self.polled,
            &mut self.pages,
            &mut self.checkpoints,
            &mut self.denied,
            &mut self.slow,
            &mut self.epoch,
            &mut self.ahead,
            &mut self.too_old,
            &mut self.too_many,
            &mut self.behind,
            &mut self.reloads,
            &mut self.met,
            &mut self.early,
            &mut self.late,
            &mut self.held,
            &mut self.not_held,
        ]
    }
    pub fn add(&mut self, other: &Self) {
        let mut other = Self { ..*other };
        for (sum, one) in self.all().into_iter().zip(other.all()) {
            *sum += *one;
        }
    }
    pub fn met_everything(&mut self) -> bool {
        self.all().iter().all(|count| **count > 0)
    }
    fn reason(&mut self, reason: Reason) {
        *match reason {
            Reason::Epoch => &mut self.epoch,
            Reason::Ahead => &mut self.ahead,
            Reason::TooOld => &mut self.too_old,
            Reason::TooMany => &mut self.too_many,
        } += 1;
    }
}

pub struct World {
    dice: Dice,
    database: Database,
    stream: Stream<Queue>,
    limits: Limits,
    clients: Vec<Client>,
    pollers: Vec<Client>,
    /// Published and not arrived.
    flying: Vec<Arc<StreamEvent>>,
    /// Asked of the database for a client and not answered to it.
    asked: Vec<(usize, Found)>,
    /// Asked of the database about somebody's rooms and not told.
    introduced: Vec<(UserId, Epoch, Introduction)>,
    clock: Duration,
    pub tally: Tally,
}

impl World {
    pub fn new(seed: u64) -> Self {
        let mut dice = Dice::new(seed);
        let database = Database::new(&mut dice);
        let limits = Limits {
            ring_events: dice.below(40),
            ring_bytes: 400 + dice.below(8_000),
            parked: dice.below(5),
            replay_events: 4 + dice.below(30),
            replay_bytes: 1_000 + dice.below(8_000),
            replay_scan: 20 + dice.below(100),
            checkpoint_after: 1 + dice.below(5) as u32,
        };
        // Two sockets of one person among them.
        let user = |number: usize| database.users[number % USERS];
        let clients = (0..USERS + 2)
            .map(|number| Client::new(number, user(number)))
            .collect();
        let pollers = (0..USERS)
            .map(|number| Client::new(100 + number, user(number)))
            .collect();
        Self {
            stream: Self::stream(&database, limits),
            dice,
            database,
            limits,
            clients,
            pollers,
            flying: Vec::new(),
            asked: Vec::new(),
            introduced: Vec::new(),
            clock: Duration::ZERO,
            tally: Tally::default(),
        }
    }

    fn stream(database: &Database, limits: Limits) -> Stream<Queue> {
        let workspace: WorkspaceId = format!("00000000-0000-0000-0000-{:012x}", 77)
            .parse()
            .unwrap();
        Stream::new(
            workspace,
            database.epoch,
            database.head(),
            database.roster(),
            database.homes(),
            limits,
        )
    }

    pub fn step(&mut self) {
        let client = self.dice.below(self.clients.len());
        match self.dice.below(100) {
            0..22 => self.commit(),
            22..42 => self.arrive(),
            42..46 => self.stream.hint(self.database.head()),
            46..52 => self.fill(),
            52..62 => self.join(client),
            62..74 => {
                for _ in 0..1 + self.dice.below(4) {
                    self.pull(client);
                }
            }
            74..78 => self.answer(),
            78..86 => self.drain(client, 1 + client % 4),
            86..88 => self.drop_client(client),
            88..90 => {
                let removed = self.stream.heartbeat();
                self.handle(removed);
            }
            90..94 => self.poll(client % USERS),
            94 => self.presence(client),
            95 => self.forget(),
            96 => {
                self.introduce();
                self.join(client);
            }
            97 if self.dice.chance(50) => self.crash(),
            98 if self.dice.chance(20) => self.begin_epoch(),
            99 => {
                let upto = self.dice.below(self.database.rows.len() + 1) as i64;
                self.database.purged = self.database.purged.max(upto);
            }
            _ => {}
        }
        self.stream.check_invariants();
        self.rooms_are_held();
    }

    /// At the end of a transaction the node knows of everybody who is connected which rooms they read, and of rooms that nobody
    /// connected reads nothing.
    fn rooms_are_held(&mut self) {
        let head = self.stream.head();
        if !self.database.commits.contains(&head) {
            return;
        }
        let (state, roster) = (self.database.at(head), self.stream.roster());
        for room in state.rooms.keys() {
            let audience = Audience::Room(*room);
            for user in roster.followers() {
                let (reads, theirs) = (
                    state.reads_room(user, *room),
                    roster.may_read(user, &audience),
                );
                assert_eq!(reads, theirs, "{user} {room:?}");
                self.tally.held += u64::from(reads);
            }
            self.tally.not_held += u64::from(!roster.followed_rooms().any(|held| held == *room));
        }
        for room in roster.followed_rooms() {
            assert!(state.rooms.contains_key(&room), "{room:?} is no more");
        }
    }

    /// Time goes on, and who went away is forgotten.
    fn forget(&mut self) {
        self.clock += Duration::from_secs(self.dice.below(50) as u64);
        self.stream.forget(self.clock);
        let (roster, state) = (self.stream.roster(), self.database.at(self.stream.head()));
        if self.database.commits.contains(&self.stream.head()) {
            for room in roster.followed_rooms() {
                let mut followers = roster.followers();
                assert!(
                    followers.any(|user| state.reads_room(user, room)),
                    "nobody follows {room:?}"
                );
            }
        }
    }

    /// The database is asked which rooms somebody may read.
    fn ask_for_rooms(&mut self, user: UserId) {
        let held: HashSet<Room> = self.stream.roster().followed_rooms().collect();
        let introduction = self.database.introduce(user, &held);
        self.introduced
            .push((user, self.database.epoch, introduction));
    }

    /// What it answered arrives, mostly to the last who asked; tells whether it was taken.
    fn introduce(&mut self) -> bool {
        let Some(last) = self.introduced.len().checked_sub(1) else {
            return false;
        };
        let at = if self.dice.chance(70) {
            last
        } else {
            self.dice.below(last + 1)
        };
        let (user, epoch, introduction) = self.introduced.swap_remove(at);
        match self.stream.meet(user, epoch, &introduction) {
            Ok(()) => {
                self.tally.met += 1;
                return true;
            }
            Err(Refused::Behind) => {
                self.tally.early += 1;
                let is_filled = self.dice.chance(60);
                while is_filled && self.stream.hole().is_some() {
                    self.fill();
                }
                self.introduced.push((user, epoch, introduction));
                return is_filled && self.introduce();
            }
            Err(Refused::Unmet) => self.tally.late += 1,
            Err(Refused::Denied) => {}
            Err(Refused::Broken) => assert_ne!(epoch, self.stream.epoch()),
        }
        false
    }

    fn commit(&mut self) {
        let before = self.database.head();
        self.database.commit(&mut self.dice);
        for seq in before + 1..=self.database.head() {
            if self.dice.chance(85) {
                self.flying.push(self.database.row(seq).event());
            }
        }
    }

    fn arrive(&mut self) {
        if self.flying.is_empty() {
            return;
        }
        let newest = self.dice.chance(30);
        let index = if newest {
            self.dice.below(self.flying.len())
        } else {
            0
        };
        let event = if self.dice.chance(15) {
            Arc::clone(&self.flying[index])
        } else {
            self.flying.remove(index)
        };
        let removed = self.stream.offer(event);
        self.handle(removed);
    }

    fn fill(&mut self) {
        let Some(hole) = self.stream.hole() else {
            return;
        };
        assert_eq!(hole.after, self.stream.head());
        // What a hole lacks is never purged before it was read.
        let rows = (hole.after + 1..=hole.upto).map(|seq| self.database.row(seq).event());
        for event in rows.take(1 + self.dice.below(6)).collect::<Vec<_>>() {
            let removed = self.stream.offer(event);
            self.handle(removed);
        }
    }

    fn handle(&mut self, removed: Vec<Removed>) {
        for Removed { socket, user, why } in removed {
            let index = self
                .clients
                .iter()
                .position(|client| client.socket == socket)
                .unwrap();
            assert_eq!(self.clients[index].user, user);
            if why == Removal::TooSlow {
                self.tally.slow += 1;
                self.clients[index].status = Status::Away;
            } else {
                // Its last frame waits in the outbox.
                self.drain(index, usize::MAX);
                assert_eq!(self.clients[index].status, Status::Away, "{why:?}");
            }
        }
    }

    fn join(&mut self, index: usize) {
        let client = &mut self.clients[index];
        if client.status != Status::Away {
            return;
        }
        // Without a position it follows from the head, of which it can know all only at the end of a transaction.
        let whole = self.database.commits.contains(&self.stream.head());
        if client.position.is_none() && (!whole || self.dice.chance(80)) {
            if self.database.now().active(client.user).is_none() {
                return;
            }
            client.load(&self.database);
        }
        let mut position = client.position;
        if self.dice.chance(2) {
            let after = self.database.head() + 1;
            position = Some(Position {
                after,
                epoch: self.database.epoch,
            });
        }
        let head = self.stream.head();
        let queue = client.connect(head, 1 + self.dice.below(16));
        let (socket, user, database_head) = (client.socket, client.user, self.database.head());
        match self
            .stream
            .subscribe(socket, user, queue, position, database_head)
        {
            Ok(()) => {}
            Err(refused) => {
                client.status = Status::Away;
                match refused {
                    Refused::Denied => client.forget(),
                    Refused::Unmet => {
                        self.ask_for_rooms(user);
                        // Mostly it is answered before anything else happens.
                        if self.dice.chance(90) && self.introduce() {
                            self.join(index);
                        }
                    }
                    Refused::Behind => {
                        self.tally.behind += 1;
                        assert!(head < database_head);
                    }
                    Refused::Broken => panic!("nothing here breaks a stream"),
                }
            }
        }
    }

    fn pull(&mut self, index: usize) {
        let (events, bytes) = (1 + self.dice.below(4), 1 + self.dice.below(2_000));
        let head = self.stream.head();
        let client = &mut self.clients[index];
        if !matches!(client.status, Status::CatchingUp(_)) {
            return;
        }
        match self.stream.pull(client.socket, events, bytes) {
            Pull::Frames(frames) => {
                assert!(!frames.is_empty() && frames.len() <= events + 1);
                for frame in frames {
                    match client
                        .take(&self.database, &frame, Way::Pulled(head))
                        .as_str()
                    {
                        "event" => self.tally.pulled += 1,
                        "checkpoint" => self.tally.checkpoints += 1,
                        "reload" => self.tally.reloads += 1,
                        _ => {}
                    }
                }
            }
            Pull::NeedDatabase(missing) => {
                let found = self.database.find(&missing, 1 + self.dice.below(12));
                self.asked.push((index, found));
                self.tally.pages += 1;
            }
            Pull::Live => {
                assert!(client.position.is_some_and(|p| p.after >= head));
                assert!(
                    client.queue.frames.borrow().is_empty(),
                    "pushed before it was live"
                );
                client.status = Status::Live(head);
            }
            Pull::Resync(frame) => {
                let text = String::from_utf8_lossy(&frame).into_owned();
                for reason in [
                    Reason::Epoch,
                    Reason::Ahead,
                    Reason::TooOld,
                    Reason::TooMany,
                ] {
                    if text.contains(&format!("\"{}\"", reason.as_str())) {
                        self.tally.reason(reason);
                    }
                }
                assert_eq!(
                    client.take(&self.database, &frame, Way::Pulled(head)),
                    "resync"
                );
                client.status = Status::Away;
            }
            Pull::TooSlow => {
                self.tally.slow += 1;
                client.status = Status::Away;
            }
            Pull::Gone => panic!("{index} was removed without a report"),
        }
    }

    fn answer(&mut self) {
        if !self.asked.is_empty() {
            let at = self.dice.below(self.asked.len());
            let (index, found) = self.asked.swap_remove(at);
            self.stream.feed(self.clients[index].socket, &found);
        }
    }

    /// The socket's task writes what the outbox holds.
    fn drain(&mut self, index: usize, most: usize) {
        let client = &mut self.clients[index];
        for _ in 0..most {
            // What was on its way when the connection broke is lost.
            if client.status == Status::Away {
                return;
            }
            let Some(frame) = client.queue.frames.borrow_mut().pop_front() else {
                return;
            };
            match client.take(&self.database, &frame, Way::Pushed).as_str() {
                "event" => self.tally.pushed += 1,
                "checkpoint" => self.tally.checkpoints += 1,
                "denied" | "resync" => {
                    self.tally.denied += 1;
                    client.status = Status::Away;
                    assert!(
                        client.queue.frames.borrow().is_empty(),
                        "something came after"
                    );
                }
                _ => {}
            }
        }
    }

    fn drop_client(&mut self, index: usize) {
        let client = &mut self.clients[index];
        client.status = Status::Away;
        self.stream.unsubscribe(client.socket);
    }

    fn poll(&mut self, index: usize) {
        let (limit, database_head) = (1 + self.dice.below(6), self.database.head());
        let client = &mut self.pollers[index];
        let Some(position) = client.position else {
            if self.database.now().active(client.user).is_some() {
                client.load(&self.database);
            }
            return;
        };
        let user = client.user;
        if self
            .stream
            .page(user, position, limit, database_head)
            .is_err()
        {
            self.ask_for_rooms(user);
            self.introduce();
        }
        let client = &mut self.pollers[index];
        let mut page = self
            .stream
            .page(client.user, position, limit, database_head);
        if let Ok(Page::NeedDatabase(missing)) = page {
            let found = self.database.find(&missing, 1 + self.dice.below(12));
            page = self.stream.page_of(client.user, limit, &found);
        }
        match page {
            Ok(Page::Events {
                reload,
                events,
                seq,
                more,
            }) => {
                assert!(events.len() <= limit);
                assert_eq!(more, seq < self.stream.head());
                self.tally.polled += events.len() as u64;
                self.tally.reloads += u64::from(!reload.is_empty());
                let head = self.stream.head();
                client.take_page(&self.database, &reload, &events, seq, head);
            }
            Ok(Page::Resync(reason)) => {
                self.tally.reason(reason);
                client.forget();
            }
            Ok(Page::NeedDatabase(_)) => panic!("it was asked"),
            Err(Refused::Denied) => client.forget(),
            Err(_) => {}
        }
    }

    fn presence(&mut self, index: usize) {
        self.clock += Duration::from_millis(400);
        let boards: Vec<_> = self.database.now().boards.keys().copied().collect();
        let place = self
            .dice
            .pick(&boards)
            .map(|board| PresenceLocation { board, task: None });
        self.stream.look(self.clients[index].socket, place);
        self.stream.tell_presence(self.clock);
    }

    fn crash(&mut self) {
        self.flying.clear();
        self.asked.clear();
        self.introduced.clear();
        for client in &mut self.clients {
            client.status = Status::Away;
        }
        let rebuilt = Self::stream(&self.database, self.limits);
        if self.stream.head() == rebuilt.head() {
            self.same_past(self.stream.roster(), rebuilt.roster());
        }
        self.stream = rebuilt;
    }

    /// A node that has just begun knows since when somebody reads what, as one that watched it does.
    fn same_past(&self, watched: &Roster, rebuilt: &Roster) {
        // Who could read a board that was deleted before it watched, only the other one knows.
        let purged = self.database.purged.max(self.database.unexplained());
        let boards = self.database.now().boards.keys();
        let mut audiences: Vec<Audience> = boards.map(|board| Audience::board(*board)).collect();
        audiences.push(Audience::Everyone);
        audiences.extend(Permission::ALL.iter().copied().map(Audience::May));
        for user in &self.database.users {
            assert_eq!(
                watched.since(*user).max(purged),
                rebuilt.since(*user).max(purged),
                "{user}"
            );
            // What was before they came is asked of nobody.
            let floor = rebuilt.since(*user).max(purged);
            let since = |roster: &Roster, audience| {
                roster
                    .reads_since(*user, audience)
                    .map(|since| since.max(floor))
            };
            for audience in &audiences {
                let (watched, rebuilt) = (since(watched, audience), since(rebuilt, audience));
                assert_eq!(watched, rebuilt, "{user} {audience}");
            }
        }
    }

    fn begin_epoch(&mut self) {
        let removed = self.stream.end(Reason::Epoch);
        self.handle(removed);
        self.database.new_epoch();
        self.crash();
    }

    /// Lets everything arrive, everybody catch up, and compares.
    pub fn finish(&mut self) {
        self.stream.hint(self.database.head());
        while self.stream.hole().is_some() {
            self.fill();
        }
        assert_eq!(self.stream.head(), self.database.head());
        for index in 0..self.clients.len() {
            for _ in 0..3_000 {
                self.drain(index, usize::MAX);
                match self.clients[index].status {
                    Status::Live(_) => break,
                    Status::Away if self.is_out(&self.clients[index]) => break,
                    Status::CatchingUp(_) => self.pull(index),
                    Status::Away => self.join(index),
                }
                while !self.asked.is_empty() {
                    self.answer();
                }
                while !self.introduced.is_empty() {
                    self.introduce();
                }
                self.stream.check_invariants();
            }
            let removed = self.stream.heartbeat();
            self.handle(removed);
            self.drain(index, usize::MAX);
            self.compare(&self.clients[index], "socket");
        }
        for index in 0..self.pollers.len() {
            for _ in 0..3_000 {
                self.poll(index);
                let poller = &self.pollers[index];
                let current = Position {
                    epoch: self.database.epoch,
                    after: self.database.head(),
                };
                let may = self.database.now().active(poller.user).is_some();
                if self.is_out(poller) || may && poller.position == Some(current) {
                    break;
                }
            }
            self.compare(&self.pollers[index], "poller");
        }
    }

    /// Whether a client that is away has nothing to come back for.
    fn is_out(&self, client: &Client) -> bool {
        client.position.is_none() && self.database.now().active(client.user).is_none()
    }

    fn compare(&self, client: &Client, what: &str) {
        let (now, user) = (self.database.now(), client.user);
        if now.active(user).is_some() {
            let after = client.position.map(|position| position.after);
            assert_eq!(
                after,
                Some(self.database.head()),
                "{what} {user} did not catch up"
            );
        } else {
            assert!(client.position.is_none(), "{what} {user} was not denied");
        }
        assert_eq!(
            client.boards,
            now.boards_of(user),
            "{what} {user} sees other boards"
        );
        assert_eq!(
            client.tasks,
            now.tasks_of(user),
            "{what} {user} sees other tasks"
        );
        assert_eq!(
            client.rooms,
            now.rooms_of(user),
            "{what} {user} sees other rooms"
        );
    }
}
