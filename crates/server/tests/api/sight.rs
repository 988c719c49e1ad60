//! Who may know what. People come and go, boards open and close, tasks move between them; whatever somebody reads then, by a replay
//! from any position, over the socket or by polling, by the feed in any of its ways, by a list, by asking again for an answer they had or by
//! what they are told of who is here, it holds nothing that is not theirs, and what they are not given they are told to load. A replay that does not say so holds all that is
//! theirs, and tells them of each board that was taken from them.
//!
//! What is theirs is worked out from the rows of the database after each act, and not by anything that the server judges by: of what
//! happened, they could read it then and may read it today; of the feed, they may read today the board it happened on, and the
//! one that the task is on now.
//!
//! `TUTTI_TEST_SEED` and `TUTTI_TEST_ROUNDS` as in `random`.

mod acts;
mod cast;
mod feed;
mod here;
mod lists;
mod past;
mod replay;

use std::env;
use std::panic::AssertUnwindSafe;

use futures_util::FutureExt;
use tutti_dice::Dice;

use cast::{Cast, Met};

const ROUNDS: u64 = 2;
const STEPS: usize = 120;
/// Acts between two looks at everything.
const PAUSE: usize = 24;

#[tokio::test]
async fn nobody_reads_what_is_not_theirs_or_misses_what_is() {
    let number = |name| env::var(name).ok().map(|n| n.parse::<u64>().unwrap());
    let (seed, rounds) = (number("TUTTI_TEST_SEED"), number("TUTTI_TEST_ROUNDS"));
    let first = seed.unwrap_or(1);
    let rounds = rounds.unwrap_or(if seed.is_some() { 1 } else { ROUNDS });
    let mut met = Met::default();
    for seed in first..first + rounds {
        match AssertUnwindSafe(round(seed)).catch_unwind().await {
            Ok(more) => met.add(&more),
            Err(panic) => {
                eprintln!("TUTTI_TEST_SEED={seed} failed");
                std::panic::resume_unwind(panic);
            }
        }
    }
    // A single round may lack something.
    assert!(rounds < ROUNDS || met.everything(), "{met:?}");
    eprintln!("{met:?}");
}

async fn round(seed: u64) -> Met {
    let mut dice = Dice::new(seed);
    let mut cast = Cast::start().await;
    for step in 1..=STEPS {
        cast.act(&mut dice).await;
        if dice.chance(10) {
            cast.go_offline(&mut dice).await;
        }
        if step % PAUSE == 0 {
            // Every other time by a server that has watched nothing of it.
            if (step / PAUSE).is_multiple_of(2) {
                cast.team.app.restart().await;
            }
            replay::check(&mut cast, &mut dice).await;
            feed::check(&mut cast, &mut dice).await;
            lists::check(&mut cast, &mut dice).await;
            here::check(&mut cast, &mut dice).await;
        }
    }
    assert!(cast.done > STEPS / 2, "hardly anything was done");
    cast.met
}
