//! Who is here, what they look at and where they type. Nobody is told of somebody whom the list of members does not show them, of a board
//! that is not theirs, or of a task on a board that it went away from; and of all else they are told.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use tutti_dice::Dice;
use tutti_testkit::{Frame, TestSocket};
use tutti_types::members::Member;
use tutti_types::realtime::{ClientFrame, ServerFrame};
use tutti_types::{BoardId, Page, TaskId, UserId, paths};

use super::cast::Cast;
use super::past::{Moment, rows};

/// A board that somebody looks at, and the task on it.
type Place = (BoardId, Option<TaskId>);

#[derive(Deserialize)]
struct Moved {
    task_id: TaskId,
}

/// Somebody with a browser.
struct Reader {
    user: UserId,
    socket: TestSocket,
    /// Whom the list of members shows them.
    known: BTreeSet<UserId>,
    /// Who is here, by what they were told.
    here: BTreeMap<UserId, Option<Place>>,
    /// Who typed where, by what they were told.
    typed: BTreeSet<(Place, UserId)>,
}

/// What is true.
struct Truth<'a> {
    now: &'a Moment,
    /// The tasks that went to another board at some time.
    moved: BTreeSet<TaskId>,
}

impl Truth<'_> {
    /// Whether a task may be named on a board. Where one is that never moved is not known to what tells of it.
    fn may_name(&self, (board, task): Place) -> bool {
        let is_elsewhere = |task: TaskId| self.now.homes[&task] != board;
        task.is_none_or(|task| !(self.moved.contains(&task) && is_elsewhere(task)))
    }

    /// What others are told of what somebody says they look at.
    fn place(&self, (board, task): Place) -> Place {
        (board, task.filter(|_| self.may_name((board, task))))
    }
}

pub async fn check(cast: &mut Cast, dice: &mut Dice) {
    let ws = cast.team.ws;
    let moved: Vec<Moved> = rows(&cast.team, "SELECT task_id FROM moved_tasks");
    let mut readers = Vec::new();
    for who in cast.here() {
        let client = &cast.players[who].client;
        let page: Page<Member> = client.get(paths::members(ws)).await;
        readers.push(Reader {
            user: client.id(),
            socket: TestSocket::following(client, ws).await,
            known: page.items.into_iter().map(|m| m.user_id).collect(),
            here: BTreeMap::new(),
            typed: BTreeSet::new(),
        });
    }
    let truth = Truth {
        now: cast.past.now(),
        moved: moved.into_iter().map(|moved| moved.task_id).collect(),
    };
    let mut looks = BTreeMap::new();
    for reader in &mut readers {
        let mut boards = truth.now.boards();
        boards.retain(|board| truth.now.sees(reader.user, *board));
        let board = dice.pick(&boards);
        let task = board.and(dice.pick(&cast.tasks));
        looks.insert(reader.user, board.map(|board| (board, task)));
        reader.say(cast, board, task).await;
    }
    let mut unnamed = 0;
    for place in looks.values().flatten() {
        unnamed += usize::from(!truth.may_name(*place));
    }
    let mut strangers = 0;
    for reader in &mut readers {
        strangers += reader.is_told(&truth, &looks).await;
    }
    cast.met.unnamed += unnamed;
    cast.met.strangers += strangers;
}

impl Reader {
    /// Looks at a place and types there; comes back when the server has it.
    async fn say(&mut self, cast: &Cast, board_id: Option<BoardId>, task: Option<TaskId>) {
        let workspace_id = cast.team.ws;
        let viewing = ClientFrame::Viewing {
            workspace_id,
            board_id,
            task_id: task,
        };
        self.socket.send(&viewing).await;
        if let Some(task_id) = task {
            let typing = ClientFrame::Typing {
                workspace_id,
                board_id,
                task_id,
            };
            self.socket.send(&typing).await;
        }
        self.socket.settle(1).await;
    }

    /// Reads until all is told that is theirs; gives how many are here of whom they are told nothing.
    async fn is_told(
        &mut self,
        truth: &Truth<'_>,
        looks: &BTreeMap<UserId, Option<Place>>,
    ) -> usize {
        let sees = |board| truth.now.sees(self.user, board);
        let theirs = |place: Place| Some(truth.place(place)).filter(|(board, _)| sees(*board));
        let known = looks.iter().filter(|(user, _)| self.known.contains(user));
        let here: BTreeMap<UserId, Option<Place>> = known
            .map(|(user, place)| (*user, place.and_then(theirs)))
            .collect();
        let places = here
            .iter()
            .filter_map(|(user, place)| Some(((*place)?, *user)));
        let typed = places.filter(|((_, task), _)| task.is_some());
        let typed: BTreeSet<(Place, UserId)> = typed.collect();
        // What came while somebody else was still beginning.
        for raw in self.socket.raw.clone() {
            // An event is none of these.
            if let Ok(frame) = serde_json::from_str(&raw) {
                self.take(truth, frame);
            }
        }
        while self.here != here || !self.typed.is_superset(&typed) {
            match self.socket.next().await {
                Frame::Server(frame) => self.take(truth, frame),
                Frame::Event(_) => {}
                Frame::Closed(code) => panic!("closed with {code}"),
            }
        }
        looks.len() - here.len()
    }

    fn take(&mut self, truth: &Truth<'_>, frame: ServerFrame) {
        match frame {
            ServerFrame::Presence { full, users, .. } => {
                if full {
                    self.here.clear();
                }
                for shown in users {
                    let place = shown.board_id.map(|board| (board, shown.task_id));
                    self.may_be_told(truth, shown.user_id, place);
                    self.here.insert(shown.user_id, place);
                    self.here
                        .retain(|user, _| shown.online || *user != shown.user_id);
                }
            }
            ServerFrame::Typing {
                board_id,
                task_id,
                user_ids,
                ..
            } => {
                let place = (board_id, Some(task_id));
                for user in user_ids {
                    self.may_be_told(truth, user, Some(place));
                    self.typed.insert((place, user));
                }
            }
            _ => {}
        }
    }

    fn may_be_told(&self, truth: &Truth<'_>, user: UserId, place: Option<Place>) {
        let reader = self.user;
        let frames = || self.socket.raw.join("\n");
        assert!(
            self.known.contains(&user),
            "{reader} was told of {user}: {}",
            frames()
        );
        if let Some((board, task)) = place {
            let sees = truth.now.sees(reader, board);
            assert!(sees, "{reader} was told of {board}: {}", frames());
            let named = truth.may_name((board, task));
            assert!(named, "{task:?} is not on {board}: {}", frames());
        }
    }
}
