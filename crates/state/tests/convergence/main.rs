//! Thousands of seeded interleavings of everything that can happen to a client: whatever the order, each ends in what the
//! server holds, with nothing left over it.
//!
//! `SEED=n` runs one of them alone, `SEEDS=n` more of them.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a panic is how a test fails"
)]

mod client;
mod model;

use std::collections::BTreeSet;

use client::Client;
use model::{Server, id};
use serde_json::json;
use tutti_dice::Dice;
use tutti_state::{PartLoaded, Store};
use tutti_types::events::EventKind;

const SEEDS: u64 = 1_500;
const STEPS: usize = 600;

/// Kinds of events that the server of this test does not tell, and why.
const NOT_PLAYED: [(&str, &str); 7] = [
    ("workspace.deleted", "nothing is left to compare"),
    ("invitation.created", "the store holds no invitations"),
    ("invitation.revoked", "the same"),
    ("invitation.accepted", "the same"),
    ("board.gone", "all clients see every board"),
    ("board.purged", "the store holds no trash"),
    ("activity.logged", "the feed is not compared"),
];

#[test]
fn every_interleaving_ends_in_what_the_server_holds() {
    let number = |name| {
        std::env::var(name)
            .ok()
            .and_then(|text| text.parse::<u64>().ok())
    };
    let seeds = match number("SEED") {
        Some(one) => one..one + 1,
        None => 0..number("SEEDS").unwrap_or(SEEDS),
    };
    // All of them, so that one run shows what a change does.
    let (mut told, mut failed) = (BTreeSet::new(), Vec::new());
    for seed in seeds.clone() {
        match std::panic::catch_unwind(|| run(seed)) {
            Ok(kinds) => told.extend(kinds),
            Err(_) => failed.push(seed),
        }
    }
    assert!(
        failed.is_empty(),
        "interleavings failed, as SEED={failed:?}"
    );
    // One of them alone plays what it plays.
    if seeds.count() >= SEEDS as usize {
        told.retain(|kind| kind.parse::<EventKind>().is_ok());
        let not_played = NOT_PLAYED.iter().map(|(kind, _)| *kind);
        let named: BTreeSet<&str> = told.iter().map(String::as_str).chain(not_played).collect();
        let all: BTreeSet<&str> = EventKind::WORDS.iter().copied().collect();
        assert_eq!(named, all);
    }
}

/// The kinds of the events that were.
fn run(seed: u64) -> BTreeSet<String> {
    let mut dice = Dice::new(seed);
    let mut server = Server::new();
    let mut clients: Vec<Client> = (0..3).map(|n| Client::new(n, &server)).collect();
    for _ in 0..STEPS {
        if dice.chance(5) {
            disturb(&mut server, &mut dice);
        }
        let at = dice.below(clients.len());
        clients[at].step(&mut server, &mut dice);
        if dice.chance(15) {
            clients[at].check();
        }
    }
    for client in &mut clients {
        client.settle(&mut server, &mut dice);
    }
    let truth = whole(&server);
    for client in &mut clients {
        client.catch_up(&server);
        client.check();
        assert!(
            client.store.overlays().is_empty(),
            "left over: {:?}",
            client.store.overlays()
        );
        client.load_rest(&server);
        client.check();
        client.store.assert_same(&truth);
    }
    server.told
}

/// What clients do not do themselves: people come and go, events of others that nobody here may see, a restored database.
fn disturb(server: &mut Server, dice: &mut Dice) {
    let user = id(11 + dice.below(3) as u64);
    match dice.below(15) {
        13 => server.rename(Some(user)),
        14 => server.rename(None),
        0..=2 => server.remove_member(user),
        3..=5 => {
            let member = server.member(user);
            server.members.insert(user, member.clone());
            server.emit(
                "member.joined",
                None,
                &json!({"member": member, "changes": []}),
            );
        }
        10..=12 => {
            let living = server.tasks.values().filter(|t| t.deleted_at.is_none());
            let seen = living.filter(|t| server.boards.contains_key(&t.board_id));
            let ids: Vec<_> = seen.map(|t| t.id).collect();
            if !ids.is_empty() {
                server.touch(ids[dice.below(ids.len())]);
            }
        }
        6 | 7 => server.seq += 1 + dice.below(5) as i64,
        8 => server.emit("weather.changed", None, &json!({"sun": true})),
        _ if dice.chance(30) => {
            server.epoch = id(3_000 + server.seq as u64);
            server.log.clear();
        }
        _ => {}
    }
}

/// A client that has just come, with every card.
fn whole(server: &Server) -> Store {
    let mut store = Store::new(server.snapshot());
    for board in server.boards.keys() {
        let loaded = store.load_part(server.detail(*board, usize::MAX).unwrap());
        assert!(matches!(loaded, PartLoaded::Done(_)));
    }
    store
}
