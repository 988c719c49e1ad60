//! What comes to somebody who was away, from any position.

use tutti_dice::Dice;
use tutti_testkit::{Client, Socket};
use tutti_types::events::Events;
use tutti_types::snapshot::Snapshot;
use tutti_types::{Epoch, paths};

use super::cast::Cast;
use super::past::{Past, Told, marks};

/// Positions that each person replays from.
const POSITIONS: usize = 4;

pub async fn check(cast: &mut Cast, dice: &mut Dice) {
    let told = Past::told(&cast.team);
    for who in cast.here() {
        let client = cast.players[who].client.clone();
        let snapshot: Snapshot = client.get(paths::snapshot(cast.team.ws)).await;
        let epoch = snapshot.epoch;
        let mut socket = Socket::of(&client).await;
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
            let pushed = socket.raw[heard..].concat();
            holds_theirs(cast, who, after, &told, &pushed, "a socket");
        }
    }
    wake(cast).await;
}

fn holds_theirs(cast: &mut Cast, who: usize, after: i64, told: &[Told], text: &str, what: &str) {
    let theirs = cast.past.theirs(cast.id(who), after, told);
    let shown = marks(text);
    let strange: Vec<&String> = shown.difference(&theirs).collect();
    let name = cast.players[who].name;
    cast.met.shown += usize::from(!shown.is_empty());
    cast.met.reloads += usize::from(text.contains("resync\":true") || text.contains("\"resync\","));
    assert!(
        strange.is_empty(),
        "{what} from {after} showed {name} {strange:?}: {text}"
    );
}

/// All pages after a position, until one says to load anew.
async fn poll(cast: &Cast, client: &Client, epoch: Epoch, after: i64, limit: usize) -> String {
    let (mut after, mut texts) = (after, String::new());
    loop {
        let path = paths::events(cast.team.ws);
        let path = format!("{path}?epoch={epoch}&after={after}&limit={limit}");
        let answer = client.call(tutti_testkit::Method::GET, path).send().await;
        let page: Events = answer.expect(200).json();
        texts.push_str(&answer.text);
        if page.resync || !page.more {
            return texts;
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
