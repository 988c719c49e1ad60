//! Several requests for the same thing, whose answers come in any order: which of them still count.

use leptos::prelude::*;

/// Counts the requests for one thing. It goes with the page that made it, and then no answer counts any more.
#[derive(Clone, Copy)]
pub struct Latest(StoredValue<Counts>);

#[derive(Clone, Copy, Default)]
struct Counts {
    /// The last request.
    asked: u32,
    /// The last request whose answer was taken.
    taken: u32,
}

/// One of the requests.
#[derive(Clone, Copy)]
pub struct Asked {
    latest: Latest,
    number: u32,
    /// What had been taken when it went out.
    taken: u32,
}

impl Latest {
    /// Nothing was asked for yet.
    pub fn new() -> Self {
        Self(StoredValue::new(Counts::default()))
    }

    /// To be called right before a request goes out.
    pub fn ask(self) -> Asked {
        self.0.try_update_value(|counts| counts.asked += 1);
        self.now()
    }

    /// The same for a request that goes on from the last one's answer, and counts as long as nothing is asked for anew.
    pub fn now(self) -> Asked {
        let Counts { asked, taken } = self.0.try_get_value().unwrap_or_default();
        Asked {
            latest: self,
            number: asked,
            taken,
        }
    }

    /// What is on its way counts no longer.
    pub fn forget(self) {
        self.0.try_update_value(|counts| {
            counts.asked += 1;
            counts.taken = counts.asked;
        });
    }
}

impl Asked {
    /// Whether nothing was asked for since. For lists that another request may ask otherwise.
    pub fn is_last(self) -> bool {
        let counts = self.latest.0.try_get_value();
        counts.is_some_and(|counts| counts.asked == self.number)
    }

    /// Takes its answer, unless a later one was taken before. Where one is asked for again and again, the first answer counts: it
    /// may take longer to come than the next request takes to go out.
    pub fn takes(self) -> bool {
        let taken = self.latest.0.try_update_value(|counts| {
            let is_news = counts.taken < self.number;
            counts.taken = counts.taken.max(self.number);
            is_news
        });
        taken == Some(true)
    }

    /// Whether its failure is to be told: nothing was asked for and nothing taken since.
    pub fn fails(self) -> bool {
        let counts = self.latest.0.try_get_value();
        counts.is_some_and(|counts| counts.asked == self.number && counts.taken == self.taken)
    }
}
