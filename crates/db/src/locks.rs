//! The one order in which rows are locked.
//!
//! Two transactions that take the same locks in the same order cannot wait for each other. So every statement that may have
//! to wait for a row names the kind of that row, and none is taken once one that stands further down is held. Within one kind
//! rows are locked in the order of their ids; a statement that cannot keep to that does not wait at all ([`at_once`]).
//!
//! A write that takes a [`Granted`](crate::access::Granted) locks nothing anew, since the proof holds the row: its statement says what
//! it `holds`. Nor does one that adds a row, as long as nobody waits for it who holds something further up: it `makes` one.
//!
//! The order holds within a request. Requests that share a transaction break it one after the other: see [`next_request`].

use std::cell::Cell;

use diesel::QueryResult;

use crate::error::{Error, Result};
use crate::sqlstate::SqlState;

/// What is locked, first to last: what holds others comes before what it holds, and what everybody needs comes last, so that
/// it is held for the shortest time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lock {
    /// Held by whoever does them, from before they do anything.
    Jobs,
    /// Whoever changes who is in a workspace, or who sees which board, holds it. Of several workspaces all come before anything else.
    Workspaces,
    /// Accepted by who holds the workspace, before they become a member.
    Invitations,
    /// Given to members.
    Roles,
    /// Groups of members.
    Teams,
    /// Under their workspace, which keeps two changes of members apart.
    Members,
    /// Hold columns, and are seen by members.
    Boards,
    /// The order of the tasks in them.
    Columns,
    /// Each with its people.
    Tasks,
    /// Held in rooms of what is above.
    Meetings,
    /// Their order of messages.
    Channels,
    /// By id, not by place: a reaction locks the message alone.
    Messages,
    /// Attached to what is above.
    Files,
    /// Everybody's who makes a thing with a number.
    Counters,
    /// Links for a new password, which are used up before the password is set.
    PasswordLinks,
    /// Passwords. Whoever signs in holds theirs.
    Passwords,
    /// With their tokens.
    Sessions,
    /// Accounts, shared by all workspaces: gathered, and raised at the end by one statement.
    People,
    /// Of repeatable requests, kept with their answers. Whoever sends one twice waits here for the first.
    Keys,
    /// Last of all, so that a position is as short a time without its event as it can be.
    Streams,
}

/// What the transaction of this thread holds. Diesel blocks, so a transaction stays on its thread.
#[derive(Clone, Copy)]
enum Held {
    /// There is no transaction.
    Outside,
    /// The kinds of rows that the request has locked or made.
    Within {
        /// The furthest down of all that it has locked.
        last: Option<Lock>,
        /// A bit for each kind.
        kinds: u32,
    },
}

/// A request that has locked nothing yet.
const NOTHING: Held = Held::Within {
    last: None,
    kinds: 0,
};

thread_local! {
    static HELD: Cell<Held> = const { Cell::new(Held::Outside) };
}

/// The time from the beginning of a transaction to its end, on one thread.
pub(crate) struct Order(());

impl Drop for Order {
    fn drop(&mut self) {
        HELD.set(Held::Outside);
    }
}

/// Begins a transaction that holds nothing yet.
#[must_use]
pub(crate) fn begin() -> Order {
    HELD.set(NOTHING);
    Order(())
}

/// Begins the next of several requests that share a transaction. It may lock what stands further up than what those before it
/// hold. That is no deadlock only as long as nobody else writes there: such a transaction holds its workspace's lane.
pub(crate) fn next_request() {
    HELD.set(NOTHING);
}

/// Notes that a row is being locked; a statement made by `statement!` does so itself where it says what it `locks`.
///
/// # Panics
/// In debug builds, where the request holds something that stands further down.
pub(crate) fn take(lock: Lock) {
    let Held::Within { last, kinds } = HELD.get() else {
        return;
    };
    if let Some(held) = last {
        debug_assert!(held <= lock, "{lock:?} must be locked before {held:?}");
    }
    let (last, kinds) = (Some(lock), kinds | bit(lock));
    HELD.set(Held::Within { last, kinds });
}

/// Notes that a row is being added, which nobody else can wait for; a statement made by `statement!` does so itself where it says
/// what it `makes`.
pub(crate) fn make(lock: Lock) {
    if let Held::Within { last, kinds } = HELD.get() {
        let kinds = kinds | bit(lock);
        HELD.set(Held::Within { last, kinds });
    }
}

/// Makes sure that a change waits for nobody; a statement made by `statement!` does so itself where it says what it `holds`.
///
/// # Panics
/// In debug builds, where the request has neither locked nor made a row of this kind.
pub(crate) fn require(lock: Lock) {
    if let Held::Within { kinds, .. } = HELD.get() {
        debug_assert!(
            kinds & bit(lock) != 0,
            "{lock:?} must be locked before they are changed"
        );
    }
}

const fn bit(lock: Lock) -> u32 {
    1 << lock as u32
}

/// What a statement found that locks out of order and so with `NOWAIT`.
///
/// # Errors
/// [`Error::Contended`] where somebody else holds one of the rows: the request begins anew then, with nothing held.
pub(crate) fn at_once<T>(locked: QueryResult<T>) -> Result<T> {
    locked.map_err(|error| match SqlState::of(&error) {
        Some(state) if state.as_str() == "55P03" => Error::Contended,
        _ => error.into(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_may_be_followed_with_gaps_and_repetitions() {
        let _order = begin();
        for lock in [Lock::Workspaces, Lock::Boards, Lock::Boards, Lock::Streams] {
            take(lock);
        }
    }

    #[test]
    #[should_panic(expected = "Columns must be locked before Tasks")]
    fn what_stands_further_up_is_refused() {
        let _order = begin();
        take(Lock::Tasks);
        take(Lock::Columns);
    }

    #[test]
    fn each_request_of_a_shared_transaction_has_its_own_order() {
        let _order = begin();
        take(Lock::Tasks);
        next_request();
        take(Lock::Columns);
    }

    #[test]
    fn another_transaction_and_none_hold_nothing() {
        let order = begin();
        take(Lock::Streams);
        drop(order);
        take(Lock::Tasks);
        take(Lock::Workspaces);
        let _order = begin();
        take(Lock::Workspaces);
    }

    statement!(Locking { } -> diesel::sql_types::Text, locks Columns; "SELECT 'x' FOR UPDATE");

    #[test]
    #[should_panic(expected = "Columns must be locked before Tasks")]
    fn a_statement_notes_what_it_locks() {
        let _order = begin();
        take(Lock::Tasks);
        let _ = diesel::debug_query::<diesel::pg::Pg, _>(&Locking {}).to_string();
    }

    statement!(Holding { } -> diesel::sql_types::Text, holds Columns; "UPDATE columns SET name = 'x'");
    statement!(Making { } -> diesel::sql_types::Text, makes Columns; "INSERT INTO columns");

    fn run(statement: &impl diesel::query_builder::QueryFragment<diesel::pg::Pg>) {
        let _ = diesel::debug_query::<diesel::pg::Pg, _>(statement).to_string();
    }

    #[test]
    fn what_was_locked_or_made_is_held() {
        let order = begin();
        run(&Locking {});
        take(Lock::Tasks);
        run(&Holding {});
        drop(order);
        let _order = begin();
        take(Lock::Tasks);
        run(&Making {});
        run(&Holding {});
    }

    #[test]
    #[should_panic(expected = "Columns must be locked before they are changed")]
    fn what_another_request_locked_is_not_held() {
        let _order = begin();
        run(&Locking {});
        next_request();
        run(&Holding {});
    }
}
