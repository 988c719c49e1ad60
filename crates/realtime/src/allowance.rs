//! What one socket may send: each family of frames from a budget of its own, and all together from one that protects the node.

use std::time::Duration;

use crate::budget::{Budget, Rate};

/// What all families of a socket may send together. It is far above what they may each, so it is not reached by one that is used as
/// it is meant; a frame that is refused is read all the same, and somebody who floods a family costs that.
pub const SOCKET: Rate = Rate {
    a_second: 200,
    at_once: 1_000,
};

/// A family of frames: those of one area, which share a limit and a budget.
#[derive(Clone, Copy, Debug)]
pub struct Terms {
    /// What it is called in the answer that refuses.
    pub name: &'static str,
    /// The `type`s of its frames.
    pub types: &'static [&'static str],
    /// The most bytes that one of its frames has.
    pub longest: usize,
    /// How many of its frames a socket may send.
    pub rate: Rate,
    /// What becomes of those beyond.
    pub beyond: Beyond,
}

/// What becomes of a frame beyond its family's budget.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beyond {
    /// The socket is closed with 4429. For what carries the connection itself: without it no other family goes on either.
    Close,
    /// The frame is passed over. The first one is answered by an `error`, those that follow it by nothing.
    Refuse,
}

/// What becomes of a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is handled.
    Take,
    /// It is answered by an `error`.
    Refuse,
    /// It is passed over without a word.
    PassOver,
    /// The socket is closed with 4429.
    Close,
}

/// The budgets of one socket over so many families.
#[derive(Clone, Debug)]
pub struct Allowance<const FAMILIES: usize> {
    all: Budget,
    own: [Own; FAMILIES],
}

#[derive(Clone, Copy, Debug)]
struct Own {
    budget: Budget,
    /// The last frame was beyond, so its sender knows already.
    told: bool,
}

impl<const FAMILIES: usize> Allowance<FAMILIES> {
    /// Full budgets.
    #[must_use]
    pub fn new(families: &[Terms; FAMILIES], now: Duration) -> Self {
        Self {
            all: SOCKET.full(now),
            own: families.map(|terms| Own {
                budget: terms.rate.full(now),
                told: false,
            }),
        }
    }

    /// Takes one frame of a family, by its place in what [`Allowance::new`] was given. No family takes from another's budget.
    pub fn take(&mut self, family: usize, terms: &Terms, now: Duration) -> Verdict {
        if !self.all.take(SOCKET, now) {
            return Verdict::Close;
        }
        let Some(own) = self.own.get_mut(family) else {
            return Verdict::Close;
        };
        if own.budget.take(terms.rate, now) {
            own.told = false;
            return Verdict::Take;
        }
        match terms.beyond {
            Beyond::Close => Verdict::Close,
            Beyond::Refuse if own.told => Verdict::PassOver,
            Beyond::Refuse => {
                own.told = true;
                Verdict::Refuse
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FAMILIES: [Terms; 2] = [
        Terms {
            name: "session",
            types: &["ping"],
            longest: 100,
            rate: Rate {
                a_second: 1,
                at_once: 2,
            },
            beyond: Beyond::Close,
        },
        Terms {
            name: "presence",
            types: &["typing"],
            longest: 100,
            rate: Rate {
                a_second: 2,
                at_once: 3,
            },
            beyond: Beyond::Refuse,
        },
    ];

    /// What becomes of so many frames of a family at one time.
    fn sent(
        allowance: &mut Allowance<2>,
        family: usize,
        frames: usize,
        millis: u64,
    ) -> Vec<Verdict> {
        let now = Duration::from_millis(millis);
        (0..frames)
            .map(|_| allowance.take(family, &FAMILIES[family], now))
            .collect()
    }

    #[test]
    fn what_is_beyond_is_told_once_until_there_is_room_again() {
        use Verdict::{PassOver, Refuse, Take};
        let mut allowance = Allowance::new(&FAMILIES, Duration::ZERO);
        let verdicts = sent(&mut allowance, 1, 6, 0);
        assert_eq!(verdicts, [Take, Take, Take, Refuse, PassOver, PassOver]);
        assert_eq!(sent(&mut allowance, 1, 1, 499), [PassOver]);
        assert_eq!(
            sent(&mut allowance, 1, 3, 500),
            [Take, Refuse, PassOver],
            "half a second gives one of two a second"
        );
    }

    #[test]
    fn a_flood_of_one_family_takes_nothing_from_another() {
        let mut allowance = Allowance::new(&FAMILIES, Duration::ZERO);
        let flood = sent(&mut allowance, 1, 900, 0);
        assert_eq!(flood.iter().filter(|v| **v == Verdict::Take).count(), 3);
        assert!(!flood.contains(&Verdict::Close));
        assert_eq!(sent(&mut allowance, 0, 2, 0), [Verdict::Take; 2]);
        assert_eq!(sent(&mut allowance, 0, 1, 0), [Verdict::Close]);
    }

    #[test]
    fn a_flood_that_only_costs_the_node_ends_the_socket() {
        let mut allowance = Allowance::new(&FAMILIES, Duration::ZERO);
        let most = SOCKET.at_once as usize;
        assert!(!sent(&mut allowance, 1, most, 0).contains(&Verdict::Close));
        assert_eq!(sent(&mut allowance, 0, 1, 0), [Verdict::Close]);
    }
}
