//! Thousands of seeded interleavings of one workspace's stream, against a naive model of the database.
//!
//! `TUTTI_INTERLEAVINGS` is how many are played (default 2 000), `TUTTI_SEED` plays a single one again.

#![cfg(test)]

mod client;
mod database;
mod rooms;
mod world;

use std::env::var;

use world::{Tally, World};

const DEFAULT: u64 = 2_000;
const STEPS: usize = 400;

#[test]
fn every_subscriber_ends_with_what_the_database_holds() {
    let number = |name: &str| var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let seeds = match number("TUTTI_SEED") {
        Some(seed) => seed..seed + 1,
        None => 0..number("TUTTI_INTERLEAVINGS").unwrap_or(DEFAULT),
    };
    let single = seeds.end - seeds.start == 1;
    let mut total = Tally::default();
    for seed in seeds {
        let played = std::panic::catch_unwind(|| {
            let mut world = World::new(seed);
            for _ in 0..STEPS {
                world.step();
            }
            world.finish();
            world.tally
        });
        match played {
            Ok(tally) => total.add(&tally),
            Err(panic) => {
                eprintln!("play it again with TUTTI_SEED={seed}");
                std::panic::resume_unwind(panic);
            }
        }
    }
    eprintln!("{total:?}");
    // A campaign that never met these would prove nothing.
    assert!(single || total.met_everything(), "{total:?}");
}
