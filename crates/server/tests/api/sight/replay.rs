//! What comes to somebody who was away, from any position: nothing that is not theirs, and all that is, or the word to load it
//! anew.

use std::collections::BTreeSet;

use serde_json::Value;
use tutti_dice::Dice;
use tutti_testkit::{Client, TestSocket};
use tutti_types::events::Events;
use tutti_types::rooms::Room;
use tutti_types::snapshot::Snapshot;
use tutti_types::{Epoch, paths};

use super::cast::Cast;
use super::past::{Due, Past, Told, marks};

/// Positions that each person replays from.
const POSITIONS: usize = 4;

pub async fn check(cast: &mut Cast, dice: &mut Dice) {
    let told = Past::told(&cast.team);
    for who in cast.here() {
        let client = cast.players[who].client.clone();
        let snapshot: Snapshot = client.get(paths::snapshot(cast.team.ws)).await;
        let epoch = snapshot.epoch;
        let mut socket = TestSocket::of(&client).await;
        for n in 0..POSITIONS {
            let newest = usize::try_from(snapshot.seq).unwrap();
            let after = match n {
                0 => 0,
                _ => i64::try_from(dice.below(newest + 1)).unwrap(),
            };
            let polled = poll(cast, &client, epoch, after, 1 + dice.below(40)).await;
            holds_theirs(cast, who, after, &told, &polled, "a poll");
            let heard = socket.raw.len();
            socket.subscribe(cast.team.ws, Some((epoch, after))).await;
            socket.settle(1).await;
            let pushed = Replay::pushed(&socket.raw[heard..]);
            holds_theirs(cast, who, after, &told, &pushed, "a socket");
        }
    }
    wake(cast).await;
}

/// What came of a replay.
#[derive(Default)]
struct Replay {
    text: String,
    seqs: BTreeSet<i64>,
    /// Whether it ended with the word to load anew.
    resync: bool,
    /// Rooms of which something up to a position is left out.
    left_out: Vec<(Room, i64)>,
}

impl Replay {
    fn pushed(frames: &[String]) -> Self {
        let mut replay = Self {
            text: frames.concat(),
            ..Self::default()
        };
        for frame in frames {
            let frame: Value = serde_json::from_str(frame).unwrap();
            match frame["type"].as_str().unwrap() {
                "event" => replay.holds(frame["seq"].as_i64().unwrap()),
                "resync" => replay.resync = true,
                "reload" => {
                    let rooms: Vec<Room> = serde_json::from_value(frame["rooms"].clone()).unwrap();
                    replay.leaves_out(&rooms, frame["seq"].as_i64().unwrap());
                }
                _ => {}
            }
        }
        replay
    }

    fn leaves_out(&mut self, rooms: &[Room], upto: i64) {
        self.left_out.extend(rooms.iter().map(|room| (*room, upto)));
    }

    /// Whether it was told to load anew what this is of.
    fn is_left_out(&self, told: &Told) -> bool {
        let room = told.room();
        let mut left_out = self.left_out.iter();
        left_out.any(|(of, upto)| room == Some(*of) && told.seq <= *upto)
    }

    fn holds(&mut self, seq: i64) {
        let newer = self.seqs.last().is_none_or(|last| *last < seq);
        assert!(newer, "{seq} is out of order: {}", self.text);
        self.seqs.insert(seq);
    }
}

fn holds_theirs(
    cast: &mut Cast,
    who: usize,
    after: i64,
    told: &[Told],
    replay: &Replay,
    what: &str,
) {
    let (name, user, text) = (cast.players[who].name, cast.id(who), &replay.text);
    let later: Vec<&Told> = told.iter().filter(|told| told.seq > after).collect();
    let due = |told: &Told| cast.past.due(user, after, told);
    let theirs = later.iter().filter(|told| due(told) == Due::Theirs);
    let theirs: BTreeSet<String> = theirs.flat_map(|told| told.marks()).collect();
    let shown = marks(text);
    let strange: Vec<&String> = shown.difference(&theirs).collect();
    assert!(
        strange.is_empty(),
        "{what} from {after} showed {name} {strange:?}: {text}"
    );
    for (room, _) in &replay.left_out {
        let board = room.as_board().unwrap();
        assert!(
            cast.past.now().sees(user, board),
            "{what} from {after} named {board} to {name}: {text}"
        );
    }
    let mut taken = 0;
    let has = |told: &Told| replay.seqs.contains(&told.seq) || replay.is_left_out(told);
    let silent = |told: &&&Told| match due(told) {
        Due::Theirs => !has(told),
        // Whoever loses a board is told so after it, and lets go of all that was on it.
        Due::Taken(board) => {
            taken += 1;
            let mut after = later.iter().filter(|other| other.seq >= told.seq);
            !after.any(|other| other.takes(board) && has(other))
        }
        Due::Astray => !has(told),
        Due::Foreign => false,
    };
    if !replay.resync {
        let missing: Vec<_> = later.iter().filter(silent).collect();
        assert!(
            missing.is_empty(),
            "{what} from {after} said nothing to {name} of {missing:?}: {text}"
        );
        cast.met.whole += usize::from(!theirs.is_empty());
        cast.met.taken += taken;
    }
    cast.met.shown += usize::from(!shown.is_empty());
    cast.met.resyncs += usize::from(replay.resync);
    cast.met.reloads += usize::from(!replay.left_out.is_empty());
}

/// All pages after a position, until one says to load anew.
async fn poll(cast: &Cast, client: &Client, epoch: Epoch, after: i64, limit: usize) -> Replay {
    let (mut after, mut replay) = (after, Replay::default());
    loop {
        let path = paths::events(cast.team.ws);
        let path = format!("{path}?epoch={epoch}&after={after}&limit={limit}");
        let answer = client.call(tutti_testkit::Method::GET, path).send().await;
        let page: Events = answer.expect(200).json();
        replay.text.push_str(&answer.text);
        page.events.iter().for_each(|event| replay.holds(event.seq));
        replay.leaves_out(&page.reload, page.seq);
        replay.resync = page.resync;
        if page.resync || !page.more {
            return replay;
        }
        assert!(page.seq > after, "a poll that does not move");
        after = page.seq;
    }
}

/// Whoever comes back ends with what a fresh load gives, and goes on from there.
async fn wake(cast: &mut Cast) {
    let here = cast.here();
    for (who, mut follower) in std::mem::take(&mut cast.offline) {
        if here.contains(&who) {
            follower.catch_up_or_load().await;
            follower.verify().await;
        }
    }
}
