//! Several requests for the same thing, whose answers come in any order: which of them still count.

use leptos::prelude::*;

/// Counts the requests for one thing. It goes with the page that made it, and then no answer counts any more.
#[derive(Clone, Copy)]
pub struct Latest(StoredValue<Counts>);

/// One of the requests.
#[derive(Clone, Copy)]
pub struct Asked {
    latest: Latest,
    ticket: Ticket,
}

impl Latest {
    /// Nothing was asked for yet.
    pub fn new() -> Self {
        Self(StoredValue::new(Counts::default()))
    }

    /// To be called right before a request goes out.
    pub fn ask(self) -> Asked {
        let ticket = self.0.try_update_value(Counts::ask);
        Asked {
            latest: self,
            ticket: ticket.unwrap_or_default(),
        }
    }

    /// What is on its way counts no longer.
    pub fn forget(self) {
        self.0.try_update_value(|counts| {
            let next = counts.ask();
            counts.accept(next)
        });
    }
}

impl Asked {
    /// Whether nothing was asked for since. For lists that another request may ask otherwise.
    pub fn is_last(self) -> bool {
        let counts = self.latest.0.try_get_value();
        counts.is_some_and(|counts| counts.is_last(self.ticket))
    }

    /// Takes its answer, unless a later one was taken before. Where one is asked for again and again, the first answer counts: it
    /// may take longer to come than the next request takes to go out.
    pub fn accept(self) -> bool {
        let counts = self.latest.0;
        counts.try_update_value(|counts| counts.accept(self.ticket)) == Some(true)
    }

    /// Whether its failure is to be told: nothing was asked for and nothing taken since.
    pub fn is_failure(self) -> bool {
        let counts = self.latest.0.try_get_value();
        counts.is_some_and(|counts| counts.is_failure(self.ticket))
    }
}

#[derive(Clone, Copy, Default)]
struct Counts {
    /// The last request.
    asked: u32,
    /// The last request whose answer was taken.
    taken: u32,
}

#[derive(Clone, Copy, Default)]
struct Ticket {
    number: u32,
    /// What had been taken when it went out.
    taken: u32,
}

impl Counts {
    fn ask(&mut self) -> Ticket {
        self.asked += 1;
        Ticket {
            number: self.asked,
            taken: self.taken,
        }
    }

    fn is_last(self, ticket: Ticket) -> bool {
        self.asked == ticket.number
    }

    fn accept(&mut self, ticket: Ticket) -> bool {
        let is_news = self.taken < ticket.number;
        self.taken = self.taken.max(ticket.number);
        is_news
    }

    fn is_failure(self, ticket: Ticket) -> bool {
        self.is_last(ticket) && self.taken == ticket.taken
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_counts_unless_a_later_one_was_taken() {
        let mut counts = Counts::default();
        let (first, second, third) = (counts.ask(), counts.ask(), counts.ask());
        assert!(counts.accept(second), "though a third is on its way");
        assert!(!counts.accept(first));
        assert!(counts.accept(third));
        assert!(!counts.accept(third), "once");
    }

    #[test]
    fn a_failure_is_told_where_nothing_was_asked_for_or_taken_since() {
        let mut counts = Counts::default();
        let (first, second) = (counts.ask(), counts.ask());
        assert!(!counts.is_failure(first));
        assert!(counts.is_failure(second));
        assert!(counts.accept(first));
        assert!(!counts.is_failure(second), "there is something to show");
        assert!(counts.is_last(second));
    }
}
