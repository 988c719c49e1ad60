//! Of whom presence and typing tell somebody who does not see everybody, and on which board a task is named there.

#![cfg(test)]

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use serde_json::json;
use tutti_realtime::roster::followed::Introduction;
use tutti_realtime::{
    Full, Homes, Limits, Outbox, PresenceLocation, Pull, Roster, Stream, StreamEvent,
};
use tutti_types::events::Audience;
use tutti_types::permissions::Visibility;
use tutti_types::realtime::{Presence as Shown, ServerFrame};
use tutti_types::{BoardId, Epoch, Role, SocketId, TaskId, Timestamp, UserId, WorkspaceId};

/// The frames of one socket that were not read yet.
#[derive(Clone, Default)]
struct Inbox(Rc<RefCell<Vec<Bytes>>>);

impl Outbox for Inbox {
    fn push(&self, frame: Bytes) -> Result<(), Full> {
        self.0.borrow_mut().push(frame);
        Ok(())
    }
    fn push_droppable(&self, frame: Bytes) -> bool {
        self.push(frame).is_ok()
    }
}

struct Person {
    user: UserId,
    socket: SocketId,
    inbox: Inbox,
}

/// A guest and two members, of whom nobody was added to either board of the guest.
struct Node {
    stream: Stream<Inbox>,
    guest: Person,
    worker: Person,
    other: Person,
    here: BoardId,
    there: BoardId,
    clock: Duration,
}

impl Node {
    fn new() -> Self {
        let person = || Person {
            user: UserId::new(),
            socket: SocketId::new(),
            inbox: Inbox::default(),
        };
        let (guest, worker, other) = (person(), person(), person());
        let (here, there) = (BoardId::new(), BoardId::new());
        let member = Role::Member.rights();
        let roster = Roster::new(
            [
                (guest.user, Role::Guest.rights(), false),
                (worker.user, member, false),
                (other.user, member, false),
            ],
            [here, there].map(|board| (board, Visibility::Open, vec![guest.user], None)),
        );
        let (epoch, homes) = (Epoch::new(), Homes::default());
        let limits = Limits::default();
        let mut stream = Stream::new(WorkspaceId::new(), epoch, 0, roster, homes, limits);
        for Person {
            user,
            socket,
            inbox,
        } in [&guest, &worker, &other]
        {
            let nothing = Introduction::default();
            stream.meet(*user, epoch, &nothing).unwrap();
            let subscribed = stream.subscribe(*socket, *user, inbox.clone(), None, 0);
            subscribed.unwrap();
            while !matches!(stream.pull(*socket, 10, 10_000), Pull::Live) {}
        }
        Self {
            stream,
            guest,
            worker,
            other,
            here,
            there,
            clock: Duration::ZERO,
        }
    }

    /// The boards that the database is asked for.
    fn asked(&mut self) -> Vec<BoardId> {
        let asked = self.stream.unacquainted(None);
        asked.map_or_else(Vec::new, |(_, boards)| boards)
    }

    /// The database says who acts on the boards it is asked for.
    fn answer(&mut self, acting: &[(BoardId, UserId)]) {
        let (asked, boards) = self.stream.unacquainted(None).unwrap();
        let of = |board| {
            let people = acting.iter().filter(move |(on, _)| *on == board);
            let people: HashSet<UserId> = people.map(|(_, user)| *user).collect();
            (board, people)
        };
        let found: HashMap<_, _> = boards.into_iter().map(of).collect();
        self.stream.acquaint(asked, found);
    }

    /// What the guest is told next of who is here: whether that is all, and of each other the board and the task.
    fn presence(&mut self) -> Option<(bool, Vec<Shown>)> {
        self.clock += Duration::from_secs(1);
        self.stream.tell_presence(self.clock);
        let mut told = self.told(&self.guest).into_iter();
        let (full, mut users) = told.find_map(|frame| match frame {
            ServerFrame::Presence { full, users, .. } => Some((full, users)),
            _ => None,
        })?;
        users.retain(|shown| shown.user_id != self.guest.user);
        Some((full, users))
    }

    /// What somebody is told next of who types.
    fn typing(&mut self, whom: fn(&Self) -> &Person) -> Option<(BoardId, TaskId, Vec<UserId>)> {
        self.clock += Duration::from_secs(1);
        self.stream.tell_typing(self.clock);
        let mut told = self.told(whom(self)).into_iter();
        told.find_map(|frame| match frame {
            ServerFrame::Typing {
                board_id,
                task_id,
                user_ids,
                ..
            } => Some((board_id, task_id, user_ids)),
            _ => None,
        })
    }

    fn told(&self, person: &Person) -> Vec<ServerFrame> {
        let frames = person.inbox.0.take().into_iter();
        let parsed = frames.filter_map(|frame| {
            let start = frame.iter().position(|byte| *byte == b'{').unwrap();
            // An event is none of these.
            serde_json::from_slice(&frame[start..]).ok()
        });
        parsed.collect()
    }

    /// Somebody does something to a task, which is on `board` then and stood on `from`.
    fn act(&mut self, actor: UserId, task: TaskId, board: BoardId, from: BoardId, of: &[UserId]) {
        let data = json!({
            "task": {"id": task, "board_id": board, "assignee_ids": of},
            "changed": ["assignee_ids"],
            "from": {"board_id": from, "column_id": board},
        });
        let (seq, at) = (self.stream.head() + 1, Timestamp::from_micros(0));
        let (kind, audience) = ("task.updated", Audience::board(board));
        let data = data.to_string();
        let event = StreamEvent::new(seq, at, Some(actor), None, kind, audience, &data);
        self.stream.offer(Arc::new(event));
    }

    fn look(&mut self, whom: fn(&Self) -> &Person, board: BoardId, task: Option<TaskId>) {
        let socket = whom(self).socket;
        self.stream
            .look(socket, Some(PresenceLocation { board, task }));
    }

    fn press(&mut self, whom: fn(&Self) -> &Person, board: BoardId, task: TaskId) {
        let socket = whom(self).socket;
        let place = PresenceLocation {
            board,
            task: Some(task),
        };
        self.stream.press(socket, place, self.clock);
    }
}

fn shown(person: &Person, board: BoardId, task: Option<TaskId>) -> Shown {
    Shown {
        user_id: person.user,
        online: true,
        board_id: Some(board),
        task_id: task,
    }
}

#[test]
fn a_guest_sees_whom_the_database_names_and_nobody_else() {
    let mut node = Node::new();
    let (here, there) = (node.here, node.there);
    node.look(|node| &node.worker, here, None);
    node.look(|node| &node.other, here, None);
    assert_eq!(node.presence(), Some((true, vec![])));
    node.answer(&[(here, node.worker.user), (there, UserId::new())]);
    let worker = shown(&node.worker, here, None);
    assert_eq!(node.presence(), Some((true, vec![worker])));
    assert_eq!(node.presence(), None);
    // Somebody else looks at something else, which is no news to the guest.
    node.look(|node| &node.other, there, None);
    assert_eq!(node.presence(), None);
}

#[test]
fn a_board_is_asked_for_once_and_after_what_may_have_changed_the_answer() {
    let mut node = Node::new();
    let (here, there, task) = (node.here, node.there, TaskId::new());
    let mut both = vec![here, there];
    both.sort_unstable();
    let (guest, worker, other) = (node.guest.user, node.worker.user, node.other.user);
    assert_eq!(node.asked(), both);
    // What happens while the database is asked is asked for again.
    let (asked, _) = node.stream.unacquainted(None).unwrap();
    node.act(worker, task, here, here, &[]);
    let nobody = both.iter().map(|board| (*board, HashSet::new()));
    node.stream.acquaint(asked, nobody.collect());
    assert_eq!(node.asked(), [here]);
    node.answer(&[(here, worker)]);
    assert_eq!(node.asked(), []);
    // An older answer does not count.
    let nobody = HashMap::from([(here, HashSet::new())]);
    node.stream.acquaint(asked, nobody);
    assert!(node.stream.roster().may_know(guest, worker));
    // Somebody else works on the task, and then nobody.
    node.act(worker, task, here, here, &[other]);
    assert_eq!(node.asked(), [here]);
    node.answer(&[(here, worker), (here, other)]);
    assert!(node.stream.roster().may_know(guest, other));
    node.act(worker, task, here, here, &[]);
    node.answer(&[(here, worker)]);
    assert!(!node.stream.roster().may_know(guest, other));
    // It goes to another board, on which nobody acted yet.
    node.act(worker, task, there, here, &[]);
    assert_eq!(node.asked(), both);
    node.answer(&[(there, worker)]);
    // Who begins to follow is told by what the database has then; of others nothing is asked.
    let asked = |node: &mut Node, user| {
        let asked = node.stream.unacquainted(Some(user));
        asked.map(|(_, boards)| boards)
    };
    assert_eq!(asked(&mut node, guest), Some(both));
    assert_eq!(asked(&mut node, worker), None);
}

#[test]
fn a_guest_is_told_of_those_they_know_that_they_type() {
    let mut node = Node::new();
    let (here, task) = (node.here, TaskId::new());
    node.answer(&[(here, node.worker.user)]);
    let (worker, other) = (node.worker.user, node.other.user);
    node.press(|node| &node.other, here, task);
    assert_eq!(node.typing(|node| &node.guest), None);
    node.press(|node| &node.worker, here, task);
    node.press(|node| &node.other, here, task);
    let told = Some((here, task, vec![worker]));
    assert_eq!(node.typing(|node| &node.guest), told);
    let mut both = vec![worker, other];
    both.sort_unstable();
    // A key counts as news only if it came after what was told last.
    node.clock += Duration::from_millis(1);
    node.press(|node| &node.worker, here, task);
    let told = Some((here, task, both));
    node.told(&node.other);
    assert_eq!(node.typing(|node| &node.other), told);
    node.told(&node.guest);
    // Both have ceased, the one of them unseen.
    node.clock += Duration::from_secs(5);
    let told = Some((here, task, vec![]));
    assert_eq!(node.typing(|node| &node.guest), told);
    node.press(|node| &node.other, here, task);
    assert_eq!(node.typing(|node| &node.guest), None);
    node.clock += Duration::from_secs(5);
    assert_eq!(node.typing(|node| &node.guest), None);
}

#[test]
fn a_task_that_moved_is_named_on_its_own_board_alone() {
    let mut node = Node::new();
    let (here, there, task) = (node.here, node.there, TaskId::new());
    let (worker, guest) = (node.worker.user, node.guest.user);
    node.answer(&[(here, worker), (there, worker)]);
    node.look(|node| &node.worker, here, Some(task));
    node.press(|node| &node.worker, here, task);
    let told = shown(&node.worker, here, Some(task));
    assert_eq!(node.presence(), Some((true, vec![told])));
    let told = Some((here, task, vec![worker]));
    assert_eq!(node.typing(|node| &node.guest), told);
    // It goes from under their eyes.
    node.act(guest, task, there, here, &[]);
    let told = shown(&node.worker, here, None);
    assert_eq!(node.presence(), Some((false, vec![told])));
    node.press(|node| &node.worker, here, task);
    assert_eq!(node.typing(|node| &node.guest), None);
    // And is named where it was.
    node.look(|node| &node.worker, here, Some(task));
    assert_eq!(node.presence(), None);
    node.look(|node| &node.worker, there, Some(task));
    node.press(|node| &node.worker, there, task);
    let told = shown(&node.worker, there, Some(task));
    assert_eq!(node.presence(), Some((false, vec![told])));
    let told = Some((there, task, vec![worker]));
    assert_eq!(node.typing(|node| &node.guest), told);
}
