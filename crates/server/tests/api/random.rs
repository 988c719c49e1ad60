//! Whatever people do, one after the other or at once: nothing is answered by a fault, what is asked for is what happens, and
//! everybody's browser ends with what the server holds.
//!
//! `TUTTI_TEST_SEED=n` begins with that seed and plays it alone, or as many as `TUTTI_TEST_ROUNDS` says. A seed rolls the same
//! dice again; what is done at once may still end in another order.

mod act;
mod checks;
mod choose;
mod house;
mod outcome;
mod refusals;
mod rooms;
mod table;

use std::collections::BTreeSet;
use std::env;
use std::panic::AssertUnwindSafe;

use futures_util::FutureExt;
use tutti_dice::Dice;
use tutti_testkit::Method;
use tutti_testkit::contract::operations;

use act::PLAYED;
use house::House;

const ROUNDS: u64 = 3;
const STEPS: usize = 150;

/// What changes something and is not played, and why.
const NOT_PLAYED: [(&str, &str); 17] = [
    ("login", "nobody's workspace changes"),
    ("logout", "the same"),
    ("refresh", "the same"),
    ("register", "the same"),
    ("resetPassword", "the same"),
    ("changePassword", "the same"),
    ("deleteSession", "the same"),
    ("deleteOtherSessions", "the same"),
    ("updateMe", "a name is in no rule that is checked here"),
    ("createWorkspace", "the house is one workspace"),
    (
        "updateWorkspace",
        "its name is in no rule that is checked here",
    ),
    ("deleteWorkspace", "it would end the house"),
    ("restoreWorkspace", "the same"),
    (
        "createInvitation",
        "played by `House::let_in`, not by chance",
    ),
    ("acceptInvitation", "the same"),
    (
        "resendInvitation",
        "what an invitation comes to is in no rule that is checked here",
    ),
    ("revokeInvitation", "the same"),
];

#[test]
fn every_change_is_played_or_says_why_not() {
    let changes = operations()
        .iter()
        .filter(|operation| operation.method != Method::GET)
        .map(|operation| operation.id.as_str());
    let told = NOT_PLAYED.iter().map(|(id, _)| *id);
    let told: BTreeSet<&str> = told.chain(PLAYED).collect();
    assert_eq!(changes.collect::<BTreeSet<&str>>(), told);
}

#[tokio::test]
async fn whatever_people_do_the_rules_hold() {
    let number = |name| {
        env::var(name)
            .ok()
            .filter(|n| !n.is_empty())
            .map(|n| n.parse::<u64>().unwrap())
    };
    let (seed, rounds) = (number("TUTTI_TEST_SEED"), number("TUTTI_TEST_ROUNDS"));
    let first = seed.unwrap_or(1);
    let rounds = rounds.unwrap_or(if seed.is_some() { 1 } else { ROUNDS });
    for seed in first..first + rounds {
        if let Err(panic) = AssertUnwindSafe(round(seed)).catch_unwind().await {
            eprintln!("TUTTI_TEST_SEED={seed} failed");
            std::panic::resume_unwind(panic);
        }
    }
}

async fn round(seed: u64) {
    let mut dice = Dice::new(seed);
    let mut house = House::start().await;
    for step in 0..STEPS {
        if step % 25 == 0 {
            house.squeeze(&mut dice).await;
        }
        house.let_in(&mut dice).await;
        let n = if dice.chance(25) {
            2 + dice.below(3)
        } else {
            1
        };
        house.step(&mut dice, n).await;
        house.in_rooms(&mut dice).await;
        if dice.chance(15) {
            house.verify().await;
            house.verify_rooms(&mut dice).await;
        }
    }
    house.verify().await;
    house.verify_rooms(&mut dice).await;
    house.close();
}
