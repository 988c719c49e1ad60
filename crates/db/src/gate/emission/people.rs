//! What a transaction did to people's own things: their revisions and account logs.

use std::collections::BTreeMap;

use diesel::sql_types::{Array, BigInt, Uuid};
use diesel::{PgConnection, RunQueryDsl};
use serde_json::Value;
use tutti_types::UserId;
use tutti_types::me::MeWhat;

use super::Unsent;
use crate::error::Result;
use crate::models::user;

statement!(
    /// Raises the revisions of some people: see `gate.touch_people` in the migrations.
    TouchPeople { users: Vec<UserId> => Array<Uuid>, times: Vec<i64> => Array<BigInt> } -> (Uuid, BigInt), locks People;
    "SELECT id, rev FROM gate.touch_people(" users ", " times ")"
);

/// An entry of a person's account log.
pub(in crate::gate) struct Logged {
    pub(in crate::gate) user: UserId,
    pub(in crate::gate) kind: &'static str,
    pub(in crate::gate) data: Value,
}

/// Raises the revision of everybody whom the requests of a transaction touched, once for each time, and writes the entries of their
/// account logs. It is one statement for all requests, so that people are locked in one order; then one for each entry.
pub(super) fn raise(conn: &mut PgConnection, requests: &mut [Unsent]) -> Result<Revisions> {
    let mut times: BTreeMap<UserId, i64> = BTreeMap::new();
    for request in &*requests {
        for (user, _) in &request.touched {
            *times.entry(*user).or_default() += 1;
        }
        for logged in &request.logged {
            // The log's head is in the same row.
            times.entry(logged.user).or_default();
        }
    }
    if times.is_empty() {
        return Ok(Revisions::default());
    }
    let touch = TouchPeople {
        users: times.keys().copied().collect(),
        times: times.values().copied().collect(),
    };
    let raised: Vec<(UserId, i64)> = touch.get_results(conn)?;
    for request in requests {
        for Logged { user, kind, data } in request.logged.drain(..) {
            user::log(conn, user, kind.to_owned(), data)?;
        }
    }
    let before = |(user, rev)| (user, rev - times.get(&user).copied().unwrap_or_default());
    Ok(Revisions(raised.into_iter().map(before).collect()))
}

/// The revisions that were given out so far, of the people who are there.
#[derive(Default)]
pub(super) struct Revisions(BTreeMap<UserId, i64>);

impl Revisions {
    /// Gives each of some touches the next revision of its person, in their order.
    pub(super) fn give(&mut self, touched: Vec<(UserId, MeWhat)>) -> Vec<(UserId, i64, MeWhat)> {
        let mut next = |(user, what)| {
            let rev = self.0.get_mut(&user)?;
            *rev += 1;
            Some((user, *rev, what))
        };
        touched.into_iter().filter_map(&mut next).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_touch_has_a_revision_of_its_own() {
        let [mira, noel, gone] = [UserId::new(), UserId::new(), UserId::new()];
        let mut revisions = Revisions(BTreeMap::from([(mira, 7), (noel, 1)]));
        let first = vec![(mira, MeWhat::Sessions), (noel, MeWhat::Profile)];
        assert_eq!(
            revisions.give(first),
            [(mira, 8, MeWhat::Sessions), (noel, 2, MeWhat::Profile)]
        );
        let second = vec![(gone, MeWhat::Sessions), (mira, MeWhat::Workspaces)];
        assert_eq!(revisions.give(second), [(mira, 9, MeWhat::Workspaces)]);
    }
}
