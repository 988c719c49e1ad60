//! Who is in the example, and what they did in the five weeks before it was made.

mod autumn;
mod billing;
mod mobile;

use tutti_types::columns::Category;
use tutti_types::tasks::Priority;

use super::calendar::When;

/// Somebody of the example; the first founds the workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum CastMember {
    Mira,
    Theo,
    Priya,
    Davi,
    Sana,
}

/// Names and sign-in names, in the order of [`CastMember`].
pub(super) const PEOPLE: [(&str, &str); 5] = [
    ("Mira Solano", "mira@example.com"),
    ("Theo Brandt", "theo@example.com"),
    ("Priya Nambiar", "priya@example.com"),
    ("Davi Moreira", "davi@example.com"),
    ("Sana Okafor", "sana@example.com"),
];

/// Who joins, when the founder invites them, and when they accept.
pub(super) const JOINS: [(CastMember, When, When); 4] = [
    (CastMember::Theo, when(25, 7, 44), when(25, 7, 58)),
    (CastMember::Priya, when(25, 7, 46), when(25, 9, 21)),
    (CastMember::Davi, when(25, 7, 47), when(25, 8, 12)),
    (CastMember::Sana, when(25, 7, 49), when(25, 10, 3)),
];

/// When the founder founds it.
pub(super) const FOUNDED: When = when(25, 7, 31);

/// A board, and what was done on it.
pub(super) struct Board {
    pub(super) name: &'static str,
    pub(super) color: &'static str,
    pub(super) made: When,
    pub(super) by: CastMember,
    /// How many cards may be in progress, and since when.
    pub(super) limit: Option<(i32, When)>,
    pub(super) tasks: &'static [Task],
}

/// The first is the one that comes with the workspace.
pub(super) const BOARDS: [Board; 3] = [
    Board {
        name: "Autumn release",
        color: "blue",
        made: when(25, 7, 38),
        by: CastMember::Mira,
        limit: Some((7, when(12, 9, 5))),
        tasks: autumn::TASKS,
    },
    Board {
        name: "Mobile app",
        color: "orange",
        made: when(20, 8, 40),
        by: CastMember::Theo,
        limit: None,
        tasks: mobile::TASKS,
    },
    Board {
        name: "Billing and payouts",
        color: "green",
        made: when(16, 16, 45),
        by: CastMember::Mira,
        limit: None,
        tasks: billing::TASKS,
    },
];

/// A task's life.
pub(super) struct Task {
    /// Its title and description when it was made.
    pub(super) title: &'static str,
    pub(super) description: &'static str,
    pub(super) priority: Priority,
    /// What was done, in this order; the first makes it.
    pub(super) acts: &'static [Act],
}

/// Something somebody did to a task.
#[derive(Clone, Copy, Debug)]
pub(super) struct Act {
    pub(super) when: When,
    pub(super) who: CastMember,
    pub(super) what: What,
}

/// What was done to a task.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum What {
    Makes,
    Gives(&'static [CastMember]),
    Puts(Category),
    Rates(Priority),
    Renames(&'static str),
    Describes(&'static str),
    /// On a date so many days after that on which the example is made; before it where that is negative.
    Due(i16),
    /// Above the task that was made with this title.
    Lifts(&'static str),
    Deletes,
}

const fn task(
    title: &'static str,
    priority: Priority,
    description: &'static str,
    acts: &'static [Act],
) -> Task {
    Task {
        title,
        description,
        priority,
        acts,
    }
}

const fn when(days: u16, hour: u8, minute: u8) -> When {
    When::Day { days, hour, minute }
}

const fn on(days: u16, hour: u8, minute: u8, who: CastMember, what: What) -> Act {
    Act {
        when: when(days, hour, minute),
        who,
        what,
    }
}

const fn ago(minutes: u16, who: CastMember, what: What) -> Act {
    Act {
        when: When::Ago { minutes },
        who,
        what,
    }
}
