//! A workspace's stream as this node serves it: made once from the database, kept while somebody follows.

mod made;

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Instant;

use tutti_db::gate::{CommittedEvent, SystemUse};
use tutti_db::models::member;
use tutti_db::models::stream as db_stream;
use tutti_db::views::{events, rooms, roster};
use tutti_db::{Gate, Result};
use tutti_realtime::roster::followed::{Introduction, Known};
use tutti_realtime::stream::{Found, Missing};
use tutti_realtime::{Reason, Removed, Stream, StreamEvent};
use tutti_types::events::{Audience, EventKind};
use tutti_types::rooms::Room;
use tutti_types::{BoardId, Epoch, UserId, WorkspaceId};

use self::made::{of_commit, shared, stream};
use super::queue::Queue;
use crate::single_flight::SingleFlight;

/// Events read from the database at a time.
const PAGE: i64 = 500;

/// One workspace's stream on this node.
pub(super) struct Served {
    pub(super) workspace: WorkspaceId,
    stream: OnceLock<Mutex<Stream<Queue>>>,
    opening: SingleFlight<()>,
    idle_since: Mutex<Instant>,
    touched: Mutex<Touched>,
}

/// By which position each board was last touched, as far as it is known.
#[derive(Default)]
struct Touched {
    rooms: HashMap<Room, i64>,
    /// All boards may have been touched by this one.
    all: i64,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Served {
    pub(super) fn new(workspace: WorkspaceId) -> Self {
        Self {
            workspace,
            stream: OnceLock::new(),
            opening: SingleFlight::default(),
            idle_since: Mutex::new(Instant::now()),
            touched: Mutex::default(),
        }
    }

    /// Reads the stream's position and roster, once for all who wait for it.
    pub(super) async fn open(&self, gate: &Gate) -> Result<()> {
        if self.stream.get().is_some() {
            return Ok(());
        }
        let workspace = self.workspace;
        let read = async || {
            if self.stream.get().is_some() {
                return Ok(());
            }
            let of = gate
                .system_at_one_moment(SystemUse::Stream, move |tx| {
                    roster::load(tx.conn, workspace)
                })
                .await?;
            self.stream.get_or_init(|| {
                lock(&self.touched).all = of.seq;
                Mutex::new(stream(workspace, of))
            });
            Ok(())
        };
        self.opening.run(read).await
    }

    /// The stream, locked; `None` before it is read.
    pub(super) fn stream(&self) -> Option<MutexGuard<'_, Stream<Queue>>> {
        self.stream.get().map(lock)
    }

    /// Takes what the gate has just committed; says who was removed by it and whether something before it is missing.
    pub(super) fn committed(&self, events: Vec<CommittedEvent>) -> (Vec<Removed>, bool) {
        let made: Vec<_> = events
            .into_iter()
            .map(|e| Arc::new(of_commit(&e)))
            .collect();
        let Some(mut stream) = self.stream() else {
            return (Vec::new(), false);
        };
        made.iter().for_each(|event| self.touch(event));
        let removed = made
            .into_iter()
            .flat_map(|event| stream.offer(event))
            .collect();
        (removed, stream.hole().is_some())
    }

    /// Reads what is missing before events that came early. Ends the stream where the database no longer has it.
    pub(super) async fn fill(&self, gate: &Gate) -> Result<Vec<Removed>> {
        let mut removed = Vec::new();
        loop {
            let Some(hole) = self.stream().and_then(|stream| stream.hole()) else {
                return Ok(removed);
            };
            let page = self.read(gate, hole.after).await?;
            let Some(mut stream) = self.stream() else {
                return Ok(removed);
            };
            let before = stream.head();
            page.iter().for_each(|event| self.touch(event));
            removed.extend(page.into_iter().flat_map(|event| stream.offer(event)));
            if stream.head() == before && stream.hole().is_some_and(|left| left.after == hole.after)
            {
                // The stream is broken now; whoever meets it builds it anew.
                removed.extend(stream.end(Reason::TooOld));
                return Ok(removed);
            }
        }
    }

    /// Events after a position as the database has them.
    async fn read(&self, gate: &Gate, after: i64) -> Result<Vec<Arc<StreamEvent>>> {
        let workspace = self.workspace;
        let read = gate.system(SystemUse::Stream, move |tx| {
            Ok(db_stream::after(tx.conn, workspace, after, PAGE)?)
        });
        Ok(shared(&read.await?))
    }

    /// What somebody missed, as the database has it.
    pub(super) async fn find(&self, gate: &Gate, missing: Missing) -> Result<Found> {
        let workspace = self.workspace;
        let Missing { after, upto, share } = missing;
        let read = gate.system_at_one_moment(SystemUse::Stream, move |tx| {
            events::of_reader(tx.conn, workspace, &share, after, upto, PAGE)
        });
        let stretch = read.await?;
        Ok(Found {
            after,
            upto: stretch.upto,
            is_kept: stretch.is_kept,
            events: shared(&stretch.events),
        })
    }

    /// The rooms somebody may read, as the database has them, in which life of the stream.
    pub(super) async fn introduce(
        &self,
        gate: &Gate,
        user: UserId,
    ) -> Result<(Epoch, Introduction)> {
        let workspace = self.workspace;
        let held = self
            .stream()
            .map(|stream| stream.roster().followed_rooms().collect());
        let held: Vec<Room> = held.unwrap_or_default();
        let read = gate.system_at_one_moment(SystemUse::Stream, move |tx| {
            rooms::of_person(tx.conn, workspace, user, &held)
        });
        let of = read.await?;
        let known = |(readers, changes)| Known { readers, changes };
        let rooms = of.rooms.into_iter();
        let introduction = Introduction {
            seq: of.seq,
            floor: of.floor,
            rooms: rooms.map(|(room, past)| (room, past.map(known))).collect(),
        };
        Ok((of.epoch, introduction))
    }

    /// Learns who acts on the boards by which followers know people, where that is not known or may have changed, and on those of
    /// somebody who begins to follow.
    pub(super) async fn acquaint(&self, gate: &Gate, beginner: Option<UserId>) -> Result<()> {
        let stream = self.stream();
        let wanted = stream.and_then(|mut stream| stream.unacquainted(beginner));
        let Some((asked, boards)) = wanted else {
            return Ok(());
        };
        let workspace = self.workspace;
        // A board on which nobody acts is known by that.
        let nobody = boards.iter().map(|board| (*board, HashSet::new()));
        let mut found: HashMap<BoardId, HashSet<UserId>> = nobody.collect();
        let read = gate.system(SystemUse::Stream, move |tx| {
            Ok(member::acting_on(tx.conn, workspace, boards.clone())?)
        });
        for (board, user, _) in read.await? {
            found.entry(board).or_default().insert(user);
        }
        if let Some(mut stream) = self.stream() {
            stream.acquaint(asked, found);
        }
        Ok(())
    }

    /// By which position a board was last touched at the latest.
    pub(super) fn touched(&self, board: BoardId) -> i64 {
        let touched = lock(&self.touched);
        let of_board = touched.rooms.get(&Room::board(board)).copied();
        of_board.unwrap_or(0).max(touched.all)
    }

    /// Notes what an event touches, before anybody can hear of it.
    fn touch(&self, event: &StreamEvent) {
        let mut touched = lock(&self.touched);
        match (event.audience(), event.kind()) {
            // Somebody who left is out of every board and task with it, another prefix is in every key; and what a newer server tells is
            // not known.
            (_, Some(EventKind::MemberRemoved | EventKind::WorkspaceUpdated) | None) => {
                touched.all = touched.all.max(event.seq())
            }
            (Audience::Room(room), _) => {
                let seq = touched.rooms.entry(*room).or_default();
                *seq = event.seq().max(*seq);
            }
            _ => {}
        }
    }

    /// Since when nobody follows; `None` while somebody does.
    pub(super) fn idle_since(&self) -> Option<Instant> {
        let mut idle = lock(&self.idle_since);
        if self.stream().is_some_and(|stream| stream.subscribers() > 0) {
            *idle = Instant::now();
            return None;
        }
        Some(*idle)
    }

    /// Somebody asks for it.
    pub(super) fn used(&self) {
        *lock(&self.idle_since) = Instant::now();
    }
}
